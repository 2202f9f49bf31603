"""A change request, and the tokens of links that are mailed."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from assistant.remedies.change import RecordChange

LONGEST = 2_000  # characters of a name, a consent or a reason


class RequestState(StrEnum):
    """How far a change request is."""

    ASKED = "asked"
    CONFIRMED = "confirmed"
    DONE = "done"
    REFUSED = "refused"


OPEN = (RequestState.ASKED.value, RequestState.CONFIRMED.value)
DECIDED = (RequestState.DONE.value, RequestState.REFUSED.value)

# What was seen after a request was done.
GOOD, NOT_YET, NOT_CURED, WORSE = "good", "not_yet", "not_cured", "worse"
AGAIN = (NOT_CURED, WORSE)  # a colleague may mend it, and then it is looked at anew


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeRequest:
    """One request for exactly these records.

    `confirmed_by` is mail, token or staff:NAME; `examined` is what was seen
    after it was done: good, not_yet, not_cured (the records are there and it is
    not in order), or worse.
    """

    id: str
    conversation: str
    domain: str
    name: str
    address: str
    consent: str
    records: tuple[RecordChange, ...]
    language: str
    asked_at: datetime
    turn: str | None = None
    state: RequestState = RequestState.ASKED
    confirmed_at: datetime | None = None
    confirmed_by: str | None = None
    decided_at: datetime | None = None
    decided_by: str | None = None
    reason: str = ""
    examined_at: datetime | None = None
    examined: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewRequest:
    """What a customer asks for."""

    conversation: str
    domain: str
    name: str
    address: str
    consent: str
    records: tuple[RecordChange, ...]
    language: str
    turn: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A request after a step, and whether it was this step that moved it.

    It was not when somebody was first; the request tells who.
    """

    request: ChangeRequest
    moved: bool


def new_token() -> str:
    """A token that nobody guesses, for a link."""
    return secrets.token_urlsafe(32)


def hashed(token: str) -> str:
    """What is kept of a token."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
