"""Learning, numbers, deleting, the stream, and who may pass."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
import yaml
from flask import Flask
from flask.testing import FlaskClient

from assistant import places
from assistant.desk import Desk
from assistant.store.case import Rating
from assistant.store.lesson import Lesson, LessonKind, LessonState, Sighting
from assistant.store.turns import Store
from assistant.web.console.learning import grouped
from assistant.web.console.proposing import added, sheet, with_alias, with_sighting
from assistant.web.console.stream import follow
from tests.consoling import asked, waiting
from tests.entering import send

BAKER = "Mailchimp komt in de spam, bakkerij.example"


def lesson(text: str) -> Lesson:
    return Lesson(
        id=text,
        conversation="c",
        turn="t",
        kind=LessonKind.NOT_UNDERSTOOD,
        text=text,
        line="",
        language="nl",
        at=datetime(2026, 3, 2, tzinfo=UTC),
    )


@pytest.fixture
def unsolved(store: Store, demo_desk: Desk) -> str:
    conversation = asked(store, demo_desk, BAKER)
    turn = store.thread(conversation)[-1].id
    store.learning.rate(turn, Rating.NOT_SOLVED, "helpt niet", datetime.now(UTC))
    return conversation


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


def test_lessons_that_are_alike_stand_together() -> None:
    groups = grouped(
        lesson(text)
        for text in (
            "hoe zet ik mijn mail over",
            "hoe zet ik mijn mail over?",
            "wat kost dat",
        )
    )

    assert [len(group.lessons) for group in groups] == [2, 1]


def test_a_proposal_is_a_file_in_the_form_of_a_guide(
    staff: FlaskClient, store: Store, unsolved: str
) -> None:
    one = store.learning.lessons()[0]
    answer = send(
        staff,
        f"/console/learning/{one.id}",
        see="/console/learning",
        act="alias",
        target="mailchimp",
        text="meelchimp",
    )

    assert 'mailchimp.com, "meelchimp"]' in answer.text
    assert store.learning.lessons() == ()
    assert store.learning.lessons(LessonState.PROPOSED)[0].id == one.id


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


EVERY = sorted(one.stem for one in (places.knowledge() / "services").glob("*.yaml"))


@pytest.mark.parametrize(
    "services",
    [EVERY[::12], pytest.param(EVERY, marks=pytest.mark.soak)],
    ids=["some", "all"],
)
def test_a_service_can_be_given_a_name_and_stays_as_it_was(
    app: Flask, services: list[str]
) -> None:
    with app.app_context():
        for service in services:
            before = yaml.safe_load(sheet(f"services/{service}.yaml") or "")
            after = yaml.safe_load(with_alias(service, "nog: een naam") or "")
            after["names"]["aliases"].remove("nog: een naam")
            before.setdefault("names", {}).setdefault("aliases", [])
            assert after == before, service


def test_a_new_block_is_made_where_a_sheet_has_none() -> None:
    assert added("id: x\n", "fingerprints", "return_paths", "b.example") == (
        'id: x\nfingerprints:\n  return_paths: ["b.example"]\n'
    )


def test_what_headers_showed_is_confirmed_into_the_sheet(app: Flask) -> None:
    seen = Sighting(
        service="wefact",
        kind="envelope",
        value="bounce.wefact.example",
        customers=3,
        first_at=datetime(2026, 3, 2, tzinfo=UTC),
        last_at=datetime(2026, 4, 2, tzinfo=UTC),
    )
    with app.app_context():
        text = with_sighting(seen) or ""

    assert text.startswith("# Seen here: return_paths bounce.wefact.example, at 3")
    assert (
        "bounce.wefact.example" in yaml.safe_load(text)["fingerprints"]["return_paths"]
    )
