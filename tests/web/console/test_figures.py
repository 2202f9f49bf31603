from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient

from assistant.desk import Desk
from assistant.store.turns import Store
from assistant.web.console.sheets import MARK, plain
from tests.consoling import BAKER, SignedIn, waiting

NAME = "bezorgd"
DUTCH = {"Accept-Language": "nl"}


@pytest.fixture
def answered(store: Store, demo_desk: Desk, signed_in: SignedIn) -> str:
    conversation = waiting(store, demo_desk, BAKER)
    now = datetime.now(UTC)
    bob = signed_in.bob.id
    store.messages.reply(conversation, bob, "Dag", seen=0, now=now, anyway=True)
    return conversation


@pytest.fixture
def open_about_colleagues(app: Flask) -> None:
    here = app.extensions[NAME]
    shelf = replace(
        here.desk.shelf,
        helpdesk=replace(here.desk.shelf.helpdesk, figures_per_colleague=True),
    )
    app.extensions[NAME] = replace(here, desk=replace(here.desk, shelf=shelf))


@pytest.mark.usefixtures("answered")
def test_each_picture_is_drawn_and_can_be_taken_along(staff: FlaskClient) -> None:
    page = staff.get("/console/figures").text

    assert '<svg role="img"' in page
    for name in ("weeks", "services", "causes"):
        assert f'href="/console/figures/{name}.csv"' in page
        assert staff.get(f"/console/figures/{name}.csv").mimetype == "text/csv"


@pytest.mark.usefixtures("answered")
def test_a_sheet_is_in_the_readers_language_and_way(staff: FlaskClient) -> None:
    dutch = staff.get("/console/figures/services.csv", headers=DUTCH).text
    english = staff.get("/console/figures/services.csv?lang=en").text

    assert dutch.startswith(f"{MARK}Diensten;Totaal;")
    assert "\nMailchimp;1;" in dutch
    assert "\nMailchimp,1," in english


@pytest.mark.usefixtures("answered")
def test_what_was_taken_along_stands_in_the_log(staff: FlaskClient) -> None:
    staff.get("/console/figures/causes.csv")

    assert "cijfers meegenomen" in staff.get("/console/log", headers=DUTCH).text


def test_no_sheet_has_another_name(staff: FlaskClient) -> None:
    assert staff.get("/console/figures/passwords.csv").status_code == 404


@pytest.mark.usefixtures("answered")
def test_no_number_names_a_colleague(staff: FlaskClient) -> None:
    page = staff.get("/console/figures", headers=DUTCH).text

    assert "Nooit per collega" in page
    assert "Beantwoord per collega" not in page
    assert staff.get("/console/figures/colleagues.csv").status_code == 404


@pytest.mark.usefixtures("answered", "open_about_colleagues")
def test_a_setting_lets_the_numbers_name_them(staff: FlaskClient) -> None:
    page = staff.get("/console/figures", headers=DUTCH).text
    sheet = staff.get("/console/figures/colleagues.csv", headers=DUTCH).text

    assert "Nooit per collega" not in page
    assert "Beantwoord per collega" in page
    assert ";1;" in sheet
    assert "bob" in sheet.lower()


@pytest.mark.parametrize("cell", ["=HYPERLINK(1)", "+1", "-1", "@x", "\tx", "\rx"])
def test_no_cell_of_the_sheet_is_a_formula(cell: str) -> None:
    assert plain(cell) == f"'{cell}"


def test_a_number_stays_a_number() -> None:
    assert plain(-1) == -1
