"""What a restore leaves as it is now: what was ended does not come to life again.

A backup is older than the present. Somebody was put off since, a recovery code
was used, a link was revoked, a mail went out; the trail tells of it. All of that
is taken from what is stored now and laid over what the backup brings. Where
nothing is stored now, as after a lost disk, nobody can tell what happened since:
then nothing is sent a second time and no link opens, and the caller is told.
Nobody stays signed in either way.
"""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Connection,
    Row,
    Table,
    and_,
    delete,
    insert,
    or_,
    select,
    text,
    update,
)

from assistant.store.case_tables import PRESENCES
from assistant.store.desk_tables import LINKS, MAILS
from assistant.store.own_tables import CALLS
from assistant.store.staff_tables import ATTEMPTS, LOG, STAFF, VISITS
from assistant.store.tables import CONVERSATIONS

OUTGOING = (MAILS, CALLS)
GUARDS = (
    "role",
    "active",
    "password",
    "totp_secret",
    "totp_counter",
    "recovery_codes",
    "subject",
)
"""What of an account is as it is now, also when the backup tells otherwise."""

MARKS = ("due_s", "held_s", "sent_s", "given_up_s", "failures", "trouble")
LOOK_BACK_S = 3600  # a line may be written a while after the clock was read for it
UNKNOWN = "restored: nothing here told whether it went out"
_LINE = (LOG.c.at_s, LOG.c.member, LOG.c.deed, LOG.c.about, LOG.c.network)

Named = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Present:
    """What is stored now, of what a backup must not undo."""

    log: tuple[Row[Any], ...]  # the lines that may be newer than the backup
    accounts: Named
    links: Mapping[str, float | None]  # when each was revoked
    outgoing: Mapping[str, Named]  # by table, and then by the promise


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """What was done to what the backup brought."""

    log_lines: int = 0
    given_up: int = 0  # mails and calls of which nothing tells whether they went
    links_ended: int = 0  # of which nothing tells whether they were revoked
    unknown_accounts: int = 0  # of which nothing tells whether they were put off


def hold_still(connection: Connection) -> None:
    """Let nobody send, revoke or put off between reading it and the end.

    SQLite has one writer at a time anyway.
    """
    if connection.dialect.name == "postgresql":
        names = ", ".join(one.name for one in (*OUTGOING, LINKS, STAFF, LOG))
        connection.execute(text(f"LOCK TABLE {names} IN SHARE ROW EXCLUSIVE MODE"))


def present(connection: Connection, made_s: float) -> Present:
    """Read what is stored now, for a backup of that time."""
    accounts = connection.execute(select(STAFF)).mappings()
    links = connection.execute(select(LINKS.c.id, LINKS.c.revoked_s))
    return Present(
        log=_lines_since(connection, made_s),
        accounts={row["id"]: dict(row) for row in accounts},
        links={row.id: row.revoked_s for row in links},
        outgoing={
            one.name: {
                row["key"]: dict(row)
                for row in connection.execute(select(one)).mappings()
            }
            for one in OUTGOING
        },
    )


def carry(
    connection: Connection, here: Present, made_s: float, now: datetime
) -> Carried:
    """Lay what is so now over what a backup brought."""
    for one in (VISITS, ATTEMPTS, PRESENCES):
        connection.execute(delete(one))
    unknown = _accounts(connection, here.accounts)
    return Carried(
        log_lines=_log(connection, here.log, made_s),
        given_up=sum(
            _outgoing(connection, one, here.outgoing[one.name], now) for one in OUTGOING
        ),
        links_ended=_links(connection, here.links, now),
        unknown_accounts=unknown,
    )


def _lines_since(connection: Connection, made_s: float) -> tuple[Row[Any], ...]:
    recent = LOG.c.at_s > made_s - LOOK_BACK_S
    return tuple(connection.execute(select(*_LINE).where(recent).order_by(LOG.c.id)))


def _log(connection: Connection, lines: tuple[Row[Any], ...], made_s: float) -> int:
    """Add the lines that the backup does not have."""
    known = Counter(map(tuple, _lines_since(connection, made_s)))
    newer: list[dict[str, Any]] = []
    for line in lines:
        if known[tuple(line)]:
            known[tuple(line)] -= 1
        else:
            newer.append(dict(line._mapping))  # noqa: SLF001 - SQLAlchemy's public name
    if newer:
        connection.execute(insert(LOG), newer)
    return len(newer)


def _accounts(connection: Connection, here: Named) -> int:
    """Sign everybody out; whoever is known here is let in as he is now."""
    # No two accounts have one subject, also while they are written one by one.
    taken = [one["subject"] for one in here.values() if one["subject"]]
    ours = or_(STAFF.c.id.in_(list(here)), STAFF.c.subject.in_(taken))
    connection.execute(update(STAFF).where(ours).values(subject=None))
    unknown = 0
    for account in connection.execute(select(STAFF.c.id)).scalars().all():
        values: dict[str, Any] = {"uniquifier": secrets.token_hex(16)}
        if account in here:
            values |= {name: here[account][name] for name in GUARDS}
        unknown += account not in here
        same = STAFF.c.id == account
        connection.execute(update(STAFF).where(same).values(**values))
    return unknown


def _outgoing(connection: Connection, table: Table, here: Named, now: datetime) -> int:
    """Send nothing twice: only what is still to go here is still to go.

    What went out since the backup, and is not in it, is kept as well, since a
    promise of the same thing is known by it.
    """
    known = {
        row.key: row.sent_s is None and row.given_up_s is None
        for row in connection.execute(
            select(table.c.key, table.c.sent_s, table.c.given_up_s)
        )
    }
    given_up = 0
    for key in (key for key, waits in known.items() if waits):
        values: dict[str, Any] = {"given_up_s": now.timestamp(), "trouble": UNKNOWN}
        if key in here:
            values = {name: here[key][name] for name in MARKS}
        given_up += key not in here
        connection.execute(update(table).where(table.c.key == key).values(**values))
    talks = {None, *connection.execute(select(CONVERSATIONS.c.id)).scalars()}
    for key, row in here.items():
        over = row["sent_s"] is not None or row["given_up_s"] is not None
        if over and key not in known and row["conversation"] in talks:
            connection.execute(insert(table).values(**row))
    return given_up


def _links(
    connection: Connection, here: Mapping[str, float | None], now: datetime
) -> int:
    """End what was revoked, and what nobody can tell that of."""
    at_s = now.timestamp()
    opens = and_(LINKS.c.revoked_s.is_(None), LINKS.c.expires_s > at_s)
    ended = 0
    for link in connection.execute(select(LINKS.c.id).where(opens)).scalars().all():
        if link in here and here[link] is None:
            continue
        values = {"revoked_s": here.get(link) or at_s, "content": ""}
        connection.execute(update(LINKS).where(LINKS.c.id == link).values(**values))
        ended += link not in here
    return ended
