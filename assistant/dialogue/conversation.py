"""What deciding needs to remember of a conversation."""

from __future__ import annotations

from dataclasses import dataclass, field

from assistant.diagnosis.finding import Diagnosis
from assistant.dialogue.moves import Move
from assistant.understanding.question import Known, Understanding


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """One earlier turn, as far as deciding needs it."""

    understanding: Understanding
    move: Move
    diagnosis: Diagnosis | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Conversation:
    """The exchanges so far and what they told."""

    id: str
    known: Known = field(default_factory=Known)
    exchanges: tuple[Exchange, ...] = ()
