"""The parent under `bezorgd serve`.

It reads everything there is to read, brings the database up to date, starts the
server and the chores, says the address when the server is well, and stops both
when told to. Should one of them end by itself, the parent stops the other and
ends with status 1, so that whoever watches over this machine sees it; nothing is
restarted in silence.
"""

from __future__ import annotations

import http.client
import signal
import sys
import threading
import time
from types import FrameType

import click

from assistant import answering, wiring
from assistant.chores.queue import open_queue, trouble_with
from assistant.cli.children import (
    CHORES,
    LAST_REQUESTS_S,
    SERVER,
    STOPPING,
    Child,
    start,
)
from assistant.desk import Desk
from assistant.environment import without_login
from assistant.settings import Settings

HEALTHY_WITHIN_S = 60.0
LOOK_EVERY_S = 0.1
ANYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1", "": "127.0.0.1"}  # noqa: S104 - named, not bound


def serve(settings: Settings) -> None:
    """Serve until told to stop."""
    desk = _prepare(settings)
    _tell_of_the_queue(settings)
    told = threading.Event()
    _listen_for_the_end(told)
    children = tuple(start(name, settings, desk) for name in (SERVER, CHORES))
    try:
        _wait_until_healthy(settings, children, told)
        if not told.is_set():
            click.echo(address(settings))
            sys.stdout.flush()
        while not told.wait(LOOK_EVERY_S):
            _refuse_a_dead_child(children)
    finally:
        _stop(children)


def address(settings: Settings) -> str:
    """Where a browser on this machine finds the pages."""
    host = ANYWHERE.get(settings.host, settings.host)
    return f"http://{f'[{host}]' if ':' in host else host}:{settings.port}"


def _prepare(settings: Settings) -> Desk:
    # What is wrong with guides, texts, secret or database is told here, in one
    # screen, and not by a child whose log nobody reads.
    desk = wiring.open_desk(settings)
    answering.open_store(settings).close()
    _ = settings.secret
    return desk


def _tell_of_the_queue(settings: Settings) -> None:
    # It may come up a little later than we do, after which chores go on: what a
    # customer asks is answered without it, so nothing here waits for it.
    if settings.queue is None:
        return
    trouble = trouble_with(open_queue(settings.data, url=settings.queue))
    if trouble:
        where = without_login(settings.queue)
        msg = f"the queue at {where} does not answer ({trouble}); chores wait for it"
        click.echo(f"bezorgd: {msg}", err=True)


def _listen_for_the_end(told: threading.Event) -> None:
    def end(number: int, frame: FrameType | None) -> None:
        told.set()

    for number in STOPPING:
        signal.signal(number, end)


def _wait_until_healthy(
    settings: Settings, children: tuple[Child, ...], told: threading.Event
) -> None:
    last = time.monotonic() + HEALTHY_WITHIN_S
    while not _healthy(settings):
        _refuse_a_dead_child(children)
        if told.wait(LOOK_EVERY_S):
            return
        if time.monotonic() > last:
            msg = f"the server was not well within {HEALTHY_WITHIN_S:g} s"
            raise click.ClickException(msg)


def _healthy(settings: Settings) -> bool:
    host = ANYWHERE.get(settings.host, settings.host)
    asking = http.client.HTTPConnection(host, settings.port, timeout=5)
    try:
        asking.request("GET", "/healthz")
        return asking.getresponse().status == http.HTTPStatus.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        asking.close()


def _refuse_a_dead_child(children: tuple[Child, ...]) -> None:
    for child in children:
        status = child.process.exitcode
        if status is not None:
            msg = f"{child.name} ended by itself with status {status}"
            click.echo(f"bezorgd: {msg}", err=True)
            raise click.exceptions.Exit(1)


def _stop(children: tuple[Child, ...]) -> None:
    for child in children:
        child.process.terminate()
    for child in children:
        child.process.join(LAST_REQUESTS_S + 3)
        if child.process.is_alive():
            child.process.kill()
            child.process.join()
