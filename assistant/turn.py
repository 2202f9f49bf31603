"""A turn: one exchange, whole. What the store keeps and the console shows."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.checks.evidence import Evidence
from assistant.diagnosis.finding import Diagnosis
from assistant.dialogue.moves import Move
from assistant.remedies.change import Prescription
from assistant.replies.reply import Reply
from assistant.understanding.question import Question, Understanding


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """The train of thought from a question to its reply.

    Evidence carries every answer of the DNS that the turn rests on, so a turn
    can be replayed without asking anything again.
    """

    question: Question
    understanding: Understanding
    move: Move
    evidence: Evidence | None = None
    diagnosis: Diagnosis | None = None
    prescription: Prescription | None = None
    reply: Reply
