from __future__ import annotations

from typing import cast

import pytest
from flask import Flask
from flask.testing import FlaskClient

from assistant.desk import Desk
from assistant.settings import Settings
from assistant.store.turns import Store
from assistant.web.app import create_app
from tests.telling import TellingDesk


def test_a_form_on_another_site_is_refused_kindly(client: FlaskClient) -> None:
    response = client.post(
        "/", data={"text": "vraag"}, headers={"Sec-Fetch-Site": "cross-site"}
    )

    assert response.status_code == 403
    assert "Deze vraag kwam van een andere site" in response.text


def test_an_old_browser_is_judged_by_its_origin(client: FlaskClient) -> None:
    foreign = {"Origin": "https://elders.example"}
    own = {"Origin": "http://localhost"}

    assert client.post("/", data={"text": "vraag"}, headers=foreign).status_code == 403
    assert client.post("/", data={"text": "vraag"}, headers=own).status_code == 303


def test_a_hidden_origin_is_a_foreign_one(client: FlaskClient) -> None:
    response = client.post("/", data={"text": "vraag"}, headers={"Origin": "null"})

    assert response.status_code == 403


def test_who_goes_too_fast_keeps_the_text(
    settings: Settings, desk: TellingDesk, store: Store
) -> None:
    app = create_app(
        settings, desk=cast("Desk", desk), store=store, posts="1 per minute"
    )
    client = app.test_client()
    client.post("/", data={"text": "eerste"})

    response = client.post("/", data={"text": "tweede vraag"})

    assert response.status_code == 429
    assert "Dat ging even te snel" in response.text
    assert "tweede vraag</textarea>" in response.text


def test_a_page_may_run_nothing_but_our_own_script(client: FlaskClient) -> None:
    headers = client.get("/").headers

    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cache-Control"] == "no-store"


def test_a_page_that_is_not_here_says_so_kindly(client: FlaskClient) -> None:
    response = client.get("/wp-login.php")

    assert response.status_code == 404
    assert "Deze pagina is er niet" in response.text


def test_what_breaks_shows_no_traceback(app: Flask) -> None:
    def broken() -> str:
        raise ValueError("the innards")

    app.add_url_rule("/broken", view_func=broken)

    response = app.test_client().get("/broken", headers={"Accept-Language": "en"})

    assert response.status_code == 500
    assert "Something went wrong on our side" in response.text
    assert "innards" not in response.text


def test_a_machine_can_see_that_all_is_well(client: FlaskClient) -> None:
    told = client.get("/healthz").get_json()

    assert told["status"] == "ok"
    assert told["store"] is True
    assert told["services"] >= 4


@pytest.mark.parametrize(("hops", "seen"), [(0, False), (1, True)])
def test_a_proxy_is_believed_only_when_the_settings_say_so(
    store: Store, desk: TellingDesk, settings: Settings, hops: int, *, seen: bool
) -> None:
    told = Settings(
        data=settings.data, given_secret=settings.given_secret, proxy_hops=hops
    )
    app = create_app(told, desk=cast("Desk", desk), store=store)

    response = app.test_client().get("/", headers={"X-Forwarded-Proto": "https"})

    assert ("Strict-Transport-Security" in response.headers) is seen
