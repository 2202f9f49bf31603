"""What deciding needs to remember of a conversation."""

from __future__ import annotations

from dataclasses import dataclass, field

from assistant.diagnosis.finding import Diagnosis
from assistant.dialogue.moves import Examine, Move
from assistant.remedies.change import Prescription
from assistant.understanding.question import Known, Understanding


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """One earlier turn, as far as deciding and comparing need it."""

    understanding: Understanding
    move: Move
    diagnosis: Diagnosis | None = None
    prescription: Prescription | None = None

    @property
    def examined(self) -> str | None:
        """The domain that was looked at; None when none was."""
        if isinstance(self.move, Examine):
            return self.move.subject.domain
        return self.understanding.known.domain if self.diagnosis else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Conversation:
    """The exchanges so far and what they told."""

    id: str
    known: Known = field(default_factory=Known)
    exchanges: tuple[Exchange, ...] = ()

    @property
    def last(self) -> Exchange | None:
        """The exchange before this one."""
        return self.exchanges[-1] if self.exchanges else None

    @property
    def looks(self) -> tuple[Exchange, ...]:
        """The exchanges that told the customer what was examined, in order."""
        return tuple(x for x in self.exchanges if isinstance(x.move, Examine))

    def look_at(self, domain: str | None) -> Exchange | None:
        """The last exchange in which *domain* was examined."""
        seen = (x for x in reversed(self.exchanges) if x.examined == domain)
        return next(seen, None) if domain else None
