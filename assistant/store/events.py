"""What happened, in the order in which it can be seen.

A reader asks for what came after the last cursor that it saw. A number drawn
from a sequence would not do on PostgreSQL: the smaller one may be committed
later, after the reader went past it. So whoever writes an event holds a lock
from drawing the number to the end of its transaction. Events are the last thing
that a transaction writes, so nobody waits for anything else meanwhile.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, func, insert, select, text

from assistant.store.case import Event, Happening
from assistant.store.case_tables import EVENTS
from assistant.store.database import Database
from assistant.store.times import at

ARRIVALS = frozenset(
    (Happening.ASKED, Happening.WROTE, Happening.REPLIED, Happening.ANSWERED)
)  # what a colleague should have seen before he answers, or lets go
MOST_ARRIVED = 50  # that are told of

_LOCK = text("SELECT pg_advisory_xact_lock(825042)")


class Events:
    """The growing list of what happened."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def after(
        self, cursor: int, limit: int = 200, conversation: str | None = None
    ) -> tuple[Event, ...]:
        """What happened after *cursor*, oldest first."""
        with self._database.reading() as connection:
            return found(connection, cursor, limit, conversation)

    def latest(self) -> int:
        """The cursor to begin with; 0 when nothing happened yet."""
        with self._database.reading() as connection:
            return latest(connection)


def latest(connection: Connection) -> int:
    """The largest cursor that can be seen."""
    return connection.execute(select(func.max(EVENTS.c.cursor))).scalar() or 0


def found(
    connection: Connection, cursor: int, limit: int, conversation: str | None = None
) -> tuple[Event, ...]:
    """Read the events after a cursor."""
    wanted = select(EVENTS).where(EVENTS.c.cursor > cursor)
    if conversation is not None:
        wanted = wanted.where(EVENTS.c.conversation == conversation)
    rows = connection.execute(wanted.order_by(EVENTS.c.cursor).limit(limit))
    return tuple(map(_event, rows))


def arrived(
    connection: Connection, conversation: str, member: str | None, seen: int
) -> tuple[Event, ...]:
    """What came in a conversation after a cursor, but for one's own."""
    newer = found(connection, seen, MOST_ARRIVED, conversation)
    return tuple(one for one in newer if one.kind in ARRIVALS and one.member != member)


def tell(
    connection: Connection,
    kind: Happening,
    conversation: str,
    now: datetime,
    member: str | None = None,
) -> None:
    """Write an event, as the last thing of a transaction."""
    if connection.dialect.name == "postgresql":
        connection.execute(_LOCK)
    connection.execute(
        insert(EVENTS).values(
            kind=kind.value,
            conversation=conversation,
            member=member,
            at_s=now.timestamp(),
        )
    )


def _event(row: Row[Any]) -> Event:
    return Event(
        cursor=row.cursor,
        kind=Happening(row.kind),
        conversation=row.conversation,
        at=at(row.at_s),
        member=row.member,
    )
