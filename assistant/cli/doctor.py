"""`bezorgd doctor`: is everything in order here?

Each line names what was looked at, whether it is in order and what was seen.
The status of the program is 0 whatever the verdict, as of all its answers.
"""

from __future__ import annotations

import asyncio
import shutil
import smtplib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import click

from assistant import answering, places, wiring
from assistant.chores import plan
from assistant.chores.mail_server import MailServer, what_failed
from assistant.chores.queue import open_queue, trouble_with
from assistant.cli.options import load_settings
from assistant.environment import IN_THE_CLEAR, without_login
from assistant.errors import AssistantError
from assistant.lookup.answer import Query, Status
from assistant.settings import Settings
from assistant.store.database import Database
from assistant.store.staff import Role, Staff, Standing

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


def examine(settings: Settings, skip: frozenset[str] = frozenset()) -> Iterator[Check]:
    """Look at every part, one after the other, but for those to *skip*."""
    parts: Mapping[str, Callable[[], tuple[str, str]]] = {
        "guides": lambda: _guides(settings),
        "texts": lambda: _texts(settings),
        "database": lambda: _database(settings),
        "admin": lambda: _admin(settings),
        "queue": lambda: _queue(settings),
        "chores": lambda: _chores(settings),
        "disk": lambda: _disk(settings),
        "secret": lambda: _secret(settings),
        "clock": _clock,
        "DNS": lambda: _dns(settings),
        "proxy hops": lambda: _proxies(settings),
        "outgoing mail": lambda: _outgoing(settings),
        "alerts": lambda: _alerts(settings),
    }
    for part, look in parts.items():
        if part not in skip:
            yield _attempt(part, look)


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


def _admin(settings: Settings) -> tuple[str, str]:
    answering.open_store(settings).close()  # brings the tables up to date
    database = Database(settings.database)
    try:
        staff = Staff(database).listed()
    finally:
        database.close()
    admins = [one for one in staff if one.member.role is Role.ADMIN]
    if any(one.standing is Standing.READY for one in admins):
        return GOOD, f"accounts: {len(staff)}"
    if any(one.standing is not Standing.OFF for one in admins):
        return (
            NOTE,
            "invited, but never signed in; a new link: bezorgd staff reset ADDRESS",
        )
    state = WRONG if settings.production else NOTE
    return state, "none: bezorgd staff add ADDRESS --role admin"


def _queue(settings: Settings) -> tuple[str, str]:
    if settings.queue is None:
        return GOOD, f"a file in {settings.data}"
    where = without_login(settings.queue)
    if trouble := trouble_with(open_queue(settings.data, url=settings.queue)):
        return WRONG, f"{where} does not answer: {trouble}; chores wait for it"
    return GOOD, f"{where} answers"


def _chores(settings: Settings) -> tuple[str, str]:
    store = answering.open_store(settings)
    try:
        every = plan.told(store.signs.all(), datetime.now(UTC))
    finally:
        store.close()
    bad = [
        one
        for one in every
        if one.standing in (plan.Standing.LATE, plan.Standing.FAILED)
    ]
    if bad:
        named = ", ".join(f"{one.planned.name} {one.standing}" for one in bad)
        return WRONG, f"{named}; is `bezorgd serve` running?"
    if all(one.standing is plan.Standing.NEVER for one in every):
        return NOTE, "none ran yet; they do while `bezorgd serve` runs"
    return GOOD, "each ran in time"


def _alerts(settings: Settings) -> tuple[str, str]:
    helpdesk = wiring.open_shelf(settings).helpdesk
    if helpdesk.alert_webhook and settings.webhook_secret is None:
        return WRONG, "BEZORGD_WEBHOOK_SECRET is missing: alert_webhook is not called"
    if helpdesk.alert_mail and settings.mail_server is None:
        return WRONG, "BEZORGD_MAIL_SERVER is missing: alert_mail gets nothing"
    where = [one for one in (helpdesk.alert_mail, helpdesk.alert_webhook) if one]
    if not where:
        return NOTE, "none set (alert_mail, alert_webhook); the console tells who waits"
    return GOOD, " and ".join(one.partition("?")[0] for one in where)


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


def _proxies(settings: Settings) -> tuple[str, str]:
    hops = settings.proxy_hops
    if hops:
        return GOOD, f"the last {hops} are trusted"
    state = NOTE if settings.production else GOOD
    return state, "0: the server is reached directly"


def _outgoing(settings: Settings) -> tuple[str, str]:
    server = MailServer.of(settings)
    if server is None:
        return NOTE, "no server set (BEZORGD_MAIL_SERVER); nothing is sent"
    try:
        with server.line(PATIENCE_S):
            pass
    except (smtplib.SMTPException, OSError) as error:
        return WRONG, f"{server.server}: {what_failed(error)}"
    way = "in the clear" if server.security == IN_THE_CLEAR else server.security
    login = "signed in" if server.user else "without a login"
    return GOOD, f"{server.server} takes mail: {way}, {login}"
