"""`bezorgd doctor`: is everything in order here?

Each line names what was looked at, whether it is in order and what was seen.
The status of the program is 0 whatever the verdict, as of all its answers.
"""

from __future__ import annotations

import asyncio
import shutil
import socket
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import click

from assistant import answering, places, wiring
from assistant.cli.options import load_settings
from assistant.errors import AssistantError
from assistant.lookup.answer import Query, Status
from assistant.settings import Settings

ASKED_NAME = "iana.org"  # a name that is not going away
ENOUGH_DISK_MB = 500
PATIENCE_S = 5.0
GOOD, NOTE, WRONG = "good", "note", "wrong"
_COLOURS = {GOOD: "green", NOTE: "yellow", WRONG: "red"}


@dataclass(frozen=True, slots=True)
class Check:
    """What was seen of one part: good, note or wrong."""

    part: str
    state: str
    seen: str


@click.command("doctor")
def command() -> None:
    """Look whether everything is in order here."""
    settings = load_settings()
    click.echo(f"{'':7}{'environment':<14}{settings.environment}")
    for check in examine(settings):
        mark = click.style(f"{check.state:<7}", fg=_COLOURS[check.state])
        click.echo(f"{mark}{check.part:<14}{check.seen}")


def examine(settings: Settings) -> Iterator[Check]:
    """Look at every part, one after the other."""
    yield _attempt("guides", lambda: _guides(settings))
    yield _attempt("texts", lambda: _texts(settings))
    yield _attempt("database", lambda: _database(settings))
    yield _attempt("disk", lambda: _disk(settings))
    yield _attempt("secret", lambda: _secret(settings))
    yield _attempt("clock", _clock)
    yield _attempt("DNS", lambda: _dns(settings))
    yield _proxies(settings)
    yield _attempt("outgoing mail", lambda: _outgoing(settings.mail_server))


def _attempt(part: str, look: Callable[[], tuple[str, str]]) -> Check:
    try:
        return Check(part, *look())
    except (AssistantError, OSError) as error:
        return Check(part, WRONG, " · ".join(str(error).splitlines()))


def _guides(settings: Settings) -> tuple[str, str]:
    shelf = wiring.open_shelf(settings)
    seen = (
        f"{shelf.helpdesk.name}: {len(shelf.services)} services, "
        f"{len(shelf.hosts)} DNS hosts, {len(shelf.topics)} topics"
    )
    return (NOTE, f"{seen} (demo helpdesk)") if shelf.helpdesk.demo else (GOOD, seen)


def _texts(settings: Settings) -> tuple[str, str]:
    texts = wiring.open_texts(settings)
    return GOOD, f"{len(texts.kinds)} kinds in {', '.join(texts.languages)}"


def _database(settings: Settings) -> tuple[str, str]:
    store = answering.open_store(settings)
    try:
        alive = store.alive()
    finally:
        store.close()
    return (GOOD, "up to date") if alive else (WRONG, "does not answer")


def _disk(settings: Settings) -> tuple[str, str]:
    settings.data.mkdir(parents=True, exist_ok=True)
    probe = settings.data / ".doctor"
    probe.write_text("", encoding="ascii")
    probe.unlink()
    free_mb = shutil.disk_usage(settings.data).free // 1_000_000
    state = GOOD if free_mb >= ENOUGH_DISK_MB else WRONG
    return state, f"{free_mb:,} MB free at {settings.data}"


def _secret(settings: Settings) -> tuple[str, str]:
    if settings.given_secret is not None:
        return GOOD, "given in BEZORGD_SECRET"
    kept = settings.data / "secret"
    length = len(settings.secret)
    mode = kept.stat().st_mode & 0o777
    if mode & 0o077:
        return WRONG, f"others can read {kept} (mode {mode:o}); expected 600"
    return NOTE, f"made here, {length} characters in {kept}"


def _clock() -> tuple[str, str]:
    now = datetime.now(UTC)
    built = datetime.fromtimestamp(Path(places.__file__).stat().st_mtime, UTC)
    seen = f"{now:%Y-%m-%d %H:%M} UTC"
    if now < built:
        return WRONG, f"{seen} is before this program was installed"
    return GOOD, seen


def _dns(settings: Settings) -> tuple[str, str]:
    resolver = wiring.resolvers(settings)(ASKED_NAME)
    answer = asyncio.run(resolver.lookup(Query(name=ASKED_NAME, type="NS")))
    server = answer.server or "the system's servers"
    if answer.status is Status.FOUND:
        return GOOD, f"{server} answers for {ASKED_NAME}"
    return WRONG, f"{ASKED_NAME}: {answer.status} {answer.reason}".rstrip()


def _proxies(settings: Settings) -> Check:
    hops = settings.proxy_hops
    if hops:
        return Check("proxy hops", GOOD, f"the last {hops} are trusted")
    state = NOTE if settings.production else GOOD
    return Check("proxy hops", state, "0: the server is reached directly")


def _outgoing(server: str | None) -> tuple[str, str]:
    if server is None:
        return NOTE, "no server set (BEZORGD_MAIL_SERVER); nothing is sent"
    host, _, port = server.rpartition(":")
    with socket.create_connection((host, int(port)), timeout=PATIENCE_S) as line:
        line.settimeout(PATIENCE_S)
        greeting = line.recv(512).decode("latin-1").strip()
    state = GOOD if greeting.startswith("220") else WRONG
    return state, f"{server} says {greeting[:60]!r}"
