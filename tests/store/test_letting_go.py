"""Closing a conversation and giving it back, with nothing lost unread."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.dialogue.moves import HandOver
from assistant.store.case import Case, Happening
from assistant.store.turns import Store
from tests.store.asking import LATEST, NOON, QUESTION, after, answered, ask, finish


@pytest.fixture
def annas(store: Store) -> str:
    """A conversation that Anna has."""
    conversation = ask(store)
    finish(store, "t1", answered(move=HandOver(reason="asked")))
    store.cases.take(conversation, "anna", after(10))
    return conversation


def write(store: Store, conversation: str, seconds: float, turn: str = "m1") -> None:
    question = replace(QUESTION, text=f"nog iets van {turn}")
    store.ask(
        conversation=conversation, turn=turn, question=question, now=after(seconds)
    )


def case_of(store: Store, conversation: str) -> Case:
    found = store.cases.case(conversation)
    assert found is not None
    return found


def test_what_came_unread_holds_the_closing(store: Store, annas: str) -> None:
    seen = store.cases.latest()
    write(store, annas, 60)

    held = store.cases.close(annas, "anna", None, "solved", after(61), seen=seen)
    now_seen = store.cases.latest()
    done = store.cases.close(annas, "anna", None, "solved", after(62), seen=now_seen)

    assert not held
    assert [one.kind for one in held.newer] == [Happening.WROTE]
    assert done


def test_what_came_unread_holds_the_giving_back(store: Store, annas: str) -> None:
    seen = store.cases.latest()
    write(store, annas, 60)

    held = store.cases.give_back(annas, "anna", after(61), seen=seen)

    assert not held
    assert len(held.newer) == 1
    assert case_of(store, annas).member == "anna"


def test_closing_twice_closes_once(store: Store, annas: str) -> None:
    store.cases.close(annas, "anna", "spf-missing", "solved", after(60))

    again = store.cases.close(annas, "bob", None, "no_answer", after(61))

    case = case_of(store, annas)
    assert not again
    assert (case.closed_by, case.outcome) == ("anna", "solved")
    assert case.closed_cause == "spf-missing"


def test_a_colleagues_conversation_is_closed_only_knowingly(
    store: Store, annas: str
) -> None:
    asked_first = store.cases.close(annas, "bob", None, "solved", after(60))
    knowing = store.cases.close(annas, "bob", None, "solved", after(61), holder="anna")

    assert (asked_first.done, asked_first.holder) == (False, "anna")
    assert knowing


def test_what_nobody_answered_is_asked_of_the_assistant(
    store: Store, annas: str
) -> None:
    write(store, annas, 60, "m1")
    write(store, annas, 70, "m2")

    assert store.cases.give_back(annas, "anna", after(80), seen=LATEST)

    turns = store.thread(annas)
    assert [(one.id, one.position) for one in turns] == [
        ("t1", 1),
        ("m1", 2),
        ("m2", 3),
    ]
    assert turns[1].question.text == "nog iets van m1"
    assert turns[1].asked_at == after(60)
    assert store.unfinished(after(80)) == ("m1", "m2")
    assert len(store.messages.thread(annas, after(80))) == 3


def test_what_was_answered_is_not_asked_again(store: Store, annas: str) -> None:
    write(store, annas, 60)
    store.messages.reply(annas, "anna", "Zo is het.", seen=LATEST, now=after(70))

    assert store.cases.give_back(annas, "anna", after(90), seen=LATEST)

    assert store.unfinished(after(100)) == ()


def test_the_form_of_a_message_that_became_a_question_is_known(
    store: Store, annas: str
) -> None:
    write(store, annas, 60)
    store.cases.give_back(annas, "anna", after(70))

    again = store.ask(conversation=annas, turn="m1", question=QUESTION, now=NOON)

    assert (again.new, again.to_person) == (False, False)


def test_a_customer_who_goes_on_with_the_assistant_gets_his_answer(
    store: Store,
) -> None:
    conversation = ask(store)
    finish(store, "t1", answered(move=HandOver(reason="asked")))
    write(store, conversation, 60)

    assert store.cases.give_back(conversation, None, after(70))

    assert store.unfinished(after(70)) == ("m1",)
