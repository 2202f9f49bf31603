from __future__ import annotations

import pytest

from assistant.dialogue.moves import HandOver
from assistant.store.case import Owner
from assistant.store.pulse import Pulse
from assistant.store.turns import MAX_FAILURES, Store
from tests.store.asking import NOON, after, answered, ask, finish


@pytest.fixture
def waiting(store: Store) -> str:
    """A conversation that waits for a person."""
    conversation = ask(store)
    finish(store, "t1", answered(move=HandOver(reason="asked")))
    return conversation


def felt(store: Store, conversation: str, seconds: float) -> Pulse:
    pulse = store.pulses.of(conversation, after(seconds))
    assert pulse is not None
    return pulse


def reply(store: Store, conversation: str, seconds: float) -> str:
    latest = store.cases.latest()
    sent = store.messages.reply(
        conversation, "anna", "Dag Piet", seen=latest, now=after(seconds)
    )
    assert sent.message is not None
    return sent.message.id


def test_it_tells_who_has_it_and_how_far_its_reader_is(
    store: Store, waiting: str
) -> None:
    pulse = felt(store, waiting, 1)

    assert pulse.owner is Owner.NOBODY
    assert pulse.cursor == store.cases.latest()
    assert not pulse.pending


def test_its_reader_stops_before_a_reply_that_can_be_taken_back(
    store: Store, waiting: str
) -> None:
    before = store.cases.latest()
    reply(store, waiting, 100)

    fresh, later = felt(store, waiting, 114), felt(store, waiting, 115)

    assert fresh.pending
    assert before <= fresh.cursor < store.cases.latest()
    assert not later.pending
    assert later.cursor == store.cases.latest()


def test_a_second_reply_does_not_hide_the_first(store: Store, waiting: str) -> None:
    reply(store, waiting, 100)
    first = store.cases.latest()
    reply(store, waiting, 110)

    pulse = felt(store, waiting, 116)

    assert pulse.pending
    assert first <= pulse.cursor < store.cases.latest()


def test_what_happens_elsewhere_moves_nothing(store: Store, waiting: str) -> None:
    before = felt(store, waiting, 1)

    ask(store, "t9")

    assert felt(store, waiting, 1) == before


def test_whatever_is_written_changes_it(store: Store, waiting: str) -> None:
    seen = {felt(store, waiting, 50)}

    store.cases.contact(waiting, "bakker@bakkerij.example")
    seen.add(felt(store, waiting, 50))
    store.messages.say(waiting, "Wij keken nog eens.", NOON)
    seen.add(felt(store, waiting, 50))
    store.cases.take(waiting, "anna", NOON)
    seen.add(felt(store, waiting, 50))

    assert len(seen) == 4


def test_what_was_deleted_has_none(store: Store, waiting: str) -> None:
    store.forget(waiting)

    assert store.pulses.of(waiting, NOON) is None


def test_a_turn_is_settled_once_it_is_answered(store: Store, waiting: str) -> None:
    elsewhere = ask(store, "t2")

    assert store.pulses.settled(waiting, "t1") is True
    assert store.pulses.settled(elsewhere, "t2") is False


def test_a_turn_that_failed_for_good_is_settled(store: Store) -> None:
    talk = ask(store)
    for _ in range(MAX_FAILURES):
        store.claim("t1", worker="w", now=NOON)
        store.release("t1", "w")

    assert store.pulses.settled(talk, "t1") is True


def test_a_turn_is_not_found_in_anothers_conversation(
    store: Store, waiting: str
) -> None:
    elsewhere = ask(store, "t9")

    assert store.pulses.settled(elsewhere, "t1") is None
