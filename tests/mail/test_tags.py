from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.errors import RecordSyntaxError
from assistant.mail.tags import Tag, parse_tags


def test_tags_keep_their_order_their_case_and_their_place() -> None:
    tags = parse_tags("v=DKIM1; k = rsa;P=MIG f\r\n A;")

    assert tags == (
        Tag(name="v", value="DKIM1", offset=0),
        Tag(name="k", value="rsa", offset=9),
        Tag(name="P", value="MIG f\r\n A", offset=17),
    )


def test_a_value_may_be_empty_and_may_hold_an_equals_sign() -> None:
    tags = parse_tags("p=; b=ab==")

    assert [(tag.name, tag.value) for tag in tags] == [("p", ""), ("b", "ab==")]


@pytest.mark.parametrize(
    ("text", "offset", "expected"),
    [
        ("", 0, "a tag's name"),
        ("v=1;;k=rsa", 4, "a tag's name"),
        ("v=1;;", 4, "a tag's name"),
        ("=1", 0, "a tag's name"),
        ("1v=1", 0, "a tag's name"),
        ("v", 1, "'='"),
        ("v 1=x", 2, "'='"),
        ("v=1; n=é", 7, "printable ASCII"),
        ("v=1; n=\x07", 7, "printable ASCII"),
        ("v=1; n=a\nb", 8, "printable ASCII"),
        ("v=1; n=a\r\nb", 8, "printable ASCII"),
        ("v=1; v=2", 5, "the tag 'v' once"),
    ],
)
def test_what_breaks_the_grammar_is_refused_at_its_place(
    text: str, offset: int, expected: str
) -> None:
    with pytest.raises(RecordSyntaxError) as refusal:
        parse_tags(text)

    assert (refusal.value.offset, refusal.value.expected) == (offset, expected)


@settings(max_examples=60)
@given(st.text(alphabet="vpk=; \t\r\nA1_é\x00", max_size=40))
def test_any_text_is_a_tag_list_or_refused_within_it(text: str) -> None:
    try:
        tags = parse_tags(text)
    except RecordSyntaxError as refusal:
        assert 0 <= refusal.offset <= len(text)  # noqa: PT017 - either is right
        return

    assert all(text[tag.offset :].startswith(tag.name) for tag in tags)
