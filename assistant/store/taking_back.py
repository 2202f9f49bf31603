"""Taking a reply back: the case is again what it was before it.

A reply makes a conversation its writer's, and it waits no longer. So each reply
keeps what it changed, before and after. What something else changed meanwhile is
left: where the customer wrote again, he is the last writer; where it was closed,
it stays so; where another reply stands, the conversation was answered.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, select, update

from assistant.store.case import Happening, Writer
from assistant.store.case_tables import MESSAGES
from assistant.store.events import tell
from assistant.store.handing import Change, owned
from assistant.store.place import change, locked

_AS_BEFORE_0009: Change = {"last_writer": "customer", "said": ""}


def noted(
    connection: Connection, message: str, case: Row[Any], values: Mapping[str, object]
) -> None:
    """Keep with a reply what it changes of its case."""
    told = {name: (case._mapping[name], one) for name, one in values.items()}  # noqa: SLF001 - SQLAlchemy's public name
    mine = update(MESSAGES).where(MESSAGES.c.id == message)
    connection.execute(mine.values(changed=json.dumps(told)))


def take_back(connection: Connection, message: str, member: str, now: datetime) -> bool:
    """Undo a reply that is not shown yet; False for every other message."""
    mine = MESSAGES.c.id == message
    row = connection.execute(select(MESSAGES).where(mine)).first()
    if row is None or row.member != member or row.writer != Writer.STAFF:
        return False
    case = locked(connection, row.conversation)
    fresh = MESSAGES.c.undone_s.is_(None) & (MESSAGES.c.shown_s > now.timestamp())
    undone = update(MESSAGES).where(mine, fresh).values(undone_s=now.timestamp())
    if case is None or not connection.execute(undone).rowcount:
        return False
    change(connection, case, **_restored(connection, case, row))
    tell(connection, Happening.UNDONE, row.conversation, now, member)
    return True


def _restored(connection: Connection, case: Row[Any], reply: Row[Any]) -> Change:
    """What is to be as it was."""
    later = select(MESSAGES.c.id).where(
        MESSAGES.c.conversation == reply.conversation,
        MESSAGES.c.position > reply.position,
        MESSAGES.c.writer == Writer.STAFF.value,
        MESSAGES.c.undone_s.is_(None),
    )
    if connection.execute(later.limit(1)).first() is not None:
        return {}
    if reply.changed is None:
        return _AS_BEFORE_0009
    now_is = case._mapping  # noqa: SLF001 - SQLAlchemy's public name
    told: dict[str, tuple[object, object]] = json.loads(reply.changed)
    same = {
        name: before for name, (before, after) in told.items() if now_is[name] == after
    }
    whose = owned("")  # its owner and his wait are one thing
    if not whose.keys() <= same.keys():
        return {name: one for name, one in same.items() if name not in whose}
    return same
