"""What a pasted header proves of a service, and what it does not."""

from __future__ import annotations

import asyncio

import pytest

from assistant.checks.message import examine_message
from assistant.checks.traits import customer_of, traits
from assistant.knowledge.shelf import Shelf
from assistant.mail.headers.message import read

HEADER = """\
Received: from {host} ([203.0.113.77]) by mx.lezer.nl with ESMTPS;
 Mon, 2 Mar 2026 10:00:09 +0000
Authentication-Results: mx.lezer.nl; spf=pass smtp.mailfrom={envelope}; {dkim}
Return-Path: <bounce@{envelope}>
DKIM-Signature: v=1; a=rsa-sha256; d={signer}; s=wf1; h=from; bh=AAAA; b=AAAA
From: Klant <info@{shown}>
Subject: factuur

"""
PLAIN = {
    "host": "out1.facturen.nl",
    "envelope": "bounce.facturen.nl",
    "signer": "facturen.nl",
    "shown": "klant.nl",
    "dkim": "dkim=pass header.d=facturen.nl header.s=wf1",
}


def shows(
    shelf: Shelf, *servers: str, top: str = "", **other: str
) -> set[tuple[str, str]]:
    text = top + HEADER.format(**{**PLAIN, **other})
    facts = asyncio.run(examine_message(read(text), None, shelf))
    return set(traits(facts, servers))


def test_a_header_shows_how_a_service_sends(shelf: Shelf) -> None:
    assert shows(shelf) == {
        ("envelope", "bounce.facturen.nl"),
        ("server", "out1.facturen.nl"),
        ("signer", "facturen.nl"),
    }


@pytest.mark.parametrize("signer", ["klant.nl", "nieuws.klant.nl", "post.klant.nl"])
def test_the_customers_own_domain_is_known_whole(shelf: Shelf, signer: str) -> None:
    passed = f"dkim=pass header.d={signer} header.s=wf1"
    found = shows(
        shelf,
        shown="nieuws.klant.nl",
        signer=signer,
        dkim=passed,
        envelope="klant.nl",
        host="out1.facturen.nl",
    )

    assert found == {
        ("envelope", "own"),
        ("server", "out1.facturen.nl"),
        ("signer", "own"),
        ("selector", "wf1"),
    }


@pytest.mark.parametrize(
    "dkim",
    [
        "dkim=fail header.d=facturen.nl header.s=wf1",
        "dkim=none",
        "dkim=pass header.d=facturen.nl header.s=other",
        "dkim=pass header.d=elders.nl header.s=wf1",
    ],
)
def test_a_signature_counts_only_where_the_receiver_let_it_pass(
    shelf: Shelf, dkim: str
) -> None:
    assert {kind for kind, _ in shows(shelf, dkim=dkim)} == {"envelope", "server"}


def test_a_receiver_may_leave_the_selector_out(shelf: Shelf) -> None:
    found = shows(shelf, dkim="dkim=pass header.d=facturen.nl")

    assert ("signer", "facturen.nl") in found


@pytest.mark.parametrize(
    "other",
    [
        {"host": "mail.klant.nl"},  # his own server
        {"host": "smtp.hulp.nl"},  # the one he is given to send through
        {"shown": "gmail.com"},  # nobody's alone
        {"shown": "co.uk"},
        {"top": "List-Id: <l.elders.nl>\nList-Post: <mailto:l@elders.nl>\n"},
    ],
    ids=["own", "given", "free", "suffix", "list"],
)
def test_of_some_messages_nothing_is_learned(
    shelf: Shelf, other: dict[str, str]
) -> None:
    assert shows(shelf, "mail.hulp.nl", **other) == set()


def test_a_customer_is_a_registered_domain(shelf: Shelf) -> None:
    text = HEADER.format(**{**PLAIN, "shown": "a.b.klant.co.uk"})
    facts = asyncio.run(examine_message(read(text), None, shelf))

    assert customer_of(facts) == "klant.co.uk"
