"""What is kept of one person, found by his mail address: to hand over or delete.

A conversation is a person's when he gave the address in it: as where his mail
comes from, where he can be mailed, or in a change request. One in which the
address is merely mentioned is somebody else's; it is named, and left.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Table, delete, func, or_, select

from assistant.store import case_tables, desk_tables, own_tables
from assistant.store.case_tables import CASES
from assistant.store.database import Database
from assistant.store.desk_tables import MAILS, REQUESTS
from assistant.store.keeping import Keeping
from assistant.store.search import search
from assistant.store.tables import CONVERSATIONS, TURNS
from assistant.store.words import terms_of

MOST = 10_000
_JSON = frozenset({"turn", "question", "raw", "records"})
_TABLES = (
    TURNS,
    case_tables.MESSAGES,
    case_tables.TAGS,
    case_tables.RATINGS,
    case_tables.FILES,
    desk_tables.REQUESTS,
    desk_tables.WATCHES,
    desk_tables.MAILS,
    desk_tables.LESSONS,
    desk_tables.LINKS,
    desk_tables.SIGHTINGS,
    own_tables.CALLS,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Which conversations are a person's, and which only mention the address."""

    own: tuple[str, ...]
    mentioned: tuple[str, ...]


class Persons:
    """Finds, exports and deletes what is kept of a person."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def find(self, address: str) -> Found:
        """The conversations of the person with this address."""
        with self._database.reading() as connection:
            own = _own(connection, address.strip().lower())
            terms = terms_of(address)
            rows = search(connection, terms, lambda one: one, None, MOST)
            mentioned = {row.conversation for row in rows} - set(own)
        return Found(own=own, mentioned=tuple(sorted(mentioned)))

    def export(self, address: str, now: datetime) -> dict[str, Any]:
        """Everything that is kept of a person, as plain values for JSON."""
        found = self.find(address)
        with self._database.reading() as connection:
            conversations = [_whole(connection, one) for one in found.own]
            alone = select(MAILS).where(func.lower(MAILS.c.to) == address.lower())
            mails = [_plain(row) for row in connection.execute(alone).mappings()]
        return {
            "address": address,
            "made_at": now.isoformat(),
            "conversations": conversations,
            "mails": mails,
        }

    def delete(self, address: str, now: datetime) -> int:
        """Delete a person's conversations and every mail to him.

        Returns:
            How many conversations.
        """
        keeping = Keeping(self._database)
        gone = sum(keeping.forget(one, now) for one in self.find(address).own)
        mails = delete(MAILS).where(func.lower(MAILS.c.to) == address.strip().lower())
        with self._database.writing() as connection:
            connection.execute(mails)
        return gone


def _own(connection: Connection, address: str) -> tuple[str, ...]:
    cases = select(CASES.c.conversation).where(
        or_(
            func.lower(CASES.c.address) == address,
            func.lower(CASES.c.mail_to) == address,
        )
    )
    requests = select(REQUESTS.c.conversation).where(
        func.lower(REQUESTS.c.address) == address
    )
    found = connection.execute(cases.union(requests)).scalars()
    return tuple(sorted(found))


def _whole(connection: Connection, conversation: str) -> dict[str, Any]:
    """All rows of one conversation, by table."""
    of = CONVERSATIONS.c.id == conversation
    (head,) = connection.execute(select(CONVERSATIONS).where(of)).mappings()
    whole: dict[str, Any] = {"conversation": _plain(head)}
    for one in (CASES, *_TABLES):
        whole[one.name] = _rows(connection, one, conversation)
    raws = case_tables.RAWS
    pasted = select(raws).join(TURNS, TURNS.c.id == raws.c.turn)
    pasted = pasted.where(TURNS.c.conversation == conversation)
    whole[raws.name] = [_plain(row) for row in connection.execute(pasted).mappings()]
    return whole


def _rows(connection: Connection, one: Table, conversation: str) -> list[Any]:
    wanted = select(one).where(one.c.conversation == conversation)
    return [_plain(row) for row in connection.execute(wanted).mappings()]


def _plain(row: Any) -> dict[str, Any]:  # noqa: ANN401 - a row by column
    """A row for JSON; what is stored as JSON is opened, hashes are left out."""
    return {
        name: json.loads(value) if name in _JSON and _is_json(value) else value
        for name, value in row.items()
        if not name.endswith("_hash")
    }


def _is_json(value: object) -> bool:
    return isinstance(value, str) and value.startswith('{"format"')
