"""What a provider is asked, how often, and what its word ends."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient

from assistant.web.signin import asking, credentials, lockout
from assistant.web.signin.entrance import Entrance
from tests.vouching import Vouching

pytestmark = pytest.mark.enable_socket

START = "/console/sign-in/provider"
FAILED = "lukte niet"


def invite(app: Flask, address: str) -> str:
    """Invite a colleague; gives the address of the link."""
    here: Entrance = app.extensions["signin"]
    added = here.staff.add(address=address, name="", role=None, now=datetime.now(UTC))
    with app.test_request_context():
        found = here.accounts.find_user(key=added.id)
        assert found is not None
        return f"/console/welcome/{credentials.invitation(found)}"


def test_an_invitation_is_over_once_the_provider_vouched(
    app: Flask, client: FlaskClient, provider: Vouching
) -> None:
    link = invite(app, "carla@desk.example")
    provider.claims.update(sub="carla", email="carla@desk.example", amr=["mfa"])
    assert client.get(link).status_code == 200

    client.get(provider.agree(client.get(START).location))

    assert app.test_client().get(link).status_code == 410


def test_who_comes_by_the_provider_is_invited_no_more(
    app: Flask, client: FlaskClient, provider: Vouching
) -> None:
    invite(app, "carla@desk.example")
    provider.claims.update(sub="carla", email="carla@desk.example", amr=["mfa"])
    client.get(provider.agree(client.get(START).location))
    here: Entrance = app.extensions["signin"]

    with app.test_request_context():
        found = here.accounts.find_user(email="carla@desk.example")
        assert found is not None
        late = credentials.invitation(found)

    assert app.test_client().get(f"/console/welcome/{late}").status_code == 410


def test_what_a_provider_tells_of_itself_is_not_asked_at_every_visit(
    app: Flask, provider: Vouching
) -> None:
    for _ in range(3):
        assert app.test_client().get(START).status_code == 302

    assert provider.seen == ["/.well-known/openid-configuration"]


def test_it_is_asked_again_after_a_while(
    app: Flask, provider: Vouching, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asking, "KEPT_S", -1.0)

    for _ in range(2):
        app.test_client().get(START)

    assert len(provider.seen) == 2


def test_the_way_to_a_provider_is_counted(
    app: Flask, client: FlaskClient, provider: Vouching
) -> None:
    for _ in range(lockout.OF_A_WAY):
        app.test_client().get(START)

    late = client.get(START)
    elsewhere = client.get(START, environ_overrides={"REMOTE_ADDR": "203.0.113.9"})

    assert (late.status_code, elsewhere.status_code) == (429, 302)


def test_who_comes_in_is_not_counted(
    app: Flask, provider: Vouching, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lockout, "OF_A_WAY", 2)
    provider.claims["amr"] = ["mfa"]

    places = set()
    for _ in range(lockout.OF_A_WAY + 1):
        client = app.test_client()
        page = client.get(provider.agree(client.get(START).location))
        places.add(page.location)

    assert places == {"/console/"}


def test_a_redirect_to_where_others_can_listen_is_not_followed(
    client: FlaskClient, provider: Vouching, caplog: pytest.LogCaptureFixture
) -> None:
    provider.elsewhere = "http://evil.example/"

    page = client.get(START)

    assert FAILED in page.text
    assert "leads to http://evil.example/, which is no https address" in caplog.text
