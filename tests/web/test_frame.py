from __future__ import annotations

import re
from dataclasses import replace
from typing import cast

import pytest
from flask import Flask
from flask.testing import FlaskClient
from itsdangerous import TimestampSigner, URLSafeTimedSerializer
from typing_extensions import override

from assistant.desk import Desk
from assistant.knowledge.shelf import Shelf
from assistant.settings import Settings
from assistant.store.turns import Store
from assistant.web import back
from assistant.web.app import create_app
from assistant.web.reception import COOKIE, signer
from tests.telling import TellingDesk
from tests.web.conftest import OurOwnPage

SITE = "https://www.helpdesk.example"
FRAMED = {"query_string": {"site": SITE}}
SPAM = "Mijn nieuwsbrieven komen in de spam"


class OfThatDay(TimestampSigner):
    """Signs as it was done years ago."""

    @override
    def get_timestamp(self) -> int:
        return 1_700_000_000


@pytest.fixture
def app(settings: Settings, shelf: Shelf, store: Store) -> Flask:
    sites = (f"{SITE}/", "https://evil; script-src *", "nonsense")
    ours = replace(shelf, helpdesk=replace(shelf.helpdesk, embed_sites=sites))
    desk = TellingDesk(ours)
    desk.go_on.set()
    app = create_app(settings, desk=cast("Desk", desk), store=store)
    app.test_client_class = OurOwnPage
    return app


def test_only_sites_of_the_helpdesk_may_frame_the_chat(client: FlaskClient) -> None:
    policy = client.get("/").headers["Content-Security-Policy"]

    assert policy.endswith(f"frame-ancestors {SITE}")


def test_nobody_frames_what_is_not_the_customers(client: FlaskClient) -> None:
    for address in ("/healthz", "/console/", "/chat.css"):
        policy = client.get(address).headers["Content-Security-Policy"]

        assert "frame-ancestors 'none'" in policy


def test_the_page_speaks_only_to_a_site_that_it_trusts(client: FlaskClient) -> None:
    trusted = client.get("/", query_string={"site": SITE}).text
    stranger = client.get("/", query_string={"site": "https://evil.example"}).text

    assert f'data-site="{SITE}"' in trusted
    assert "data-site" not in stranger


def test_in_a_frame_the_cookie_is_kept_apart_for_the_site(client: FlaskClient) -> None:
    cookie = client.post("/", data={"text": SPAM}, **FRAMED).headers["Set-Cookie"]

    assert cookie.startswith("bezorgd-framed=")
    assert "SameSite=None" in cookie
    assert "Secure" in cookie
    assert "Partitioned" in cookie


def test_where_no_cookie_is_kept_the_forms_hold_the_conversation(app: Flask) -> None:
    browser = app.test_client(use_cookies=False)

    sent = browser.post("/", data={"text": SPAM}, **FRAMED)
    page = browser.get(sent.headers["Location"]).text

    assert SPAM in page
    assert "talk=" in page


def test_with_a_cookie_no_token_stands_in_any_address(client: FlaskClient) -> None:
    client.post("/", data={"text": SPAM}, base_url="https://localhost", **FRAMED)

    page = client.get("/", base_url="https://localhost", **FRAMED).text

    assert SPAM in page
    assert "talk=" not in page


def test_a_link_with_a_token_opens_nothing_outside_a_frame(app: Flask) -> None:
    browser = app.test_client(use_cookies=False)
    sent = browser.post("/", data={"text": SPAM}, **FRAMED)
    clicked = {"Sec-Fetch-Dest": "document"}

    page = browser.get(sent.headers["Location"], headers=clicked).text

    assert SPAM not in page


def test_the_launcher_is_small_and_may_be_loaded_anywhere(client: FlaskClient) -> None:
    response = client.get("/widget.js")

    assert response.mimetype == "text/javascript"
    assert len(response.data) < 3_000
    assert response.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert '"Hulp bij e-mail"' in response.text
    assert "--accent:#" in response.text


def test_a_form_of_another_conversation_is_asked_for_again(app: Flask) -> None:
    client = app.test_client()
    client.post("/", data={"text": SPAM, "turn": "turn-number-one"})
    wrong = {"text": "een andere vraag", "pass": "0" * 32}

    response = client.post("/", data=wrong)

    assert response.status_code == 409
    assert "een andere vraag</textarea>" in response.text


def test_what_says_nothing_of_itself_must_show_the_pass(app: Flask) -> None:
    client = app.test_client()
    client.post("/", data={"text": SPAM})
    del client.environ_base["HTTP_ORIGIN"]

    response = client.post("/", data={"text": "nog een vraag"})

    assert response.status_code == 409


def test_the_link_to_a_window_of_its_own_keeps_the_talk(app: Flask) -> None:
    inside = app.test_client()
    inside.post("/", data={"text": SPAM}, base_url="https://localhost", **FRAMED)
    page = inside.get("/", base_url="https://localhost", **FRAMED).text
    link = re.search(r'id="window" href="([^"]+)" target="_blank"', page)
    assert link is not None
    window = app.test_client()

    shown = window.get(link[1], headers={"Sec-Fetch-Dest": "document"})
    assert "Set-Cookie" not in shown.headers
    assert "Open mijn gesprek" in shown.text

    window.post(link[1])
    assert SPAM in window.get("/").text


def test_that_link_holds_for_a_few_hours(
    client: FlaskClient, settings: Settings
) -> None:
    client.post("/", data={"text": SPAM})
    cookie = client.get_cookie(COOKIE)
    assert cookie is not None
    talk = str(signer(settings.secret).loads(cookie.value))

    new, old = (
        URLSafeTimedSerializer(settings.secret, salt=back.WINDOW, signer=one)
        for one in (TimestampSigner, OfThatDay)
    )

    shown = client.get(f"/back/{old.dumps(talk)}").text
    assert "Dit gesprek is er niet meer" in shown
    assert "Open mijn gesprek" in client.get(f"/back/{new.dumps(talk)}").text


def test_before_the_first_question_that_link_opens_a_new_talk(
    client: FlaskClient,
) -> None:
    assert 'id="window" href="/?lang=nl"' in client.get("/", **FRAMED).text
