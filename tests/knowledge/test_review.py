"""All guides on one table: what is wrong between them, and what grows old."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from assistant.knowledge.guide import Source, Topic
from assistant.knowledge.review import Remark, last_seen, review
from assistant.knowledge.shelf import Shelf

TODAY = date(2026, 11, 25)


def said(shelf: Shelf, guide: str) -> list[str]:
    return [
        one.said for one in review(shelf, TODAY) if one.guide == guide and one.mistake
    ]


def with_topic(shelf: Shelf, text: str, *examples: str) -> Shelf:
    told = dict.fromkeys(("nl", "en"), text)
    asked = dict.fromkeys(("nl", "en"), examples)
    topic = Topic(id="duiven", titles=told, guides=told, examples=asked)
    return replace(shelf, topics={**shelf.topics, "duiven": topic})


def test_what_ships_has_no_mistake(shelf: Shelf) -> None:
    assert [one for one in review(shelf, TODAY) if one.mistake] == []


@pytest.mark.parametrize(
    ("text", "mistake"),
    [
        ("Zie [dit](/guides/topics/niets).", "/guides/topics/niets leads nowhere"),
        ("Zie [dit](/elders).", "found the link '/elders'"),
        ("Zo gaat het:\n1. eerst dit", "a list without an empty line before it"),
        ("1. eerst\n   - dit", "a list within a list, not four spaces in"),
    ],
)
def test_a_text_that_a_page_would_not_show_rightly_is_told(
    shelf: Shelf, text: str, mistake: str
) -> None:
    told = said(with_topic(shelf, text), "topics/duiven")

    assert len(told) == 2  # once a language
    assert all(mistake in one for one in told)


@pytest.mark.parametrize(
    "text",
    [
        "Zie [SPF](/guides/topics/what-is-spf) en [alles](/guides).",
        "Zo gaat het:\n\n1. eerst dit\n    - en dan dit\n2. dan dat",
        "| a | b |\n|---|---|\n| - 1 | 2 |",
    ],
)
def test_a_sound_text_is_let_be(shelf: Shelf, text: str) -> None:
    assert said(with_topic(shelf, text), "topics/duiven") == []


def test_a_question_that_two_topics_claim_is_told(shelf: Shelf) -> None:
    told = said(with_topic(shelf, "Duiven.", "Wat is SPF"), "topics/duiven")

    assert told == ["nl: 'Wat is SPF' is an example of what-is-spf too"]


@pytest.mark.parametrize(
    ("reviewed", "note"),
    [
        ("", "nobody says when it was reviewed"),
        ("2020-03-02", "last reviewed on 2020-03-02"),
    ],
)
def test_a_topic_that_nobody_read_for_years_is_noted(
    shelf: Shelf, reviewed: str, note: str
) -> None:
    topic = replace(shelf.topics["what-is-spf"], reviewed=reviewed)
    changed = replace(shelf, topics={**shelf.topics, "what-is-spf": topic})

    told = [
        one.said for one in review(changed, TODAY) if one.guide == "topics/what-is-spf"
    ]

    assert told == [note]


def test_mistakes_come_before_notes(shelf: Shelf) -> None:
    remarks = review(with_topic(shelf, "Zie [dit](/elders)."), TODAY)

    assert [one.mistake for one in remarks[:3]] == [True, True, False]
    assert isinstance(remarks[0], Remark)


@pytest.mark.parametrize(
    ("seen", "day"),
    [
        (("2024-02", "2026-03", "unknown"), date(2026, 3, 1)),
        (("2025",), date(2025, 1, 1)),
        (("archived copy", "2024-13"), None),
        ((), None),
    ],
)
def test_the_newest_source_counts(seen: tuple[str, ...], day: date | None) -> None:
    sources = [Source(url="https://postduif.example", seen=one) for one in seen]

    assert last_seen(sources) == day
