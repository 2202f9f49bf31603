"""What is to leave this house once: held, sent, tried again, or given up.

A promise has a key, so that what is promised twice is promised once. Who sends
one holds it first, under the time of that moment. When he dies on the way, nobody
can tell whether it arrived; it is tried again after a while under the same id, by
which the other side knows the second one for what it is.
"""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, Table, insert, or_, select, update

from assistant.store.database import Database, one_at_a_time, storable

HELD_S = 600  # after this, whoever held one is taken for dead
MOST_FAILURES = 8
TOO_OLD_S = 3 * 86_400  # what should have gone so long ago is news to nobody
TOO_OLD = "too-old"
FIRST_PAUSE_S = 60  # doubled after each failure: the last is after two hours


class Outbox:
    """The rows of one table that are on their way out."""

    def __init__(self, database: Database, table: Table) -> None:
        self._database = database
        self._table = table

    def promise(self, key: str, now: datetime, due: datetime, **values: object) -> bool:
        """Keep a promise; False when it was made before."""
        with self._database.writing() as connection:
            one_at_a_time(connection, key)
            known = select(self._table.c.id).where(self._table.c.key == key)
            if connection.execute(known).first() is not None:
                return False
            connection.execute(
                insert(self._table).values(
                    id=secrets.token_urlsafe(16),
                    key=key,
                    made_s=now.timestamp(),
                    due_s=due.timestamp(),
                    failures=0,
                    trouble="",
                    **values,
                )
            )
        return True

    def due(self, now: datetime, limit: int) -> tuple[Row[Any], ...]:
        """What is to go by now, oldest first; not what should have gone long ago."""
        due_s = self._table.c.due_s
        wanted = select(self._table).where(self._open(now), self._ripe(now))
        with self._database.reading() as connection:
            return tuple(connection.execute(wanted.order_by(due_s).limit(limit)))

    def of(self, conversation: str) -> tuple[Row[Any], ...]:
        """What belongs to a conversation, oldest first."""
        here = self._table.c
        wanted = select(self._table).where(here.conversation == conversation)
        with self._database.reading() as connection:
            return tuple(connection.execute(wanted.order_by(here.made_s)))

    def hold(self, identity: str, now: datetime) -> bool:
        """Take one to send it; False when another is at it, tried it or sent it."""
        wanted = self._open(now) & self._ripe(now)
        return self._change(identity, wanted, held_s=now.timestamp())

    def give_up_old(self, now: datetime) -> int:
        """Give up what should have gone long ago; gives how many.

        Where nothing could leave for days, or no server was set at first, the
        past is not poured out on the day that it can.
        """
        old = self._table.c.due_s < now.timestamp() - TOO_OLD_S
        wanted = update(self._table).where(self._open(now), old)
        with self._database.writing() as connection:
            values = {"given_up_s": now.timestamp(), "trouble": TOO_OLD, "held_s": None}
            return connection.execute(wanted.values(**values)).rowcount

    def sent(self, identity: str, now: datetime) -> bool:
        """Note that the other side took it."""
        fresh = self._table.c.sent_s.is_(None)
        return self._change(identity, fresh, sent_s=now.timestamp(), held_s=None)

    def failed(
        self,
        identity: str,
        failures: int,
        trouble: str,
        now: datetime,
        *,
        for_good: bool,
    ) -> bool:
        """Note that it did not go; the pauses grow until it is given up.

        Args:
            identity: Which.
            failures: How often it failed before.
            trouble: Why it did not go.
            now: The time.
            for_good: No second try will change it.
        """
        over = for_good or failures + 1 >= MOST_FAILURES
        pause = timedelta(seconds=FIRST_PAUSE_S * 2**failures)
        return self._change(
            identity,
            self._table.c.sent_s.is_(None),
            held_s=None,
            failures=failures + 1,
            trouble=storable(trouble)[:300],
            due_s=(now + pause).timestamp(),
            given_up_s=now.timestamp() if over else None,
        )

    def _change(self, identity: str, condition: Any, **values: object) -> bool:  # noqa: ANN401 - a condition
        wanted = update(self._table).where(self._table.c.id == identity, condition)
        with self._database.writing() as connection:
            return connection.execute(wanted.values(**values)).rowcount == 1

    def _ripe(self, now: datetime) -> Any:  # noqa: ANN401 - a condition
        due_s = self._table.c.due_s
        oldest = now.timestamp() - TOO_OLD_S
        return (due_s <= now.timestamp()) & (due_s >= oldest)

    def _open(self, now: datetime) -> Any:  # noqa: ANN401 - a condition
        here = self._table.c
        dead = here.held_s < now.timestamp() - HELD_S
        free = or_(here.held_s.is_(None), dead)
        return free & here.sent_s.is_(None) & here.given_up_s.is_(None)
