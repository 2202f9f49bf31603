"""Parting and reading at once gives what both give one after the other."""

from __future__ import annotations

import pytest

from assistant.errors import UnusableInputError
from assistant.mail.headers.message import Message, read
from assistant.mail.headers.story import part, split_story
from tests.bench.matching_times import PASTES
from tests.stage import scenes


def one_after_the_other(text: str) -> tuple[str, Message | None]:
    story, pasted = split_story(text)
    return story, read(pasted) if pasted.strip() else None


HEADER = (
    "Received: from a.example by b.example; Wed, 25 Nov 2026 10:00:00 +0100\n"
    "Authentication-Results: b.example; spf=pass smtp.mailfrom=bakkerij.example\n"
    "From: info@bakkerij.example\nTo: klant@klant.example\nSubject: Brood\n"
)
TEXTS = [
    HEADER,
    f"waarom spam?\n\n{HEADER}",
    f"{HEADER}\nHallo klant,\nhet brood is klaar.",
    f"kijk eens\n{HEADER}\nen dit is van mij",
    f"{HEADER.replace(chr(10), chr(10) * 2)}",
    f"{HEADER}X-Half: \ud800 of a character\n",
    f"waarom \udfff?\n\n{HEADER}",
    "550 5.7.26 This mail is unauthenticated",
    "hallo, mijn mail komt niet aan",
    "",
]


@pytest.mark.parametrize("text", TEXTS)
def test_both_ways_are_one(text: str) -> None:
    assert part(text) == one_after_the_other(text)


@pytest.mark.parametrize("name", sorted(PASTES))
def test_both_ways_are_one_for_large_pastes(name: str) -> None:
    assert part(PASTES[name]) == one_after_the_other(PASTES[name])


def test_both_ways_are_one_for_every_scene() -> None:
    told = [text for scene in scenes() for text in scene.body.get("ask", ())]

    assert told
    for text in told:
        assert part(text) == one_after_the_other(text)


def test_what_is_too_large_is_refused_by_both() -> None:
    for text in (f"{HEADER}\n" + "x" * 2_100_000, f"{HEADER}\n" + "é" * 1_100_000):
        with pytest.raises(UnusableInputError):
            part(text)
        with pytest.raises(UnusableInputError):
            one_after_the_other(text)
