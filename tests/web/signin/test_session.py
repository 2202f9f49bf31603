from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient

from assistant.desk import Desk
from assistant.settings import Settings
from assistant.store.turns import Store
from assistant.web.app import create_app
from assistant.web.signin.entrance import Entrance
from tests.entering import Colleague, come_in, hire, send, show_password, token

COOKIE = "bezorgd_console"


def behind(app: Flask) -> Entrance:
    found = app.extensions["signin"]
    assert isinstance(found, Entrance)
    return found


def cookie(client: FlaskClient, name: str = COOKIE) -> str:
    found = client.get_cookie(name)
    assert found is not None
    return found.value


def with_cookie(app: Flask, value: str) -> FlaskClient:
    other = app.test_client()
    other.set_cookie(COOKIE, value)
    return other


def test_a_cookie_of_before_the_sign_in_is_not_signed_in_after_it(
    app: Flask, client: FlaskClient, anna: Colleague
) -> None:
    client.get("/console/sign-in")
    before = cookie(client)
    come_in(client, anna)

    assert cookie(client) != before
    assert with_cookie(app, before).get("/console/desk").status_code == 302


def test_a_copied_cookie_is_worth_nothing_after_signing_out(
    app: Flask, client: FlaskClient, anna: Colleague
) -> None:
    come_in(client, anna)
    copied = with_cookie(app, cookie(client))
    assert copied.get("/console/desk").status_code == 200

    send(client, "/console/sign-out", see="/console/account")

    assert copied.get("/console/desk").status_code == 302


def test_a_colleague_who_is_put_off_is_out_at_once(
    app: Flask, client: FlaskClient, bob: Colleague
) -> None:
    come_in(client, bob)
    assert client.get("/console/desk").status_code == 200

    behind(app).staff.put_off(bob.id)

    assert client.get("/console/desk").status_code == 302


def test_signing_out_everywhere_leaves_this_browser_in(
    app: Flask, client: FlaskClient, anna: Colleague
) -> None:
    other = app.test_client()
    come_in(other, anna)
    come_in(client, anna, later=1)

    send(client, "/console/account/browsers", see="/console/account")

    assert client.get("/console/desk").status_code == 200
    assert other.get("/console/desk").status_code == 302


def test_one_browser_can_be_sent_away(
    app: Flask, client: FlaskClient, anna: Colleague
) -> None:
    other, third = app.test_client(), app.test_client()
    come_in(other, anna)
    visit = behind(app).visits.of(anna.id, datetime.now(UTC))[0].id
    come_in(third, anna, later=1)
    show_password(client, anna.address)
    send(client, "/console/sign-in/recovery", code=anna.recovery_codes[0])

    send(client, "/console/account/browsers", see="/console/account", visit=visit)

    assert other.get("/console/desk").status_code == 302
    assert third.get("/console/desk").status_code == 200


def test_a_session_that_we_did_not_sign_is_none(app: Flask, anna: Colleague) -> None:
    forged = with_cookie(app, "eyJ2aXNpdCI6ICJ4In0.aaaaaa.bbbbbbbb")

    assert forged.get("/console/desk").status_code == 302


def test_while_developing_the_cookie_has_a_plain_name(client: FlaskClient) -> None:
    told = client.get("/console/sign-in").headers["Set-Cookie"]

    assert told.startswith(f"{COOKIE}=")
    assert told.endswith("; HttpOnly; Path=/; SameSite=Lax")


@pytest.mark.parametrize("address", ["https://localhost", "http://localhost"])
def test_in_production_no_other_host_can_set_the_cookie(
    settings: Settings, desk: Desk, store: Store, address: str
) -> None:
    live = replace(settings, environment="production")
    app = create_app(live, desk=desk, store=store)

    told = app.test_client().get("/console/sign-in", base_url=address)

    cookie = told.headers["Set-Cookie"]
    assert cookie.startswith(f"__Host-{COOKIE}=")
    assert cookie.endswith("; Secure; HttpOnly; Path=/; SameSite=Lax")


def test_a_live_site_without_https_tells_why_nobody_gets_in(
    settings: Settings, desk: Desk, store: Store
) -> None:
    live = replace(settings, environment="production")
    client = create_app(live, desk=desk, store=store).test_client()

    page = client.post("/console/sign-in", data={"address": "x", "password": "y"})

    assert "BEZORGD_PROXY_HOPS" in page.text


def test_over_https_a_plain_name_is_not_read(app: Flask, anna: Colleague) -> None:
    client = app.test_client()
    come_in(client, anna)

    page = client.get("/console/desk", base_url="https://localhost")

    assert page.status_code == 302


def test_a_customer_gets_no_session(client: FlaskClient) -> None:
    page = client.get("/")

    assert "Set-Cookie" not in page.headers
    assert "Cookie" not in page.headers.get("Vary", "")


def test_a_colleague_who_looks_at_the_chat_is_a_customer_there(
    client: FlaskClient, anna: Colleague
) -> None:
    come_in(client, anna)

    page = client.get("/")

    assert page.status_code == 200
    assert "Set-Cookie" not in page.headers


@pytest.mark.parametrize(
    "path", ["/console/sign-in", "/console/desk", "/console/none", "/console/account"]
)
def test_no_page_of_the_console_can_be_framed(client: FlaskClient, path: str) -> None:
    told = client.get(path).headers

    assert told["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'none'" in told["Content-Security-Policy"]
    assert "unsafe" not in told["Content-Security-Policy"]
    assert told["Cache-Control"] == "no-store"


def test_a_stream_learns_that_its_visit_is_over(
    app: Flask,
    client: FlaskClient,
    anna: Colleague,
    streams: list[Callable[[], bool]],
) -> None:
    come_in(client, anna)
    client.get("/console/stream")
    assert streams[0]()

    behind(app).visits.end_all(anna.id)

    assert not streams[0]()


def test_a_script_is_told_instead_of_led_away(client: FlaskClient) -> None:
    page = client.get("/console/desk", headers={"Sec-Fetch-Mode": "cors"})

    assert page.status_code == 401


def test_a_form_of_the_console_needs_its_token(
    client: FlaskClient, anna: Colleague
) -> None:
    come_in(client, anna)

    assert client.post("/console/desk").status_code == 403
    page = send(client, "/console/desk", see="/console/account")
    assert page.text == "hello anna@desk.example"


def test_a_token_of_another_session_is_refused(
    app: Flask, client: FlaskClient, anna: Colleague, bob: Colleague
) -> None:
    other = app.test_client()
    come_in(other, bob)
    come_in(client, anna)
    theirs = token(other.get("/console/account"))

    page = client.post("/console/desk", headers={"X-CSRF-Token": theirs})

    assert page.status_code == 403


def test_a_script_may_send_the_token_in_a_header(
    client: FlaskClient, anna: Colleague
) -> None:
    come_in(client, anna)
    ours = token(client.get("/console/account"))

    page = client.post("/console/desk", headers={"X-CSRF-Token": ours})

    assert page.status_code == 200


def test_a_changed_secret_signs_everybody_out_and_breaks_nothing(
    settings: Settings, desk: Desk, store: Store, anna: Colleague
) -> None:
    carl = hire(create_app(settings, desk=desk, store=store), "carl@desk.example")

    later = create_app(replace(settings, given_secret="y" * 40), desk=desk, store=store)

    again = later.test_client()
    show_password(again, carl.address)
    page = send(again, "/console/sign-in/code", code=carl.code())
    assert page.status_code == 400
    page = send(again, "/console/sign-in/recovery", code=carl.recovery_codes[0])
    assert page.status_code == 400
