from __future__ import annotations

import json

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from assistant.desk import Desk
from assistant.store.turns import Store
from tests.consoling import waiting
from tests.entering import send

PLACE = "/console/person"
PIET = "piet@bakkerij.example"


@pytest.fixture
def piets(store: Store, demo_desk: Desk) -> str:
    said = f"mail van mailchimp komt in de spam, mijn adres is {PIET}"
    return waiting(store, demo_desk, said)


def ask(
    client: FlaskClient, act: str, address: str = PIET, **form: str
) -> TestResponse:
    return send(client, PLACE, see=PLACE, act=act, address=address, **form)


def test_a_person_is_found_by_his_address(staff: FlaskClient, piets: str) -> None:
    page = ask(staff, "find", f" {PIET.upper()} ").text

    assert f"/console/c/{piets}" in page


def test_what_is_kept_of_him_is_handed_over(staff: FlaskClient, piets: str) -> None:
    sheet = ask(staff, "export")

    assert sheet.mimetype == "application/json"
    told = json.loads(sheet.text)
    assert len(told["conversations"]) == 1
    assert piets in sheet.text
    assert "gegevens van een persoon uitgevoerd" in log(staff)


def test_he_is_deleted_only_when_that_is_sure(
    staff: FlaskClient, store: Store, piets: str
) -> None:
    ask(staff, "delete")
    assert store.cases.case(piets) is not None

    ask(staff, "delete", sure="yes")
    assert store.cases.case(piets) is None
    assert PIET not in log(staff)


def test_only_an_administrator_comes_here(
    bobs: FlaskClient, store: Store, piets: str
) -> None:
    assert bobs.get(PLACE).status_code == 403
    refused = send(
        bobs, PLACE, see="/console/account", act="delete", address=PIET, sure="yes"
    )

    assert refused.status_code == 403
    assert store.cases.case(piets) is not None


def test_what_is_no_address_is_said(staff: FlaskClient) -> None:
    page = ask(staff, "find", "Piet <script>").text

    assert "<script>" not in page.replace("<script src", "")


def test_an_administrator_deletes_one_conversation(
    staff: FlaskClient, bobs: FlaskClient, store: Store, piets: str
) -> None:
    place = f"{PLACE}/conversation"
    refused = send(bobs, place, see="/console/account", conversation=piets)
    kept = store.cases.case(piets)
    send(staff, place, see=PLACE, conversation=piets)

    assert refused.status_code == 403
    assert kept is not None
    assert store.cases.case(piets) is None


def log(staff: FlaskClient) -> str:
    return staff.get("/console/log", headers={"Accept-Language": "nl"}).text


def test_settings_are_told_in_words(staff: FlaskClient) -> None:
    page = staff.get("/console/administration", headers={"Accept-Language": "nl"}).text

    assert "Openingstijden" in page
    assert "niet ingesteld" in page
    assert "nog geen enkele taak begonnen" in page
