"""What is learned at the desk, and its numbers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

from sqlalchemy import select

from assistant.checks.message import MessageFacts
from assistant.dialogue.moves import HandOver
from assistant.mail.headers.message import Kind, read
from assistant.remedies.change import Action, RecordChange
from assistant.store.case import Rating
from assistant.store.desk_tables import SIGHTINGS
from assistant.store.lesson import LessonKind, LessonState, see, seen_in
from assistant.store.turns import Store
from assistant.understanding.question import Problem
from tests.store.asking import LATEST, NOON, after, answered, ask, finish

SPF = RecordChange(
    action=Action.ADD, name="bakkerij.example", type="TXT", after="v=spf1 mx -all"
)
HEADER = """Received: from mail12.mcsv.example ([192.0.2.25]) by mx.lezer.example
Return-Path: <bounce@mcsv.example>
DKIM-Signature: v=1; a=rsa-sha256; d=mcsv.example; s=k2; h=from; bh=x; b=x
DKIM-Signature: v=1; a=rsa-sha256; d=mail.bakkerij.example; s=own; h=from; bh=x; b=x
From: info@bakkerij.example
"""


def test_the_last_word_of_a_customer_counts(store: Store) -> None:
    conversation = ask(store)
    finish(store, "t1", answered())

    store.learning.rate("t1", Rating.NOT_SOLVED, "nog steeds", NOON)
    store.learning.rate("t1", Rating.SOLVED, "", after(60))

    case = store.cases.case(conversation)
    (feedback,) = store.learning.feedback(conversation)
    assert feedback.rating is Rating.SOLVED
    assert case is not None
    assert case.rating is Rating.SOLVED


def test_only_an_answered_turn_can_be_rated(store: Store) -> None:
    ask(store)

    assert not store.learning.rate("t1", Rating.SOLVED, "", NOON)
    assert not store.learning.rate("none", Rating.SOLVED, "", NOON)


def test_what_did_not_help_is_a_lesson(store: Store) -> None:
    ask(store)
    finish(store, "t1", answered())
    store.learning.rate("t1", Rating.NOT_SOLVED, "ik gebruik Laposta", NOON)
    store.learning.rate("t1", Rating.NOT_SOLVED, "nee, MailerLite", NOON)

    (lesson,) = store.learning.lessons()

    assert (lesson.kind, lesson.line) == (LessonKind.NOT_SOLVED, "nee, MailerLite")
    assert (lesson.text, lesson.service) == (
        "mijn nieuwsbrief komt in de spam",
        "mailchimp",
    )


def test_what_was_not_understood_is_a_lesson_until_it_is_decided(store: Store) -> None:
    ask(store)
    unclear = replace(answered().understanding, problem=Problem.UNCLEAR)
    finish(store, "t1", replace(answered(), understanding=unclear))
    (lesson,) = store.learning.lessons()

    assert lesson.kind is LessonKind.NOT_UNDERSTOOD
    assert store.learning.decide(lesson.id, LessonState.DISMISSED, "anna", NOON)

    assert store.learning.lessons() == ()
    (done,) = store.learning.lessons(LessonState.DISMISSED)
    assert done.decided_by == "anna"


def facts() -> MessageFacts:
    return MessageFacts(
        message=read(HEADER.encode()),
        handed_in=Kind.HEADERS,
        shown="bakkerij.example",
        service="mailchimp",
    )


def test_a_header_shows_how_a_service_sends() -> None:
    assert ("envelope", "mcsv.example") in set(seen_in("bakkerij.example", facts()))
    assert ("signer", "own") in set(seen_in("bakkerij.example", facts()))
    assert ("selector", "k2") in set(seen_in("bakkerij.example", facts()))


def seen(store: Store, conversation: str, shown: str, at: datetime = NOON) -> None:
    with store._database.writing() as connection:  # noqa: SLF001 - as finishing does
        see(connection, conversation, "mailchimp", replace(facts(), shown=shown), at)


def test_three_customers_make_a_sighting_worth_believing(store: Store) -> None:
    for number in range(3):
        conversation = ask(store, f"t{number}")
        seen(store, conversation, f"klant{number}.example")
        seen(store, conversation, f"klant{number}.example", after(number))

    (signer,) = store.learning.sightings(least=3)[1:2]

    assert (signer.service, signer.kind, signer.value) == (
        "mailchimp",
        "selector",
        "k2",
    )
    assert (signer.customers, signer.last_at) == (3, after(2))
    assert store.learning.sightings("laposta") == ()
    assert store.learning.sightings(least=4) == ()


def test_a_customer_who_comes_back_is_one_customer(store: Store) -> None:
    for number in range(3):
        seen(store, ask(store, f"t{number}"), "klant.example", after(number))

    every = store.learning.sightings()

    assert {(one.customers, one.first_at, one.last_at) for one in every} == {
        (1, NOON, after(2))
    }


def test_what_was_seen_at_a_customer_goes_with_him(store: Store) -> None:
    gone, stays = ask(store, "t1"), ask(store, "t2")
    seen(store, gone, "klant1.example")
    seen(store, stays, "klant2.example")

    store.forget(gone)

    with store._database.reading() as connection:  # noqa: SLF001 - what lies there
        kept = set(connection.execute(select(SIGHTINGS.c.domain)).scalars())
    assert kept == {"klant2.example"}


def test_numbers_are_told_by_week(store: Store) -> None:
    first = ask(store, "t1")
    finish(store, "t1", answered(move=HandOver(reason="asked")))
    store.messages.reply(first, "anna", "Dag", seen=LATEST, now=after(60))
    store.cases.close(first, "anna", "spf-missing", "solved", after(3600))
    ask(store, "t2")
    finish(store, "t2", answered())

    empty, week = store.numbers.weeks(NOON, 2)

    assert (empty.monday, week.monday) == (date(2026, 2, 16), date(2026, 2, 23))
    assert (empty.conversations, week.conversations) == (0, 2)
    assert (week.handed_over, week.solved, week.alone) == (1, 1, 1)
    assert (week.first_answer_s, week.close_s) == (0.0, 3600.0)
    assert week.services == (("mailchimp", 2),)


def test_numbers_stay_when_conversations_go(store: Store) -> None:
    for number in range(3):
        ask(store, f"t{number}")
        finish(store, f"t{number}", answered())
    before = store.numbers.weeks(NOON, 1)

    store.sweep_old(NOON + timedelta(days=91), keep_days=90)

    assert store.numbers.weeks(NOON, 1) == before
