"""Rows of change requests, read as values, and how many of a case are open."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Row, func, select, update

from assistant.store import encoding
from assistant.store.case_tables import CASES
from assistant.store.desk_tables import REQUESTS
from assistant.store.request import OPEN, ChangeRequest, RequestState
from assistant.store.times import at, moment


def find_row(connection: Connection, request: str) -> Row[Any] | None:
    """The row of one request, if there is one."""
    wanted = select(REQUESTS).where(REQUESTS.c.id == request)
    return connection.execute(wanted).first()


def read_one(connection: Connection, request: str) -> ChangeRequest:
    """One request that is known to be there."""
    wanted = select(REQUESTS).where(REQUESTS.c.id == request)
    return read_request(connection.execute(wanted).one())


def read_request(row: Row[Any]) -> ChangeRequest:
    """Make a value of a row."""
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


def count_open(connection: Connection, conversation: str) -> None:
    """Write on the case how many of its requests are open."""
    wanted = select(func.count()).where(
        REQUESTS.c.conversation == conversation, REQUESTS.c.state.in_(OPEN)
    )
    number = connection.execute(wanted).scalar()
    case = update(CASES).where(CASES.c.conversation == conversation)
    connection.execute(case.values(open_requests=number))
