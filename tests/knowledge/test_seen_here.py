"""What the helpdesk saw itself: read, told as seen, and never another's name."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from assistant.knowledge.foreign import FREE, SUFFIX, owner, widened
from assistant.knowledge.guide import SeenHere
from assistant.knowledge.parse import read_service
from assistant.knowledge.review import review
from assistant.knowledge.seen_here import selectors_seen
from assistant.knowledge.sheet import Ledger
from assistant.knowledge.shelf import Shelf

PAGES = {"nl": "Zo werkt het.", "en": "This is how."}
SHEET = """id: x
name: X
recognise: {return_paths: [old.x.example]}
seen_here:
  - {kind: envelope, value: bounce.x.example, date: 2026-04-02, count: 3}
  - {kind: signer, value: own, date: "2026-04-02", count: 4}
  - {kind: server, value: out.x.example, date: 2026-04-02, count: 3}
  - {kind: selector, value: xs1, date: 2026-04-02, count: 5}
"""
FREE_MAIL = frozenset({"gmail.com", "outlook.com"})


def mistakes(line: str) -> list[str]:
    ledger = Ledger()
    text = f"id: x\nname: X\nseen_here:\n  - {line}\n"
    read_service(text, "services/x.yaml", PAGES, ledger)
    return ledger.mistakes


def seen(kind: str, value: str, day: date = date(2026, 4, 2)) -> SeenHere:
    return SeenHere(kind=kind, value=value, date=day, count=3)


def said(shelf: Shelf, *facts: SeenHere) -> list[str]:
    known = replace(shelf.service("wefact"), seen_here=facts)
    whole = replace(shelf, services={**shelf.services, "wefact": known})
    found = review(whole, date(2026, 11, 26), free=FREE_MAIL)
    return [one.said for one in found if one.mistake]


def test_what_was_seen_is_a_fingerprint_beside_what_is_published() -> None:
    ledger = Ledger()

    service = read_service(SHEET, "services/x.yaml", PAGES, ledger)

    assert ledger.mistakes == []
    assert service.fingerprints.return_paths == ("old.x.example", "bounce.x.example")
    assert service.fingerprints.received_hosts == ("out.x.example",)
    assert service.fingerprints.dkim_domains == ()  # the customer's own is no name
    assert selectors_seen(service) == ("xs1",)
    assert service.seen_here[1] == SeenHere(
        kind="signer", value="own", date=date(2026, 4, 2), count=4
    )


@pytest.mark.parametrize(
    ("line", "mistake"),
    [
        ("{value: a.nl, date: 2026-04-02, count: 3}", "no kind"),
        ("{kind: colour, value: a.nl, date: 2026-04-02, count: 3}", "'colour'"),
        (
            "{kind: signer, value: co.uk, date: 2026-04-02, count: 3}",
            "no public suffix",
        ),
        ("{kind: server, value: own, date: 2026-04-02, count: 3}", "found 'own'"),
        ("{kind: signer, value: A.nl, date: 2026-04-02, count: 3}", "in lower case"),
        ("{kind: signer, value: a.nl, date: yesterday, count: 3}", "a day such as"),
        ("{kind: signer, value: a.nl, count: 3}", "no date"),
        ("{kind: signer, value: a.nl, date: 2026-04-02}", "no count"),
        ("{kind: signer, value: a.nl, date: 2026-04-02, count: 2}", "number from 3"),
        ("{kind: signer, value: a.nl, date: 2026-04-02, count: 3, by: me}", "'by'"),
    ],
)
def test_what_was_seen_is_written_whole_or_refused(line: str, mistake: str) -> None:
    (told,) = mistakes(line)

    assert mistake in told


def test_one_thing_is_seen_once() -> None:
    line = "{kind: signer, value: a.nl, date: 2026-04-02, count: 3}"

    assert "'a.nl' twice" in mistakes(f"{line}\n  - {line}")[0]


@pytest.mark.parametrize(
    ("kind", "value", "whose"),
    [
        ("signer", "gmail.com", FREE),
        ("server", "eur05-db8-obe.outbound.protection.outlook.com", FREE),
        ("server", "mail-1.google.com", "google-workspace"),
        ("envelope", "mcsv.net", "mailchimp"),
        ("server", "smtp.helpdesk.example", "the helpdesk"),
        ("server", "ns0.transip.net", "transip"),
        ("signer", "co.uk", SUFFIX),
        ("envelope", "bounce.wefact.nl", None),
        ("signer", "own", None),
        ("selector", "k1", None),
    ],
)
def test_a_name_of_somebody_else_is_known_as_his(
    shelf: Shelf, kind: str, value: str, whose: str | None
) -> None:
    assert owner(kind, value, "wefact", shelf, FREE_MAIL) == whose


def test_a_server_is_widened_onto_a_domain_of_the_service_alone(shelf: Shelf) -> None:
    wefact = shelf.service("wefact")

    assert widened("out1.wefact.nl", wefact) == "wefact.nl"
    assert widened("a.clients.bighost.example", wefact) == "a.clients.bighost.example"
    assert widened("x.outbound.protection.outlook.com", wefact).startswith("x.")


def test_the_check_refuses_a_name_of_somebody_else_and_a_day_to_come(
    shelf: Shelf,
) -> None:
    assert said(shelf, seen("signer", "wefact.nl")) == []
    assert said(shelf, seen("signer", "gmail.com")) == [
        f"seen_here: 'gmail.com' is of {FREE}"
    ]
    assert "yet to come" in said(shelf, seen("selector", "w1", date(2027, 1, 1)))[0]
