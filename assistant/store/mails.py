"""Mails that were promised: each promise once, each sent once (outbox.py)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row

from assistant.store.database import Database, storable
from assistant.store.desk_tables import MAILS
from assistant.store.outbox import HELD_S, MOST_FAILURES, Outbox
from assistant.store.times import at, moment

__all__ = ["HELD_S", "MOST_FAILURES", "Mail", "Mails"]


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
        self._outbox = Outbox(database, MAILS)
        self.hold = self._outbox.hold
        self.sent = self._outbox.sent
        self.give_up_old = self._outbox.give_up_old

    def promise(self, mail: Mail, now: datetime) -> bool:
        """Keep a promise of a mail; False when it was made before."""
        return self._outbox.promise(
            mail.key,
            now,
            mail.due_at,
            conversation=mail.conversation,
            to=storable(mail.to)[:320],
            subject=storable(" ".join(mail.subject.split())),
            body=storable(mail.body),
        )

    def due(self, now: datetime, limit: int = 50) -> tuple[Mail, ...]:
        """What is to be sent by now, oldest first."""
        return tuple(map(_mail, self._outbox.due(now, limit)))

    def failed(
        self, mail: Mail, trouble: str, now: datetime, *, for_good: bool = False
    ) -> bool:
        """Note that it did not go; the pauses grow until it is given up."""
        return self._outbox.failed(
            mail.id, mail.failures, trouble, now, for_good=for_good
        )

    def of(self, conversation: str) -> tuple[Mail, ...]:
        """The mails of a conversation, oldest first."""
        return tuple(map(_mail, self._outbox.of(conversation)))


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
