"""A small conversation to keep: one question, and one answer to it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from assistant.dialogue.moves import Close, Move
from assistant.replies.reply import Prose, Reply
from assistant.store.turns import Store
from assistant.turn import Turn
from assistant.understanding.question import Known, Problem, Question, Understanding

LATEST = 2**40  # a cursor that nothing is newer than
NOON = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
QUESTION = Question(text="mijn nieuwsbrief komt in de spam", asked_at=NOON)


def after(seconds: float) -> datetime:
    return NOON + timedelta(seconds=seconds)


def answered(text: str = "Welk domein?", *, move: Move | None = None) -> Turn:
    return Turn(
        question=QUESTION,
        understanding=Understanding(
            question=QUESTION,
            known=Known(services=("mailchimp",)),
            problem=Problem.SPAM,
        ),
        move=move or Close(),
        reply=Reply(language="nl", parts=(Prose(markdown=text),)),
    )


def ask(store: Store, turn: str = "t1", conversation: str | None = None) -> str:
    asked = store.ask(conversation=conversation, turn=turn, question=QUESTION, now=NOON)
    return asked.conversation


def finish(store: Store, turn: str, whole: Turn) -> None:
    assert store.claim(turn, worker="w", now=NOON)
    assert store.finish(turn, "w", whole, NOON)
