"""Everything that is kept of one conversation, for the one whose it is."""

from __future__ import annotations

import base64
import json
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any

from assistant.replies.plain import markdown
from assistant.store import encoding
from assistant.store.case import Entry
from assistant.store.files import File
from assistant.store.turns import StoredTurn
from assistant.web import look
from assistant.web.reception import reception


def style() -> dict[str, str]:
    """How the copy looks; its own policy allows this one style and nothing else."""
    sheet = look.tight((look.STATIC / "copy.css").read_text(encoding="utf-8"))
    told = base64.b64encode(sha256(sheet.encode()).digest()).decode("ascii")
    return {"style": sheet, "style_hash": f"sha256-{told}"}


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
    here, now = reception(), datetime.now(UTC)
    store = here.store
    entries = store.messages.thread(conversation, now)
    case = store.cases.case(conversation)
    return {
        "helpdesk": here.helpdesk.name,
        "controller": here.helpdesk.controller,
        "conversation": conversation,
        "mail_to": case.mail_to if case else None,
        "entries": [_entry(one) for one in entries],
        "files": [_file(one) for one in store.files.of(conversation).values()],
        "ratings": [_plain(one) for one in store.learning.feedback(conversation)],
        "requests": [_plain(one) for one in store.requests.of(conversation)],
        "mails": [_plain(one) for one in store.mails.of(conversation)],
    }


def _entry(entry: Entry) -> dict[str, Any]:
    if entry.turn is not None:
        return _turn(entry.turn)
    return {"kind": "message", **_plain(entry.message)}


def _file(file: File) -> dict[str, Any]:
    found = reception().store.files.picture(file.entry)
    content = base64.b64encode(found[1]).decode("ascii") if found else None
    return {**_plain(file), "content": content}


def _plain(value: object) -> dict[str, Any]:
    """A value of the store as plain values; times as text."""
    told = asdict(value)  # type: ignore[call-overload] # only values come here
    plain: dict[str, Any] = json.loads(json.dumps(told, default=str))
    return plain


def _turn(stored: StoredTurn) -> dict[str, Any]:
    turn = stored.turn
    return {
        "kind": "turn",
        "id": stored.id,
        "at": stored.asked_at.isoformat(),
        "question": stored.question.text,
        "language": turn.reply.language if turn else None,
        "answer": markdown(turn.reply) if turn else None,
        "kept": json.loads(encoding.dump_turn(turn)[0])["value"] if turn else None,
    }
