"""Conversations and turns: values in, values out.

A turn's life: asked → answering → answered. It is stored before anything is
done about it. Who wants to answer it claims it, and shows that he still lives by
a heartbeat; when three beats were missed, anybody may take the claim over. Only
the holder of the claim can finish the turn, so it is never answered twice.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, delete, select, update

from assistant.dialogue.conversation import Conversation
from assistant.errors import StoreError, UnusableInputError
from assistant.store import encoding
from assistant.store.claims import exists, held, left_alone, next_position, touch
from assistant.store.database import Database
from assistant.store.tables import CONVERSATIONS, TURNS
from assistant.store.upgrade import upgrade
from assistant.turn import Turn
from assistant.understanding.question import Known, Question

BEAT_S = 1.0  # how often a worker shows that it lives
SILENT_S = 3.0  # after this, a claim may be taken over
MAX_FAILURES = 3  # after this, only a new message of the customer tries again

_ID = re.compile(r"[A-Za-z0-9_-]{1,64}\Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Where a question was stored; `new` is False when it was there already."""

    conversation: str
    turn: str
    new: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredTurn:
    """One turn as it lies in memory; `stale` when its worker fell silent."""

    id: str
    position: int
    state: str  # asked | answering | answered
    question: Question
    turn: Turn | None
    asked_at: datetime
    stale: bool
    failures: int = 0


class Store:
    """Everything that is remembered."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @classmethod
    def open(cls, url: str, lock: Path) -> Store:
        """Open a database, brought to the tables of this version."""
        database = Database(url)
        upgrade(database, lock)
        return cls(database)

    def ask(
        self, *, conversation: str | None, turn: str, question: Question, now: datetime
    ) -> Asked:
        """Store a question; the same turn id twice is one turn.

        Args:
            conversation: The one it belongs to. None, or one that is not kept
                any more, begins a new one.
            turn: The id that was made with the page.
            question: What the customer wrote.
            now: The time of asking.

        Raises:
            UnusableInputError: When *turn* is no id.
        """
        if not _ID.match(turn):
            msg = "turn: expected 1 to 64 letters, digits, - or _"
            raise UnusableInputError(msg)
        text = encoding.dump_question(question)
        with self._database.writing() as connection:
            known = connection.execute(
                select(TURNS.c.conversation).where(TURNS.c.id == turn)
            ).scalar()
            if known is not None:
                return Asked(conversation=known, turn=turn, new=False)
            place = touch(connection, conversation, now)
            connection.execute(
                TURNS.insert().values(
                    id=turn,
                    conversation=place,
                    position=next_position(connection, place),
                    state="asked",
                    question=text,
                    asked_s=now.timestamp(),
                    failures=0,
                )
            )
        return Asked(conversation=place, turn=turn, new=True)

    def claim(self, turn: str, *, worker: str, now: datetime) -> bool:
        """Take a turn to answer it; False when another is at it or was."""
        free = and_(TURNS.c.state != "answered", left_alone(now, SILENT_S))
        return self._change(
            and_(TURNS.c.id == turn, free),
            state="answering",
            worker=worker,
            beat_s=now.timestamp(),
        )

    def beat(self, turn: str, worker: str, now: datetime) -> bool:
        """Show that the claim's holder lives; False when it lost the claim."""
        return self._change(held(turn, worker), beat_s=now.timestamp())

    def finish(self, turn: str, worker: str, answered: Turn, now: datetime) -> bool:
        """Store the answer; False when the claim is another's by now."""
        return self._change(
            held(turn, worker),
            state="answered",
            turn=encoding.dump_turn(answered),
            question=encoding.dump_question(encoding.kept_question(answered.question)),
            answered_s=now.timestamp(),
            worker=None,
            beat_s=None,
        )

    def release(self, turn: str, worker: str) -> bool:
        """Give a claim back because answering failed; counts the failure."""
        return self._change(
            held(turn, worker),
            state="asked",
            worker=None,
            failures=TURNS.c.failures + 1,
        )

    def conversation(
        self, conversation: str, before: str | None = None
    ) -> Conversation | None:
        """What deciding needs of a conversation, from its finished turns.

        Args:
            conversation: Its id.
            before: Only what came before this turn.
        """
        wanted = and_(TURNS.c.conversation == conversation, TURNS.c.turn.is_not(None))
        with self._database.reading() as connection:
            if not exists(connection, conversation):
                return None
            if before is not None:
                place = select(TURNS.c.position).where(TURNS.c.id == before)
                wanted = and_(wanted, TURNS.c.position < place.scalar_subquery())
            rows = connection.execute(
                select(TURNS.c.turn).where(wanted).order_by(TURNS.c.position)
            )
            texts = rows.scalars().all()
        return _conversation(conversation, texts)

    def thread(
        self, conversation: str, now: datetime | None = None
    ) -> tuple[StoredTurn, ...]:
        """Every turn of a conversation, in order."""
        moment = now or datetime.now(UTC)
        with self._database.reading() as connection:
            rows = connection.execute(
                select(TURNS)
                .where(TURNS.c.conversation == conversation)
                .order_by(TURNS.c.position)
            ).all()
        return tuple(_stored(row, moment) for row in rows)

    def unfinished(self, now: datetime, silent_s: float = SILENT_S) -> tuple[str, ...]:
        """The turns that nobody is answering, in the order asked.

        A question of this very moment is left to the request that brought it.
        """
        before = now.timestamp() - silent_s
        with self._database.reading() as connection:
            found = connection.execute(
                select(TURNS.c.id)
                .where(
                    TURNS.c.state != "answered",
                    TURNS.c.asked_s < before,
                    TURNS.c.failures < MAX_FAILURES,
                    left_alone(now, silent_s),
                )
                .order_by(TURNS.c.asked_s, TURNS.c.position)
            )
            return tuple(found.scalars())

    def question(self, turn: str) -> tuple[str, Question] | None:
        """The conversation and the question of a turn."""
        wanted = select(TURNS.c.conversation, TURNS.c.question)
        with self._database.reading() as connection:
            row = connection.execute(wanted.where(TURNS.c.id == turn)).first()
        if row is None:
            return None
        return row.conversation, encoding.load_question(row.question)

    def turn(self, turn: str) -> Turn | None:
        """A finished turn, whole; None when there is none of that id."""
        wanted = select(TURNS.c.turn).where(TURNS.c.id == turn)
        with self._database.reading() as connection:
            text = connection.execute(wanted).scalar()
        return None if text is None else encoding.load_turn(text)

    def forget(self, conversation: str) -> None:
        """Delete a conversation with all its turns."""
        gone = delete(CONVERSATIONS).where(CONVERSATIONS.c.id == conversation)
        with self._database.writing() as connection:
            connection.execute(gone)

    def sweep_old(self, now: datetime, keep_days: int) -> int:
        """Delete the conversations that nobody touched for *keep_days*.

        Returns:
            How many were deleted.
        """
        before = (now - timedelta(days=keep_days)).timestamp()
        gone = delete(CONVERSATIONS).where(CONVERSATIONS.c.touched_s < before)
        with self._database.writing() as connection:
            return connection.execute(gone).rowcount

    def alive(self) -> bool:
        """Whether memory answers."""
        try:
            with self._database.reading() as connection:
                connection.execute(select(TURNS.c.id).limit(1))
        except StoreError:
            return False
        return True

    def close(self) -> None:
        """Close what this process has open."""
        self._database.close()

    def _change(self, wanted: ColumnElement[bool], **values: object) -> bool:
        with self._database.writing() as connection:
            done = connection.execute(update(TURNS).where(wanted).values(**values))
            return done.rowcount == 1


def _stored(row: Row[Any], now: datetime) -> StoredTurn:
    silent = row.beat_s is not None and row.beat_s < now.timestamp() - SILENT_S
    return StoredTurn(
        id=row.id,
        position=row.position,
        state=row.state,
        question=encoding.load_question(row.question),
        turn=None if row.turn is None else encoding.load_turn(row.turn),
        asked_at=datetime.fromtimestamp(row.asked_s, UTC),
        stale=row.state == "answering" and silent,
        failures=row.failures,
    )


def _conversation(conversation: str, texts: Sequence[str]) -> Conversation:
    exchanges = tuple(encoding.load_exchange(text) for text in texts)
    known = exchanges[-1].understanding.known if exchanges else Known()
    return Conversation(id=conversation, known=known, exchanges=exchanges)
