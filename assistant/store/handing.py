"""Who has a case next: what changes of it as it is handed on."""

from __future__ import annotations

from datetime import datetime

from assistant.knowledge.hours import Promised
from assistant.store.case import Owner

Change = dict[str, object]

NO_WAIT: Change = {"waiting_s": None, "due_s": None, "counts_s": None}
NOT_CLOSED: Change = {
    "closed_s": None,
    "closed_by": None,
    "closed_cause": None,
    "outcome": None,
}


def handed(reason: str, now: datetime, promise: Promised | None = None) -> Change:
    """What changes of a case that begins to wait for a person.

    Args:
        reason: Why, in a word of dialogue's.
        now: Since when it waits.
        promise: From when that counts and when an answer was promised; without
            it the waiting counts at once, and nothing was promised.
    """
    promise = promise or Promised(counts_from=now)
    return {
        "owner": Owner.NOBODY,
        "member": None,
        "reason": reason[:64],
        "waiting_s": now.timestamp(),
        "counts_s": promise.counts_from.timestamp(),
        "due_s": promise.due_at and promise.due_at.timestamp(),
    }


def owned(member: str) -> Change:
    """What changes of a case that a member of staff takes, were it closed or not."""
    return {"owner": Owner.STAFF, "member": member, **NO_WAIT, **NOT_CLOSED}


def given_back() -> Change:
    """What changes of a case that goes to the assistant."""
    return {"owner": Owner.BOT, "member": None, **NO_WAIT}


def closed(member: str, cause: str | None, outcome: str, now: datetime) -> Change:
    """What changes of a case that is closed."""
    return {
        "owner": Owner.CLOSED,
        **NO_WAIT,
        "closed_s": now.timestamp(),
        "closed_by": member,
        "closed_cause": cause,
        "outcome": outcome,
    }
