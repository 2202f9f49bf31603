"""Parts of the queue that a colleague gave a name; they are his alone."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, insert, select, update

from assistant.store.database import Database, one_at_a_time, storable
from assistant.store.own_tables import VIEWS

MOST = 12  # lists of one colleague; each is counted whenever he sees the queue
LONGEST_NAME = 40  # characters
LONGEST_TEXT = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """One list: its name and what is asked for; "" is a filter not set."""

    name: str
    view: str
    service: str = ""
    cause: str = ""
    tag: str = ""
    spoken: str = ""  # the customer's language
    text: str = ""
    id: str = ""


class Views:
    """The lists that colleagues keep for themselves."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, member: str) -> tuple[View, ...]:
        """One colleague's lists, by name."""
        wanted = select(VIEWS).where(VIEWS.c.member == member)
        with self._database.reading() as connection:
            rows = connection.execute(wanted.order_by(VIEWS.c.name, VIEWS.c.id))
            return tuple(
                View(
                    id=row.id,
                    name=row.name,
                    view=row.view,
                    service=row.service,
                    cause=row.cause,
                    tag=row.tag,
                    spoken=row.spoken,
                    text=row.text,
                )
                for row in rows
            )

    def keep(self, member: str, view: View, now: datetime) -> bool:
        """Keep a list; one of the same name gives way to it.

        Returns:
            False when it has no name, or the colleague has as many as he may.
        """
        name = " ".join(storable(view.name).split())[:LONGEST_NAME]
        if not name:
            return False
        values = {
            "view": view.view[:16],
            "service": storable(view.service)[:64],
            "cause": storable(view.cause)[:64],
            "tag": storable(view.tag)[:64],
            "spoken": storable(view.spoken)[:8],
            "text": storable(view.text)[:LONGEST_TEXT],
            "made_s": now.timestamp(),
        }
        own = VIEWS.c.member == member
        with self._database.writing() as connection:
            one_at_a_time(connection, f"views {member}")
            same = update(VIEWS).where(own, VIEWS.c.name == name)
            if connection.execute(same.values(**values)).rowcount:
                return True
            count = select(func.count()).select_from(VIEWS).where(own)
            if (connection.execute(count).scalar() or 0) >= MOST:
                return False
            row = {"id": secrets.token_urlsafe(9), "member": member, "name": name}
            connection.execute(insert(VIEWS).values(**row, **values))
        return True

    def remove(self, member: str, view: str) -> bool:
        """Remove one of a colleague's own lists."""
        gone = delete(VIEWS).where(VIEWS.c.member == member, VIEWS.c.id == view)
        with self._database.writing() as connection:
            return connection.execute(gone).rowcount == 1
