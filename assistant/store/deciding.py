"""What is decided of a change request: confirmed, done, refused, examined.

Two colleagues may press at once. The case's row lets one through at a time, and
whoever comes second is told by `Step.moved` that it was decided already, and in
the request itself by whom.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import or_, update

from assistant.errors import UnusableInputError
from assistant.store.case import Happening
from assistant.store.database import Database, storable
from assistant.store.desk_tables import REQUESTS
from assistant.store.events import tell
from assistant.store.messages import put_said
from assistant.store.place import locked
from assistant.store.request import (
    AGAIN,
    LONGEST,
    OPEN,
    RequestState,
    Step,
)
from assistant.store.request_rows import count_open, find_row, read_one


class Deciding:
    """The steps of a request after it was asked."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def confirm(
        self, request: str, by: str, now: datetime, member: str | None = None
    ) -> Step | None:
        """Note that whoever asked may; a second time changes nothing.

        Args:
            request: Which.
            by: mail, token or staff:NAME.
            now: When.
            member: Who of the staff did.

        Returns:
            What became of it; None when there is no such request.
        """
        values = {"confirmed_s": now.timestamp(), "confirmed_by": by[:64]}
        state, before = RequestState.CONFIRMED, (RequestState.ASKED.value,)
        return self._move(request, before, state, now, member, values)

    def done(
        self, request: str, member: str, now: datetime, reason: str = ""
    ) -> Step | None:
        """Note that the records were published.

        Raises:
            UnusableInputError: It is open, not confirmed, and no reason is given.
        """
        before = OPEN if reason.strip() else (RequestState.CONFIRMED.value,)
        values = _decided(member, now, reason)
        step = self._move(request, before, RequestState.DONE, now, member, values)
        if step and not step.moved and step.request.state is RequestState.ASKED:
            msg = "reason: expected one, as the request is not confirmed"
            raise UnusableInputError(msg)
        return step

    def refuse(
        self, request: str, member: str, now: datetime, reason: str, told: str = ""
    ) -> Step | None:
        """Note why it is not done, for colleagues.

        Args:
            request: Which.
            member: Who refuses.
            now: When.
            reason: Why; the customer does not read this.
            told: What he reads of it, in Markdown: said in the same transaction,
                so that no refusal is kept from him by a worker that fell over.

        Raises:
            UnusableInputError: No reason is given.
        """
        if not reason.strip():
            msg = "reason: expected one"
            raise UnusableInputError(msg)
        values, state = _decided(member, now, reason), RequestState.REFUSED
        return self._move(request, OPEN, state, now, member, values, told)

    def examined(self, request: str, outcome: str, now: datetime) -> bool:
        """Note what was seen afterwards; False when that was noted before.

        What was not in order may come right; every other outcome stays.
        """
        wanted = update(REQUESTS).where(
            REQUESTS.c.id == request,
            or_(REQUESTS.c.examined_s.is_(None), REQUESTS.c.examined.in_(AGAIN)),
            or_(REQUESTS.c.examined.is_(None), REQUESTS.c.examined != outcome),
        )
        with self._database.writing() as connection:
            values = {"examined_s": now.timestamp(), "examined": outcome[:16]}
            return connection.execute(wanted.values(**values)).rowcount == 1

    def _move(
        self,
        request: str,
        before: tuple[str, ...],
        state: RequestState,
        now: datetime,
        member: str | None,
        values: Mapping[str, object],
        told: str = "",
    ) -> Step | None:
        with self._database.writing() as connection:
            row = find_row(connection, request)
            if row is None or locked(connection, row.conversation) is None:
                return None
            moved = connection.execute(
                update(REQUESTS)
                .where(REQUESTS.c.id == request, REQUESTS.c.state.in_(before))
                .values(state=state.value, **values)
            ).rowcount
            count_open(connection, row.conversation)
            if moved and told.strip():
                put_said(connection, row.conversation, told, now)
            if moved:
                kind = Happening.REQUEST_CHANGED
                tell(connection, kind, row.conversation, now, member)
            return Step(request=read_one(connection, request), moved=bool(moved))


def _decided(member: str, now: datetime, reason: str) -> dict[str, object]:
    return {
        "decided_s": now.timestamp(),
        "decided_by": member,
        "reason": storable(reason.strip())[:LONGEST],
    }
