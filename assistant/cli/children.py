"""The two processes under `bezorgd serve`.

    bezorgd serve ─┬─ server: gunicorn, its workers with many threads each
                   └─ chores: one consumer of the queue

Both are forked from a parent that has read everything, and share its memory: a
child starts at once, and a worker that is replaced knows what the others know.
Both are told whose child they are and end when that parent is gone.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import sys
from dataclasses import dataclass
from multiprocessing.process import BaseProcess
from typing import Any

from flask import Flask
from gunicorn.app.base import BaseApplication  # type: ignore[import-untyped]  # gunicorn has no types
from typing_extensions import override

from assistant.chores import consumer
from assistant.chores.orphan import end_with_parent
from assistant.cli import logs
from assistant.desk import Desk
from assistant.settings import Settings
from assistant.web.app import create_app, warm

SERVER, CHORES = "server", "chores"

LAST_REQUESTS_S = 15  # how long a request may go on after we were told to stop
SWITCH_S = 0.001  # so long an answer in the making may keep a page waiting
STUCK_S = 60  # a worker that shows no life for so long is replaced
STOPPING = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)
"""What tells the program to end; the parent listens to all of them."""


@dataclass(frozen=True, slots=True)
class Child:
    """A running child and the name to speak of it."""

    name: str
    process: BaseProcess


class Server(BaseApplication):  # type: ignore[misc]  # gunicorn has no types
    """gunicorn, set up in code."""

    def __init__(self, settings: Settings, desk: Desk, parent: int) -> None:
        self.settings, self.desk, self.parent = settings, desk, parent
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
        app = create_app(self.settings, desk=self.desk)
        warm(app)
        return app


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
        "control_socket_disable": True,  # it would lie in $HOME, for nobody's use
        "forwarded_allow_ips": "",  # the trusted hops are ProxyFix's to count
        "logconfig_dict": logs.configuration(
            logs.level(production=settings.production)
        ),
    }


def start(name: str, settings: Settings, desk: Desk) -> Child:
    """Fork a child; nothing may be open that it must not share."""
    gc.freeze()  # what is there already stays where it is, in memory that is shared
    order = (name, settings, desk, os.getpid())
    # No signal gets lost on the way from the parent's listening to the child's own.
    signal.pthread_sigmask(signal.SIG_BLOCK, STOPPING)
    try:
        process = multiprocessing.get_context("fork").Process(target=_run, args=order)
        process.start()
    finally:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, STOPPING)
    return Child(name, process)


def _run(name: str, settings: Settings, desk: Desk, parent: int) -> None:
    # A session of its own: a Ctrl-C in the terminal reaches the parent alone,
    # which then stops its children in order.
    os.setsid()
    for number in STOPPING:
        signal.signal(number, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, STOPPING)
    if name == SERVER:
        Server(settings, desk, parent).run()
    else:
        logs.start(production=settings.production)
        consumer.run(settings, desk, parent)
