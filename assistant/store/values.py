"""What the store gives back of questions and turns."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from assistant.turn import Turn
from assistant.understanding.question import Question


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Where a question was stored.

    `new` is False when it was there already. `to_person` tells that a person owns
    the conversation or is waited for: the question was kept as a message under
    the id *turn*, and there is no turn to answer.
    """

    conversation: str
    turn: str
    new: bool
    to_person: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredTurn:
    """One turn as it lies in memory; `stale` when its worker fell silent.

    `withheld` tells that a person took the conversation over before the answer
    was ready: it is kept for staff, and is no reply to the customer.
    `raw_removed_at` is when the pasted header was deleted; until then, and where
    nothing was pasted, it is None.
    """

    id: str
    position: int
    state: str  # asked | answering | answered
    question: Question
    turn: Turn | None
    asked_at: datetime
    stale: bool
    failures: int = 0
    answered_at: datetime | None = None
    withheld: bool = False
    raw_removed_at: datetime | None = None
