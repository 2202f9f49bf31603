"""The helpdesk: one turn, the whole story. Read this first.

A question comes in; it is understood; if a look can help (the customer, or the
colleague who takes over), the DNS and the message are examined, the evidence is
judged, and a cure is worked out and proven; then the reply is composed. Every
step is a room of its own.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from assistant.checks.evidence import Evidence
from assistant.checks.examine import examine
from assistant.checks.message import with_service
from assistant.checks.progress import Progress, silent
from assistant.checks.senders import with_sender
from assistant.checks.served import as_served
from assistant.checks.settled import with_settled
from assistant.diagnosis.diagnose import diagnose
from assistant.diagnosis.finding import Diagnosis
from assistant.dialogue.asking import as_left
from assistant.dialogue.conversation import Conversation
from assistant.dialogue.decide import decide
from assistant.dialogue.looking import to_look_at
from assistant.knowledge.match import Matcher
from assistant.knowledge.networks import Networks
from assistant.knowledge.shelf import Shelf
from assistant.lookup.recorder import Recorder
from assistant.lookup.resolver import Resolver
from assistant.remedies.change import Prescription
from assistant.remedies.prescribe import prescribe
from assistant.replies.compose import compose
from assistant.replies.texts import Texts
from assistant.turn import Turn
from assistant.understanding.question import Question, Subject
from assistant.understanding.understand import understand


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What one look at a subject brought."""

    evidence: Evidence
    diagnosis: Diagnosis
    prescription: Prescription


@dataclass(frozen=True, slots=True)
class Desk:
    """The helpdesk, with everything that it needs within reach."""

    shelf: Shelf
    matcher: Matcher
    texts: Texts
    open_dns: Callable[[Subject], Resolver]
    networks: Networks = field(default_factory=Networks)

    async def take(
        self,
        question: Question,
        conversation: Conversation,
        progress: Progress = silent,
    ) -> Turn:
        """Answer one question."""
        understanding = understand(
            question, conversation.known, self.shelf, self.matcher
        )
        move = decide(understanding, conversation)
        subject = to_look_at(move, understanding, conversation)
        look = await self.look(subject, progress) if subject else None
        understanding = as_left(
            understanding,
            move,
            look.evidence if look else None,
            self.shelf,
            look.prescription if look else None,
        )
        reply = compose(
            understanding,
            move,
            look.evidence if look else None,
            look.diagnosis if look else None,
            look.prescription if look else None,
            self.shelf,
            self.texts,
            earlier=conversation.look_at(understanding.known.domain),
        )
        return Turn(
            question=question,
            understanding=understanding,
            move=move,
            evidence=look.evidence if look else None,
            diagnosis=look.diagnosis if look else None,
            prescription=look.prescription if look else None,
            reply=reply,
        )

    async def look(self, subject: Subject, progress: Progress = silent) -> Look:
        """Measure, judge, and work out what cures it."""
        subject = with_service(subject, self.shelf)
        dns = Recorder(self.open_dns(subject))
        evidence = await examine(subject, dns, self.shelf, progress)
        evidence = await with_sender(evidence, dns, self.shelf, self.networks)
        evidence = await with_settled(evidence, dns, self.shelf)
        evidence, served = await as_served(evidence, dns, self.shelf)
        diagnosis = diagnose(evidence, self.shelf)
        prescription = await prescribe(diagnosis, evidence, self.shelf, served)
        whole = replace(evidence, transcript=dns.transcript)
        return Look(evidence=whole, diagnosis=diagnosis, prescription=prescription)
