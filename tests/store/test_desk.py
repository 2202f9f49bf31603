"""Change requests, shared links, watches, what is learned, and numbers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from assistant.checks.message import MessageFacts
from assistant.dialogue.moves import HandOver
from assistant.errors import UnusableInputError
from assistant.mail.headers.message import Kind, read
from assistant.remedies.change import Action, RecordChange
from assistant.store.case import Rating
from assistant.store.lesson import LessonKind, LessonState, see, seen_in
from assistant.store.queue import Wanted
from assistant.store.request import ChangeRequest, NewRequest, RequestState, new_token
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


def requested(store: Store, token: str | None = None) -> ChangeRequest:
    asked = NewRequest(
        conversation=ask(store),
        domain="bakkerij.example",
        name="Piet",
        address="piet@bakkerij.example",
        consent="Ja, dit ene record",
        records=(SPF,),
        language="nl",
        turn="t1",
    )
    return store.requests.ask(asked, NOON, token)


def test_a_request_holds_exactly_the_records_that_were_agreed_to(store: Store) -> None:
    made = requested(store)

    (kept,) = store.requests.of(made.conversation)
    assert kept == made
    assert (kept.records, kept.consent) == ((SPF,), "Ja, dit ene record")
    assert (kept.state, kept.confirmed_at) == (RequestState.ASKED, None)


def test_an_open_request_shows_in_the_queue_until_it_is_decided(store: Store) -> None:
    made = requested(store)
    before = store.queue.page(Wanted(requests=True)).cases

    store.requests.refuse(made.id, "anna", NOON, "domein is niet van hem")

    assert [one.open_requests for one in before] == [1]
    assert store.queue.page(Wanted(requests=True)).cases == ()
    assert store.queue.counts("anna").requests == 0


def test_whoever_holds_the_token_confirms_once(store: Store) -> None:
    token = new_token()
    made = requested(store, token)

    found = store.requests.by_token(token)
    store.requests.confirm(made.id, "mail", after(60))
    again = store.requests.confirm(made.id, "token", after(90))

    assert found == made
    assert again is not None
    assert (again.confirmed_by, again.confirmed_at) == ("mail", after(60))
    assert store.requests.by_token("guessed") is None


def test_done_without_a_confirmation_needs_a_reason(store: Store) -> None:
    made = requested(store)

    with pytest.raises(UnusableInputError, match="not confirmed"):
        store.requests.done(made.id, "anna", NOON)
    done = store.requests.done(made.id, "anna", NOON, "teruggebeld")

    assert done is not None
    assert (done.state, done.reason) == (RequestState.DONE, "teruggebeld")


def test_a_decided_request_stays_decided(store: Store) -> None:
    made = requested(store)
    store.requests.refuse(made.id, "anna", NOON, "nee")

    again = store.requests.done(made.id, "bob", after(1), "toch")

    assert again is not None
    assert (again.state, again.decided_by) == (RequestState.REFUSED, "anna")


def test_a_refusal_needs_a_reason_and_a_request_needs_records(store: Store) -> None:
    made = requested(store)
    nothing = NewRequest(
        conversation=made.conversation,
        domain="a.example",
        name="Piet",
        address="",
        consent="",
        records=(),
        language="nl",
    )

    with pytest.raises(UnusableInputError, match="reason"):
        store.requests.refuse(made.id, "anna", NOON, " ")
    with pytest.raises(UnusableInputError, match="records"):
        store.requests.ask(nothing, NOON)
    gone = replace(nothing, conversation="gone", records=(SPF,))
    with pytest.raises(UnusableInputError, match="still kept"):
        store.requests.ask(gone, NOON)


def test_a_request_that_is_none_changes_nothing(store: Store) -> None:
    assert store.requests.request("none") is None
    assert store.requests.done("none", "anna", NOON, "ja") is None
    assert store.requests.confirm("none", "mail", NOON) is None
    assert not store.requests.examined("none", "good", NOON)


def test_what_was_done_is_examined_once(store: Store) -> None:
    made = requested(store)
    store.requests.confirm(made.id, "mail", NOON)
    store.requests.done(made.id, "anna", NOON)

    (waiting,) = store.requests.to_examine()

    assert waiting.id == made.id
    assert store.requests.examined(made.id, "good", after(9))
    assert not store.requests.examined(made.id, "good", after(10))
    assert store.requests.to_examine() == ()
    assert store.requests.open() == ()


def test_a_shared_link_opens_until_it_expires(store: Store) -> None:
    token = store.links.share(
        "inhoud", title="Look", member="anna", now=NOON, expires=after(60)
    )

    shared = store.links.shared(token, after(59))

    assert shared is not None
    assert (shared.content, shared.link.title) == ("inhoud", "Look")
    assert store.links.shared(token, after(60)) is None
    assert store.links.shared("guessed", NOON) is None


def test_a_revoked_link_opens_nothing(store: Store) -> None:
    conversation = ask(store)
    token = store.links.share(
        "inhoud",
        title="Look",
        member="anna",
        now=NOON,
        expires=after(60),
        conversation=conversation,
    )
    (link,) = store.links.links(NOON, conversation)

    assert store.links.revoke(link.id, NOON)

    assert not store.links.revoke(link.id, NOON)
    assert store.links.shared(token, NOON) is None
    assert store.links.links(NOON) == ()


def test_a_link_goes_with_its_conversation(store: Store) -> None:
    conversation = ask(store)
    token = store.links.share(
        "inhoud",
        title="Look",
        member="anna",
        now=NOON,
        expires=after(60),
        conversation=conversation,
    )

    store.forget(conversation)

    assert store.links.shared(token, NOON) is None


def test_a_new_watch_of_a_domain_replaces_the_old_one(store: Store) -> None:
    conversation = ask(store)
    place = "bakkerij.example"
    store.watches.watch(conversation, place, (SPF,), language="nl", now=NOON)
    again = store.watches.watch(
        conversation, place, (SPF,), language="nl", now=after(1)
    )

    (due,) = store.watches.due(after(1))

    assert due.id == again
    assert due.records == (SPF,)
    gone = store.watches.watch("gone", place, (SPF,), language="nl", now=NOON)
    assert gone is None


def test_of_two_who_look_at_a_watch_one_does(store: Store) -> None:
    conversation = ask(store)
    store.watches.watch(conversation, "a.example", (SPF,), language="nl", now=NOON)
    (due,) = store.watches.due(NOON)

    assert store.watches.hold(due, NOON)
    assert not store.watches.hold(due, NOON)


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


def test_three_customers_make_a_sighting_worth_believing(store: Store) -> None:
    for number in range(3):
        with store._database.writing() as connection:  # noqa: SLF001 - as finishing does
            shown = replace(facts(), shown=f"klant{number}.example")
            see(connection, "mailchimp", shown, NOON)
            see(connection, "mailchimp", shown, after(number))

    (signer,) = store.learning.sightings(least=3)[1:2]

    assert (signer.service, signer.kind, signer.value) == (
        "mailchimp",
        "selector",
        "k2",
    )
    assert (signer.customers, signer.last_at) == (3, after(2))
    assert store.learning.sightings("laposta") == ()
    assert store.learning.sightings(least=4) == ()


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
