"""The values of a case: a conversation as those who look after it see it.

Who owns a conversation may write in it: the assistant while it is the bot's,
nobody while it waits for a person, one member of staff after he took it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from assistant.store.values import StoredTurn


class Owner(StrEnum):
    """Who may write in a conversation."""

    BOT = "bot"
    NOBODY = "nobody"  # it waits for a person
    STAFF = "staff"
    CLOSED = "closed"


class Happening(StrEnum):
    """What can happen to a conversation, as its events tell it."""

    ASKED = "asked"  # a question came for the assistant
    ANSWERED = "answered"
    WROTE = "wrote"  # the customer wrote to a person
    HANDED_OVER = "handed_over"
    TAKEN = "taken"
    GIVEN_BACK = "given_back"
    CLOSED = "closed"
    REOPENED = "reopened"
    REPLIED = "replied"
    UNDONE = "undone"
    NOTED = "noted"
    TAGGED = "tagged"
    ASSIGNED = "assigned"
    REQUESTED = "requested"  # a change request was made
    REQUEST_CHANGED = "request_changed"
    RATED = "rated"
    FORGOTTEN = "forgotten"


class Writer(StrEnum):
    """Who wrote a message that is no turn."""

    CUSTOMER = "customer"
    STAFF = "staff"
    NOTE = "note"  # a member of staff, to his colleagues alone
    DESK = "desk"  # the desk by itself: what an examination afterwards showed


class Rating(StrEnum):
    """What a customer says of an answer."""

    SOLVED = "solved"
    NOT_MINE = "not_mine"  # it was not about my question
    NOT_SOLVED = "not_solved"  # it was, and did not help


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One conversation at a glance.

    `order` is where it stands in the queue: a smaller one is more urgent. Texts
    are cut at 300 characters. `severity` is the verdict's worst: error, warning,
    notice, ok, or None before anything was examined. `reason` is why it was
    handed over, `due_at` when a person was promised and `counts_from` when its
    waiting begins to count, office hours taken off. `first_answer_at` is a person's,
    and `helped` tells that one wrote in it. `mail_to` is where the customer may be
    mailed.
    """

    conversation: str
    owner: Owner
    started_at: datetime
    last_at: datetime
    member: str | None = None
    assignee: str | None = None
    waiting_since: datetime | None = None
    due_at: datetime | None = None
    counts_from: datetime | None = None
    reason: str | None = None
    service: str | None = None
    domain: str | None = None
    address: str | None = None
    problem: str | None = None
    cause: str | None = None
    severity: str | None = None
    language: str = "nl"
    last_line: str = ""  # what the customer wrote last
    last_writer: str = "customer"  # customer | bot | staff
    said: str = ""  # what the assistant or a person said last
    tags: tuple[str, ...] = ()
    open_requests: int = 0
    helped: bool = False
    first_answer_at: datetime | None = None
    closed_at: datetime | None = None
    closed_by: str | None = None
    closed_cause: str | None = None
    outcome: str | None = None
    seen_at: datetime | None = None  # the customer's last look
    mail_to: str | None = None
    mail_confirmed: bool = False
    rating: Rating | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """What was written that is no turn.

    A reply is shown to the customer from `shown_at` on, when it cannot be undone
    any more; so nothing that he read is ever taken back.
    """

    id: str
    conversation: str
    position: int  # among the turns too
    writer: Writer
    text: str
    at: datetime
    shown_at: datetime
    member: str | None = None
    undone_at: datetime | None = None
    mailed_at: datetime | None = None
    raw_removed_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One place in a thread: a turn or a message, never both."""

    position: int
    at: datetime
    turn: StoredTurn | None = None
    message: Message | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """What became of a reply: stored, or held because something newer came.

    `newer` are the events since the cursor that was seen, oldest first.
    """

    message: Message | None = None
    newer: tuple[Event, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LetGo:
    """Whether a conversation was let go of: closed, or given back.

    It is held when something `newer` came than was seen, oldest first, and when
    another colleague is its `holder`. It is true when it was let go of.
    """

    done: bool = False
    newer: tuple[Event, ...] = ()
    holder: str | None = None

    def __bool__(self) -> bool:
        """Whether it was."""
        return self.done


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that happened; a later one always bears a larger cursor."""

    cursor: int
    kind: Happening
    conversation: str
    at: datetime
    member: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Presence:
    """A member of staff who looks at a conversation right now."""

    member: str
    types: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Feedback:
    """What a customer said of one answer."""

    turn: str
    conversation: str
    rating: Rating
    line: str
    at: datetime
