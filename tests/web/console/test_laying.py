"""What was seen at customers, confirmed and laid in the operator's layer."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from assistant import places
from assistant.desk import Desk
from assistant.knowledge import files
from assistant.knowledge.guide import SeenHere
from assistant.settings import Settings
from assistant.store.lesson import Sighting
from assistant.store.turns import Store
from assistant.web.app import create_app
from assistant.web.console.laying import lay, mistakes
from assistant.web.console.proposing import Proposal, with_alias, with_sighting
from assistant.web.signin.sessions import NAME
from tests.consoling import SignedIn, asked
from tests.entering import send

PLACE = "/console/learning"
DESK = """\
name: Hulp van Hulst
contact: hulp@vanhulst.example
servers:
  - {host: mail.vanhulst.example}
mx_suffixes: [vanhulst.example]
"""
HEADER = """Mijn facturen uit WeFact komen in de spam

Received: from {host} ([203.0.113.77]) by mx.lezer.nl with ESMTPS;
 Mon, 2 Mar 2026 10:00:09 +0000
Authentication-Results: mx.lezer.nl; dkim=pass header.d={signer} header.s=wf1
Return-Path: <bounce@{envelope}>
DKIM-Signature: v=1; a=rsa-sha256; d={signer}; s=wf1; h=from; bh=AAAA; b=AAAA
From: Klant <info@{shown}>
Subject: factuur

"""
FACTS = (
    ("envelope", "retour.facturen.nl"),
    ("envelope", "own"),
    ("signer", "facturen.nl"),
    ("signer", "own"),
    ("server", "out1.wefact.nl"),
    ("selector", "wf1"),
)
SEEN = {"service": "wefact", "kind": "envelope", "value": "retour.facturen.nl"}


def fact(service: str, kind: str, value: str) -> Sighting:
    day = datetime(2026, 4, 2, tzinfo=UTC)
    return Sighting(
        service=service, kind=kind, value=value, customers=3, first_at=day, last_at=day
    )


@pytest.fixture
def home(tmp_path: Path) -> Path:
    layer = tmp_path / "ours"
    layer.mkdir()
    (layer / "helpdesk.yaml").write_text(DESK, encoding="utf-8")
    return layer


@pytest.fixture
def settings(settings: Settings, home: Path) -> Settings:
    return replace(settings, home=home)


def seen_by(store: Store, desk: Desk, customers: int = 3, **other: str) -> None:
    """So many customers paste a header of a message from WeFact."""
    for number in range(customers):
        shown = f"klant{number}.example"
        told = {
            "host": "out1.facturen.nl",
            "envelope": "retour.facturen.nl",
            "signer": shown,
            "shown": shown,
            **other,
        }
        asked(store, desk, HEADER.format(**told))


@pytest.mark.no_cover  # it reads every guide, as others do that are followed
@pytest.mark.parametrize(
    "service", ["wefact", pytest.param("boekhouden-nl", marks=pytest.mark.soak)]
)
@pytest.mark.parametrize(
    ("kind", "value"),
    [
        FACTS[0],
        *FACTS[3:],
        *(pytest.param(*one, marks=pytest.mark.soak) for one in FACTS[1:3]),
    ],
)
def test_every_kind_of_fact_passes_the_check_and_is_on_the_shelf(
    app: Flask, home: Path, service: str, kind: str, value: str
) -> None:
    if service != "wefact" and kind == "server":
        value = "out1.facturen.nl"
    with app.app_context():
        made = with_sighting(fact(service, kind, value))
        assert made is not None
        assert mistakes(made, date(2026, 11, 26)) == ()
        assert lay(made)

    known = files.load(places.knowledge(), home).service(service)

    kept = "wefact.nl" if (service, kind) == ("wefact", "server") else value
    assert known.seen_here == (
        SeenHere(kind=kind, value=kept, date=date(2026, 4, 2), count=3),
    )


def test_two_facts_for_one_sheet_both_stay(app: Flask, home: Path) -> None:
    with app.app_context():
        for one in FACTS[:2]:
            made = with_sighting(fact("wefact", *one))
            assert made is not None
            assert lay(made)

    known = files.load(places.knowledge(), home).service("wefact")
    former = (home / "services" / "wefact.yaml.bak").read_text(encoding="utf-8")

    assert {(one.kind, one.value) for one in known.seen_here} == set(FACTS[:2])
    assert "retour.facturen.nl" in former
    assert 'value: "own"' not in former


def test_what_somebody_changed_meanwhile_is_not_written_over(
    app: Flask, home: Path
) -> None:
    place = home / "services" / "wefact.yaml"
    with app.app_context():
        made = with_alias("wefact", "factuurduif")
        assert made is not None
        place.parent.mkdir()
        place.write_text("id: wefact\nname: Van ons\n", encoding="utf-8")

        assert not lay(made)

    assert place.read_text(encoding="utf-8") == "id: wefact\nname: Van ons\n"


def test_the_check_looks_at_the_layer_with_the_proposal(app: Flask) -> None:
    text = "id: x\nname: WeFact\nspf: {include: '*'}\n"
    made = Proposal(label="services/x.yaml", before=None, content=text)

    with app.app_context():
        found = mistakes(made, date(2026, 11, 26))

    assert any(one.startswith("services/x.yaml:3") for one in found)


def test_what_three_customers_showed_is_confirmed_into_the_layer(
    staff: FlaskClient, store: Store, demo_desk: Desk, home: Path
) -> None:
    seen_by(store, demo_desk)
    before = staff.get(PLACE).text

    send(staff, f"{PLACE}/seen", see=PLACE, act="lay-take", **SEEN)
    page = staff.get(PLACE).text

    assert before.count("Bevestig en zet in onze laag") == 4
    assert "eigen domein van de klant" in before
    assert before.count("gesprek 3<") == 4
    assert "services/wefact.yaml ligt in uw laag" in page
    assert "ligt in uw laag, telt na een herstart" in page
    assert page.count("Bevestig en zet in onze laag") == 3
    assert "guide put in the layer" in staff.get("/console/log?lang=en").text
    known = files.load(places.knowledge(), home).service("wefact")
    assert known.fingerprints.return_paths == ("retour.facturen.nl",)


def test_what_is_in_the_guide_is_told_as_taken(
    settings: Settings, demo_desk: Desk, store: Store, signed_in: SignedIn
) -> None:
    known = demo_desk.shelf.service("wefact")
    taken = SeenHere(
        kind="envelope", value="retour.facturen.nl", date=date(2026, 4, 2), count=3
    )
    wefact = replace(known, seen_here=(taken,))
    shelf = replace(
        demo_desk.shelf, services={**demo_desk.shelf.services, "wefact": wefact}
    )
    app = create_app(settings, desk=replace(demo_desk, shelf=shelf), store=store)
    client = app.test_client()
    client.set_cookie(NAME, signed_in.cookies[0])
    seen_by(store, demo_desk)

    page = client.get(PLACE).text
    answer = send(client, f"{PLACE}/seen", see=PLACE, act="take", **SEEN)

    assert "staat in de gids (2026-04-02)" in page
    assert page.count("Bevestig en download") == 3
    assert answer.status_code == 303  # with a notice, and no file


def test_a_fact_may_be_taken_along_by_every_colleague_and_laid_by_none(
    bobs: FlaskClient, store: Store, demo_desk: Desk, home: Path
) -> None:
    seen_by(store, demo_desk)
    page = bobs.get(PLACE).text

    taken = send(bobs, f"{PLACE}/seen", see=PLACE, act="take", **SEEN)
    laid = send(bobs, f"{PLACE}/seen", see=PLACE, act="lay-take", **SEEN)

    assert "in onze laag<" not in page
    assert 'kind: envelope, value: "retour.facturen.nl"' in taken.text
    assert laid.status_code == 403
    assert not (home / "services").exists()


@pytest.mark.parametrize(
    "other",
    [
        {"envelope": "gmail.com"},
        {"envelope": "mcsv.net"},
        {"envelope": "smtp.helpdesk.example"},
        {"envelope": "co.uk"},
    ],
    ids=["free", "anothers", "helpdesk", "suffix"],
)
def test_a_name_of_somebody_else_is_never_offered(
    staff: FlaskClient, store: Store, demo_desk: Desk, other: dict[str, str]
) -> None:
    seen_by(store, demo_desk, 3, **other)

    page = staff.get(PLACE).text
    fields = {**SEEN, "value": other["envelope"]}
    answer = send(staff, f"{PLACE}/seen", see=PLACE, act="take", **fields)

    assert f"<code>{other['envelope']}</code>" not in page
    assert answer.status_code == 303


def test_two_customers_are_too_few(
    staff: FlaskClient, store: Store, demo_desk: Desk
) -> None:
    seen_by(store, demo_desk, customers=2)

    page = staff.get(PLACE).text
    answer = send(staff, f"{PLACE}/seen", see=PLACE, act="take", **SEEN)

    assert "2 klanten" in page
    assert "Bevestig en" not in re.sub(r"<p class=\"note\">.*?</p>", "", page)
    assert answer.status_code == 303


def test_a_layer_that_cannot_be_written_in_is_let_be(
    staff: FlaskClient, store: Store, demo_desk: Desk, home: Path
) -> None:
    seen_by(store, demo_desk)
    (home / "services").write_text("in the way", encoding="utf-8")

    answer = send(staff, f"{PLACE}/seen", see=PLACE, act="lay-take", **SEEN)

    assert answer.status_code == 303
    assert "kon niet worden geschreven" in staff.get(PLACE).text
