"""Who may pass, and what the stream tells."""

from __future__ import annotations

import re

from flask import Flask
from flask.testing import FlaskClient

from assistant.desk import Desk
from assistant.store.turns import Store
from assistant.web.console.stream import follow
from tests.consoling import waiting

BAKER = "Mailchimp komt in de spam, bakkerij.example"


def test_every_room_of_the_console_is_shut_to_strangers(
    app: Flask, client: FlaskClient
) -> None:
    rooms = {"sign-in", "sign-out", "welcome", "authenticator", "recovery-codes"}
    rules = [
        re.sub(r"<[^>]+>", "x", rule.rule)
        for rule in app.url_map.iter_rules()
        if rule.endpoint.startswith("console.")
        and "GET" in (rule.methods or ())
        and rule.rule.split("/")[2] not in rooms
    ]

    answers = [client.get(rule).status_code for rule in rules]

    assert len(rules) > 10
    assert set(answers) == {302}


def test_no_form_of_the_console_works_without_its_token(
    app: Flask, staff: FlaskClient
) -> None:
    rules = [
        re.sub(r"<[^>]+>", "x", rule.rule)
        for rule in app.url_map.iter_rules()
        if rule.endpoint.startswith("console.") and "POST" in (rule.methods or ())
    ]

    assert {staff.post(rule).status_code for rule in rules} == {403}


def test_the_console_is_never_framed_and_never_kept(staff: FlaskClient) -> None:
    answer = staff.get("/console/")

    assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
    assert "unsafe" not in answer.headers["Content-Security-Policy"]
    assert "no-store" in answer.headers["Cache-Control"]


def test_the_stream_tells_what_came_after_the_cursor(
    store: Store, demo_desk: Desk
) -> None:
    before = store.cases.latest()
    conversation = waiting(store, demo_desk, BAKER)

    told = follow(store.cases, before, lambda: True)
    next(told)
    first = next(told)

    assert first.startswith(f"id: {before + 1}\nevent: news\n")
    assert conversation in first


def test_who_polls_hears_the_same(
    staff: FlaskClient, store: Store, demo_desk: Desk
) -> None:
    before = store.cases.latest()
    conversation = waiting(store, demo_desk, BAKER)

    news = staff.get(f"/console/news?since={before}").json

    assert news is not None
    assert {one["conversation"] for one in news["events"]} == {conversation}
    assert news["counts"]["queue"] == 1
