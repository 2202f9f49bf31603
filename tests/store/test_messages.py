from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.dialogue.moves import HandOver
from assistant.errors import UnusableInputError
from assistant.store.case import Entry, Happening, Sent, Writer
from assistant.store.turns import Store
from tests.store.asking import LATEST, NOON, QUESTION, after, answered, ask, finish


@pytest.fixture
def waiting(store: Store) -> str:
    """A conversation that waits for a person."""
    conversation = ask(store)
    finish(store, "t1", answered(move=HandOver(reason="asked")))
    return conversation


def write(store: Store, conversation: str, seconds: float, turn: str = "t2") -> None:
    store.ask(
        conversation=conversation, turn=turn, question=QUESTION, now=after(seconds)
    )


def reply(
    store: Store, conversation: str, *, seen: int | None = None, anyway: bool = False
) -> Sent:
    return store.messages.reply(
        conversation,
        "anna",
        "Dag Piet",
        seen=store.cases.latest() if seen is None else seen,
        now=after(100),
        anyway=anyway,
    )


def told(entries: tuple[Entry, ...]) -> list[str]:
    return [
        one.turn.id if one.turn else one.message.writer.value if one.message else ""
        for one in entries
    ]


def test_a_reply_makes_the_conversation_the_writers(store: Store, waiting: str) -> None:
    sent = reply(store, waiting)

    case = store.cases.case(waiting)
    assert sent.message is not None
    assert case is not None
    assert (case.owner, case.member, case.helped) == ("staff", "anna", True)
    assert (case.said, case.last_writer) == ("Dag Piet", "staff")


def test_a_reply_is_held_when_something_newer_arrived(
    store: Store, waiting: str
) -> None:
    seen = store.cases.latest()
    write(store, waiting, 90)

    held = reply(store, waiting, seen=seen)
    sent = reply(store, waiting, seen=seen, anyway=True)

    assert held.message is None
    assert [one.kind for one in held.newer] == [Happening.WROTE]
    assert sent.message is not None


def test_a_note_of_a_colleague_holds_no_reply(store: Store, waiting: str) -> None:
    seen = store.cases.latest()
    store.messages.note(waiting, "bob", "ik ken deze klant", after(90))

    assert reply(store, waiting, seen=seen).message is not None


def test_nobody_writes_where_a_colleague_owns(store: Store, waiting: str) -> None:
    store.cases.take(waiting, "bob", after(10))

    with pytest.raises(UnusableInputError, match="bob owns it"):
        reply(store, waiting)


@pytest.mark.parametrize("text", ["", "  \n", "x" * 100_001])
def test_a_reply_has_a_text_of_some_length(
    store: Store, waiting: str, text: str
) -> None:
    with pytest.raises(UnusableInputError, match="text"):
        store.messages.reply(waiting, "anna", text, seen=LATEST, now=NOON)


def test_a_reply_to_what_is_gone_is_told(store: Store) -> None:
    with pytest.raises(UnusableInputError, match="still kept"):
        store.messages.reply("gone", "anna", "Dag", seen=0, now=NOON)


def test_turns_and_messages_stand_in_one_order(store: Store, waiting: str) -> None:
    reply(store, waiting)
    write(store, waiting, 130)
    store.messages.note(waiting, "anna", "boos", after(140))
    store.cases.give_back(waiting, "anna", after(150))
    ask(store, "t3", waiting)

    thread = store.messages.thread(waiting, after(200), staff=True)

    assert told(thread) == ["t1", "staff", "t2", "note", "t3"]
    assert [one.position for one in thread] == [1, 2, 3, 4, 5]


def test_a_customer_sees_no_notes(store: Store, waiting: str) -> None:
    store.messages.note(waiting, "anna", "boos", after(10))

    assert told(store.messages.thread(waiting, after(200))) == ["t1"]
    assert store.messages.note("gone", "anna", "boos", NOON) is None


def test_a_header_that_is_sent_to_a_person_is_masked(
    store: Store, waiting: str
) -> None:
    header = (
        "Received: from a.school.example by mx.lezer.example\n"
        "From: info@school.example\nTo: Jan <jan@lezer.example>\nSubject: x\n\n"
        "Beste Jan\n"
    )
    store.ask(
        conversation=waiting,
        turn="t2",
        question=replace(QUESTION, text=header),
        now=after(60),
    )

    message = store.messages.thread(waiting, after(61))[1].message

    assert message is not None
    assert message.writer is Writer.CUSTOMER
    assert "info@school.example" in message.text
    assert "jan@" not in message.text
    assert "Beste" not in message.text


def test_the_desk_itself_can_say_something(store: Store, waiting: str) -> None:
    said = store.messages.say(waiting, "Alles staat nu goed.", after(60))

    case = store.cases.case(waiting)
    assert said is not None
    assert told(store.messages.thread(waiting, after(60))) == ["t1", "desk"]
    assert case is not None
    assert case.owner == "nobody"
    assert store.messages.say("gone", "Dag", NOON) is None


def test_a_reply_that_nobody_came_to_read_is_found_once(
    store: Store, waiting: str
) -> None:
    store.cases.contact(waiting, "piet@bakkerij.example")
    reply(store, waiting)

    assert store.messages.unread(after(600), after_s=600) == ()
    (unread,) = store.messages.unread(after(800), after_s=600)
    store.messages.mailed([unread.id], after(801))

    assert unread.text == "Dag Piet"
    assert store.messages.unread(after(900), after_s=600) == ()


def test_a_reply_that_was_read_is_not_mailed(store: Store, waiting: str) -> None:
    store.cases.contact(waiting, "piet@bakkerij.example")
    reply(store, waiting)

    store.cases.seen(waiting, after(120))

    assert store.messages.unread(after(800), after_s=600) == ()


def test_drafts_are_kept_for_each_member(store: Store, waiting: str) -> None:
    store.sitting.keep_draft(waiting, "anna", "Beste", NOON)
    store.sitting.keep_draft(waiting, "anna", "Beste Piet", after(1))
    store.sitting.keep_draft(waiting, "bob", "Hoi", after(2))

    assert store.sitting.draft(waiting, "anna") == "Beste Piet"
    store.sitting.keep_draft(waiting, "anna", " ", after(3))
    assert store.sitting.draft(waiting, "anna") == ""
    assert store.sitting.draft(waiting, "bob") == "Hoi"


def test_presence_passes_by_itself(store: Store, waiting: str) -> None:
    store.sitting.be_present(waiting, "anna", NOON)
    store.sitting.be_present(waiting, "bob", NOON, types=True)

    seen = store.sitting.present(waiting, after(5), besides="anna")

    assert [(one.member, one.types) for one in seen] == [("bob", True)]
    assert store.sitting.present(waiting, after(21)) == ()


def test_who_leaves_is_not_present(store: Store, waiting: str) -> None:
    store.sitting.be_present(waiting, "anna", NOON)

    store.sitting.leave(waiting, "anna")

    assert store.sitting.present(waiting, after(1)) == ()


def test_nothing_is_kept_of_a_conversation_that_is_gone(store: Store) -> None:
    store.sitting.keep_draft("gone", "anna", "Beste", NOON)
    store.sitting.be_present("gone", "anna", NOON)

    assert store.sitting.draft("gone", "anna") == ""
    assert store.sitting.present("gone", NOON) == ()
