"""A watch, and what is told of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from assistant.knowledge.hours import Promised
from assistant.remedies.change import RecordChange

DAYS = 14  # after this, nobody is waiting any more
DESK = "desk"  # who wrote a note that nobody wrote

# What was told last of a watch that goes on, and how one ends.
WAITING, WRONG = "waiting", "wrong"
SEEN, OVER, REPLACED = "seen", "over", "replaced"  # replaced: a new one began


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """One domain and the records that it should have.

    `address` is whom to mail when they are seen; `request` is the change request
    that they were made for. `outcome` is seen, over or replaced, once it ended;
    until then what the customer was told last: nothing, waiting or wrong.
    """

    id: str
    conversation: str
    domain: str
    records: tuple[RecordChange, ...]
    language: str
    next_at: datetime
    until: datetime
    address: str | None = None
    request: str | None = None
    looked_at: datetime | None = None
    ended_at: datetime | None = None
    outcome: str | None = None

    @property
    def begun_at(self) -> datetime:
        """Since when it is looked for."""
        return self.until - timedelta(days=DAYS)


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """What is told of a watch: all of it is kept, or nothing.

    The customer reads `said` in the conversation; `mailed` tells that he gets it
    by mail besides. Colleagues read `noted`. `back` is why a person is needed
    again, in a word of dialogue's, and `promise` when he was promised.
    """

    said: str = ""
    mailed: bool = False
    noted: str = ""
    back: str = ""
    promise: Promised | None = None


NOTHING = News()
