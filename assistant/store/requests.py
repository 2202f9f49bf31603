"""Change requests: what a customer asks the helpdesk to change for him.

A request says who asks, not who owns the domain. It becomes confirmed by a link
that was mailed to an address at the domain or on file, by the helpdesk's own
customer area, or by staff who called back; `confirmed_by` says which. Done
without it needs a reason. Of the link's token only a hash is kept.
"""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, insert, or_, select

from assistant.errors import UnusableInputError
from assistant.store import encoding
from assistant.store.case import Happening
from assistant.store.database import Database, storable
from assistant.store.deciding import Deciding
from assistant.store.desk_tables import REQUESTS, WATCHES
from assistant.store.events import tell
from assistant.store.place import locked
from assistant.store.request import (
    DECIDED,
    LONGEST,
    OPEN,
    ChangeRequest,
    NewRequest,
    RequestState,
    hashed,
)
from assistant.store.request_rows import count_open, find_row, read_one, read_request
from assistant.store.watch import REPLACED
from assistant.store.words import add_words


class ChangeRequests:
    """The change requests."""

    def __init__(self, database: Database) -> None:
        self._database = database
        deciding = Deciding(database)
        self.confirm = deciding.confirm
        self.done = deciding.done
        self.refuse = deciding.refuse
        self.examined = deciding.examined

    def ask(
        self, asked: NewRequest, now: datetime, token: str | None = None
    ) -> ChangeRequest:
        """Store a request, once for each look while it is open.

        Of *token*, which its link will hold (`new_token`), only a hash is kept.

        Raises:
            UnusableInputError: There are no records, or the conversation is gone.
        """
        if not asked.records:
            raise UnusableInputError("records: expected at least one")
        made = secrets.token_urlsafe(12)
        with self._database.writing() as connection:
            if locked(connection, asked.conversation) is None:
                msg = "conversation: expected one that is still kept"
                raise UnusableInputError(msg)
            if (before := _asked_before(connection, asked)) is not None:
                return read_request(before)
            connection.execute(
                insert(REQUESTS).values(
                    id=made,
                    conversation=asked.conversation,
                    turn=asked.turn,
                    domain=asked.domain,
                    name=storable(asked.name.strip())[:LONGEST],
                    address=storable(asked.address.strip())[:320],
                    consent=storable(asked.consent)[:LONGEST],
                    records=encoding.dump_records(asked.records),
                    language=asked.language,
                    state=RequestState.ASKED.value,
                    token_hash=None if token is None else hashed(token),
                    asked_s=now.timestamp(),
                    reason="",
                )
            )
            count_open(connection, asked.conversation)
            add_words(connection, asked.conversation, asked.name, asked.address)
            tell(connection, Happening.REQUESTED, asked.conversation, now)
            return read_one(connection, made)

    def request(self, request: str) -> ChangeRequest | None:
        """One request."""
        with self._database.reading() as connection:
            row = find_row(connection, request)
        return None if row is None else read_request(row)

    def by_token(self, token: str) -> ChangeRequest | None:
        """The request that a link belongs to."""
        wanted = select(REQUESTS).where(REQUESTS.c.token_hash == hashed(token))
        with self._database.reading() as connection:
            row = connection.execute(wanted).first()
        return None if row is None else read_request(row)

    def of(self, conversation: str) -> tuple[ChangeRequest, ...]:
        """The requests of a conversation, oldest first."""
        wanted = select(REQUESTS).where(REQUESTS.c.conversation == conversation)
        return self._all(wanted.order_by(REQUESTS.c.asked_s))

    def open(self, limit: int = 200) -> tuple[ChangeRequest, ...]:
        """The requests that are not decided, oldest first."""
        wanted = select(REQUESTS).where(REQUESTS.c.state.in_(OPEN))
        return self._all(wanted.order_by(REQUESTS.c.asked_s).limit(limit))

    def decided(self, since: datetime, limit: int = 100) -> tuple[ChangeRequest, ...]:
        """The requests that were done or refused since then, the latest first."""
        wanted = select(REQUESTS).where(
            REQUESTS.c.state.in_(DECIDED), REQUESTS.c.decided_s >= since.timestamp()
        )
        return self._all(wanted.order_by(REQUESTS.c.decided_s.desc()).limit(limit))

    def to_follow(self, limit: int = 50) -> tuple[ChangeRequest, ...]:
        """Those that are done and that nobody looks for yet.

        What is looked for already is left out here and not by who asks: it may be
        looked for two weeks long, and so many would keep the next ones waiting.
        """
        begun = select(WATCHES.c.id).where(
            WATCHES.c.conversation == REQUESTS.c.conversation,
            WATCHES.c.request == REQUESTS.c.id,
            or_(WATCHES.c.ended_s.is_(None), WATCHES.c.outcome != REPLACED),
        )
        wanted = select(REQUESTS).where(
            REQUESTS.c.state == RequestState.DONE.value,
            REQUESTS.c.examined_s.is_(None),
            ~begun.exists(),
        )
        return self._all(wanted.order_by(REQUESTS.c.decided_s).limit(limit))

    def to_examine(self, limit: int = 50) -> tuple[ChangeRequest, ...]:
        """Those that are done and were not examined afterwards."""
        done = REQUESTS.c.state == RequestState.DONE.value
        wanted = select(REQUESTS).where(done, REQUESTS.c.examined_s.is_(None))
        return self._all(wanted.order_by(REQUESTS.c.decided_s).limit(limit))

    def _all(self, wanted: Any) -> tuple[ChangeRequest, ...]:  # noqa: ANN401 - a select
        with self._database.reading() as connection:
            return tuple(map(read_request, connection.execute(wanted)))


def _asked_before(connection: Connection, asked: NewRequest) -> Row[Any] | None:
    """The same request, sent twice; the locked case lets one through at a time."""
    if asked.turn is None:
        return None
    wanted = select(REQUESTS).where(
        REQUESTS.c.conversation == asked.conversation,
        REQUESTS.c.turn == asked.turn,
        REQUESTS.c.state.in_(OPEN),
    )
    return connection.execute(wanted).first()
