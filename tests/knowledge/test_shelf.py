"""Finding a guide by the traces it leaves in the DNS."""

from __future__ import annotations

import pytest

from assistant.errors import GuideError
from assistant.knowledge.guide import Helpdesk, Service
from assistant.knowledge.sheet import Ledger
from assistant.knowledge.shelf import Shelf, shelve


def ids(services: tuple[Service, ...]) -> list[str]:
    """The ids of *services*, in order."""
    return [service.id for service in services]


def test_an_include_tells_the_service(shelf: Shelf) -> None:
    assert ids(shelf.by_include("servers.mcsv.net")) == ["mailchimp"]


def test_a_candidate_tells_the_service_too(shelf: Shelf) -> None:
    assert ids(shelf.by_include("_spf.mijnwefact.nl")) == ["wefact"]


def test_what_was_only_seen_at_customers_is_never_an_include(shelf: Shelf) -> None:
    assert shelf.service("wefact").spf.include is None
    assert shelf.service("boekhouden-nl").spf.include is None


def test_the_old_include_of_mailchimp_is_known_and_never_advised(shelf: Shelf) -> None:
    spf = shelf.service("mailchimp").spf

    assert spf.include == "servers.mcsv.net"
    assert spf.aligns == "never"
    assert spf.advised_by_maker is False


@pytest.mark.parametrize(
    ("host", "service"),
    [
        ("advies-example.mail.protection.outlook.com", "microsoft-365"),
        ("ASPMX.L.GOOGLE.COM.", "google-workspace"),
        ("alt1.aspmx.l.google.com", "google-workspace"),
    ],
)
def test_an_mx_host_tells_the_mailbox(shelf: Shelf, host: str, service: str) -> None:
    found = shelf.by_mx(host)

    assert found is not None
    assert found.id == service


def test_a_lookalike_host_is_nobodys(shelf: Shelf) -> None:
    assert shelf.by_mx("evilmail.protection.outlook.com") is None
    assert shelf.host_of(["ns1.nottransip.net"]) is None


@pytest.mark.parametrize(
    ("target", "services"),
    [
        ("dkim2.mcsv.net", ["mailchimp"]),
        ("selector1-a._domainkey.b.n-v1.dkim.mail.microsoft", ["microsoft-365"]),
        ("k2.optin.com", []),
    ],
)
def test_a_dkim_target_tells_the_service(
    shelf: Shelf, target: str, services: list[str]
) -> None:
    assert ids(shelf.by_dkim_target(target)) == services


def test_name_servers_tell_the_panel(shelf: Shelf) -> None:
    host = shelf.host_of(["ns0.transip.net", "ns1.transip.nl", "ns2.transip.eu"])

    assert host is not None
    assert host.id == "transip"
    assert host.trailing_dot == "needed"


def test_name_servers_of_two_companies_tell_no_panel(shelf: Shelf) -> None:
    assert shelf.host_of(["ns0.transip.net", "ns01.hostnet.nl"]) is None


def test_mailboxes_say_through_which_server_they_send(shelf: Shelf) -> None:
    microsoft = shelf.service("microsoft-365").smtp_login

    assert microsoft is not None
    assert microsoft.host == "smtp.office365.com"
    assert microsoft.tls_port is None


def test_one_name_for_two_services_is_refused() -> None:
    ledger = Ledger()
    ledger.claim("services/a.yaml:4", "Post Duif", "a")
    ledger.claim("services/b.yaml:7", "postduif", "b")

    with pytest.raises(GuideError) as refused:
        shelve([], [], [], Helpdesk(id="h", name="H"), ledger)

    assert refused.value.mistakes == (
        (
            "services/b.yaml:7: found 'postduif', a name of a too (services/a.yaml:4), "
            "expected a name of one service only"
        ),
    )


def test_a_reference_to_nothing_is_refused() -> None:
    ledger = Ledger()
    ledger.refer("topics/a.nl.md:3", "topic", "prijzen")

    with pytest.raises(GuideError) as refused:
        shelve([], [], [], Helpdesk(id="h", name="H"), ledger)

    assert refused.value.mistakes == (
        "topics/a.nl.md:3: found 'prijzen', expected the id of a topic",
    )
