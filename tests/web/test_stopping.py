from __future__ import annotations

import json
import time
from typing import cast

from flask import Flask
from flask.testing import FlaskClient

from tests.telling import TellingDesk

TURN = "turn-of-the-baker"
STREAM = {"Accept": "text/event-stream"}
ASKED = "mailchimp komt in de spam, bakkerij.example"


def begin(client: FlaskClient) -> dict[str, str]:
    """Ask, and hear where the check can be stopped."""
    response = client.post("/", data={"text": ASKED, "turn": TURN}, headers=STREAM)
    first = bytes(cast("bytes", next(iter(response.response)))).decode()
    told: dict[str, str] = json.loads(first.partition("data: ")[2])
    response.close()
    return told


def test_a_check_can_be_stopped(client: FlaskClient, desk: TellingDesk) -> None:
    desk.go_on.clear()
    told = begin(client)

    client.post(told["stop"], data={"pass": told["pass"]}, headers={"X-Part": "1"})

    page = client.get("/").text
    assert "Wij zijn gestopt met kijken" in page
    assert ASKED in page
    desk.go_on.set()


def test_what_comes_after_the_stop_is_thrown_away(
    client: FlaskClient, desk: TellingDesk
) -> None:
    desk.go_on.clear()
    told = begin(client)
    client.post(told["stop"])

    desk.go_on.set()
    time.sleep(0.3)

    page = client.get("/").text
    assert "Wij zijn gestopt met kijken" in page
    assert "Mailchimp mag nog niet ondertekenen" not in page


def test_what_is_answered_already_stays(client: FlaskClient) -> None:
    client.post("/", data={"text": ASKED, "turn": TURN})

    client.post(f"/turn/{TURN}/stop")

    assert "Mailchimp mag nog niet ondertekenen" in client.get("/").text


def test_nobody_stops_anothers_check(
    app: Flask, client: FlaskClient, desk: TellingDesk
) -> None:
    desk.go_on.clear()
    begin(client)

    response = app.test_client().post(f"/turn/{TURN}/stop")

    assert response.status_code == 404
    desk.go_on.set()
