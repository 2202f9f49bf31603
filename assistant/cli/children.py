"""The two processes under `bezorgd serve`: `python -m assistant.cli.children`.

    bezorgd serve ─┬─ server: gunicorn, its workers with many threads each
                   └─ chores: one consumer of the queue

Both are told whose child they are and end when that parent is gone.
"""

from __future__ import annotations

import os
import sys
from typing import Any

from flask import Flask
from gunicorn.app.base import BaseApplication  # type: ignore[import-untyped]  # gunicorn has no types
from typing_extensions import override

from assistant.chores import consumer
from assistant.chores.orphan import end_with_parent
from assistant.cli import logs
from assistant.settings import Settings
from assistant.web.app import create_app

SERVER, CHORES = "server", "chores"

LAST_REQUESTS_S = 15  # how long a request may go on after we were told to stop
SWITCH_S = 0.001  # so long an answer in the making may keep a page waiting
STUCK_S = 60  # a worker that shows no life for so long is replaced


class Server(BaseApplication):  # type: ignore[misc]  # gunicorn has no types
    """gunicorn, set up in code."""

    def __init__(self, settings: Settings, parent: int) -> None:
        self.settings, self.parent = settings, parent
        super().__init__()

    @override
    def load_config(self) -> None:
        """Set what the settings decide."""
        for name, value in gunicorn_settings(self.settings).items():
            self.cfg.set(name, value)
        self.cfg.set("when_ready", self.watch)

    def watch(self, _arbiter: object) -> None:
        """Look after the parent, from the first request on."""
        end_with_parent(self.parent)

    @override
    def load(self) -> Flask:
        """Build the application, in each worker its own."""
        sys.setswitchinterval(SWITCH_S)
        return create_app(self.settings)


def gunicorn_settings(settings: Settings) -> dict[str, Any]:
    """How gunicorn is to run."""
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    return {
        "bind": f"{host}:{settings.port}",
        "worker_class": "gthread",
        "workers": settings.workers,
        "threads": settings.threads,
        "timeout": STUCK_S,
        "graceful_timeout": LAST_REQUESTS_S,
        "keepalive": 5,
        "forwarded_allow_ips": "",  # the trusted hops are ProxyFix's to count
        "logconfig_dict": logs.configuration(
            logs.level(production=settings.production)
        ),
    }


def run(child: str, parent: int) -> None:
    """Be one of the two children."""
    settings = Settings.from_environment(os.environ)
    if child == SERVER:
        Server(settings, parent).run()
    else:
        logs.start(production=settings.production)
        consumer.run(settings, parent)


if __name__ == "__main__":
    run(sys.argv[1], int(sys.argv[2]))
