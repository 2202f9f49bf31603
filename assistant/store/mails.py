"""Mails that were promised: each promise once, each sent once.

A promise has a key, so that what is promised twice is promised once. Who sends
one holds it first. When he dies on the way, nobody can tell whether the server
took it; it is tried again after a while under the same Message-ID, by which a
reader's program knows the second one for what it is.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, insert, or_, select, update

from assistant.store.database import Database, one_at_a_time, storable
from assistant.store.desk_tables import MAILS
from assistant.store.times import at, moment

HELD_S = 600  # after this, whoever held a mail is taken for dead
MOST_FAILURES = 8
FIRST_PAUSE_S = 60  # doubled after each failure: the last is after two hours


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """One mail to be sent; `key` tells which promise it is."""

    key: str
    to: str
    subject: str
    body: str
    due_at: datetime
    conversation: str | None = None
    id: str = ""
    sent_at: datetime | None = None
    given_up_at: datetime | None = None
    failures: int = 0
    trouble: str = ""


class Mails:
    """The mails that were promised."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def promise(self, mail: Mail, now: datetime) -> bool:
        """Keep a promise of a mail; False when it was made before."""
        with self._database.writing() as connection:
            one_at_a_time(connection, mail.key)
            known = select(MAILS.c.id).where(MAILS.c.key == mail.key)
            if connection.execute(known).first() is not None:
                return False
            connection.execute(
                insert(MAILS).values(
                    id=secrets.token_urlsafe(16),
                    key=mail.key,
                    conversation=mail.conversation,
                    to=storable(mail.to)[:320],
                    subject=storable(" ".join(mail.subject.split())),
                    body=storable(mail.body),
                    made_s=now.timestamp(),
                    due_s=mail.due_at.timestamp(),
                    failures=0,
                    trouble="",
                )
            )
        return True

    def due(self, now: datetime, limit: int = 50) -> tuple[Mail, ...]:
        """What is to be sent by now, oldest first."""
        wanted = select(MAILS).where(_open(now), MAILS.c.due_s <= now.timestamp())
        with self._database.reading() as connection:
            rows = connection.execute(wanted.order_by(MAILS.c.due_s).limit(limit))
            return tuple(map(_mail, rows))

    def hold(self, mail: str, now: datetime) -> bool:
        """Take a mail to send it; False when another is at it or it is sent."""
        return self._change(mail, _open(now), held_s=now.timestamp())

    def sent(self, mail: str, now: datetime) -> bool:
        """Note that the server took it."""
        fresh = MAILS.c.sent_s.is_(None)
        return self._change(mail, fresh, sent_s=now.timestamp(), held_s=None)

    def failed(
        self, mail: Mail, trouble: str, now: datetime, *, for_good: bool = False
    ) -> bool:
        """Note that it did not go; the pauses grow until it is given up."""
        failures = mail.failures + 1
        over = for_good or failures >= MOST_FAILURES
        pause = timedelta(seconds=FIRST_PAUSE_S * 2**mail.failures)
        return self._change(
            mail.id,
            MAILS.c.sent_s.is_(None),
            held_s=None,
            failures=failures,
            trouble=storable(trouble)[:300],
            due_s=(now + pause).timestamp(),
            given_up_s=now.timestamp() if over else None,
        )

    def of(self, conversation: str) -> tuple[Mail, ...]:
        """The mails of a conversation, oldest first."""
        wanted = select(MAILS).where(MAILS.c.conversation == conversation)
        with self._database.reading() as connection:
            rows = connection.execute(wanted.order_by(MAILS.c.made_s))
            return tuple(map(_mail, rows))

    def _change(self, mail: str, condition: Any, **values: object) -> bool:  # noqa: ANN401 - a condition
        wanted = update(MAILS).where(MAILS.c.id == mail, condition)
        with self._database.writing() as connection:
            return connection.execute(wanted.values(**values)).rowcount == 1


def _open(now: datetime) -> Any:  # noqa: ANN401 - a condition
    dead = MAILS.c.held_s < now.timestamp() - HELD_S
    free = or_(MAILS.c.held_s.is_(None), dead)
    return free & MAILS.c.sent_s.is_(None) & MAILS.c.given_up_s.is_(None)


def _mail(row: Row[Any]) -> Mail:
    return Mail(
        id=row.id,
        key=row.key,
        to=row.to,
        subject=row.subject,
        body=row.body,
        due_at=at(row.due_s),
        conversation=row.conversation,
        sent_at=moment(row.sent_s),
        given_up_at=moment(row.given_up_s),
        failures=row.failures,
        trouble=row.trouble,
    )
