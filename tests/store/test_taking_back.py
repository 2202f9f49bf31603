"""A reply that is taken back: never shown, and the case as it was before it."""

from __future__ import annotations

import pytest

from assistant.dialogue.moves import HandOver
from assistant.knowledge.hours import Promised
from assistant.store.case import Entry, Sent
from assistant.store.turns import Store
from tests.store.asking import LATEST, NOON, QUESTION, after, answered, ask, finish


@pytest.fixture
def waiting(store: Store) -> str:
    """A conversation that waits for a person."""
    conversation = ask(store)
    finish(store, "t1", answered(move=HandOver(reason="asked")))
    return conversation


def undo(store: Store, sent: Sent) -> None:
    assert sent.message is not None
    assert store.messages.undo(sent.message.id, "anna", after(110))


def write(store: Store, conversation: str, seconds: float, turn: str = "t2") -> None:
    store.ask(
        conversation=conversation, turn=turn, question=QUESTION, now=after(seconds)
    )


def reply(store: Store, conversation: str) -> Sent:
    return store.messages.reply(
        conversation,
        "anna",
        "Dag Piet",
        seen=LATEST,
        now=after(100),
    )


def told(entries: tuple[Entry, ...]) -> list[str]:
    return [
        one.turn.id if one.turn else one.message.writer.value if one.message else ""
        for one in entries
    ]


def test_a_reply_is_shown_when_it_cannot_be_undone_any_more(
    store: Store, waiting: str
) -> None:
    reply(store, waiting)

    assert told(store.messages.thread(waiting, after(114))) == ["t1"]
    assert told(store.messages.thread(waiting, after(115))) == ["t1", "staff"]
    assert told(store.messages.thread(waiting, after(101), staff=True)) == [
        "t1",
        "staff",
    ]


def test_an_undone_reply_is_never_shown(store: Store, waiting: str) -> None:
    sent = reply(store, waiting)
    assert sent.message is not None

    assert store.messages.undo(sent.message.id, "anna", after(110))

    assert told(store.messages.thread(waiting, after(200))) == ["t1"]
    (_, undone) = store.messages.thread(waiting, after(200), staff=True)
    assert undone.message is not None
    assert undone.message.undone_at == after(110)


def test_an_undone_reply_leaves_the_case_as_it_was(store: Store) -> None:
    conversation = ask(store)
    promise = Promised(counts_from=after(60), due_at=after(7200))
    assert store.claim("t1", worker="w", now=NOON)
    hand_over = answered(move=HandOver(reason="asked"))
    assert store.finish("t1", "w", hand_over, NOON, promise)
    before = store.cases.case(conversation)

    undo(store, reply(store, conversation))

    assert store.cases.case(conversation) == before


def test_a_closed_conversation_is_closed_again_when_its_reply_is_undone(
    store: Store, waiting: str
) -> None:
    store.cases.close(waiting, "bob", "spf-missing", "solved", after(50))
    before = store.cases.case(waiting)

    undo(store, reply(store, waiting))

    assert store.cases.case(waiting) == before


def test_what_a_customer_wrote_meanwhile_stays_when_a_reply_is_undone(
    store: Store, waiting: str
) -> None:
    sent = reply(store, waiting)
    write(store, waiting, 105)

    undo(store, sent)

    case = store.cases.case(waiting)
    assert case is not None
    assert (case.owner, case.waiting_since) == ("nobody", NOON)
    assert (case.last_writer, case.last_at) == ("customer", after(105))
    assert (case.helped, case.said) == (False, "Welk domein?")


def test_what_a_colleague_did_meanwhile_stays_when_a_reply_is_undone(
    store: Store, waiting: str
) -> None:
    sent = reply(store, waiting)
    store.cases.take_from(waiting, "bob", holder="anna", now=after(105))

    undo(store, sent)

    case = store.cases.case(waiting)
    assert case is not None
    assert (case.owner, case.member, case.helped) == ("staff", "bob", False)


def test_another_reply_that_stands_keeps_the_case_answered(
    store: Store, waiting: str
) -> None:
    first, _ = reply(store, waiting), reply(store, waiting)

    undo(store, first)

    case = store.cases.case(waiting)
    assert case is not None
    assert (case.owner, case.helped, case.last_writer) == ("staff", True, "staff")


def test_what_is_shown_cannot_be_undone(store: Store, waiting: str) -> None:
    sent = reply(store, waiting)
    assert sent.message is not None

    assert not store.messages.undo(sent.message.id, "anna", after(115))


def test_nobody_undoes_a_colleagues_reply(store: Store, waiting: str) -> None:
    sent = reply(store, waiting)
    assert sent.message is not None

    assert not store.messages.undo(sent.message.id, "bob", after(101))
    assert not store.messages.undo("none", "anna", after(101))
