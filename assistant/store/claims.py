"""What holds of a turn's row, as conditions and small steps in SQL."""

from __future__ import annotations

import secrets
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, and_, func, or_, select, update

from assistant.store.case_tables import CASES, MESSAGES
from assistant.store.place import placed
from assistant.store.tables import CONVERSATIONS, TURNS
from assistant.store.values import Asked

BEAT_S = 1.0  # how often a worker shows that it lives
SILENT_S = 3.0  # after this, a claim may be taken over
MAX_FAILURES = 3  # after this, only a new message of the customer tries again


def left_alone(now: datetime, silent_s: float) -> ColumnElement[bool]:
    """Nobody works at it, or whoever did fell silent."""
    return or_(TURNS.c.worker.is_(None), TURNS.c.beat_s < now.timestamp() - silent_s)


def held(turn: str, worker: str) -> ColumnElement[bool]:
    """The claim on a turn is this worker's."""
    return and_(
        TURNS.c.id == turn, TURNS.c.worker == worker, TURNS.c.state == "answering"
    )


def exists(connection: Connection, conversation: str) -> bool:
    """Whether a conversation is kept."""
    wanted = select(CONVERSATIONS.c.id).where(CONVERSATIONS.c.id == conversation)
    return connection.execute(wanted).scalar() is not None


def asked_before(connection: Connection, turn: str) -> Asked | None:
    """Where a form's id was stored already, as a turn or as a message."""
    for table in (TURNS, MESSAGES):
        wanted = select(table.c.conversation).where(table.c.id == turn)
        found = connection.execute(wanted).scalar()
        if found is not None:
            return Asked(
                conversation=found,
                turn=turn,
                new=False,
                to_person=table is MESSAGES,
            )
    return None


def touch(connection: Connection, conversation: str | None, now: datetime) -> str:
    """Mark a conversation as alive, or begin one; the id is ours to choose."""
    if conversation is not None:
        known = connection.execute(
            update(CONVERSATIONS)
            .where(CONVERSATIONS.c.id == conversation)
            .values(touched_s=now.timestamp())
        )
        if known.rowcount:
            return conversation
    return begin(connection, now)


def begin(connection: Connection, now: datetime) -> str:
    """Begin a conversation, which is the assistant's."""
    made = secrets.token_urlsafe(24)
    connection.execute(
        CONVERSATIONS.insert().values(
            id=made, started_s=now.timestamp(), touched_s=now.timestamp()
        )
    )
    case = {
        "owner": "bot",
        "last_writer": "customer",
        "last_s": now.timestamp(),
        "problem": None,
    }
    connection.execute(
        CASES.insert().values(
            conversation=made,
            language="nl",
            last_line="",
            said="",
            started_s=now.timestamp(),
            open_requests=0,
            helped=False,
            mail_confirmed=False,
            **case,
            **placed(case),
        )
    )
    return made


def put_asked(
    connection: Connection,
    conversation: str,
    turn: str,
    question: str,
    now: datetime,
    position: int | None = None,
) -> None:
    """Write a turn that nobody works at yet, at the end unless its place is told."""
    connection.execute(
        TURNS.insert().values(
            id=turn,
            conversation=conversation,
            position=position or next_position(connection, conversation),
            state="asked",
            question=question,
            asked_s=now.timestamp(),
            failures=0,
        )
    )


def next_position(connection: Connection, conversation: str) -> int:
    """The place of the next turn or message, counted from 1."""
    last = [
        connection.execute(
            select(func.max(table.c.position)).where(
                table.c.conversation == conversation
            )
        ).scalar()
        for table in (TURNS, MESSAGES)
    ]
    return max(one or 0 for one in last) + 1
