from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.dialogue.moves import Examine, HandOver
from assistant.knowledge.match import Matcher
from assistant.knowledge.shelf import Shelf
from assistant.replies.texts import Texts
from assistant.turn import Turn
from tests.stage import Scene, asked, desk_of

Talk = Callable[..., tuple[Turn, ...]]

BAKER = "Mijn nieuwsbrieven van Mailchimp komen in de spam, bakkerij.example"
PERSON = "ik wil een medewerker spreken"


@pytest.fixture
def told(shelf: Shelf, matcher: Matcher, texts: Texts) -> Talk:
    def talk(*lines: str) -> tuple[Turn, ...]:
        scene = Scene("a-talk", {"demo": True, "ask": list(lines)})
        return asked(scene, desk_of(scene, shelf, matcher, texts))

    return talk


def test_a_colleague_gets_the_cause_of_what_no_one_looked_at(told: Talk) -> None:
    (turn,) = told(f"{BAKER}. {PERSON}")

    assert isinstance(turn.move, HandOver)
    assert turn.diagnosis is not None
    assert turn.diagnosis.cause is not None
    assert turn.evidence is not None
    assert turn.evidence.subject.domain == "bakkerij.example"
    assert turn.understanding.known.asked == ()


def test_what_was_examined_is_not_measured_again(told: Talk) -> None:
    first, second = told(BAKER, PERSON)

    assert isinstance(first.move, Examine)
    assert isinstance(second.move, HandOver)
    assert second.evidence is None


@pytest.mark.parametrize(
    "words",
    [
        f"ik wil niet met een medewerker spreken. {BAKER}",
        f"I do not want to talk to a person. {BAKER}",
        f"I don't want to speak with someone. {BAKER}",
    ],
)
def test_who_wants_no_person_gets_his_answer(told: Talk, words: str) -> None:
    (turn,) = told(words)

    assert isinstance(turn.move, Examine)


def test_without_a_domain_there_is_nothing_to_look_at(told: Talk) -> None:
    (turn,) = told(PERSON)

    assert isinstance(turn.move, HandOver)
    assert turn.evidence is None


def test_who_is_handed_over_twice_is_examined_once(told: Talk) -> None:
    first, second = told(f"{BAKER}. {PERSON}", "ik wil nog steeds iemand spreken")

    assert first.evidence is not None
    assert second.evidence is None
