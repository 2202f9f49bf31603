"""Signs of life: when each chore was at work last, and how that went."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, select, update

from assistant.store.database import Database, one_at_a_time, storable
from assistant.store.own_tables import SIGNS
from assistant.store.times import at, moment


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """A chore's last run; `ended_at` is None while it is at work, or died."""

    name: str
    began_at: datetime
    ended_at: datetime | None
    number: int
    trouble: str


class Signs:
    """The signs of life of the chores."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def begun(self, name: str, now: datetime) -> None:
        """Note that a chore begins."""
        self._note(name, began_s=now.timestamp(), ended_s=None)

    def ended(self, name: str, now: datetime, number: int, trouble: str = "") -> None:
        """Note that it ended, what it counted, and what went wrong."""
        told = storable(trouble)[:300]
        self._note(name, ended_s=now.timestamp(), number=number, trouble=told)

    def all(self) -> dict[str, Sign]:
        """The last run of everything that ever ran, by name."""
        with self._database.reading() as connection:
            rows = connection.execute(select(SIGNS).order_by(SIGNS.c.name))
            return {
                row.name: Sign(
                    name=row.name,
                    began_at=at(row.began_s),
                    ended_at=moment(row.ended_s),
                    number=row.number,
                    trouble=row.trouble,
                )
                for row in rows
            }

    def _note(self, name: str, **values: object) -> None:
        with self._database.writing() as connection:
            one_at_a_time(connection, f"sign {name}")
            same = update(SIGNS).where(SIGNS.c.name == name)
            if connection.execute(same.values(**values)).rowcount:
                return
            first = {"began_s": values.get("ended_s"), "number": 0, "trouble": ""}
            row = {**first, "name": name, **values}
            connection.execute(insert(SIGNS).values(**row))
