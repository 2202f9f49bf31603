"""Everything that is kept of one conversation, for the one whose it is."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from assistant.replies.plain import markdown
from assistant.store import encoding
from assistant.store.turns import StoredTurn
from assistant.web.reception import reception


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """How much is kept of a conversation, and until when."""

    questions: int
    since: datetime
    until: datetime


def held(conversation: str) -> Held | None:
    """What is kept of a conversation; None when nothing is."""
    here = reception()
    thread = here.store.thread(conversation)
    if not thread:
        return None
    days = timedelta(days=here.helpdesk.keep_conversations_days)
    asked = [turn.asked_at for turn in thread]
    return Held(questions=len(thread), since=asked[0], until=asked[-1] + days)


def facts(conversation: str) -> dict[str, Any]:
    """Everything that is kept of it, as plain values."""
    helpdesk = reception().helpdesk
    return {
        "helpdesk": helpdesk.name,
        "controller": helpdesk.controller,
        "conversation": conversation,
        "turns": [_turn(turn) for turn in reception().store.thread(conversation)],
    }


def _turn(stored: StoredTurn) -> dict[str, Any]:
    turn = stored.turn
    return {
        "id": stored.id,
        "asked_at": stored.asked_at.isoformat(),
        "question": stored.question.text,
        "language": turn.reply.language if turn else None,
        "answer": markdown(turn.reply) if turn else None,
        "kept": json.loads(encoding.dump_turn(turn)[0])["value"] if turn else None,
    }
