"""How a conversation stands, in one question: what its page hangs on.

Every look at a page and every look for news asks this, and mostly nothing else.
So it is one statement, made once, that reads one row and a few of an index.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import bindparam, func, select

from assistant.store.case import Happening, Owner
from assistant.store.case_tables import CASES, EVENTS
from assistant.store.claims import MAX_FAILURES
from assistant.store.database import Database
from assistant.store.messages import UNDO_S
from assistant.store.staff_tables import STAFF
from assistant.store.tables import TURNS


@dataclass(frozen=True, slots=True, kw_only=True)
class Pulse:
    """How a conversation stands at one moment.

    `name` is that of the member who has it. `cursor` is how far its customer can
    be in what happened: before the first reply that can still be taken back, of
    which `pending` tells. Whatever is written in it changes one of these.
    """

    owner: Owner
    name: str = ""
    mail_to: str = ""
    last_s: float = 0.0
    cursor: int = 0
    pending: bool = False


_MINE = EVENTS.c.conversation == CASES.c.conversation
_NEWEST = select(func.max(EVENTS.c.cursor)).where(_MINE)
_FRESH = select(func.min(EVENTS.c.cursor)).where(
    _MINE,
    EVENTS.c.kind == Happening.REPLIED.value,
    EVENTS.c.member.is_not(None),
    EVENTS.c.at_s > bindparam("fresh_s"),
)
_PULSE = (
    select(
        CASES.c.owner,
        CASES.c.mail_to,
        CASES.c.last_s,
        STAFF.c.name,
        _NEWEST.scalar_subquery().label("newest"),
        _FRESH.scalar_subquery().label("fresh"),
    )
    .select_from(CASES.outerjoin(STAFF, STAFF.c.id == CASES.c.member))
    .where(CASES.c.conversation == bindparam("conversation"))
)

_STATE = select(TURNS.c.state, TURNS.c.failures).where(
    TURNS.c.id == bindparam("turn"),
    TURNS.c.conversation == bindparam("conversation"),
)


class Pulses:
    """Feels how conversations stand."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, conversation: str, now: datetime) -> Pulse | None:
        """How one stands; None when it is not kept."""
        fresh_s = (now - timedelta(seconds=UNDO_S)).timestamp()
        wanted = {"conversation": conversation, "fresh_s": fresh_s}
        with self._database.reading() as connection:
            row = connection.execute(_PULSE, wanted).first()
        if row is None:
            return None
        pending = row.fresh is not None
        return Pulse(
            owner=Owner(row.owner),
            name=row.name or "",
            mail_to=row.mail_to or "",
            last_s=row.last_s,
            cursor=row.fresh - 1 if pending else row.newest or 0,
            pending=pending,
        )

    def settled(self, conversation: str, turn: str) -> bool | None:
        """Whether waiting for a turn brings nothing more; None when it is not there.

        The cheap question of who looks again and again.
        """
        wanted = {"conversation": conversation, "turn": turn}
        with self._database.reading() as connection:
            row = connection.execute(_STATE, wanted).first()
        if row is None:
            return None
        return bool(row.state == "answered" or row.failures >= MAX_FAILURES)
