"""What the assistant can do with a turn."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.understanding.question import Slot, Subject


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """One question back; `options` are ids to choose from, at most five."""

    slot: Slot
    options: tuple[str, ...] = ()
    because: str = ""  # a reason's word, such as "bad-domain" or "free-mail"


@dataclass(frozen=True, slots=True, kw_only=True)
class Examine:
    """Go and look at the DNS and at the message."""

    subject: Subject


@dataclass(frozen=True, slots=True, kw_only=True)
class Explain:
    """Answer from a guide: a topic's, or a service's.

    `records` tells to show, step by step, where the records of the last look go;
    `reassures` to say what they do not touch and how to take them back. `refusal`
    is what a server's answer says that no DNS cures.
    """

    topic: str | None = None
    service: str | None = None
    records: bool = False
    reassures: bool = False
    refusal: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOver:
    """Give the conversation to a person."""

    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Close:
    """Thanks and goodbye; `reason` is noted, not-now, again or nothing."""

    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decline:
    """Not what this desk is for, said kindly, with the way to a person."""

    reason: str = "out-of-scope"


Move = Ask | Examine | Explain | HandOver | Close | Decline
