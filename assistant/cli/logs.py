"""Logs that tell what happened, and nothing of what was said.

One JSON object a line. No question, no domain name and no address gets in: our
own events are fixed words with ids and counts beside them, an exception is
told by its type and its place in the code without its message, and of another
library's message only the fixed part and whole numbers are kept.
"""

from __future__ import annotations

import json
import logging
import re
import sys
import time
import traceback
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from typing_extensions import override

FIELDS = ("turn", "ms", "kept", "count", "status", "child")
"""What an event may carry beside its words."""

LEFT_OUT = "…"
_PLACE = re.compile(r"%(?:(%)|(\(\w*\))?[-#0 +]*(?:\d+|\*)?(?:\.(?:\d+|\*))?[a-zA-Z])")
QUIET_S = 60.0
QUEUE_IS_AWAY = frozenset(
    {
        "Error reading from queue",
        "Error reading schedule.",
        "Error enqueueing %s.",
        "Error enqueueing periodic task %s.",
        "no sweep put in",
    }
)
"""What every hand says every second while a queue's server is away."""
SILENT = {
    "gunicorn.access": logging.WARNING,  # a line for every request is the proxy's
    "alembic.runtime.migration": logging.WARNING,  # tells of every start
    "huey": logging.WARNING,  # tells of every run of every chore, by no name
}
"""Loggers of which only trouble is worth a line."""


class Formatter(logging.Formatter):
    """Writes a record as one line of JSON."""

    @override
    def format(self, record: logging.LogRecord) -> str:
        """Write one record."""
        ours = record.name.partition(".")[0] == "assistant"
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": record.getMessage() if ours else fixed_part(record),
        }
        told = {
            name: value
            for name in FIELDS
            if (value := record.__dict__.get(name)) is not None
        }
        line.update(told)
        if record.exc_info is not None and record.exc_info[1] is not None:
            line.update(_error(record.exc_info[1]))
        return json.dumps(line)


def fixed_part(record: logging.LogRecord) -> str:
    """Another library's message, with whole numbers filled in and nothing else."""
    if not isinstance(record.msg, str):
        return type(record.msg).__name__  # an exception, whose words may be anybody's
    given: object = record.args
    if not given:
        return record.msg
    values = iter(given if isinstance(given, tuple) else ())
    return _PLACE.sub(lambda place: _filled(place, values), record.msg)


def _filled(place: re.Match[str], values: Iterator[object]) -> str:
    if place[1]:
        return "%"
    if place[2] or "*" in place[0]:
        return LEFT_OUT
    value = next(values, None)
    return str(value) if isinstance(value, int) else LEFT_OUT


@dataclass(slots=True)
class Seldom(logging.Filter):
    """Lets what is said of a queue that is away pass once a minute."""

    said_s: dict[str, float] = field(default_factory=dict)

    @override
    def filter(self, record: logging.LogRecord) -> bool:
        """Whether a record is worth a line."""
        if record.msg not in QUEUE_IS_AWAY:
            return True
        now_s, last_s = time.monotonic(), self.said_s.get(record.msg)
        if last_s is not None and now_s - last_s < QUIET_S:
            return False
        self.said_s[record.msg] = now_s
        return True


def _error(error: BaseException) -> dict[str, Any]:
    frames = traceback.extract_tb(error.__traceback__)
    places = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
    return {"error": type(error).__name__, "at": places[-12:]}


def configuration(level: int) -> dict[str, Any]:
    """How logging is set up, in the form of `logging.config`."""
    handler = {
        "class": "logging.StreamHandler",
        "formatter": "lines",
        "filters": ["seldom"],
        "stream": "ext://sys.stderr",
    }
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"lines": {"()": f"{__name__}.Formatter"}},
        "filters": {"seldom": {"()": f"{__name__}.Seldom"}},
        "handlers": {"stderr": handler},
        "root": {"level": level, "handlers": ["stderr"]},
        "loggers": {  # gunicorn would give these a handler of their own
            "gunicorn.error": {"level": level, "handlers": [], "propagate": True},
            **{
                name: {"level": quiet, "handlers": [], "propagate": True}
                for name, quiet in SILENT.items()
            },
        },
    }


def level(*, production: bool) -> int:
    """What is worth a line: on somebody's own machine only what goes wrong."""
    return logging.INFO if production else logging.WARNING


def start(*, production: bool) -> None:
    """Set logging up in this process."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Formatter())
    handler.addFilter(Seldom())
    logging.basicConfig(
        level=level(production=production), handlers=[handler], force=True
    )
    for name, quiet in SILENT.items():
        logging.getLogger(name).setLevel(quiet)
