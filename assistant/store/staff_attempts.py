"""Counts what was tried and failed, for all workers together.

An attempt is counted before it is judged and given back when it was right, so
that many at the same moment get no more than many in a row.
"""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256

from sqlalchemy import case, delete, select, update
from sqlalchemy.dialects import postgresql, sqlite

from assistant.store.database import Database
from assistant.store.staff_tables import ATTEMPTS


class Attempts:
    """Counters that forget after a while."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def count(self, bucket: str, *, window_s: float, now: datetime) -> int:
        """Add one to a counter, and tell how many it has.

        Args:
            bucket: What is counted, in words; only a digest is kept.
            window_s: When the counter starts anew, from its first attempt on.
            now: The clock.
        """
        at, fresh = now.timestamp(), ATTEMPTS.c.until_s > now.timestamp()
        postgres = self._database.url.drivername.startswith("postgresql")
        insert = postgresql.insert if postgres else sqlite.insert
        counted = insert(ATTEMPTS).values(
            bucket=_key(bucket), count=1, until_s=at + window_s
        )
        until = case((fresh, ATTEMPTS.c.until_s), else_=at + window_s)
        counted = counted.on_conflict_do_update(
            index_elements=[ATTEMPTS.c.bucket],
            set_={
                "count": case((fresh, ATTEMPTS.c.count + 1), else_=1),
                "until_s": until,
            },
        )
        with self._database.writing() as connection:
            connection.execute(delete(ATTEMPTS).where(ATTEMPTS.c.until_s < at - 60))
            row = connection.execute(counted.returning(ATTEMPTS.c.count))
            return int(row.scalar_one())

    def give_back(self, bucket: str) -> None:
        """Take one attempt back: it was right."""
        some = (ATTEMPTS.c.bucket == _key(bucket)) & (ATTEMPTS.c.count > 0)
        with self._database.writing() as connection:
            connection.execute(
                update(ATTEMPTS).where(some).values(count=ATTEMPTS.c.count - 1)
            )

    def left_s(self, bucket: str, now: datetime) -> float:
        """How long until a counter starts anew, in seconds."""
        with self._database.reading() as connection:
            until = connection.execute(
                select(ATTEMPTS.c.until_s).where(ATTEMPTS.c.bucket == _key(bucket))
            ).scalar()
        return 0.0 if until is None else max(0.0, until - now.timestamp())


def _key(bucket: str) -> str:
    return sha256(bucket.encode("utf-8", "surrogatepass")).hexdigest()
