"""Records that a domain should have: looked for until they are seen."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from assistant.remedies.change import RecordChange
from assistant.store import encoding
from assistant.store.database import Database
from assistant.store.desk_tables import WATCHES
from assistant.store.messages import put_note, put_said
from assistant.store.place import locked
from assistant.store.times import at, moment

FIRST_PAUSE_S = 300.0
LONGEST_PAUSE_S = 6 * 3600.0
DESK = "desk"  # who wrote a note that nobody wrote
REPLACED = "replaced"  # ended because a new one began
DAYS = 14  # after this, nobody is waiting any more


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """One domain and the records that it should have.

    `address` is whom to mail when they are seen; `request` is the change request
    that they were made for. `outcome` is seen or over, once it ended.
    """

    id: str
    conversation: str
    domain: str
    records: tuple[RecordChange, ...]
    language: str
    next_at: datetime
    until: datetime
    address: str | None = None
    request: str | None = None
    looked_at: datetime | None = None
    ended_at: datetime | None = None
    outcome: str | None = None


class Watches:
    """What is looked for."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def watch(
        self,
        conversation: str,
        domain: str,
        records: tuple[RecordChange, ...],
        *,
        language: str,
        now: datetime,
        address: str | None = None,
        request: str | None = None,
    ) -> str | None:
        """Look for records from now on; an open watch of the domain is replaced.

        Returns:
            Its id; None when the conversation is gone.
        """
        made = secrets.token_urlsafe(12)
        with self._database.writing() as connection:
            if locked(connection, conversation) is None:
                return None
            _replace(connection, conversation, domain, now)
            connection.execute(
                insert(WATCHES).values(
                    id=made,
                    conversation=conversation,
                    request=request,
                    domain=domain,
                    records=encoding.dump_records(records),
                    language=language,
                    address=address,
                    next_s=now.timestamp(),
                    until_s=(now + timedelta(days=DAYS)).timestamp(),
                )
            )
        return made

    def due(self, now: datetime, limit: int = 50) -> tuple[Watch, ...]:
        """What is to be looked at by now."""
        wanted = select(WATCHES).where(
            WATCHES.c.ended_s.is_(None), WATCHES.c.next_s <= now.timestamp()
        )
        with self._database.reading() as connection:
            rows = connection.execute(wanted.order_by(WATCHES.c.next_s).limit(limit))
            return tuple(map(_watch, rows))

    def of(self, conversation: str) -> tuple[Watch, ...]:
        """The watches of a conversation, the latest first."""
        wanted = select(WATCHES).where(WATCHES.c.conversation == conversation)
        with self._database.reading() as connection:
            rows = connection.execute(wanted.order_by(WATCHES.c.until_s.desc()))
            return tuple(map(_watch, rows))

    def hold(self, watch: Watch, now: datetime) -> bool:
        """Take a watch to look; False when another just did.

        The next look is after a pause that grows with the time since it began.
        """
        begun = watch.until - timedelta(days=DAYS)
        pause = min(max((now - begun).total_seconds(), FIRST_PAUSE_S), LONGEST_PAUSE_S)
        wanted = update(WATCHES).where(
            WATCHES.c.id == watch.id,
            WATCHES.c.next_s == watch.next_at.timestamp(),
            WATCHES.c.ended_s.is_(None),
        )
        later = (now + timedelta(seconds=pause)).timestamp()
        with self._database.writing() as connection:
            values = {"next_s": later, "looked_s": now.timestamp()}
            return connection.execute(wanted.values(**values)).rowcount == 1

    def end(
        self,
        watch: Watch,
        outcome: str,
        now: datetime,
        *,
        said: str = "",
        noted: str = "",
    ) -> bool:
        """End a watch, once, and tell of it: both are kept, or neither.

        Args:
            watch: Which.
            outcome: Seen, or over.
            now: The time.
            said: What the customer hears of it, in the desk's own name.
            noted: What colleagues read of it.
        """
        ended = update(WATCHES).where(
            WATCHES.c.id == watch.id, WATCHES.c.ended_s.is_(None)
        )
        values = {"ended_s": now.timestamp(), "outcome": outcome[:16]}
        with self._database.writing() as connection:
            locked(connection, watch.conversation)
            if not connection.execute(ended.values(**values)).rowcount:
                return False
            if said:
                put_said(connection, watch.conversation, said, now)
            if noted:
                put_note(connection, watch.conversation, DESK, noted, now)
        return True


def _replace(
    connection: Connection, conversation: str, domain: str, now: datetime
) -> None:
    """End the open watch of a domain, as a new one begins."""
    open_ = update(WATCHES).where(
        WATCHES.c.conversation == conversation,
        WATCHES.c.domain == domain,
        WATCHES.c.ended_s.is_(None),
    )
    connection.execute(open_.values(ended_s=now.timestamp(), outcome=REPLACED))


def _watch(row: Row[Any]) -> Watch:
    return Watch(
        id=row.id,
        conversation=row.conversation,
        domain=row.domain,
        records=encoding.load_records(row.records),
        language=row.language,
        next_at=at(row.next_s),
        until=at(row.until_s),
        address=row.address,
        request=row.request,
        looked_at=moment(row.looked_s),
        ended_at=moment(row.ended_s),
        outcome=row.outcome,
    )
