"""A secret that is changed throws nobody out, while the older one is told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import cast

import pytest
from flask import Flask
from flask.testing import FlaskClient

from assistant import answering
from assistant.desk import Desk
from assistant.knowledge.shelf import Shelf
from assistant.settings import Settings
from assistant.store.turns import Store
from assistant.web.app import create_app
from assistant.web.signin import credentials, security
from assistant.web.signin.entrance import entrance
from assistant.web.signin.sessions import NAME
from tests.entering import QUICK, Colleague, come_in, hire, send, token
from tests.telling import TellingDesk

OLD, NEW, NEWER = "o" * 40, "n" * 40, "m" * 40


class House:
    """One database, served under one secret after another."""

    def __init__(self, folder: Path, shelf: Shelf) -> None:
        file = folder / "house.sqlite3"
        self.desk = cast("Desk", TellingDesk(shelf))
        self.settings = Settings(data=folder, database=f"sqlite:///{file}")
        self.store: Store = answering.open_store(self.settings)

    def under(self, secret: str, *older: str) -> Flask:
        """The application as it is with these secrets."""
        settings = replace(self.settings, given_secret=secret, old_secrets=older)
        return create_app(settings, desk=self.desk, store=self.store)


@pytest.fixture
def house(
    tmp_path: Path, shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> Iterator[House]:
    monkeypatch.setattr(security, "ARGON2", QUICK)
    made = House(tmp_path, shelf)
    yield made
    made.store.close()


@pytest.fixture
def eva(house: House) -> Colleague:
    return hire(house.under(OLD), "eva@desk.example")


def moved(browser: FlaskClient, app: Flask) -> FlaskClient:
    """The same browser, before the same house under another secret."""
    held = browser.get_cookie(NAME)
    assert held is not None
    other = app.test_client()
    other.set_cookie(NAME, held.value)
    return other


def test_who_was_in_stays_in(house: House, eva: Colleague) -> None:
    browser = house.under(OLD).test_client()
    come_in(browser, eva)

    after = moved(browser, house.under(NEW, OLD))
    lost = moved(browser, house.under(NEW))

    assert after.get("/console/account").status_code == 200
    assert lost.get("/console/account").status_code == 302


def test_a_form_that_was_open_is_taken(house: House, eva: Colleague) -> None:
    browser = house.under(OLD).test_client()
    come_in(browser, eva)
    old_token = token(browser.get("/console/account"))

    after = moved(browser, house.under(NEW, OLD))
    answer = after.post("/console/sign-out", data={"csrf_token": old_token})

    assert answer.status_code in (302, 303)


def test_who_comes_in_needs_no_new_telephone(house: House, eva: Colleague) -> None:
    app = house.under(NEW, OLD)

    assert come_in(app.test_client(), eva).location.endswith("/console/")


def test_an_older_secret_may_go_once_its_owner_came_in(
    house: House, eva: Colleague
) -> None:
    come_in(house.under(NEW, OLD).test_client(), eva)
    app = house.under(NEWER, NEW)

    with app.test_request_context():
        account = entrance().accounts.find_user(key=eva.id)
        assert account is not None
        left = credentials.recovery_codes(account)

    assert left == eva.recovery_codes
    assert come_in(app.test_client(), eva, later=1).location.endswith("/console/")


def test_an_invitation_of_before_is_good(house: House) -> None:
    with house.under(OLD).test_request_context():
        added = entrance().staff.add(
            address="new@desk.example", name="", role=None, now=datetime.now(UTC)
        )
        account = entrance().accounts.find_user(key=added.id)
        assert account is not None
        link = credentials.invitation(account)

    answer = house.under(NEW, OLD).test_client().get(f"/console/welcome/{link}")

    assert answer.status_code == 200
    assert 'name="password"' in answer.text


def test_a_recovery_code_of_before_is_good(house: House, eva: Colleague) -> None:
    browser = house.under(NEW, OLD).test_client()
    send(
        browser,
        "/console/sign-in",
        address=eva.address,
        password="paarse olifant leest kranten",  # noqa: S106 - of nobody
    )

    answer = send(browser, "/console/sign-in/recovery", code=eva.recovery_codes[0])

    assert answer.location.startswith("/console/")
