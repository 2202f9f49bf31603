"""Reads turns from their rows, with what was pasted while that is kept."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, bindparam, select

from assistant.store import encoding
from assistant.store.apart import joined
from assistant.store.case_tables import RAWS
from assistant.store.claims import SILENT_S
from assistant.store.tables import TURNS
from assistant.store.times import at, moment
from assistant.store.values import StoredTurn


def with_raw(*columns: Any) -> Select[Any]:  # noqa: ANN401 - columns of any type
    """Select columns of turns, with what was pasted as `pasted`."""
    wanted = select(*columns, RAWS.c.raw.label("pasted"))
    return wanted.select_from(TURNS.outerjoin(RAWS, RAWS.c.turn == TURNS.c.id))


_TURNS = (
    with_raw(TURNS)
    .where(TURNS.c.conversation == bindparam("conversation"))
    .order_by(TURNS.c.position)
)


def stored_turns(
    connection: Connection, conversation: str, now: datetime
) -> tuple[StoredTurn, ...]:
    """Every turn of a conversation, in order."""
    rows = connection.execute(_TURNS, {"conversation": conversation})
    return tuple(_stored(row, now) for row in rows)


def _stored(row: Row[Any], now: datetime) -> StoredTurn:
    silent = row.beat_s is not None and row.beat_s < now.timestamp() - SILENT_S
    question = encoding.load_question(row.question)
    if row.pasted is not None:
        question = joined(question, encoding.load_raw(row.pasted))
    return StoredTurn(
        id=row.id,
        position=row.position,
        state=row.state,
        question=question,
        turn=None if row.turn is None else encoding.load_turn(row.turn, row.pasted),
        asked_at=at(row.asked_s),
        stale=row.state == "answering" and silent,
        failures=row.failures,
        answered_at=moment(row.answered_s),
        withheld=row.withheld,
        raw_removed_at=moment(row.raw_gone_s),
    )
