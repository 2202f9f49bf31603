"""Browsers that are signed in, each of which can be sent away by itself.

A cookie that is only signed stays good when its owner signs out. So it carries a
random key, and here lies a digest of that key: no row, no entry.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256

from sqlalchemy import ColumnElement, and_, delete, or_, select, update

from assistant.store.database import Database
from assistant.store.staff_tables import VISITS

IDLE = timedelta(hours=9)
"""A visit ends after so long without a request: a working day, not a night."""

LONGEST = timedelta(hours=14)
"""However busy, nobody stays signed in longer than this."""

SEEN_EVERY_S = 60  # a visit is noted at most this often


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One browser of a colleague."""

    id: str
    began_at: datetime
    seen_at: datetime
    network: str
    browser: str


class Visits:
    """Who is in."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def begin(self, member: str, *, network: str, browser: str, now: datetime) -> str:
        """Let a browser in; gives the key that its cookie is to hold."""
        key, at = secrets.token_urlsafe(32), now.timestamp()
        with self._database.writing() as connection:
            connection.execute(delete(VISITS).where(_over(now)))
            connection.execute(
                VISITS.insert().values(
                    id=visit_id(key),
                    member=member,
                    began_s=at,
                    seen_s=at,
                    network=network[:64],
                    browser=browser[:200],
                )
            )
        return key

    def goes_on(self, key: str, member: str, now: datetime) -> bool:
        """Whether this key still opens the door for this colleague."""
        same = and_(VISITS.c.id == visit_id(key), VISITS.c.member == member)
        with self._database.reading() as connection:
            seen = connection.execute(
                select(VISITS.c.seen_s).where(same, ~_over(now))
            ).scalar()
        if seen is None:
            return False
        if now.timestamp() - seen > SEEN_EVERY_S:
            with self._database.writing() as connection:
                connection.execute(
                    update(VISITS).where(same).values(seen_s=now.timestamp())
                )
        return True

    def of(self, member: str, now: datetime) -> tuple[Visit, ...]:
        """The browsers of a colleague, the one last seen first."""
        with self._database.reading() as connection:
            rows = connection.execute(
                select(VISITS)
                .where(VISITS.c.member == member, ~_over(now))
                .order_by(VISITS.c.seen_s.desc())
            )
            return tuple(
                Visit(
                    id=row.id,
                    began_at=datetime.fromtimestamp(row.began_s, UTC),
                    seen_at=datetime.fromtimestamp(row.seen_s, UTC),
                    network=row.network,
                    browser=row.browser,
                )
                for row in rows
            )

    def end(self, member: str, visit: str) -> bool:
        """Send one browser away; True when it was in."""
        one = and_(VISITS.c.member == member, VISITS.c.id == visit)
        with self._database.writing() as connection:
            return bool(connection.execute(delete(VISITS).where(one)).rowcount)

    def end_all(self, member: str, *, besides: str = "") -> int:
        """Send every browser of a colleague away, but for one."""
        others = and_(VISITS.c.member == member, VISITS.c.id != besides)
        with self._database.writing() as connection:
            return connection.execute(delete(VISITS).where(others)).rowcount


def visit_id(key: str) -> str:
    """What is kept of a key."""
    return sha256(key.encode("utf-8", "surrogatepass")).hexdigest()


def _over(now: datetime) -> ColumnElement[bool]:
    at = now.timestamp()
    return or_(
        VISITS.c.seen_s < at - IDLE.total_seconds(),
        VISITS.c.began_s < at - LONGEST.total_seconds(),
    )
