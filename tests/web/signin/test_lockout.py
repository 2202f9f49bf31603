from __future__ import annotations

import threading
import time

import pytest
from flask import Flask
from flask.testing import FlaskClient

from assistant.desk import Desk
from assistant.settings import Settings
from assistant.store.staff_log import Deed
from assistant.store.turns import Store
from assistant.web.app import create_app
from assistant.web.signin import credentials, lockout
from tests.entering import PASSWORD, Colleague, come_in, hire, send, show_password

OFFICE, ELSEWHERE = "198.51.100.7", "203.0.113.9"


@pytest.fixture(autouse=True)
def _few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three attempts instead of ten, so that a test takes less long."""
    monkeypatch.setattr(lockout, "OF_ONE", 3)
    monkeypatch.setattr(lockout, "OF_A_NETWORK", 6)
    monkeypatch.setattr(lockout, "OF_ONE_CODE", 5)


def fail(app: Flask, address: str, times: int, at: str = OFFICE) -> FlaskClient:
    client = app.test_client()
    for _ in range(times):
        show_password(client, address, "wrong", at=at)
    return client


def known(app: Flask, who: Colleague) -> FlaskClient:
    """A browser in which this colleague was signed in before, and is no longer."""
    client = app.test_client()
    come_in(client, who)
    send(client, "/console/sign-out", see="/console/account")
    return client


def has_to_wait(client: FlaskClient, address: str, password: str = PASSWORD) -> bool:
    """Whether not even the right password is judged now."""
    return show_password(client, address, password).status_code == 429


def test_after_too_many_one_has_to_wait(app: Flask, anna: Colleague) -> None:
    client = fail(app, anna.address, 3)

    page = show_password(client, anna.address)

    assert page.status_code == 429
    assert 0 < int(page.headers["Retry-After"]) <= 900
    assert "niet geblokkeerd" in page.text


def test_an_address_without_an_account_waits_alike(app: Flask) -> None:
    client = fail(app, "nobody@desk.example", 3)

    assert has_to_wait(client, "nobody@desk.example")


def test_nobody_elsewhere_can_shut_a_colleague_out(app: Flask, anna: Colleague) -> None:
    fail(app, anna.address, 5, at=ELSEWHERE)

    page = show_password(app.test_client(), anna.address, at=OFFICE)

    assert page.location == "/console/sign-in/code"


def test_nobody_in_the_same_office_can_shut_a_colleague_out(
    app: Flask, anna: Colleague
) -> None:
    hers = known(app, anna)
    fail(app, anna.address, 5)
    assert has_to_wait(app.test_client(), anna.address)

    page = show_password(hers, anna.address)

    assert page.location == "/console/sign-in/code"


def test_a_known_browser_is_no_way_to_guess_for_ever(
    app: Flask, anna: Colleague
) -> None:
    hers = known(app, anna)
    for _ in range(3):
        show_password(hers, anna.address, "wrong")

    assert has_to_wait(hers, anna.address)


def test_a_known_browser_of_one_is_not_known_for_another(
    app: Flask, anna: Colleague, bob: Colleague
) -> None:
    his = known(app, bob)
    fail(app, anna.address, 3)

    assert has_to_wait(his, anna.address)


def test_one_network_cannot_try_one_password_on_everybody(app: Flask) -> None:
    for name in ("a", "b", "c", "d", "e", "f"):
        fail(app, f"{name}@desk.example", 1)

    assert has_to_wait(app.test_client(), "g@desk.example")


def test_all_addresses_of_one_ipv6_subscriber_count_together(app: Flask) -> None:
    for number in range(3):
        fail(app, "nobody@desk.example", 1, at=f"2001:db8:1:2::{number}")

    page = show_password(
        app.test_client(), "nobody@desk.example", at="2001:db8:1:2:ffff::1"
    )

    assert page.status_code == 429


def test_what_was_right_does_not_count(app: Flask, anna: Colleague) -> None:
    for _ in range(5):
        show_password(app.test_client(), anna.address)

    page = show_password(app.test_client(), anna.address)

    assert page.location == "/console/sign-in/code"


def test_a_code_cannot_be_guessed_from_many_networks(
    app: Flask, anna: Colleague
) -> None:
    hers = known(app, anna)
    for number in range(5):
        client, at = app.test_client(), f"203.0.113.{number}"
        show_password(client, anna.address, at=at)
        send(client, "/console/sign-in/code", at=at, code="000000")

    stranger = app.test_client()
    show_password(stranger, anna.address, at="192.0.2.1")
    page = send(stranger, "/console/sign-in/code", at="192.0.2.1", code=anna.code(1))
    assert page.status_code == 429
    come_in(hers, anna, later=1)
    assert hers.get("/console/desk").status_code == 200


def test_a_recovery_code_counts_as_a_code(app: Flask, anna: Colleague) -> None:
    client = app.test_client()
    show_password(client, anna.address)
    for _ in range(3):
        send(client, "/console/sign-in/recovery", code="0000-0000-0000")

    page = send(client, "/console/sign-in/code", code=anna.code())

    assert page.status_code == 429


def test_the_trail_tells_once_that_somebody_has_to_wait(
    app: Flask, anna: Colleague
) -> None:
    fail(app, anna.address, 6)

    deeds = [line.deed for line in app.extensions["signin"].log.latest()]

    assert deeds.count(Deed.TOO_MANY) == 1


def test_no_account_takes_as_long_as_a_wrong_password(
    settings: Settings, desk: Desk, store: Store
) -> None:
    app = create_app(settings, desk=desk, store=store)  # with hashes of full cost
    carl, client = hire(app, "carl@desk.example"), app.test_client()
    show_password(client, "warm@desk.example", "wrong")

    def taken_s(address: str) -> float:
        started = time.thread_time()
        show_password(client, address, "wrong", at=ELSEWHERE)
        return time.thread_time() - started

    known = min(taken_s(carl.address) for _ in range(3))
    unknown = min(taken_s("nobody@desk.example") for _ in range(3))

    assert 0.6 < unknown / known < 1.7


def test_passwords_wait_in_a_short_row(
    app: Flask, anna: Colleague, monkeypatch: pytest.MonkeyPatch
) -> None:
    full = threading.BoundedSemaphore(1)
    monkeypatch.setattr(credentials, "_hashing", full)
    monkeypatch.setattr(credentials, "PLACE_WITHIN_S", 0.01)
    with full:
        page = show_password(app.test_client(), anna.address)

    assert (page.status_code, "even druk" in page.text) == (503, True)
    page = show_password(app.test_client(), anna.address)
    assert page.location == "/console/sign-in/code"
