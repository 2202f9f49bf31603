"""Change requests, shared links and watches."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.errors import UnusableInputError
from assistant.remedies.change import Action, RecordChange
from assistant.store.queue import Wanted
from assistant.store.request import ChangeRequest, NewRequest, RequestState, new_token
from assistant.store.turns import Store
from tests.store.asking import NOON, after, ask

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
    assert not again.moved
    kept = again.request
    assert (kept.confirmed_by, kept.confirmed_at) == ("mail", after(60))
    assert store.requests.by_token("guessed") is None


def test_done_without_a_confirmation_needs_a_reason(store: Store) -> None:
    made = requested(store)

    with pytest.raises(UnusableInputError, match="not confirmed"):
        store.requests.done(made.id, "anna", NOON)
    done = store.requests.done(made.id, "anna", NOON, "teruggebeld")

    assert done is not None
    assert done.moved
    kept = done.request
    assert (kept.state, kept.reason) == (RequestState.DONE, "teruggebeld")


def test_a_decided_request_stays_decided(store: Store) -> None:
    made = requested(store)
    store.requests.refuse(made.id, "anna", NOON, "nee")

    for reason in ("toch", ""):
        again = store.requests.done(made.id, "bob", after(1), reason)

        assert again is not None
        assert not again.moved
        kept = again.request
        assert (kept.state, kept.decided_by) == (RequestState.REFUSED, "anna")


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
