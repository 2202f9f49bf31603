"""`bezorgd serve`: the web application, as one parent with two children.

The parent brings the database up to date, starts the server and the chores,
says the address when the server is well, and stops both when told to. Should
one of them end by itself, the parent stops the other and ends with status 1, so
that whoever watches over this machine sees it; nothing is restarted in silence.
"""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, replace
from types import FrameType

import click

from assistant import answering, wiring
from assistant.cli.children import CHORES, LAST_REQUESTS_S, SERVER
from assistant.cli.options import load_settings
from assistant.errors import UnusableInputError
from assistant.settings import Settings

HEALTHY_WITHIN_S = 60.0
LOOK_EVERY_S = 0.1
ANYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1", "": "127.0.0.1"}  # noqa: S104 - named, not bound


@dataclass(frozen=True, slots=True)
class Child:
    """A running child and the name to speak of it."""

    name: str
    process: subprocess.Popen[bytes]


@click.command("serve")
@click.option("--host", help="The address to listen at; 127.0.0.1 unless told.")
@click.option("--port", type=click.IntRange(1, 65535), help="8000 unless told.")
def command(host: str | None, port: int | None) -> None:
    """Serve the web application until told to stop."""
    settings = load_settings()
    settings = replace(settings, host=host or settings.host, port=port or settings.port)
    _refuse_a_taken_port(settings)
    _prepare(settings)
    told = threading.Event()
    _listen_for_the_end(told)
    children = tuple(_start(name, settings) for name in (SERVER, CHORES))
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


def _prepare(settings: Settings) -> None:
    # What is wrong with guides, texts, secret or database is told here, in one
    # screen, and not by a child whose log nobody reads.
    wiring.open_desk(settings)
    answering.open_store(settings).close()
    _ = settings.secret


def _refuse_a_taken_port(settings: Settings) -> None:
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.host, settings.port))
        except OSError as error:
            msg = (
                f"{settings.host} port {settings.port}: {error.strerror}; expected a "
                "free port (--port, or BEZORGD_PORT)"
            )
            raise UnusableInputError(msg) from error


def _listen_for_the_end(told: threading.Event) -> None:
    def end(number: int, frame: FrameType | None) -> None:
        told.set()

    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, end)


def _start(name: str, settings: Settings) -> Child:
    environ = {
        **os.environ,
        "BEZORGD_HOST": settings.host,
        "BEZORGD_PORT": str(settings.port),
    }
    order = [sys.executable, "-m", "assistant.cli.children", name, str(os.getpid())]
    # A session of its own: a Ctrl-C in the terminal reaches the parent alone,
    # which then stops its children in order.
    process = subprocess.Popen(order, env=environ, start_new_session=True)  # noqa: S603 - our own program
    return Child(name, process)


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
        status = child.process.poll()
        if status is not None:
            msg = f"{child.name} ended by itself with status {status}"
            click.echo(f"bezorgd: {msg}", err=True)
            raise click.exceptions.Exit(1)


def _stop(children: tuple[Child, ...]) -> None:
    for child in children:
        if child.process.poll() is None:
            child.process.terminate()
    for child in children:
        try:
            child.process.wait(LAST_REQUESTS_S + 3)
        except subprocess.TimeoutExpired:
            child.process.kill()
            child.process.wait()
