from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient

from assistant.store.turns import Store
from assistant.understanding.question import Question
from assistant.web.reception import reception

RECONNECTS = 1_000
EVENT = re.compile(r"id: ([0-9]+)\nevent: news\n")


def happens(store: Store, number: int) -> None:
    """Let something happen: a customer asks."""
    now = datetime.now(UTC)
    question = Question(text="vraag", asked_at=now, language="nl")
    store.ask(conversation=None, turn=f"asked-{number}", question=question, now=now)


def heard(staff: FlaskClient, cursor: int, most: int) -> list[int]:
    """Open the stream where it broke, hear some events, and break it again."""
    response = staff.get("/console/events", headers={"Last-Event-ID": str(cursor)})
    told: list[int] = []
    for piece in response.response:
        text = piece if isinstance(piece, str) else piece.decode()
        told += [int(one) for one in EVENT.findall(text)]
        if len(told) == most:
            break
    response.close()
    return told


def broken_again_and_again(staff: FlaskClient, store: Store, times: int) -> list[int]:
    """Hear of everything that happens over connections that break; gives cursors."""
    told: list[int] = []
    cursor = store.cases.latest()
    for number in range(times):
        happens(store, number)
        if number % 3:  # what happens while nobody listens is told later
            told += heard(staff, told[-1] if told else cursor, number % 3)
    left = times - len(told)
    return told + (heard(staff, told[-1], left) if left else [])


@pytest.mark.parametrize(
    "times", [30, pytest.param(RECONNECTS, marks=pytest.mark.soak)]
)
def test_a_stream_that_breaks_misses_and_doubles_nothing(
    staff: FlaskClient, store: Store, times: int
) -> None:
    before = store.cases.latest()

    told = broken_again_and_again(staff, store, times)

    happened = [one.cursor for one in store.cases.events(before, times * 2)]
    assert told == happened
    assert len(told) == times


def test_a_stream_that_broke_gives_its_seat_back(
    staff: FlaskClient, store: Store
) -> None:
    before = store.cases.latest()
    happens(store, 0)

    told = [heard(staff, before, 1) for _ in range(100)]

    assert told == [told[0]] * 100


def test_who_finds_no_seat_asks_now_and_then_instead(
    app: Flask, staff: FlaskClient, store: Store
) -> None:
    before = store.cases.latest()
    happens(store, 0)
    with app.app_context():
        answering = reception().answering
        while answering.take_seat():
            pass

    stream = staff.get("/console/events")
    news = staff.get(f"/console/news?since={before}")

    assert stream.status_code == 503
    assert stream.headers["Retry-After"] == "5"
    assert news.status_code == 200
    assert len(news.get_json()["events"]) == 1
