"""What headers show of a service, and how many customers it takes to believe it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from assistant.checks.message import MessageFacts
from assistant.checks.stated import stated_results
from assistant.mail.headers.message import Kind, read
from assistant.store.desk_tables import SIGHTINGS
from assistant.store.lesson import see
from assistant.store.turns import Store
from tests.store.asking import NOON, after, ask

HEADER = """\
Received: from mail12.mcsv.example ([192.0.2.25]) by mx.lezer.example;
 Mon, 2 Mar 2026 10:00:09 +0000
Authentication-Results: mx.lezer.example; dkim=pass header.d=mcsv.example header.s=k2
Return-Path: <bounce@mcsv.example>
DKIM-Signature: v=1; a=rsa-sha256; d=mcsv.example; s=k2; h=from; bh=x; b=x
From: info@{domain}

"""


def facts(domain: str) -> MessageFacts:
    message = read(HEADER.format(domain=domain))
    return MessageFacts(
        message=message,
        handed_in=Kind.HEADERS,
        shown=domain,
        service="mailchimp",
        stated=stated_results(message),
    )


def seen(store: Store, conversation: str, domain: str, at: datetime = NOON) -> None:
    with store._database.writing() as connection:  # noqa: SLF001 - as finishing does
        see(connection, conversation, "mailchimp", facts(domain), at)


def test_three_customers_make_a_sighting_worth_believing(store: Store) -> None:
    for number in range(3):
        conversation = ask(store, f"t{number}")
        seen(store, conversation, f"klant{number}.example")
        seen(store, conversation, f"klant{number}.example", after(number))

    found = store.learning.sightings(least=3)

    assert [(one.kind, one.value) for one in found] == [
        ("envelope", "mcsv.example"),
        ("server", "mail12.mcsv.example"),
        ("signer", "mcsv.example"),
    ]
    assert {(one.customers, one.last_at) for one in found} == {(3, after(2))}
    assert store.learning.sightings("laposta") == ()
    assert store.learning.sightings(least=4) == ()


def test_a_customer_who_comes_back_is_one_customer(store: Store) -> None:
    for number in range(3):
        seen(store, ask(store, f"t{number}"), "klant.example", after(number))

    every = store.learning.sightings()

    assert {(one.customers, one.first_at, one.last_at) for one in every} == {
        (1, NOON, after(2))
    }


def test_the_parts_of_one_domain_are_one_customer(store: Store) -> None:
    for number in range(3):
        seen(store, ask(store, f"t{number}"), f"deel{number}.klant.example")

    assert {one.customers for one in store.learning.sightings()} == {1}


def test_who_pastes_headers_of_three_domains_is_one_customer(store: Store) -> None:
    conversation = ask(store)
    for number in range(3):
        seen(store, conversation, f"klant{number}.example")

    assert {one.customers for one in store.learning.sightings()} == {1}


def test_where_it_was_seen_can_be_looked_at(store: Store) -> None:
    talks = [ask(store, f"t{number}") for number in range(3)]
    for number, talk in enumerate(talks):
        seen(store, talk, f"klant{number}.example", after(number))
    store.forget(talks[0])

    (envelope, *_) = store.learning.sightings()

    assert store.learning.seen_in(envelope) == (talks[2], talks[1])
    assert store.learning.seen_in(envelope, limit=1) == (talks[2],)


def test_what_was_seen_at_a_customer_goes_with_him(store: Store) -> None:
    gone, stays = ask(store, "t1"), ask(store, "t2")
    seen(store, gone, "klant1.example")
    seen(store, stays, "klant2.example")

    store.forget(gone)

    with store._database.reading() as connection:  # noqa: SLF001 - what lies there
        kept = set(connection.execute(select(SIGHTINGS.c.domain)).scalars())
    assert kept == {"klant2.example"}
