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

from sqlalchemy import Connection, Row, func, insert, select, update

from assistant.errors import UnusableInputError
from assistant.store import encoding
from assistant.store.case import Happening
from assistant.store.case_tables import CASES
from assistant.store.database import Database, storable
from assistant.store.desk_tables import REQUESTS
from assistant.store.events import tell
from assistant.store.place import locked
from assistant.store.request import (
    LONGEST,
    OPEN,
    ChangeRequest,
    NewRequest,
    RequestState,
    hashed,
)
from assistant.store.times import at, moment
from assistant.store.words import add_words


class ChangeRequests:
    """The change requests."""

    def __init__(self, database: Database) -> None:
        self._database = database

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
                return _request(before)
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
            _count(connection, asked.conversation)
            add_words(connection, asked.conversation, asked.name, asked.address)
            tell(connection, Happening.REQUESTED, asked.conversation, now)
            return _one(connection, made)

    def request(self, request: str) -> ChangeRequest | None:
        """One request."""
        with self._database.reading() as connection:
            row = _row(connection, request)
        return None if row is None else _request(row)

    def by_token(self, token: str) -> ChangeRequest | None:
        """The request that a link belongs to."""
        wanted = select(REQUESTS).where(REQUESTS.c.token_hash == hashed(token))
        with self._database.reading() as connection:
            row = connection.execute(wanted).first()
        return None if row is None else _request(row)

    def of(self, conversation: str) -> tuple[ChangeRequest, ...]:
        """The requests of a conversation, oldest first."""
        wanted = select(REQUESTS).where(REQUESTS.c.conversation == conversation)
        return self._all(wanted.order_by(REQUESTS.c.asked_s))

    def open(self, limit: int = 200) -> tuple[ChangeRequest, ...]:
        """The requests that are not decided, oldest first."""
        wanted = select(REQUESTS).where(REQUESTS.c.state.in_(OPEN))
        return self._all(wanted.order_by(REQUESTS.c.asked_s).limit(limit))

    def to_examine(self, limit: int = 50) -> tuple[ChangeRequest, ...]:
        """Those that are done and were not examined afterwards."""
        done = REQUESTS.c.state == RequestState.DONE.value
        wanted = select(REQUESTS).where(done, REQUESTS.c.examined_s.is_(None))
        return self._all(wanted.order_by(REQUESTS.c.decided_s).limit(limit))

    def confirm(
        self, request: str, by: str, now: datetime, member: str | None = None
    ) -> ChangeRequest | None:
        """Note that whoever asked may; a second time changes nothing.

        Args:
            request: Which.
            by: mail, token or staff:NAME.
            now: When.
            member: Who of the staff did.

        Returns:
            The request as it is now; None when there is none.
        """
        values = {"confirmed_s": now.timestamp(), "confirmed_by": by[:64]}
        state = RequestState.CONFIRMED
        return self._move(request, ("asked",), state, now, member, **values)

    def done(
        self, request: str, member: str, now: datetime, reason: str = ""
    ) -> ChangeRequest | None:
        """Note that the records were published.

        Raises:
            UnusableInputError: It is not confirmed, and no reason is given.
        """
        found = self.request(request)
        if found is None:
            return None
        if found.confirmed_at is None and not reason.strip():
            msg = "reason: expected one, as the request is not confirmed"
            raise UnusableInputError(msg)
        return self._decide(request, RequestState.DONE, member, now, reason)

    def refuse(
        self, request: str, member: str, now: datetime, reason: str
    ) -> ChangeRequest | None:
        """Note why it is not done.

        Raises:
            UnusableInputError: No reason is given.
        """
        if not reason.strip():
            msg = "reason: expected one"
            raise UnusableInputError(msg)
        return self._decide(request, RequestState.REFUSED, member, now, reason)

    def examined(self, request: str, outcome: str, now: datetime) -> bool:
        """Note what was seen afterwards, once; False when it was noted before."""
        wanted = update(REQUESTS).where(
            REQUESTS.c.id == request, REQUESTS.c.examined_s.is_(None)
        )
        with self._database.writing() as connection:
            values = {"examined_s": now.timestamp(), "examined": outcome[:16]}
            return connection.execute(wanted.values(**values)).rowcount == 1

    def _decide(
        self,
        request: str,
        state: RequestState,
        member: str,
        now: datetime,
        reason: str,
    ) -> ChangeRequest | None:
        values = {
            "decided_s": now.timestamp(),
            "decided_by": member,
            "reason": storable(reason.strip())[:LONGEST],
        }
        return self._move(request, OPEN, state, now, member, **values)

    def _move(
        self,
        request: str,
        before: tuple[str, ...],
        state: RequestState,
        now: datetime,
        member: str | None,
        **values: object,
    ) -> ChangeRequest | None:
        with self._database.writing() as connection:
            row = _row(connection, request)
            if row is None or locked(connection, row.conversation) is None:
                return None
            moved = connection.execute(
                update(REQUESTS)
                .where(REQUESTS.c.id == request, REQUESTS.c.state.in_(before))
                .values(state=state.value, **values)
            )
            _count(connection, row.conversation)
            if moved.rowcount:
                kind = Happening.REQUEST_CHANGED
                tell(connection, kind, row.conversation, now, member)
            return _one(connection, request)

    def _all(self, wanted: Any) -> tuple[ChangeRequest, ...]:  # noqa: ANN401 - a select
        with self._database.reading() as connection:
            return tuple(map(_request, connection.execute(wanted)))


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


def _count(connection: Connection, conversation: str) -> None:
    """Write on the case how many of its requests are open."""
    wanted = select(func.count()).where(
        REQUESTS.c.conversation == conversation, REQUESTS.c.state.in_(OPEN)
    )
    number = connection.execute(wanted).scalar()
    case = update(CASES).where(CASES.c.conversation == conversation)
    connection.execute(case.values(open_requests=number))


def _row(connection: Connection, request: str) -> Row[Any] | None:
    wanted = select(REQUESTS).where(REQUESTS.c.id == request)
    return connection.execute(wanted).first()


def _one(connection: Connection, request: str) -> ChangeRequest:
    wanted = select(REQUESTS).where(REQUESTS.c.id == request)
    return _request(connection.execute(wanted).one())


def _request(row: Row[Any]) -> ChangeRequest:
    return ChangeRequest(
        id=row.id,
        conversation=row.conversation,
        domain=row.domain,
        name=row.name,
        address=row.address,
        consent=row.consent,
        records=encoding.load_records(row.records),
        language=row.language,
        asked_at=at(row.asked_s),
        turn=row.turn,
        state=RequestState(row.state),
        confirmed_at=moment(row.confirmed_s),
        confirmed_by=row.confirmed_by,
        decided_at=moment(row.decided_s),
        decided_by=row.decided_by,
        reason=row.reason,
        examined_at=moment(row.examined_s),
        examined=row.examined,
    )
