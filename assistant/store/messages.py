"""What is written in a conversation that is no turn, and the thread of all of it.

A reply can be undone for 15 seconds, and is shown to the customer after that: what
he has read is never taken back. It is held when something arrived that its writer
had not seen yet. Whoever writes takes the case's row first, so that what is
checked still holds when it is stored.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, bindparam, insert, select, update

from assistant.errors import UnusableInputError
from assistant.store.case import Entry, Happening, Message, Owner, Sent, Writer
from assistant.store.case_tables import CASES, MESSAGES
from assistant.store.claims import next_position
from assistant.store.database import Database
from assistant.store.events import arrived, tell
from assistant.store.handing import owned
from assistant.store.place import change, line, locked, usable
from assistant.store.reading import stored_turns
from assistant.store.taking_back import noted, take_back
from assistant.store.times import at, moment
from assistant.store.words import add_words

UNDO_S = 15  # how long a reply can be taken back, and is not shown yet

# Made once: every page asks them, and making one takes longer than its answer.
_ALL = select(MESSAGES).where(MESSAGES.c.conversation == bindparam("conversation"))
_SHOWN = _ALL.where(
    MESSAGES.c.writer != Writer.NOTE.value,
    MESSAGES.c.undone_s.is_(None),
    MESSAGES.c.shown_s <= bindparam("now_s"),
)


class Messages:
    """What people write to each other."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def reply(
        self,
        conversation: str,
        member: str,
        text: str,
        *,
        seen: int,
        now: datetime,
        anyway: bool = False,
    ) -> Sent:
        """Answer a customer as a person; the conversation becomes the writer's.

        Args:
            conversation: Where.
            member: Who writes.
            text: What, in Markdown.
            seen: The cursor of the last event that the writer saw.
            now: When.
            anyway: Send it though something newer arrived.

        Raises:
            UnusableInputError: The text is empty or too long, the conversation is
                gone, or a colleague owns it.
        """
        body = usable(text)
        with self._database.writing() as connection:
            case = _writable(connection, conversation, member)
            newer = arrived(connection, conversation, member, seen)
            if newer and not anyway:
                return Sent(newer=newer)
            message = put_message(
                connection, conversation, Writer.STAFF, body, now, member=member
            )
            values = {**owned(member), **_answered(case, body, now)}
            noted(connection, message.id, case, values)
            change(connection, case, **values)
            add_words(connection, conversation, body)
            tell(connection, Happening.REPLIED, conversation, now, member)
        return Sent(message=message)

    def say(self, conversation: str, text: str, now: datetime) -> Message | None:
        """Say something in the desk's own name; None when the case is gone.

        It owns nothing: an examination afterwards speaks to whom it concerns.
        """
        with self._database.writing() as connection:
            return put_said(connection, conversation, text, now)

    def undo(self, message: str, member: str, now: datetime) -> bool:
        """Take a reply back; False when it is too late or not the member's.

        The case is again what it was before, but for what changed meanwhile.
        """
        with self._database.writing() as connection:
            return take_back(connection, message, member, now)

    def note(
        self, conversation: str, member: str, text: str, now: datetime
    ) -> Message | None:
        """Keep a note for colleagues; None when the conversation is gone."""
        with self._database.writing() as connection:
            return put_note(connection, conversation, member, text, now)

    def thread(
        self, conversation: str, now: datetime, *, staff: bool = False
    ) -> tuple[Entry, ...]:
        """Turns and messages in order.

        Args:
            conversation: Which.
            now: For what is shown by now, and which worker fell silent.
            staff: Also notes, what was undone and what is not shown yet.
        """
        given = {"conversation": conversation}
        wanted = _ALL if staff else _SHOWN
        with self._database.reading() as connection:
            turns = stored_turns(connection, conversation, now)
            rows = connection.execute(
                wanted, given if staff else {**given, "now_s": now.timestamp()}
            ).all()
        entries = [
            *(Entry(position=one.position, at=one.asked_at, turn=one) for one in turns),
            *(
                Entry(position=one.position, at=one.at, message=one)
                for one in map(_message, rows)
            ),
        ]
        return tuple(sorted(entries, key=lambda one: one.position))

    def unread(self, now: datetime, after_s: float) -> tuple[Message, ...]:
        """Shown replies that a customer who can be mailed did not come to read.

        Args:
            now: The time.
            after_s: How long he has to come back by himself.
        """
        wanted = (
            select(MESSAGES)
            .join(CASES, CASES.c.conversation == MESSAGES.c.conversation)
            .where(
                MESSAGES.c.writer.in_((Writer.STAFF.value, Writer.DESK.value)),
                MESSAGES.c.undone_s.is_(None),
                MESSAGES.c.mailed_s.is_(None),
                MESSAGES.c.shown_s < now.timestamp() - after_s,
                CASES.c.mail_to.is_not(None),
                (CASES.c.seen_s.is_(None)) | (CASES.c.seen_s < MESSAGES.c.shown_s),
            )
            .order_by(MESSAGES.c.shown_s)
            .limit(200)
        )
        with self._database.reading() as connection:
            return tuple(map(_message, connection.execute(wanted)))

    def mailed(self, messages: Sequence[str], now: datetime) -> None:
        """Note that these replies went out by mail too."""
        done = update(MESSAGES).where(MESSAGES.c.id.in_(messages))
        with self._database.writing() as connection:
            connection.execute(done.values(mailed_s=now.timestamp()))


def _writable(connection: Connection, conversation: str, member: str) -> Row[Any]:
    """The locked case of a conversation in which a member may write."""
    case = locked(connection, conversation)
    if case is None:
        msg = "conversation: expected one that is still kept"
        raise UnusableInputError(msg)
    if case.owner == Owner.STAFF and case.member != member:
        msg = f"conversation: {case.member} owns it; expected to take it first"
        raise UnusableInputError(msg)
    return case


def _answered(case: Row[Any], body: str, now: datetime) -> dict[str, object]:
    return {
        "said": line(body),
        "last_writer": "staff",
        "last_s": now.timestamp(),
        "first_answer_s": case.first_answer_s or now.timestamp(),
        "helped": True,
    }


def put_said(
    connection: Connection, conversation: str, text: str, now: datetime
) -> Message | None:
    """Say something in the desk's own name, within what else is written."""
    body, case = usable(text), locked(connection, conversation)
    if case is None:
        return None
    said = put_message(connection, conversation, Writer.DESK, body, now)
    change(connection, case, said=line(body), last_s=now.timestamp())
    add_words(connection, conversation, body)
    tell(connection, Happening.REPLIED, conversation, now)
    return said


def put_note(
    connection: Connection, conversation: str, member: str, text: str, now: datetime
) -> Message | None:
    """Keep a note for colleagues, within what else is written."""
    body = usable(text)
    if locked(connection, conversation) is None:
        return None
    kept = put_message(connection, conversation, Writer.NOTE, body, now, member=member)
    add_words(connection, conversation, body)
    tell(connection, Happening.NOTED, conversation, now, member)
    return kept


def put_message(
    connection: Connection,
    conversation: str,
    writer: Writer,
    text: str,
    now: datetime,
    *,
    member: str | None = None,
    key: str | None = None,
    pasted_s: float | None = None,
) -> Message:
    """Put a message at the end of the thread of a conversation that is locked."""
    held_s = UNDO_S if writer is Writer.STAFF else 0
    made = Message(
        id=key or secrets.token_urlsafe(12),
        conversation=conversation,
        position=next_position(connection, conversation),
        writer=writer,
        text=text,
        at=now,
        shown_at=now + timedelta(seconds=held_s),
        member=member,
    )
    connection.execute(
        insert(MESSAGES).values(
            id=made.id,
            conversation=conversation,
            position=made.position,
            writer=writer.value,
            member=member,
            text=text,
            at_s=now.timestamp(),
            shown_s=made.shown_at.timestamp(),
            pasted_s=pasted_s,
        )
    )
    return made


def _message(row: Row[Any]) -> Message:
    return Message(
        id=row.id,
        conversation=row.conversation,
        position=row.position,
        writer=Writer(row.writer),
        text=row.text,
        at=at(row.at_s),
        shown_at=at(row.shown_s),
        member=row.member,
        undone_at=moment(row.undone_s),
        mailed_at=moment(row.mailed_s),
        raw_removed_at=moment(row.raw_gone_s),
    )
