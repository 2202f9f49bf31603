"""Texts are strict, and a stranger's fact never becomes markup."""

from pathlib import Path

import pytest

from assistant.errors import TextError
from assistant.replies.quoting import LONGEST_FACT, code, prose
from assistant.replies.texts import Texts
from assistant.web.markdown import to_html

HOSTILE = (
    "<script>alert(1)</script>",
    "[klik](javascript:alert(1))",
    "](javascript:alert(1))",
    "![x](https://evil.example/p.png)",
    "<https://evil.example>",
    "`</code><img src=x onerror=alert(1)>",
    "``` \n<b>x</b>",
    "a | b\n--- | ---\n1 | 2",
    "regel een\n\n# kop\n\n- punt",
    "**vet** _schuin_ ~~weg~~",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "1. punt",
    "> citaat",
    "tekst\\",
    "{{ 7 * 7 }}{% raw %}",
    "[a]: https://evil.example",
    "<!-- stil -->",
)
FORBIDDEN = (
    "<script", "<img", "<a ", "<h", "<table", "<ul", "<ol", "<b>", "<strong",
    "<em", "<blockquote", "<pre", "onerror=alert(1)>",
)  # fmt: skip


def written(folder: Path, kind: str, name: str, text: str) -> None:
    (folder / "replies" / kind).mkdir(parents=True, exist_ok=True)
    (folder / "replies" / kind / name).write_text(text, encoding="utf-8")


def of(text: str) -> Texts:
    return Texts({("moves", "hello", "nl"): text})


@pytest.mark.parametrize("fact", HOSTILE)
def test_a_hostile_fact_in_prose_is_only_text(fact: str) -> None:
    rendered = of("Wij zien {{ fact }} hier.").render("moves", "hello", "nl", fact=fact)

    html = to_html(rendered)

    assert not [tag for tag in FORBIDDEN if tag in html]
    assert html.count("<p>") == 1


@pytest.mark.parametrize("fact", HOSTILE)
def test_a_hostile_fact_that_starts_a_line_is_only_text(fact: str) -> None:
    rendered = of("{{ fact }}").render("moves", "hello", "nl", fact=fact)

    html = to_html(rendered)

    assert not [tag for tag in FORBIDDEN if tag in html]


@pytest.mark.parametrize("fact", HOSTILE)
def test_a_hostile_fact_as_code_stays_within_its_span(fact: str) -> None:
    text = of("Wij zien {{ fact | code }} hier.")

    html = to_html(text.render("moves", "hello", "nl", fact=fact))

    assert html.startswith("<p>Wij zien <code>")
    assert html.endswith("</code> hier.</p>")
    assert html.count("<code>") == 1
    assert not [tag for tag in FORBIDDEN if tag in html]


def test_a_domain_name_reads_as_it_is() -> None:
    assert prose("bakkerij.example") == "bakkerij.example"


def test_an_ampersand_between_words_stays_as_it_is() -> None:
    assert prose("Account & billing") == "Account & billing"


def test_code_with_backticks_is_wrapped_in_longer_ones() -> None:
    assert code("a``b") == "```a``b```"
    assert code("`a") == "`` `a ``"


def test_an_empty_fact_makes_no_code_span() -> None:
    assert code("") == ""


def test_control_and_direction_characters_are_dropped() -> None:
    assert prose("a\x00b\x1b[31mc\u202ed") == "a b \\[31mc d"


def test_a_fact_has_an_end() -> None:
    assert len(code("x" * 100_000)) <= LONGEST_FACT + 2


def test_several_facts_are_joined_in_the_language() -> None:
    text = of("{{ names | codes }}")

    assert text.render("moves", "hello", "nl", names=("a", "b", "c")) == (
        "`a`, `b` en `c`"
    )


def test_one_fact_where_several_were_meant_is_no_list_of_letters() -> None:
    assert of("{{ names | codes }}").render("moves", "hello", "nl", names="k2") == (
        "`k2`"
    )


def test_plain_text_holds_no_escapes() -> None:
    text = of("{{ a }} en {{ b | code }}")

    assert text.plain("moves", "hello", "nl", a="_x_", b="`y`") == "_x_ en `y`"


def test_a_paragraph_that_ends_in_a_tag_keeps_its_empty_line() -> None:
    text = of("Een{% if a %} twee{% endif %}\n\nDrie")

    assert text.render("moves", "hello", "nl", a=True) == "Een twee\n\nDrie"


def test_a_line_of_tags_leaves_no_line_behind() -> None:
    text = of("- een\n{% if a %}\n- twee\n{% endif %}\n- drie")

    assert text.render("moves", "hello", "nl", a=True) == "- een\n- twee\n- drie"


def test_an_unknown_text_is_an_error(texts: Texts) -> None:
    with pytest.raises(TextError, match="moves/no-such-text"):
        texts.render("moves", "no-such-text", "nl")


def test_a_fact_that_is_not_given_is_an_error(texts: Texts) -> None:
    with pytest.raises(TextError, match="domain"):
        texts.render("findings", "spf-missing", "nl")


def test_a_text_cannot_reach_into_the_program() -> None:
    text = of("{{ fact.__class__.__mro__ }}")

    with pytest.raises(TextError):
        text.render("moves", "hello", "nl", fact="x")


def test_an_operators_own_text_wins_over_the_shipped_one(tmp_path: Path) -> None:
    written(tmp_path / "shipped", "moves", "close.nl.md", "# Graag gedaan")
    written(tmp_path / "shipped", "moves", "decline.nl.md", "# Helaas")
    written(tmp_path / "own", "moves", "close.nl.md", "# Tot ziens")

    texts = Texts.load(tmp_path / "shipped", tmp_path / "own")

    assert texts.render("moves", "close", "nl") == "# Tot ziens"
    assert texts.render("moves", "decline", "nl") == "# Helaas"


def test_an_operators_broken_text_is_refused_at_start(tmp_path: Path) -> None:
    written(tmp_path / "shipped", "moves", "close.nl.md", "# Graag gedaan")
    written(tmp_path / "own", "moves", "close.nl.md", "# {% if %}")

    with pytest.raises(TextError, match="moves/close"):
        Texts.load(tmp_path / "shipped", tmp_path / "own")


def test_a_folder_without_texts_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TextError, match="no texts"):
        Texts.load(tmp_path)


def test_a_word_without_a_key_is_refused(tmp_path: Path) -> None:
    written(tmp_path, "words", "choices.nl.md", "yes: Ja\nnee")

    with pytest.raises(TextError, match=r"choices\.nl\.md:2"):
        Texts.load(tmp_path)


def test_words_are_found_by_file_and_key(tmp_path: Path) -> None:
    written(tmp_path, "words", "choices.nl.md", "# knoppen\n\nyes: Ja, {{ who }}\n")

    texts = Texts.load(tmp_path)

    assert texts.word("choices", "yes", "nl", who="graag") == "Ja, graag"
    assert texts.has_word("choices", "yes", "nl")
    assert not texts.has_word("choices", "no", "nl")
    assert texts.kinds == ("words",)
    assert texts.names("words") == ("choices",)
