from __future__ import annotations

import os
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.dialogue.moves import Ask
from assistant.errors import StoreError, UnusableInputError
from assistant.store.turns import Store
from assistant.understanding.question import Known, Slot
from tests.store.asking import NOON, QUESTION, after, answered, ask, finish


def test_a_question_is_stored_before_anything_is_done_about_it(store: Store) -> None:
    conversation = ask(store)

    (stored,) = store.thread(conversation, NOON)

    assert (stored.id, stored.position, stored.state) == ("t1", 1, "asked")
    assert (stored.question, stored.turn) == (QUESTION, None)


def test_the_same_turn_twice_is_one_turn(store: Store) -> None:
    first = store.ask(conversation=None, turn="t1", question=QUESTION, now=NOON)
    again = store.ask(conversation=None, turn="t1", question=QUESTION, now=NOON)

    assert (first.new, again.new) == (True, False)
    assert again.conversation == first.conversation
    assert len(store.thread(first.conversation)) == 1


def test_the_same_turn_sent_by_many_at_once_is_one_turn(store: Store) -> None:
    seen: list[str] = []
    senders = [
        threading.Thread(target=lambda: seen.append(ask(store))) for _ in range(12)
    ]

    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join()

    assert len(seen) == 12
    assert len(set(seen)) == 1


def test_a_conversations_id_cannot_be_chosen_from_outside(store: Store) -> None:
    conversation = ask(store, conversation="please")

    assert conversation != "please"
    assert len(conversation) >= 32


@pytest.mark.parametrize("turn", ["", "a b", "a" * 65, "é", "a\n", "../x", "a;--"])
def test_a_turns_id_is_plain(store: Store, turn: str) -> None:
    with pytest.raises(UnusableInputError):
        ask(store, turn)


def test_turns_keep_their_order(store: Store) -> None:
    conversation = ask(store, "b")
    ask(store, "a", conversation)
    ask(store, "c", conversation)

    assert [one.id for one in store.thread(conversation)] == ["b", "a", "c"]


def test_a_conversation_remembers_what_was_decided(store: Store) -> None:
    conversation = ask(store)
    finish(store, "t1", answered(move=Ask(slot=Slot.DOMAIN)))

    remembered = store.conversation(conversation)

    assert remembered is not None
    assert remembered.known.services == ("mailchimp",)
    assert remembered.exchanges[0].move == Ask(slot=Slot.DOMAIN)


def test_a_conversation_before_a_turn_knows_nothing_of_it(store: Store) -> None:
    conversation = ask(store, "t1")
    ask(store, "t2", conversation)
    finish(store, "t2", answered())

    before = store.conversation(conversation, before="t2")

    assert before is not None
    assert before.exchanges == ()


def test_a_conversation_that_is_not_kept_is_none(store: Store) -> None:
    assert store.conversation("gone") is None
    assert store.thread("gone") == ()
    assert store.turn("gone") is None
    assert store.question("gone") is None


def test_a_forgotten_conversation_takes_its_turns_along(store: Store) -> None:
    conversation = ask(store)
    finish(store, "t1", answered())

    store.forget(conversation)

    assert store.conversation(conversation) is None
    assert store.turn("t1") is None


def test_a_worker_whose_turn_was_forgotten_is_told(store: Store) -> None:
    conversation = ask(store)
    store.claim("t1", worker="one", now=NOON)
    store.forget(conversation)

    assert not store.finish("t1", "one", answered(), after(1))


def test_old_conversations_go_and_younger_ones_stay(store: Store) -> None:
    old = ask(store, "t1")
    young = store.ask(
        conversation=None, turn="t2", question=QUESTION, now=after(86_400 * 10)
    ).conversation

    gone = store.sweep_old(after(86_400 * 91), keep_days=90)

    assert gone == 1
    assert store.conversation(old) is None
    assert store.conversation(young) is not None


def test_a_new_message_keeps_an_old_conversation(store: Store) -> None:
    conversation = ask(store, "t1")
    store.ask(
        conversation=conversation,
        turn="t2",
        question=replace(QUESTION, text="nog steeds"),
        now=after(86_400 * 80),
    )

    assert store.sweep_old(after(86_400 * 91), keep_days=90) == 0


def test_what_was_stored_is_there_after_a_restart(url: str, tmp_path: Path) -> None:
    before = Store.open(url, tmp_path / "lock")
    conversation = ask(before)
    finish(before, "t1", answered())
    before.close()

    again = Store.open(url, tmp_path / "lock")

    assert again.thread(conversation)[0].turn == answered()
    again.close()


def test_a_fork_opens_its_own_connection(store: Store) -> None:
    ask(store)
    child = os.fork()
    if child == 0:  # the forked process reports by its exit status alone
        os._exit(0 if store.claim("t1", worker="child", now=NOON) else 1)

    _, status = os.waitpid(child, 0)

    assert os.waitstatus_to_exitcode(status) == 0
    assert not store.claim("t1", worker="parent", now=after(1))


def test_memory_that_answers_is_alive(store: Store) -> None:
    assert store.alive()


def test_a_database_that_cannot_be_opened_is_told_without_content(
    tmp_path: Path,
) -> None:
    (tmp_path / "turns.sqlite3").write_bytes(b"this is no database" * 100)

    with pytest.raises(StoreError) as caught:
        Store.open(f"sqlite:///{tmp_path / 'turns.sqlite3'}", tmp_path / "lock")

    assert str(caught.value) == "the database refused its work: DatabaseError"


def test_memory_that_is_gone_is_not_alive(tmp_path: Path) -> None:
    file = tmp_path / "turns.sqlite3"
    store = Store.open(f"sqlite:///{file}", tmp_path / "lock")
    store.close()
    file.unlink()

    assert not store.alive()


@pytest.mark.parametrize("url", ["turns.sqlite3", "mysql://localhost/bezorgd"])
def test_only_two_kinds_of_database_are_known(tmp_path: Path, url: str) -> None:
    with pytest.raises(StoreError, match="BEZORGD_DATABASE"):
        Store.open(url, tmp_path / "lock")


def test_a_database_server_that_is_away_is_told(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="OperationalError"):
        Store.open(f"postgresql:///none?host={tmp_path}", tmp_path / "lock")


def test_what_is_left_open_is_remembered_as_the_turn_left_it(store: Store) -> None:
    conversation = ask(store)
    open_question = replace(
        answered().understanding, known=Known(asked=(Slot.SMTP_FIELD,))
    )
    finish(store, "t1", replace(answered(), understanding=open_question))

    remembered = store.conversation(conversation)

    assert remembered is not None
    assert remembered.known.asked == (Slot.SMTP_FIELD,)
