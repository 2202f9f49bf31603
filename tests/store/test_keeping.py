"""What was pasted lies apart, and goes before the rest."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from assistant.dialogue.moves import Examine, HandOver
from assistant.mail.headers.message import read
from assistant.store import encoding
from assistant.store.case import Message
from assistant.store.mails import Mail
from assistant.store.queue import Wanted
from assistant.store.turns import Store
from assistant.turn import Turn
from assistant.understanding.question import Question, Subject
from tests.store.asking import NOON, QUESTION, after, answered, ask, finish

HEADER = (
    "Received: from mail.school.example ([192.0.2.25]) by mx.lezer.example\n"
    "From: De School <info@school.example>\nTo: Jan <jan@lezer.example>\n"
    "Subject: Rapport\n\nBeste Jan, tot morgen\n"
)
BODY = "\n\nBeste"
PASTED = replace(QUESTION, text=HEADER)
MESSAGE = read(HEADER.encode())


def days(count: float) -> datetime:
    return NOON + timedelta(days=count)


def whole(question: Question = PASTED) -> Turn:
    subject = Subject(domain="school.example", message=MESSAGE)
    understanding = replace(
        answered().understanding, question=question, message=MESSAGE, subject=subject
    )
    return replace(
        answered(),
        question=question,
        understanding=understanding,
        move=Examine(subject=subject),
    )


def pasted(store: Store, turn: str = "t1") -> str:
    asked = store.ask(conversation=None, turn=turn, question=PASTED, now=NOON)
    finish(store, turn, whole())
    return asked.conversation


def test_a_turn_is_stored_without_what_was_pasted() -> None:
    bare, raw = encoding.dump_turn(whole())

    assert raw is not None
    assert "Received" not in bare
    assert "Received" in raw
    assert "info@school.example" in raw


def test_nothing_of_a_readers_mail_is_stored_in_either_half() -> None:
    for half in encoding.dump_turn(whole()):
        assert half is not None
        assert "jan@" not in half
        assert "tot morgen" not in half


def test_both_halves_make_the_turn_again() -> None:
    turn = encoding.load_turn(*encoding.dump_turn(whole()))

    assert turn.question.text.startswith("Received: from mail.school.example")
    assert turn.understanding.message is not None
    assert isinstance(turn.move, Examine)
    assert turn.move.subject.message == turn.understanding.message
    assert [one.name for one in turn.understanding.message.fields] == [
        one.name for one in MESSAGE.fields
    ]


def test_two_copies_are_stored_alike() -> None:
    first = encoding.dump_turn(whole())

    assert encoding.dump_turn(encoding.load_turn(*first)) == first


def test_his_own_words_beside_a_header_stay_with_the_turn() -> None:
    question = replace(
        QUESTION, text=f"wat is hier mis?\n\n{HEADER.split('Beste', maxsplit=1)[0]}"
    )

    bare, raw = encoding.dump_turn(whole(question))

    assert encoding.load_turn(bare).question.text == "wat is hier mis?"
    assert "Received" in encoding.load_turn(bare, raw).question.text


def test_a_turn_without_a_header_has_no_second_half() -> None:
    assert encoding.dump_turn(answered())[1] is None


def test_a_header_that_plays_our_mark_is_a_header() -> None:
    forged = read(b"kept-apart: 0\nFrom: a@b.example\nReceived: from x by y\n")
    turn = replace(
        whole(), understanding=replace(whole().understanding, message=forged)
    )

    again = encoding.load_turn(*encoding.dump_turn(turn))

    assert again.understanding.message is not None
    assert again.understanding.message.fields[0].name == "kept-apart"


def test_a_pasted_header_is_kept_for_its_days(store: Store) -> None:
    conversation = pasted(store)

    assert store.keeping.drop_raws(days(13.9), keep_days=14) == 0

    (turn,) = store.thread(conversation)
    assert turn.raw_removed_at is None
    assert "Received" in turn.question.text
    assert store.turn("t1") is not None


def test_after_that_the_turn_shows_and_says_since_when(store: Store) -> None:
    conversation = pasted(store)

    first = store.keeping.drop_raws(days(14.1), keep_days=14)
    second = store.keeping.drop_raws(days(15), keep_days=14)

    (turn,) = store.thread(conversation)
    assert (first, second) == (1, 0)
    assert turn.raw_removed_at == days(14.1)
    assert turn.question.text == ""
    assert turn.turn is not None
    assert turn.turn.understanding.message is not None
    assert turn.turn.understanding.message.fields == ()
    assert turn.turn.understanding.message.from_domain == "school.example"


def test_deciding_goes_on_without_the_header(store: Store) -> None:
    conversation = pasted(store)
    store.keeping.drop_raws(days(15), keep_days=14)

    remembered = store.conversation(conversation)

    assert remembered is not None
    assert isinstance(remembered.exchanges[0].move, Examine)


def test_a_turn_without_a_header_never_lost_one(store: Store) -> None:
    conversation = ask(store)
    finish(store, "t1", answered())

    store.keeping.drop_raws(days(15), keep_days=14)

    assert store.thread(conversation)[0].raw_removed_at is None


def test_a_question_that_is_given_up_keeps_no_pasted_body(store: Store) -> None:
    asked = store.ask(conversation=None, turn="t1", question=PASTED, now=NOON)
    for _ in range(3):
        store.claim("t1", worker="w", now=NOON)
        store.release("t1", "w")

    (turn,) = store.thread(asked.conversation)
    assert turn.failures == 3
    assert turn.question.text == ""
    assert turn.raw_removed_at is not None


def test_a_question_given_up_keeps_his_own_words(store: Store) -> None:
    conversation = ask(store)
    for _ in range(3):
        store.claim("t1", worker="w", now=NOON)
        store.release("t1", "w")

    (turn,) = store.thread(conversation)
    assert (turn.question, turn.raw_removed_at) == (QUESTION, None)


def test_a_question_that_nobody_answered_loses_its_header_too(store: Store) -> None:
    asked = store.ask(conversation=None, turn="t1", question=PASTED, now=NOON)

    assert store.keeping.drop_raws(days(15), keep_days=14) == 1

    (turn,) = store.thread(asked.conversation)
    assert (turn.question.text, turn.raw_removed_at) == ("", days(15))


def handed_over(store: Store) -> str:
    conversation = ask(store)
    finish(store, "t1", answered(move=HandOver(reason="asked-for")))
    return conversation


def test_a_header_pasted_to_a_person_goes_after_its_days_too(store: Store) -> None:
    conversation = handed_over(store)
    whole = replace(PASTED, text=f"Dit is de kop:\n\n{HEADER.partition(BODY)[0]}")
    store.ask(conversation=conversation, turn="t2", question=whole, now=after(60))

    case = store.cases.case(conversation)
    assert case is not None
    assert case.last_line == "Dit is de kop:"
    assert "Received" in written(store, conversation).text

    assert store.keeping.drop_raws(days(13.9), keep_days=14) == 0
    assert store.keeping.drop_raws(days(14.1), keep_days=14) == 1
    assert store.keeping.drop_raws(days(15), keep_days=14) == 0

    left = written(store, conversation)
    assert (left.text, left.raw_removed_at) == ("Dit is de kop:", days(14.1))


def test_words_to_a_person_stay(store: Store) -> None:
    conversation = handed_over(store)
    store.ask(conversation=conversation, turn="t2", question=QUESTION, now=after(60))

    assert store.keeping.drop_raws(days(15), keep_days=14) == 0

    left = written(store, conversation)
    assert (left.text, left.raw_removed_at) == (QUESTION.text, None)


def test_what_was_pasted_to_a_person_is_no_word_to_search_for(store: Store) -> None:
    conversation = handed_over(store)
    store.ask(conversation=conversation, turn="t2", question=PASTED, now=after(60))

    assert store.queue.page(Wanted(text="received")).cases == ()
    assert store.queue.page(Wanted(text="rapport")).cases == ()


def written(store: Store, conversation: str) -> Message:
    entries = store.messages.thread(conversation, days(20), staff=True)
    return next(one.message for one in entries if one.message)


def test_what_is_over_is_deleted_and_twice_is_safe(store: Store) -> None:
    conversation = ask(store)
    store.sitting.keep_draft(conversation, "anna", "Beste", NOON)
    store.sitting.be_present(conversation, "anna", NOON)
    store.links.share("x", title="x", member="anna", now=NOON, expires=after(9))
    store.mails.promise(
        Mail(key="k", to="a@b.example", subject="x", body="x", due_at=NOON), NOON
    )
    (mail,) = store.mails.due(NOON)
    store.mails.sent(mail.id, NOON)

    first = store.keeping.tidy(days(40), raw_days=14)
    second = store.keeping.tidy(days(40), raw_days=14)

    assert (first, second) == (5, 0)  # the event of asking too
    assert store.sitting.draft(conversation, "anna") == ""


def test_what_lives_is_not_tidied_away(store: Store) -> None:
    conversation = ask(store)
    store.sitting.keep_draft(conversation, "anna", "Beste", NOON)
    store.links.share("x", title="x", member="anna", now=NOON, expires=after(9))

    assert store.keeping.tidy(days(1), raw_days=14) == 0


@pytest.mark.parametrize("twice", [False, True])
def test_a_deleted_conversation_leaves_nothing_of_its_words(
    store: Store, twice: bool
) -> None:
    conversation = pasted(store)
    store.messages.note(conversation, "anna", "geheim", NOON)

    store.forget(conversation)
    if twice:
        store.forget(conversation)

    assert store.thread(conversation) == ()
    assert store.cases.case(conversation) is None
    assert store.persons.find("info@school.example").mentioned == ()
