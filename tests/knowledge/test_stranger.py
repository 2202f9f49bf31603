"""A stranger adds a service: one file in the operator's layer, and no code."""

from __future__ import annotations

import asyncio
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from assistant.desk import Desk
from assistant.dialogue.conversation import Conversation
from assistant.dialogue.decide import decide
from assistant.dialogue.moves import Examine
from assistant.errors import GuideError
from assistant.knowledge.files import load
from assistant.knowledge.match import Matcher
from assistant.lookup.recorded import Recorded
from assistant.places import knowledge, templates
from assistant.replies.plain import markdown
from assistant.replies.texts import Texts
from assistant.understanding.question import Known, Question
from assistant.understanding.understand import understand

ONE_FILE = """\
id: postduif
name: Postduif
kind: newsletter
homepage: https://postduif.example
names:
  aliases: [postduif nieuwsbrief]
  misspellings: [posduif]
  ambiguous: [duif]
dkim:
  records:
    - {type: CNAME, host: pd1._domainkey, value: pd1.postduif.example}
  aligns: true
settings_path: "Instellingen > Domein"
confidence: official
sources:
  - {url: "https://postduif.example/hulp", what: the record, seen: "2026-11"}
"""


@pytest.fixture
def layer(tmp_path: Path) -> Path:
    """An operator's layer with one new service in it and nothing else."""
    (tmp_path / "services").mkdir()
    (tmp_path / "services" / "postduif.yaml").write_text(ONE_FILE, encoding="utf-8")
    return tmp_path


def ask(text: str, layer: Path) -> tuple[tuple[str, ...], str, bool]:
    """Ask the shelf with this layer: services, problem, and whether it looks."""
    shelf = load(knowledge(), layer)
    when = datetime(2026, 11, 25, tzinfo=UTC)
    question = Question(text=text, asked_at=when)
    understood = understand(question, Known(), shelf, Matcher(shelf))
    move = decide(understood, Conversation(id="c"))
    looks = isinstance(move, Examine)
    return understood.known.services, understood.problem.value, looks


@pytest.mark.parametrize("name", ["Postduif", "post duif", "posduif", "postduiff"])
def test_one_file_is_enough_to_be_understood(layer: Path, name: str) -> None:
    text = f"Mijn nieuwsbrief van {name} komt in de spam, bakkerij.example"

    assert ask(text, layer) == (("postduif",), "spam", True)


def test_an_ordinary_word_of_it_needs_words_around(layer: Path) -> None:
    assert ask("Er zit een duif op het dak, mail in de spam", layer)[0] == ()
    assert ask("Mijn duif nieuwsbrief komt in de spam", layer)[0] == ("postduif",)


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("nl", "een CNAME `pd1._domainkey` met de waarde `pd1.postduif.example`"),
        ("en", "a CNAME `pd1._domainkey` with the value `pd1.postduif.example`"),
    ],
)
def test_one_file_is_enough_for_a_page_in_every_language(
    layer: Path, language: str, sentence: str
) -> None:
    page = load(knowledge(), layer).service("postduif").guides[language]

    assert sentence in page
    assert "**" in page
    assert "Instellingen > Domein" in page


def test_a_name_that_is_taken_is_refused_with_both_places(layer: Path) -> None:
    path = layer / "services" / "postduif.yaml"
    path.write_text(ONE_FILE.replace("posduif", "mailchip"), encoding="utf-8")

    with pytest.raises(GuideError, match=r"postduif\.yaml:7: .*mailchip"):
        load(knowledge(), layer)


def test_the_operators_own_sentence_wins_and_the_others_stay(layer: Path) -> None:
    (layer / "sentences").mkdir()
    own = layer / "sentences" / "nl.yaml"
    own.write_text('newsletter: "{name} koert."\n', encoding="utf-8")

    page = load(knowledge(), layer).service("postduif").guides["nl"]

    assert page.startswith("Postduif koert.")
    assert "Wat er in de DNS moet" in page


def test_a_slip_in_an_own_sentence_is_told_with_its_line(layer: Path) -> None:
    (layer / "sentences").mkdir()
    own = layer / "sentences" / "nl.yaml"
    own.write_text('# ours\nnewsletter: "{nmae} koert."\n', encoding="utf-8")

    with pytest.raises(GuideError, match=r"sentences/nl\.yaml:2: .*'nmae'"):
        load(knowledge(), layer)


ZONE = """
records:
  - {name: bakkerij.example, type: TXT, value: "v=spf1 -all"}
  - {name: bakkerij.example, type: MX, value: "10 mail.bakkerij.example"}
  - {name: mail.bakkerij.example, type: A, value: 192.0.2.25}
"""


def tell(text: str, layer: Path) -> str:
    """Ask a whole desk with this layer, in a world where nothing is published."""
    shelf = load(knowledge(), layer)
    world = Recorded.from_zone(ZONE)
    desk = Desk(
        shelf=shelf,
        matcher=Matcher(shelf),
        texts=Texts.load(templates(), layer),
        open_dns=lambda _subject: world,
    )
    when = datetime(2026, 11, 25, tzinfo=UTC)
    question = Question(text=text, asked_at=when)
    turn = asyncio.run(desk.take(question, Conversation(id="c")))
    return markdown(turn.reply)


def test_one_file_is_enough_to_be_answered_with_the_records(layer: Path) -> None:
    answer = tell("Mijn nieuwsbrief van Postduif is spam, bakkerij.example", layer)

    assert "pd1._domainkey" in answer
    assert "pd1.postduif.example" in answer


def test_what_was_read_at_the_start_is_not_read_again(layer: Path) -> None:
    shelf = load(knowledge(), layer)
    shutil.rmtree(layer)

    assert "pd1.postduif.example" in shelf.service("postduif").guides["nl"]
    assert Matcher(shelf).services("postduif")[0].id == "postduif"
