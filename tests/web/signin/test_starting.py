from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

import pyotp
import pytest
from flask import Flask
from flask.testing import FlaskClient

from assistant.store.staff import Standing
from assistant.web.signin import starting
from assistant.web.signin.entrance import Entrance
from tests.entering import PASSWORD, Colleague, come_in, send


@pytest.fixture
def invitation(app: Flask) -> str:
    with app.test_request_context():
        added = behind(app).staff.add(
            address="carla@desk.example",
            name="Carla Jansen",
            role=None,
            now=datetime.now(UTC),
        )
        return urlsplit(starting.link(added.id)).path


def behind(app: Flask) -> Entrance:
    found = app.extensions["signin"]
    assert isinstance(found, Entrance)
    return found


def key(page: str) -> str:
    found = re.search(r"<code>([A-Z2-7-]+)</code>", page)
    assert found is not None
    return found[1].replace("-", "")


def standing(app: Flask) -> Standing:
    found = behind(app).staff.find(address="carla@desk.example")
    assert found is not None
    return found.standing


def test_an_invitation_leads_through_all_steps(
    app: Flask, client: FlaskClient, invitation: str
) -> None:
    assert "Welkom, Carla Jansen" in client.get(invitation).text
    assert standing(app) is Standing.INVITED

    page = send(client, invitation, password=PASSWORD)
    assert page.location == "/console/authenticator"
    assert standing(app) is Standing.STARTED
    assert client.get("/console/desk").status_code == 302

    secret = key(client.get("/console/authenticator").text)
    page = send(client, "/console/authenticator", code=pyotp.TOTP(secret).now())
    assert page.location == "/console/recovery-codes"
    assert standing(app) is Standing.READY

    page = client.get("/console/recovery-codes")
    assert (
        len(re.findall(r"<code>[0-9a-f]{4}(?:-[0-9a-f]{4}){2}</code>", page.text)) == 10
    )
    page = send(client, "/console/recovery-codes")
    assert client.get("/console/desk").text == "hello carla@desk.example"
    assert client.get("/console/recovery-codes").location == "/console/account"


def test_an_invitation_works_once(client: FlaskClient, invitation: str) -> None:
    send(client, invitation, password=PASSWORD)

    page = client.get(invitation)

    assert page.status_code == 410
    assert "werkt niet meer" in page.text


def test_an_invitation_ends_after_its_time(
    app: Flask,
    client: FlaskClient,
    invitation: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    over = timedelta(seconds=-1)
    monkeypatch.setitem(app.config, "SECURITY_RESET_PASSWORD_WITHIN", over)

    assert client.get(invitation).status_code == 410


def test_an_invitation_of_somebody_who_is_off_is_over(
    app: Flask, client: FlaskClient, invitation: str
) -> None:
    found = behind(app).staff.find(address="carla@desk.example")
    assert found is not None
    behind(app).staff.put_off(found.member.id)

    assert client.get(invitation).status_code == 410


@pytest.mark.parametrize("made_up", ["x", "a" * 3000, "%00", "WyJ4IixudWxsXQ.awc63g.x"])
def test_a_made_up_link_is_no_invitation(client: FlaskClient, made_up: str) -> None:
    assert client.get(f"/console/welcome/{made_up}").status_code == 410


@pytest.mark.parametrize(
    ("password", "told"),
    [
        ("kort", "te kort"),
        ("a" * 201, "te lang"),
        ("abababababababab", "te makkelijk"),
        ("carla@desk.example", "te makkelijk"),
        ("Carla Jansen12", "te makkelijk"),
    ],
)
def test_a_weak_password_is_refused(
    app: Flask, client: FlaskClient, invitation: str, password: str, told: str
) -> None:
    page = send(client, invitation, password=password)

    assert (page.status_code, told in page.text) == (400, True)
    assert standing(app) is Standing.INVITED


def test_an_authenticator_is_linked_with_a_code_that_it_shows(
    app: Flask, client: FlaskClient, invitation: str
) -> None:
    send(client, invitation, password=PASSWORD)
    first = key(client.get("/console/authenticator").text)

    page = send(client, "/console/authenticator", code="000000")

    assert page.status_code == 400
    assert key(page.text) == first
    assert standing(app) is Standing.STARTED


def test_the_picture_holds_what_the_text_says(
    client: FlaskClient, invitation: str
) -> None:
    send(client, invitation, password=PASSWORD)

    page = client.get("/console/authenticator").text

    assert (
        f"otpauth://totp/Helpdesk%20e-mail:carla@desk.example?secret={key(page)}"
        in (page.replace("%40", "@"))
    )
    assert '<svg class="qr"' in page
    assert "data:" not in page


def test_nobody_links_an_authenticator_to_an_account_that_has_one(
    client: FlaskClient, anna: Colleague
) -> None:
    send(client, "/console/sign-in", address=anna.address, password=PASSWORD)

    assert client.get("/console/authenticator").location == "/console/sign-in"


def test_a_new_telephone_takes_the_place_of_the_old_one(
    app: Flask, client: FlaskClient, anna: Colleague
) -> None:
    come_in(client, anna)
    assert client.get("/console/authenticator").location == "/console/sign-in"
    wrong = send(
        client, "/console/account/authenticator", see="/console/account", current="x"
    )
    assert wrong.status_code == 400

    send(
        client,
        "/console/account/authenticator",
        see="/console/account",
        current=PASSWORD,
    )
    secret = key(client.get("/console/authenticator").text)
    send(client, "/console/authenticator", code=pyotp.TOTP(secret).now())

    other = app.test_client()
    send(other, "/console/sign-in", address=anna.address, password=PASSWORD)
    page = send(other, "/console/sign-in/code", code=anna.code(1))
    assert page.status_code == 400
    page = send(other, "/console/sign-in/recovery", code=anna.recovery_codes[0])
    assert page.status_code == 400
