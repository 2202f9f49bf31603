from __future__ import annotations

import json
import logging
import sys
from typing import Any

import pytest

from assistant.cli.logs import Formatter, configuration, level


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


def test_of_another_librarys_message_only_the_fixed_part_is_kept() -> None:
    told = line(record("gunicorn.error", "Error handling %s", "/?q=bakkerij.nl"))

    assert told["event"] == "Error handling %s"


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
    assert [one["handlers"] for one in told["loggers"].values()] == [[], []]
