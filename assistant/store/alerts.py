"""What the desk is told outside the console, and the calls that tell it.

Of every hand-over, and again of every promised time that is near, the desk is
told once. What waits longer than a day is left: who switches alerts on is not
flooded with the past.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, insert, or_, select, update

from assistant.store.case import Case
from assistant.store.case_tables import CASES
from assistant.store.cases import read_cases
from assistant.store.database import Database, one_at_a_time, storable
from assistant.store.outbox import Outbox
from assistant.store.own_tables import ALERTS, CALLS
from assistant.store.place import WAITS
from assistant.store.times import at, moment

OLDEST = timedelta(days=1)
AT_ONCE = 50  # cases that one look gives


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One call to the operator's own system; `key` tells which promise it is."""

    key: str
    body: str
    due_at: datetime
    conversation: str | None = None
    id: str = ""
    sent_at: datetime | None = None
    given_up_at: datetime | None = None
    failures: int = 0
    trouble: str = ""


class Alerts:
    """Which cases the desk is still to be told of."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def handed_over(self, now: datetime) -> tuple[Case, ...]:
        """Those that wait for a person, and nobody was told so yet."""
        since = CASES.c.waiting_s
        fresh = since > (now - OLDEST).timestamp()
        untold = or_(ALERTS.c.handed_s.is_(None), ALERTS.c.handed_s != since)
        return self._found(fresh & untold)

    def near(self, now: datetime, before: timedelta) -> tuple[Case, ...]:
        """Those whose promised time comes within *before*, untold until now.

        One that was handed over so near to it was told of already.
        """
        due = CASES.c.due_s
        soon = due <= (now + before).timestamp()
        fresh = due > (now - OLDEST).timestamp()
        waited = due - CASES.c.waiting_s > before.total_seconds()
        untold = or_(ALERTS.c.near_s.is_(None), ALERTS.c.near_s != due)
        return self._found(soon & fresh & waited & untold)

    def told(
        self,
        conversation: str,
        *,
        handed: datetime | None = None,
        near: datetime | None = None,
    ) -> None:
        """Note that the desk was told of this hand-over, or of this time."""
        values = {
            name: one.timestamp()
            for name, one in (("handed_s", handed), ("near_s", near))
            if one is not None
        }
        mine = ALERTS.c.conversation == conversation
        with self._database.writing() as connection:
            one_at_a_time(connection, f"alert {conversation}")
            if connection.execute(update(ALERTS).where(mine).values(**values)).rowcount:
                return
            kept = select(CASES.c.rank).where(CASES.c.conversation == conversation)
            if connection.execute(kept).first() is not None:
                row = insert(ALERTS).values(conversation=conversation, **values)
                connection.execute(row)

    def _found(self, condition: Any) -> tuple[Case, ...]:  # noqa: ANN401 - a condition
        both = CASES.outerjoin(ALERTS, ALERTS.c.conversation == CASES.c.conversation)
        wanted = select(CASES).select_from(both).where(CASES.c.rank == WAITS, condition)
        with self._database.reading() as connection:
            rows = connection.execute(wanted.order_by(CASES.c.waiting_s).limit(AT_ONCE))
            return read_cases(connection, list(rows))


class Calls:
    """The calls that were promised (outbox.py)."""

    def __init__(self, database: Database) -> None:
        self._outbox = Outbox(database, CALLS)
        self.hold = self._outbox.hold
        self.sent = self._outbox.sent
        self.give_up_old = self._outbox.give_up_old

    def promise(self, call: Call, now: datetime) -> bool:
        """Keep a promise of a call; False when it was made before."""
        return self._outbox.promise(
            call.key,
            now,
            call.due_at,
            conversation=call.conversation,
            body=storable(call.body),
        )

    def due(self, now: datetime, limit: int = 50) -> tuple[Call, ...]:
        """What is to be called by now, oldest first."""
        return tuple(map(_call, self._outbox.due(now, limit)))

    def failed(
        self, call: Call, trouble: str, now: datetime, *, for_good: bool = False
    ) -> bool:
        """Note that it did not arrive; the pauses grow until it is given up."""
        return self._outbox.failed(
            call.id, call.failures, trouble, now, for_good=for_good
        )

    def of(self, conversation: str) -> tuple[Call, ...]:
        """The calls about a conversation, oldest first."""
        return tuple(map(_call, self._outbox.of(conversation)))


def _call(row: Row[Any]) -> Call:
    return Call(
        id=row.id,
        key=row.key,
        body=row.body,
        due_at=at(row.due_s),
        conversation=row.conversation,
        sent_at=moment(row.sent_s),
        given_up_at=moment(row.given_up_s),
        failures=row.failures,
        trouble=row.trouble,
    )
