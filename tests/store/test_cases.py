from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.dialogue.moves import HandOver
from assistant.knowledge.hours import Promised
from assistant.store.case import Happening, Owner
from assistant.store.turns import Store
from assistant.understanding.question import Problem
from tests.store.asking import LATEST, NOON, QUESTION, after, answered, ask, finish

HANDS_OVER = answered("Een collega leest mee.", move=HandOver(reason="asked"))


def owner(store: Store, conversation: str) -> Owner:
    case = store.cases.case(conversation)
    assert case is not None
    return case.owner


def kinds(store: Store) -> list[str]:
    return [one.kind.value for one in store.cases.events(0)]


def test_a_new_conversation_is_the_assistants(store: Store) -> None:
    conversation = ask(store)

    case = store.cases.case(conversation)

    assert case is not None
    assert (case.owner, case.started_at) == (Owner.BOT, NOON)
    assert case.last_line == "mijn nieuwsbrief komt in de spam"


def test_a_conversation_that_is_not_kept_is_no_case(store: Store) -> None:
    assert store.cases.case("gone") is None
    assert not store.cases.take("gone", "anna", NOON)
    assert not store.cases.hand_over("gone", "asked", NOON)


def test_an_answer_that_hands_over_lets_it_wait_from_that_moment(store: Store) -> None:
    conversation = ask(store)
    finish(store, "t1", HANDS_OVER)

    case = store.cases.case(conversation)

    assert case is not None
    assert (case.owner, case.reason) == (Owner.NOBODY, "asked")
    assert case.waiting_since == NOON


def test_what_a_turn_told_stands_on_the_case(store: Store) -> None:
    conversation = ask(store)
    whole = answered("## Uw domein ontbreekt\n\nWelk domein is het?")
    finish(store, "t1", whole)

    case = store.cases.case(conversation)

    assert case is not None
    assert (case.service, case.problem, case.language) == ("mailchimp", "spam", "nl")
    assert case.said == "Uw domein ontbreekt. Welk domein is het?"
    assert case.first_answer_at is None
    assert (case.cause, case.severity) == (None, None)


def test_of_two_who_take_a_conversation_one_gets_it(store: Store) -> None:
    conversation = ask(store)

    assert store.cases.take(conversation, "anna", NOON)
    assert not store.cases.take(conversation, "bob", NOON)
    assert store.cases.take(conversation, "anna", NOON)


def test_a_colleague_takes_over_only_what_he_saw_held(store: Store) -> None:
    conversation = ask(store)
    store.cases.take(conversation, "anna", NOON)

    assert not store.cases.take_from(conversation, "bob", holder="carla", now=NOON)
    assert store.cases.take_from(conversation, "bob", holder="anna", now=NOON)


def test_an_answer_that_comes_after_a_person_took_over_is_withheld(
    store: Store,
) -> None:
    conversation = ask(store)
    store.claim("t1", worker="w", now=NOON)
    store.cases.take(conversation, "anna", after(1))

    assert store.finish("t1", "w", answered(), after(2))

    (turn,) = store.thread(conversation)
    assert (turn.state, turn.withheld) == ("answered", True)
    assert turn.turn == answered()


def test_a_withheld_answer_hands_nothing_over(store: Store) -> None:
    conversation = ask(store)
    store.claim("t1", worker="w", now=NOON)
    store.cases.take(conversation, "anna", after(1))

    store.finish("t1", "w", HANDS_OVER, after(2))

    assert owner(store, conversation) is Owner.STAFF


@pytest.mark.parametrize("taken", [True, False], ids=["staff", "nobody"])
def test_what_is_written_to_a_person_is_never_a_turn(store: Store, taken: bool) -> None:
    conversation = ask(store)
    finish(store, "t1", HANDS_OVER)
    if taken:
        store.cases.take(conversation, "anna", NOON)

    asked = store.ask(
        conversation=conversation, turn="t2", question=QUESTION, now=after(60)
    )

    assert (asked.new, asked.to_person) == (True, True)
    assert not store.claim("t2", worker="w", now=after(61))
    assert store.unfinished(after(600)) == ()


def test_the_same_form_to_a_person_twice_is_one_message(store: Store) -> None:
    conversation = ask(store)
    finish(store, "t1", HANDS_OVER)

    first, again = (
        store.ask(
            conversation=conversation, turn="t2", question=QUESTION, now=after(60)
        )
        for _ in range(2)
    )

    assert (first.new, again.new, again.to_person) == (True, False, True)
    assert len(store.messages.thread(conversation, after(61))) == 2


def test_a_customer_who_need_not_wait_gets_the_assistant_back(store: Store) -> None:
    conversation = ask(store)
    finish(store, "t1", HANDS_OVER)

    assert store.cases.give_back(conversation, None, after(60))

    assert owner(store, conversation) is Owner.BOT
    assert ask(store, "t2", conversation) == conversation
    assert store.claim("t2", worker="w", now=after(61))


def test_a_customer_cannot_give_back_what_a_person_holds(store: Store) -> None:
    conversation = ask(store)
    store.cases.take(conversation, "anna", NOON)

    assert not store.cases.give_back(conversation, None, after(1))
    assert store.cases.give_back(conversation, "anna", after(2))


def test_a_closed_conversation_bears_its_cause_and_outcome(store: Store) -> None:
    conversation = ask(store)
    store.cases.take(conversation, "anna", NOON)

    store.cases.close(conversation, "anna", "spf-missing", "solved", after(60))

    case = store.cases.case(conversation)
    assert case is not None
    assert (case.owner, case.closed_by) == (Owner.CLOSED, "anna")
    assert (case.closed_cause, case.outcome) == ("spf-missing", "solved")
    assert case.closed_at == after(60)


def test_a_new_question_in_a_closed_conversation_is_the_assistants(
    store: Store,
) -> None:
    conversation = ask(store)
    store.cases.close(conversation, "anna", None, "solved", NOON)

    asked = store.ask(
        conversation=conversation, turn="t2", question=QUESTION, now=after(60)
    )

    assert not asked.to_person
    assert owner(store, conversation) is Owner.BOT


def test_a_closed_conversation_is_reopened_for_who_does(store: Store) -> None:
    conversation = ask(store)
    store.cases.close(conversation, "anna", None, "solved", NOON)

    assert store.cases.reopen(conversation, "bob", after(1))
    assert not store.cases.reopen(conversation, "anna", after(2))

    case = store.cases.case(conversation)
    assert case is not None
    assert (case.owner, case.member, case.outcome) == (Owner.STAFF, "bob", None)


@pytest.mark.parametrize("way", ["take", "reply", "ask"])
def test_a_conversation_that_goes_on_is_closed_as_nothing(
    store: Store, way: str
) -> None:
    conversation = ask(store)
    store.cases.close(conversation, "anna", "spf-missing", "solved", NOON)

    if way == "take":
        store.cases.take(conversation, "bob", after(1))
    if way == "reply":
        store.messages.reply(conversation, "bob", "Dag", seen=LATEST, now=after(1))
    if way == "ask":
        ask(store, "t2", conversation)

    case = store.cases.case(conversation)
    assert case is not None
    assert (case.outcome, case.closed_cause) == (None, None)
    assert (case.closed_at, case.closed_by) == (None, None)


def test_what_happened_is_told_in_order(store: Store) -> None:
    conversation = ask(store)
    finish(store, "t1", HANDS_OVER)
    store.cases.take(conversation, "anna", NOON)
    store.cases.close(conversation, "anna", None, "solved", NOON)

    assert kinds(store) == ["asked", "answered", "handed_over", "taken", "closed"]


def test_a_refused_step_leaves_no_event(store: Store) -> None:
    conversation = ask(store)

    assert not store.cases.reopen(conversation, "anna", NOON)
    assert not store.cases.give_back(conversation, "anna", NOON)

    assert kinds(store) == ["asked"]


def test_a_reader_goes_on_from_its_cursor(store: Store) -> None:
    conversation = ask(store)
    cursor = store.cases.latest()
    store.cases.take(conversation, "anna", NOON)

    (event,) = store.cases.events(cursor)

    assert (event.kind, event.member) == (Happening.TAKEN, "anna")
    assert event.cursor > cursor
    assert store.cases.events(event.cursor) == ()


def test_where_a_customer_may_be_mailed_is_kept(store: Store) -> None:
    conversation = ask(store)

    store.cases.contact(conversation, "piet@bakkerij.example", confirmed=True)
    store.cases.seen(conversation, after(5))

    case = store.cases.case(conversation)
    assert case is not None
    assert (case.mail_to, case.mail_confirmed) == ("piet@bakkerij.example", True)
    assert case.seen_at == after(5)


def test_a_promised_time_is_kept_while_it_waits(store: Store) -> None:
    conversation = ask(store)
    promise = Promised(counts_from=after(3600), due_at=after(7200))

    store.cases.hand_over(conversation, "asked", NOON, promise)

    case = store.cases.case(conversation)
    assert case is not None
    assert (case.waiting_since, case.counts_from) == (NOON, after(3600))
    assert case.due_at == after(7200)


def test_an_answer_that_hands_over_promises_at_once(store: Store) -> None:
    conversation = ask(store)
    promise = Promised(counts_from=after(60), due_at=after(7200))
    store.claim("t1", worker="w", now=NOON)

    store.finish("t1", "w", HANDS_OVER, NOON, promise)

    case = store.cases.case(conversation)
    assert case is not None
    assert (case.counts_from, case.due_at) == (after(60), after(7200))
    assert kinds(store) == ["asked", "answered", "handed_over"]


def test_half_a_character_in_a_question_troubles_no_database(store: Store) -> None:
    odd = replace(QUESTION, text="kapot \ud83d\x00 teken")
    conversation = store.ask(
        conversation=None, turn="t1", question=odd, now=NOON
    ).conversation
    understanding = replace(
        answered().understanding, question=odd, problem=Problem.UNCLEAR
    )

    finish(store, "t1", replace(answered(), question=odd, understanding=understanding))

    case = store.cases.case(conversation)
    assert case is not None
    assert case.last_line == "kapot ? teken"
