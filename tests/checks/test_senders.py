"""Whose address is it? Named only where an include says so today."""

from __future__ import annotations

import asyncio

from assistant.checks.evidence import ReverseFacts
from assistant.checks.examine import examine
from assistant.checks.sender_facts import SenderFacts
from assistant.checks.senders import (
    MOST_INCLUDES,
    Owner,
    owners_of,
    weighed_again,
    with_sender,
)
from assistant.knowledge.networks import Networks
from assistant.knowledge.shelf import Shelf
from assistant.lookup.answer import Status
from assistant.lookup.recorded import Recorded
from assistant.lookup.recorder import Recorder
from assistant.mail.verdict import Verdict
from assistant.understanding.question import Subject

DOMAIN, IP = "school.example", "198.51.100.77"
Sets = dict[tuple[str, str], tuple[str, ...]]
WORLD: Sets = {
    (DOMAIN, "SOA"): ("a. b. 1 2 3 4 5",),
    (DOMAIN, "TXT"): ("v=spf1 ip4:192.0.2.1 -all",),
    ("spf.mailjet.com", "TXT"): ("v=spf1 ip4:198.51.100.64/26 -all",),
}


def found(
    shelf: Shelf, index: str = "", *, ip: str | None = IP, sets: Sets | None = None
) -> tuple[SenderFacts | None, set[str]]:
    dns = Recorder(Recorded({**WORLD, **(sets or {})}))

    async def look() -> SenderFacts | None:
        subject = Subject(domain=DOMAIN, ip=ip)
        evidence = await examine(subject, dns, shelf)
        told = await with_sender(evidence, dns, shelf, Networks.read(index))
        return told.sender

    sender = asyncio.run(look())
    return sender, {one.query.name for one in dns.transcript}


def test_an_include_that_holds_the_address_gives_its_service_away(
    shelf: Shelf,
) -> None:
    sender, _ = found(shelf, "198.51.100.0/24 mailjet spf.mailjet.com 2026-01-01")

    assert sender is not None
    assert (sender.service, sender.include) == ("mailjet", "spf.mailjet.com")
    assert sender.told_by == "networks"


def test_on_a_fresh_machine_nobody_is_named(shelf: Shelf) -> None:
    sender, _ = found(shelf)

    assert sender is not None
    assert sender.service == ""


def test_an_index_that_is_no_longer_true_names_nobody(shelf: Shelf) -> None:
    index = "198.51.100.0/24 mailjet spf.mailjet.com 2026-01-01"
    elsewhere: Sets = {("spf.mailjet.com", "TXT"): ("v=spf1 ip4:203.0.113.1 -all",)}

    sender, _ = found(shelf, index, sets=elsewhere)

    assert sender is not None
    assert sender.service == ""


def test_a_service_that_is_no_longer_on_the_shelf_is_passed_over(
    shelf: Shelf,
) -> None:
    sender, _ = found(shelf, "198.51.100.0/24 verdwenen spf.mailjet.com 2026-01-01")

    assert sender is not None
    assert sender.service == ""


def test_the_name_of_the_address_leads_to_its_service(shelf: Shelf) -> None:
    named: Sets = {
        ("77.100.51.198.in-addr.arpa", "PTR"): ("mail-x.google.com",),
        ("mail-x.google.com", "A"): (IP,),
        ("_spf.google.com", "TXT"): ("v=spf1 ip4:198.51.100.0/24 -all",),
    }

    sender, _ = found(shelf, sets=named)

    assert sender is not None
    assert (sender.service, sender.told_by) == ("google-workspace", "name")


def test_a_name_that_does_not_lead_back_is_no_lead(shelf: Shelf) -> None:
    forged: Sets = {
        ("77.100.51.198.in-addr.arpa", "PTR"): ("mail-x.google.com",),
        ("_spf.google.com", "TXT"): ("v=spf1 ip4:198.51.100.0/24 -all",),
    }

    sender, _ = found(shelf, sets=forged)

    assert sender is not None
    assert sender.service == ""


def test_at_most_three_includes_are_asked(shelf: Shelf) -> None:
    lines = (
        "198.51.100.0/24 mailjet een.example 2026-01-01\n"
        "198.51.100.0/25 mailjet twee.example 2026-01-01\n"
        "198.51.100.64/26 mailjet drie.example 2026-01-01\n"
        "198.51.100.76/30 mailjet vier.example 2026-01-01\n"
    )

    _, asked = found(shelf, lines)

    candidates = {"een.example", "twee.example", "drie.example", "vier.example"}
    assert len(asked & candidates) == MOST_INCLUDES
    assert "een.example" not in asked


def test_an_address_that_passes_asks_nothing(shelf: Shelf) -> None:
    index = "192.0.2.0/24 mailjet spf.mailjet.com 2026-01-01"

    sender, asked = found(shelf, index, ip="192.0.2.1")

    assert sender is None
    assert "spf.mailjet.com" not in asked


def test_a_look_without_an_address_asks_nothing(shelf: Shelf) -> None:
    sender, asked = found(
        shelf, "198.51.100.0/24 mailjet spf.mailjet.com 2026-01-01", ip=None
    )

    assert sender is None
    assert "spf.mailjet.com" not in asked


def test_the_address_is_decided_anew_in_another_world() -> None:
    sender = SenderFacts(ip=IP, address=f"i@{DOMAIN}", verdict=Verdict.FAIL)
    better = Recorded({(DOMAIN, "TXT"): (f"v=spf1 ip4:{IP} -all",)})

    again = asyncio.run(weighed_again(sender, DOMAIN, better))

    assert again is not None
    assert again.verdict is Verdict.PASS


def owners(shelf: Shelf, ip: str, index: str = "") -> tuple[Owner, ...]:
    there = ReverseFacts(ip=ip, status=Status.ABSENT)
    return asyncio.run(owners_of(there, Recorded(WORLD), shelf, Networks.read(index)))


def test_an_address_without_a_domain_has_an_owner_that_is_confirmed(
    shelf: Shelf,
) -> None:
    index = "198.51.100.0/24 mailjet spf.mailjet.com 2026-01-01"

    (owner,) = owners(shelf, IP, index)

    assert owner == Owner(
        service="mailjet", told_by="networks", include="spf.mailjet.com"
    )


def test_a_range_in_a_guide_names_its_service_also_unconfirmed(shelf: Shelf) -> None:
    (owner,) = owners(shelf, "198.2.128.9")

    assert owner == Owner(service="mailchimp", told_by="ranges")


def test_an_address_that_nobody_lists_has_no_owner(shelf: Shelf) -> None:
    assert owners(shelf, "192.0.2.200") == ()
