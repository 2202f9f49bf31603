"""What a member of staff has at hand: drafts, and who else is looking.

Presence is soft: it locks nothing and passes by itself.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import (
    ColumnElement,
    Connection,
    Table,
    and_,
    delete,
    insert,
    select,
    update,
)

from assistant.store.case import Presence
from assistant.store.case_tables import CASES, DRAFTS, PRESENCES
from assistant.store.database import Database, one_at_a_time, storable

PRESENT_S = 20  # a browser tells it every 10 s or so
LONGEST = 100_000


class Sitting:
    """Drafts and presence."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def draft(self, conversation: str, member: str) -> str:
        """The draft of a member in a conversation; empty when there is none."""
        wanted = select(DRAFTS.c.text).where(_of(DRAFTS, conversation, member))
        with self._database.reading() as connection:
            return connection.execute(wanted).scalar() or ""

    def keep_draft(
        self, conversation: str, member: str, text: str, now: datetime
    ) -> None:
        """Keep a draft; an empty one is deleted."""
        body = storable(text)[:LONGEST]
        with self._database.writing() as connection:
            if not body.strip():
                gone = delete(DRAFTS).where(_of(DRAFTS, conversation, member))
                connection.execute(gone)
                return
            _put(connection, DRAFTS, conversation, member, text=body, at_s=_s(now))

    def be_present(
        self, conversation: str, member: str, now: datetime, *, types: bool = False
    ) -> None:
        """Note that a member looks at a conversation, or types in it."""
        with self._database.writing() as connection:
            _put(connection, PRESENCES, conversation, member, types=types, at_s=_s(now))

    def leave(self, conversation: str, member: str) -> None:
        """Note that a member looks elsewhere."""
        gone = delete(PRESENCES).where(_of(PRESENCES, conversation, member))
        with self._database.writing() as connection:
            connection.execute(gone)

    def present(
        self, conversation: str, now: datetime, besides: str | None = None
    ) -> tuple[Presence, ...]:
        """Who looks at a conversation, but for one member."""
        wanted = select(PRESENCES).where(
            PRESENCES.c.conversation == conversation,
            PRESENCES.c.at_s > _s(now) - PRESENT_S,
            PRESENCES.c.member != (besides or ""),
        )
        with self._database.reading() as connection:
            rows = connection.execute(wanted.order_by(PRESENCES.c.member))
            return tuple(Presence(member=row.member, types=row.types) for row in rows)


def _s(now: datetime) -> float:
    return now.timestamp()


def _of(table: Table, conversation: str, member: str) -> ColumnElement[bool]:
    return and_(table.c.conversation == conversation, table.c.member == member)


def _put(
    connection: Connection,
    table: Table,
    conversation: str,
    member: str,
    **values: object,
) -> None:
    one_at_a_time(connection, f"{table.name} {conversation} {member}")
    known = connection.execute(
        update(table).where(_of(table, conversation, member)).values(**values)
    )
    if known.rowcount:
        return
    kept = select(CASES.c.conversation).where(CASES.c.conversation == conversation)
    if connection.execute(kept).first() is not None:
        connection.execute(
            insert(table).values(conversation=conversation, member=member, **values)
        )
