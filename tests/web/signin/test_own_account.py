from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from assistant.web.signin import lockout
from assistant.web.signin.agent import named
from tests.entering import PASSWORD, Colleague, come_in, send, show_password

BETTER = "vijf groene fietsen zingen"


def test_a_new_password_signs_out_every_other_browser(
    app: Flask, client: FlaskClient, anna: Colleague
) -> None:
    other = app.test_client()
    come_in(other, anna)
    come_in(client, anna, later=1)

    send(
        client,
        "/console/account/password",
        see="/console/account",
        current=PASSWORD,
        new=BETTER,
    )

    assert "is veranderd" in client.get("/console/account").text
    assert other.get("/console/desk").status_code == 302
    assert show_password(app.test_client(), anna.address).status_code == 400
    found = show_password(app.test_client(), anna.address, BETTER)
    assert found.location == "/console/sign-in/code"


def test_a_new_password_must_be_a_strong_one(
    client: FlaskClient, anna: Colleague
) -> None:
    come_in(client, anna)

    page = send(
        client,
        "/console/account/password",
        see="/console/account",
        current=PASSWORD,
        new="short",
    )

    assert (page.status_code, "te kort" in page.text) == (400, True)


def test_guarding_the_account_counts_as_signing_in_does(
    client: FlaskClient, anna: Colleague, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lockout, "OF_ONE", 1)
    come_in(client, anna)
    place, page = "/console/account/recovery-codes", "/console/account"
    send(client, place, see=page, current="wrong")

    assert send(client, place, see=page, current=PASSWORD).status_code == 429


def test_the_language_is_kept_on_the_way_in_and_out(
    client: FlaskClient, anna: Colleague
) -> None:
    client.get("/console/sign-in?lang=en")
    come_in(client, anna)
    assert "<h1>Your account</h1>" in client.get("/console/account").text

    send(client, "/console/sign-out", see="/console/account")

    assert "You are signed out" in client.get("/console/sign-in").text


def test_without_the_present_password_nothing_changes(
    app: Flask, client: FlaskClient, anna: Colleague
) -> None:
    come_in(client, anna)

    page = send(
        client,
        "/console/account/password",
        see="/console/account",
        current="wrong",
        new=BETTER,
    )

    assert (page.status_code, "niets veranderd" in page.text) == (400, True)
    found = show_password(app.test_client(), anna.address)
    assert found.location == "/console/sign-in/code"


def test_new_recovery_codes_end_the_old_ones(
    app: Flask, client: FlaskClient, anna: Colleague
) -> None:
    come_in(client, anna)

    page = send(
        client,
        "/console/account/recovery-codes",
        see="/console/account",
        current=PASSWORD,
    )

    assert page.location == "/console/recovery-codes"
    assert anna.recovery_codes[0] not in client.get(page.location).text
    other = app.test_client()
    show_password(other, anna.address)
    page = send(other, "/console/sign-in/recovery", code=anna.recovery_codes[0])
    assert page.status_code == 400


def test_a_browser_is_named_as_its_owner_knows_it() -> None:
    told = (
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 "
        "(KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36 Edg/141.0.0.0"
    )

    assert named(told, "?") == "Edge, Windows"
    assert named("", "?") == "?"
