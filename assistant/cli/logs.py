"""Logs that tell what happened, and nothing of what was said.

One JSON object a line. No question, no domain name and no address gets in: our
own events are fixed words with ids and counts beside them, an exception is
told by its type and its place in the code without its message, and of another
library's message only the fixed part is kept.
"""

from __future__ import annotations

import json
import logging
import sys
import traceback
from datetime import UTC, datetime
from typing import Any

from typing_extensions import override

FIELDS = ("turn", "ms", "kept", "count", "status", "child")
"""What an event may carry beside its words."""


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
            "event": record.getMessage() if ours else str(record.msg),
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


def _error(error: BaseException) -> dict[str, Any]:
    frames = traceback.extract_tb(error.__traceback__)
    places = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
    return {"error": type(error).__name__, "at": places[-12:]}


def configuration(level: int) -> dict[str, Any]:
    """How logging is set up, in the form of `logging.config`."""
    handler = {
        "class": "logging.StreamHandler",
        "formatter": "lines",
        "stream": "ext://sys.stderr",
    }
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"lines": {"()": f"{__name__}.Formatter"}},
        "handlers": {"stderr": handler},
        "root": {"level": level, "handlers": ["stderr"]},
        "loggers": {  # gunicorn would give these a handler of their own
            "gunicorn.error": {"level": level, "handlers": [], "propagate": True},
            "gunicorn.access": {"level": level, "handlers": [], "propagate": True},
        },
    }


def level(*, production: bool) -> int:
    """What is worth a line: on somebody's own machine only what goes wrong."""
    return logging.INFO if production else logging.WARNING


def start(*, production: bool) -> None:
    """Set logging up in this process."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Formatter())
    logging.basicConfig(
        level=level(production=production), handlers=[handler], force=True
    )
    # It tells every run of every chore, several a minute, by no name.
    logging.getLogger("huey").setLevel(logging.WARNING)
