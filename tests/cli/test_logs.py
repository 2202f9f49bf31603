from __future__ import annotations

import json
import logging
import sys
from types import SimpleNamespace
from typing import Any

import pytest

from assistant.cli.logs import Formatter, Seldom, configuration, level


def line(record: logging.LogRecord) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(Formatter().format(record))
    return told


def record(name: str, message: str, *args: object) -> logging.LogRecord:
    return logging.LogRecord(name, logging.INFO, "", 1, message, args, None)


def test_an_event_is_one_object_with_its_ids() -> None:
    event = record("assistant.wiring", "turn answered")
    event.__dict__.update(turn="t1", ms=31, kept=True)

    told = line(event)

    assert told.pop("time").endswith("+00:00")
    assert told == {
        "level": "info",
        "logger": "assistant.wiring",
        "event": "turn answered",
        "turn": "t1",
        "ms": 31,
        "kept": True,
    }


def test_what_is_no_known_field_stays_out() -> None:
    event = record("assistant.wiring", "turn answered")
    event.__dict__.update(question="mijn geheim", domain="bakkerij.nl")

    text = Formatter().format(event)

    assert "geheim" not in text
    assert "bakkerij" not in text


@pytest.mark.parametrize(
    ("message", "args", "event"),
    [
        ("Error handling %s", ("/?q=bakkerij.nl",), "Error handling …"),
        ("Booting worker with pid: %s", (4711,), "Booting worker with pid: 4711"),
        ("Worker %d of %r: %5.1f%%", (2, "geheim", 3.5), "Worker 2 of …: …%"),
        ("%(h)s %(l)s", ({"h": "192.0.2.1", "l": "-"},), "… …"),
        ("%s asked %*d", ("piet", 3, 4), "… asked …"),
        ("100% sure", (), "100% sure"),
        ("too few: %s %s", (1,), "too few: 1 …"),
    ],
)
def test_of_another_librarys_message_the_fixed_part_and_numbers_are_kept(
    message: str, args: tuple[object, ...], event: str
) -> None:
    assert line(record("gunicorn.error", message, *args))["event"] == event


def test_an_error_that_is_logged_as_a_message_is_told_by_its_type() -> None:
    event = record("gunicorn.error", "")
    event.msg = ValueError("info@bakkerij.nl")

    assert line(event)["event"] == "ValueError"


def test_an_error_is_told_by_its_type_and_place() -> None:
    event = record("assistant.web", "request failed")
    try:
        int("info@bakkerij.nl")
    except ValueError:
        event.exc_info = sys.exc_info()

    told = line(event)

    assert told["error"] == "ValueError"
    assert told["at"][0].endswith("test_an_error_is_told_by_its_type_and_place")
    assert "bakkerij" not in json.dumps(told)


@pytest.mark.parametrize(
    ("production", "least"), [(True, logging.INFO), (False, logging.WARNING)]
)
def test_on_an_own_machine_only_trouble_is_told(production: bool, least: int) -> None:
    assert level(production=production) == least


def test_nothing_but_our_own_formatter_writes() -> None:
    told = configuration(logging.INFO)

    assert told["root"]["handlers"] == ["stderr"]
    assert {str(one["handlers"]) for one in told["loggers"].values()} == {"[]"}


@pytest.mark.parametrize("name", ["gunicorn.access", "alembic.runtime.migration"])
def test_what_tells_of_every_request_or_start_is_silent(name: str) -> None:
    assert configuration(logging.INFO)["loggers"][name]["level"] == logging.WARNING


def test_a_queue_that_is_away_is_told_once_a_minute(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    passed = SimpleNamespace(s=0.0)
    own = SimpleNamespace(monotonic=lambda: passed.s)
    monkeypatch.setattr("assistant.cli.logs.time", own)
    seldom, away = Seldom(), record("huey.consumer.Worker", "Error reading from queue")

    first, again = seldom.filter(away), seldom.filter(away)
    passed.s = 61

    assert (first, again, seldom.filter(away)) == (True, False, True)
    assert seldom.filter(record("huey", "Unhandled exception in task %s.", "t1"))
    assert seldom.filter(record("huey", "Unhandled exception in task %s.", "t2"))
