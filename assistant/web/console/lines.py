"""A case as one line of the queue: everything that tells what it is at a glance."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from assistant.replies.reply import Tone
from assistant.store.case import Case, Owner
from assistant.web.console import room
from assistant.web.console.people import name_of
from assistant.web.reception import reception

TONES = {
    "error": Tone.BAD,
    "warning": Tone.CAUTION,
    "notice": Tone.CAUTION,
    "ok": Tone.GOOD,
}
PROBLEM_TONES = {"rejected": Tone.BAD, "not_sent": Tone.BAD, "spam": Tone.CAUTION}


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One case in the queue; `late` tells that a promise was not kept."""

    id: str
    title: str
    known: bool
    tone: Tone
    problem: str
    problem_tone: Tone
    service: str
    cause: str
    language: str
    waits: str
    late: bool
    owner: str
    holder: str
    last_line: str
    said: str
    tags: tuple[str, ...]
    requests: int
    rating: str


def lines_of(cases: Iterable[Case]) -> tuple[Line, ...]:
    """Every case as a line."""
    return tuple(map(line_of, cases))


def line_of(case: Case) -> Line:
    """One case as a line, in the words of the language of who reads it."""
    now = datetime.now(UTC)
    said = room.say()
    waiting = case.owner is Owner.NOBODY
    since = case.waiting_since if waiting and case.waiting_since else case.last_at
    return Line(
        id=case.conversation,
        title=case.domain or said("unknown_domain"),
        known=case.domain is not None,
        tone=TONES.get(case.severity or "", Tone.PLAIN),
        problem=problem(case.problem),
        problem_tone=PROBLEM_TONES.get(case.problem or "", Tone.PLAIN),
        service=service(case.service),
        cause=case.cause or "",
        language=case.language,
        waits=room.span(max(0.0, (now - since).total_seconds())),
        late=waiting and case.due_at is not None and case.due_at < now,
        owner=case.owner.value,
        holder=name_of(case.member or case.assignee),
        last_line=case.last_line,
        said=case.said,
        tags=case.tags,
        requests=case.open_requests,
        rating=case.rating.value if case.rating else "",
    )


def problem(code: str | None) -> str:
    """A problem in a few words."""
    if not code:
        return ""
    texts, spoken, said = reception().desk.texts, room.language(), room.say()
    if said.has(f"problem_{code}"):
        return said(f"problem_{code}")
    if not texts.has_word("problems", code, spoken):
        return code.replace("_", " ")
    return texts.word("problems", code, spoken)


def service(identity: str | None) -> str:
    """A service's name as its maker spells it."""
    if not identity:
        return ""
    known = reception().desk.shelf.services.get(identity)
    return known.name if known else identity
