"""The helpdesk: one turn, the whole story. Read this first.

A question comes in; it is understood; if a look can help, the DNS and the
message are examined, the evidence is judged, and a cure is worked out and
proven; then the reply is composed. Every step is a room of its own.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from assistant.checks.examine import examine
from assistant.checks.progress import Progress, silent
from assistant.diagnosis.diagnose import diagnose
from assistant.dialogue.conversation import Conversation
from assistant.dialogue.decide import decide
from assistant.dialogue.moves import Examine
from assistant.knowledge.match import Matcher
from assistant.knowledge.shelf import Shelf
from assistant.lookup.recorder import Recorder
from assistant.lookup.resolver import Resolver
from assistant.remedies.prescribe import prescribe
from assistant.replies.compose import compose
from assistant.replies.texts import Texts
from assistant.turn import Turn
from assistant.understanding.question import Question, Subject
from assistant.understanding.understand import understand


@dataclass(frozen=True, slots=True)
class Desk:
    """The helpdesk, with everything that it needs within reach."""

    shelf: Shelf
    matcher: Matcher
    texts: Texts
    open_dns: Callable[[Subject], Resolver]

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
        evidence = diagnosis = prescription = None
        if isinstance(move, Examine):
            dns = Recorder(self.open_dns(move.subject))
            evidence = await examine(move.subject, dns, self.shelf, progress)
            diagnosis = diagnose(evidence, self.shelf)
            prescription = await prescribe(diagnosis, evidence, self.shelf, dns)
            evidence = replace(evidence, transcript=dns.transcript)
        reply = compose(
            understanding,
            move,
            evidence,
            diagnosis,
            prescription,
            self.shelf,
            self.texts,
        )
        return Turn(
            question=question,
            understanding=understanding,
            move=move,
            evidence=evidence,
            diagnosis=diagnosis,
            prescription=prescription,
            reply=reply,
        )
