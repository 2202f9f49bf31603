"""The customer's own mail server: measured before it is offered."""

from __future__ import annotations

from dataclasses import replace

from assistant.checks.evidence import HELPDESK, MxFacts
from assistant.checks.server import DOMAIN, examine_servers, examine_website
from assistant.knowledge.shelf import Shelf
from assistant.lookup.answer import Status
from assistant.lookup.recorded import Recorded
from assistant.mail.verdict import Verdict

HERE = MxFacts(status=Status.FOUND, hosts=("mx.helpdesk.example",), mailbox=HELPDESK)
RECORDS: dict[tuple[str, str], tuple[str, ...]] = {
    ("school.example", "TXT"): ("v=spf1 ip4:192.0.2.25 -all",),
    ("school.example", "A"): ("198.51.100.8",),
    ("smtp.helpdesk.example", "A"): ("192.0.2.25",),
}


def with_own_names(shelf: Shelf) -> Shelf:
    """A helpdesk whose customers also have smtp. + their own domain."""
    return replace(shelf, helpdesk=replace(shelf.helpdesk, smtp_of_domain=True))


async def test_the_helpdesks_server_passes_where_spf_names_its_address(
    shelf: Shelf,
) -> None:
    (server,) = await examine_servers("school.example", HERE, Recorded(RECORDS), shelf)

    assert (server.host, server.spf) == ("smtp.helpdesk.example", Verdict.PASS)


async def test_one_address_outside_spf_spoils_the_server(shelf: Shelf) -> None:
    place = ("smtp.helpdesk.example", "A")
    records = RECORDS | {place: ("192.0.2.25", "192.0.2.99")}

    (server,) = await examine_servers("school.example", HERE, Recorded(records), shelf)

    assert server.spf is Verdict.FAIL


async def test_smtp_of_the_domain_is_offered_only_where_it_exists(
    shelf: Shelf,
) -> None:
    servers = await examine_servers(
        "school.example", HERE, Recorded(RECORDS), with_own_names(shelf)
    )

    assert [server.host for server in servers] == ["smtp.helpdesk.example"]


async def test_smtp_of_the_domain_is_told_apart_as_the_domains_own(
    shelf: Shelf,
) -> None:
    records = RECORDS | {("smtp.school.example", "A"): ("192.0.2.25",)}

    servers = await examine_servers(
        "school.example", HERE, Recorded(records), with_own_names(shelf)
    )

    assert [(server.host, server.whose) for server in servers] == [
        ("smtp.helpdesk.example", HELPDESK),
        ("smtp.school.example", DOMAIN),
    ]


async def test_nothing_is_offered_where_the_mailbox_is_unknown(shelf: Shelf) -> None:
    mx = MxFacts(status=Status.FOUND, hosts=("mail.andere.example",))

    assert await examine_servers("school.example", mx, Recorded(RECORDS), shelf) == ()


async def test_a_mailbox_at_microsoft_gets_microsofts_server(shelf: Shelf) -> None:
    mx = MxFacts(status=Status.FOUND, mailbox="microsoft-365")

    (server,) = await examine_servers("school.example", mx, Recorded({}), shelf)

    assert (server.host, server.starttls_port) == ("smtp.office365.com", 587)


async def test_the_own_website_is_measured_as_a_sender() -> None:
    site = await examine_website("school.example", Recorded(RECORDS))

    assert (site.addresses, site.spf) == (("198.51.100.8",), Verdict.FAIL)


async def test_a_server_that_could_not_be_asked_has_no_verdict(shelf: Shelf) -> None:
    records = Recorded(RECORDS, {"smtp.helpdesk.example": "SERVFAIL"})

    (server,) = await examine_servers("school.example", HERE, records, shelf)

    assert (server.status, server.spf) == (Status.BROKEN, None)
