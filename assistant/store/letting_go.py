"""Letting go of a conversation: it is closed, or the assistant goes on.

Nothing that a customer wrote is let go of unread. Who lets go tells how far he
read; where something came since, he is told of it first. What the customer wrote
to a person who gave no answer is asked of the assistant, each message as a turn in
its place: otherwise nobody would ever answer it.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, func, select, update

from assistant.store import encoding
from assistant.store.case import Happening, LetGo, Owner, Writer
from assistant.store.case_tables import MESSAGES
from assistant.store.claims import put_asked
from assistant.store.events import arrived, tell
from assistant.store.handing import Change, given_back
from assistant.store.place import change, locked
from assistant.store.tables import TURNS
from assistant.store.times import at
from assistant.understanding.question import Question


def give_back(
    connection: Connection,
    conversation: str,
    member: str | None,
    now: datetime,
    seen: int | None,
) -> LetGo:
    """Let the assistant go on; see Cases.give_back."""
    case = locked(connection, conversation)
    if case is None:
        return LetGo()
    own = case.owner == Owner.STAFF and case.member == member
    if not (own or case.owner == Owner.NOBODY):
        return LetGo()
    held = _unread(connection, case, member, seen)
    if held is not None:
        return held
    change(connection, case, **given_back())
    asked = _ask_again(connection, case)
    tell(connection, Happening.GIVEN_BACK, conversation, now, member)
    if asked:
        tell(connection, Happening.ASKED, conversation, now)
    return LetGo(done=True)


def close(
    connection: Connection,
    conversation: str,
    member: str,
    closing: Change,
    now: datetime,
    seen: int | None,
    holder: str | None,
) -> LetGo:
    """Close a conversation; see Cases.close."""
    case = locked(connection, conversation)
    if case is None or case.owner == Owner.CLOSED:
        return LetGo()
    if case.owner == Owner.STAFF and case.member not in {member, holder}:
        return LetGo(holder=case.member)
    held = _unread(connection, case, member, seen)
    if held is not None:
        return held
    change(connection, case, **closing)
    tell(connection, Happening.CLOSED, conversation, now, member)
    return LetGo(done=True)


def _unread(
    connection: Connection, case: Row[Any], member: str | None, seen: int | None
) -> LetGo | None:
    if seen is None:
        return None
    newer = arrived(connection, case.conversation, member, seen)
    return LetGo(newer=newer) if newer else None


def _ask_again(connection: Connection, case: Row[Any]) -> int:
    """Make turns of what a customer wrote since anybody answered; how many."""
    here = MESSAGES.c.conversation == case.conversation
    said = (MESSAGES.c.writer == Writer.STAFF.value) & MESSAGES.c.undone_s.is_(None)
    answered = (
        select(func.max(MESSAGES.c.position)).where(here, said),
        select(func.max(TURNS.c.position)).where(
            TURNS.c.conversation == case.conversation
        ),
    )
    last = max(connection.execute(one).scalar() or 0 for one in answered)
    left = select(MESSAGES).where(
        here,
        MESSAGES.c.writer == Writer.CUSTOMER.value,
        MESSAGES.c.position > last,
    )
    rows = connection.execute(left.order_by(MESSAGES.c.position)).all()
    for row in rows:
        _as_turn(connection, case, row)
    return len(rows)


def _as_turn(connection: Connection, case: Row[Any], message: Row[Any]) -> None:
    """The same id: what came along with it stays with it."""
    when = at(message.at_s)
    question = Question(text=message.text, asked_at=when, language=case.language)
    connection.execute(delete(MESSAGES).where(MESSAGES.c.id == message.id))
    text = encoding.dump_question(question)
    put_asked(connection, case.conversation, message.id, text, when, message.position)
    if message.raw_gone_s is not None:
        mine = update(TURNS).where(TURNS.c.id == message.id)
        connection.execute(mine.values(raw="gone", raw_gone_s=message.raw_gone_s))
