"""Conversations and turns: values in, values out.

A turn's life: asked → answering → answered. It is stored before anything is
done about it. Who wants to answer it claims it, and shows that he still lives by
a heartbeat; when three beats were missed, anybody may take the claim over. Only
the holder of the claim can finish the turn, so it is never answered twice. Who
may write in the conversation at all stands in cases.py.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import ColumnElement, and_, select, update

from assistant.dialogue.conversation import Conversation
from assistant.errors import StoreError, UnusableInputError
from assistant.knowledge.hours import Promised
from assistant.store import encoding, finishing
from assistant.store.alerts import Alerts, Calls
from assistant.store.backup import Backups
from assistant.store.case import Happening
from assistant.store.cases import Cases
from assistant.store.claims import (
    BEAT_S,
    MAX_FAILURES,
    SILENT_S,
    asked_before,
    exists,
    held,
    left_alone,
    put_asked,
    touch,
)
from assistant.store.database import Database, one_at_a_time
from assistant.store.events import tell
from assistant.store.files import Files
from assistant.store.handing import NOT_CLOSED
from assistant.store.incoming import keep_customers
from assistant.store.keeping import Keeping
from assistant.store.learning import Learning
from assistant.store.links import Links
from assistant.store.mails import Mails
from assistant.store.messages import Messages
from assistant.store.numbers import Numbers
from assistant.store.persons import Persons
from assistant.store.place import change, line, locked
from assistant.store.pulse import Pulses
from assistant.store.queue import Queue
from assistant.store.reading import stored_turns, with_raw
from assistant.store.requests import ChangeRequests
from assistant.store.signs import Signs
from assistant.store.sitting import Sitting
from assistant.store.tables import TURNS
from assistant.store.upgrade import upgrade
from assistant.store.values import Asked, StoredTurn
from assistant.store.views import Views
from assistant.store.watches import Watches
from assistant.turn import Turn
from assistant.understanding.question import Known, Question

__all__ = ["BEAT_S", "MAX_FAILURES", "SILENT_S", "Asked", "Store", "StoredTurn"]

_ID = re.compile(r"[A-Za-z0-9_-]{1,64}\Z")


class Store:
    """Everything that is remembered.

    `cases` tells who owns a conversation, `messages` holds what people write in
    it; the other parts are named after what they keep.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self.cases = Cases(database)
        self.messages = Messages(database)
        self.files = Files(database)
        self.pulses = Pulses(database)
        self.queue = Queue(database)
        self.sitting = Sitting(database)
        self.requests = ChangeRequests(database)
        self.links = Links(database)
        self.mails = Mails(database)
        self.alerts = Alerts(database)
        self.calls = Calls(database)
        self.views = Views(database)
        self.signs = Signs(database)
        self.watches = Watches(database)
        self.learning = Learning(database)
        self.numbers = Numbers(database)
        self.keeping = Keeping(database)
        self.persons = Persons(database)
        self.backups = Backups(database)

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

        While a person owns the conversation, or is waited for, the question is
        kept as a message to that person instead (Asked.to_person).

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
        with self._database.writing() as connection:
            one_at_a_time(connection, turn)
            known = asked_before(connection, turn)
            if known is not None:
                return known
            case = locked(connection, conversation) if conversation else None
            place = touch(connection, conversation if case else None, now)
            case = case or locked(connection, place)
            if case is not None and case.owner in {"nobody", "staff"}:
                keep_customers(connection, case, turn, question.text, now)
                return Asked(conversation=place, turn=turn, new=True, to_person=True)
            text = encoding.dump_question(question)
            put_asked(connection, place, turn, text, now)
            if case is not None:
                change(connection, case, **_asks(case.owner, question, now))
            tell(connection, Happening.ASKED, place, now)
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

    def finish(
        self,
        turn: str,
        worker: str,
        answered: Turn,
        now: datetime,
        promise: Promised | None = None,
    ) -> bool:
        """Store the answer; False when the claim is another's by now.

        Whether the assistant still owns the conversation is looked at in the
        same transaction: where a person took over meanwhile, the answer is
        withheld. Where the answer hands over, the conversation waits from now,
        with this promise.
        """
        return finishing.finish(self._database, turn, worker, answered, now, promise)

    def release(self, turn: str, worker: str) -> bool:
        """Give a claim back because answering failed; counts the failure.

        A question that is given up keeps nothing of a pasted body.
        """
        return finishing.release(self._database, turn, worker)

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
                with_raw(TURNS.c.turn).where(wanted).order_by(TURNS.c.position)
            )
            texts = [(row.turn, row.pasted) for row in rows]
        return _conversation(conversation, texts)

    def thread(
        self, conversation: str, now: datetime | None = None
    ) -> tuple[StoredTurn, ...]:
        """Every turn of a conversation, in order; `messages.thread` has it all."""
        with self._database.reading() as connection:
            return stored_turns(connection, conversation, now or datetime.now(UTC))

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
                .order_by(TURNS.c.asked_s, TURNS.c.position, TURNS.c.id)
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
        wanted = with_raw(TURNS.c.turn).where(TURNS.c.id == turn)
        with self._database.reading() as connection:
            row = connection.execute(wanted).first()
        if row is None or row.turn is None:
            return None
        return encoding.load_turn(row.turn, row.pasted)

    def forget(self, conversation: str) -> None:
        """Delete a conversation with everything that belongs to it."""
        self.keeping.forget(conversation, datetime.now(UTC))

    def sweep_old(self, now: datetime, keep_days: int) -> int:
        """Delete the conversations that nobody touched for *keep_days*.

        Returns:
            How many were deleted.
        """
        return self.keeping.sweep_old(now, keep_days)

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


def _asks(owner: str, question: Question, now: datetime) -> dict[str, object]:
    again = {"owner": "bot", **NOT_CLOSED}
    return {
        **(again if owner == "closed" else {}),
        "last_line": line(question.text),
        "last_writer": "customer",
        "last_s": now.timestamp(),
        "seen_s": now.timestamp(),
    }


def _conversation(
    conversation: str, texts: Sequence[tuple[str, str | None]]
) -> Conversation:
    exchanges = tuple(encoding.load_exchange(text, raw) for text, raw in texts)
    known = exchanges[-1].understanding.known if exchanges else Known()
    return Conversation(id=conversation, known=known, exchanges=exchanges)
