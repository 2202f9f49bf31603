from __future__ import annotations

from datetime import UTC, datetime

import pytest

from assistant.dialogue.conversation import Conversation, Exchange
from assistant.dialogue.decide import EVENTS, TABLE, decide
from assistant.dialogue.moves import (
    Ask,
    Close,
    Decline,
    Examine,
    Explain,
    HandOver,
    Move,
)
from assistant.understanding.question import (
    Known,
    Problem,
    Question,
    Slot,
    Subject,
    Understanding,
)

QUESTION = Question(text="…", asked_at=datetime(2026, 11, 25, tzinfo=UTC))
SUBJECT = Subject(domain="bakkerij.example")
NEW = Conversation(id="new")


def understood(
    problem: Problem,
    *,
    known: Known | None = None,
    subject: Subject | None = None,
    candidates: tuple[str, ...] = (),
    topics: tuple[str, ...] = (),
    topic: str | None = None,
    bad_name: str | None = None,
    affirmed: bool | None = None,
) -> Understanding:
    return Understanding(
        question=QUESTION,
        known=known or Known(problem=problem),
        problem=problem,
        subject=subject,
        candidates=candidates,
        topic=topic,
        topics=topics,
        bad_name=bad_name,
        affirmed=affirmed,
    )


def after(*moves: Move, known: Known | None = None) -> Conversation:
    unclear = understood(Problem.UNCLEAR)
    exchanges = tuple(Exchange(understanding=unclear, move=move) for move in moves)
    return Conversation(id="going", known=known or Known(), exchanges=exchanges)


def test_every_event_has_a_row_for_every_stage() -> None:
    assert {event for event, _ in EVENTS} == {e for stage, e in TABLE if stage is None}


def test_when_enough_is_known_it_goes_and_looks() -> None:
    move = decide(understood(Problem.SPAM, subject=SUBJECT), NEW)

    assert move == Examine(subject=SUBJECT)


def test_a_problem_without_a_domain_asks_for_the_domain() -> None:
    assert decide(understood(Problem.SPAM), NEW) == Ask(slot=Slot.DOMAIN)


def test_a_name_that_is_none_is_asked_for_again_with_the_reason() -> None:
    move = decide(understood(Problem.SPAM, bad_name="localhost"), NEW)

    assert move == Ask(slot=Slot.DOMAIN, because="bad-domain")


def test_a_third_question_in_a_row_is_a_person() -> None:
    asked = Ask(slot=Slot.PROBLEM)

    move = decide(understood(Problem.UNCLEAR), after(asked, asked))

    assert move == HandOver(reason="not-understood")


def test_an_answer_after_two_questions_is_still_looked_at() -> None:
    asked = Ask(slot=Slot.DOMAIN)

    move = decide(understood(Problem.SPAM, subject=SUBJECT), after(asked, asked))

    assert isinstance(move, Examine)


def test_a_choice_between_names_is_asked_with_at_most_five() -> None:
    move = decide(understood(Problem.SPAM, candidates=tuple("abcdefg")), NEW)

    assert move == Ask(slot=Slot.SERVICE, options=tuple("abcde"))


def test_a_change_is_looked_at_before_a_person_makes_it() -> None:
    known = Known(domain="bakkerij.example", problem=Problem.CHANGE_REQUEST)
    wish = understood(Problem.CHANGE_REQUEST, known=known, subject=SUBJECT)

    assert decide(wish, NEW) == Examine(subject=SUBJECT)
    assert decide(wish, after(Examine(subject=SUBJECT))) == HandOver(
        reason="change-request"
    )


def test_a_yes_to_permission_is_a_change_request() -> None:
    known = Known(domain="bakkerij.example", asked=(Slot.PERMISSION,))
    yes = understood(Problem.UNCLEAR, known=known, affirmed=True)

    move = decide(yes, after(Examine(subject=SUBJECT), known=known))

    assert move == HandOver(reason="change-request")


def test_a_free_address_is_explained_and_no_domain_asked_for() -> None:
    known = Known(address="bakker@gmail.com", problem=Problem.SPAM)

    move = decide(understood(Problem.SPAM, known=known), NEW)

    assert move == Explain(topic="free-mail-sender")


@pytest.mark.parametrize(
    ("problem", "move"),
    [
        (Problem.THANKS, Close()),
        (Problem.HANDOVER, HandOver(reason="asked-for")),
        (Problem.ABUSE, Decline(reason="abuse")),
        (Problem.OUT_OF_SCOPE, Decline(reason="out-of-scope")),
    ],
)
def test_what_needs_no_look_is_answered_at_once(problem: Problem, move: Move) -> None:
    assert decide(understood(problem), NEW) == move


def test_a_how_to_is_explained_from_its_guide() -> None:
    how = understood(Problem.HEADER_HOW, topic="find-the-header")

    assert decide(how, NEW) == Explain(topic="find-the-header")


def test_what_is_unclear_offers_the_nearest_topics() -> None:
    move = decide(understood(Problem.UNCLEAR, topics=("a", "b")), NEW)

    assert move == Ask(slot=Slot.PROBLEM, options=("a", "b"))


def test_what_is_unclear_and_near_nothing_offers_the_main_problems() -> None:
    move = decide(understood(Problem.UNCLEAR), NEW)

    assert isinstance(move, Ask)
    assert move.options[0] == "spam"
    assert len(move.options) == 5
