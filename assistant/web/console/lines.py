"""A case as one line of the queue: everything that tells what it is at a glance."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from assistant.knowledge.hours import open_time
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

PASTED = re.compile(
    r"(?:received|return-path|delivered-to|dkim-signature|authentication-results"
    r"|message-id|mime-version|(?:arc|x)-[a-z-]+): ",
    re.IGNORECASE,
)
"""How a pasted header begins, where no words of the customer's own stand before it."""


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
        waits=waited(case),
        late=waiting and case.due_at is not None and case.due_at < now,
        owner=case.owner.value,
        holder=name_of(case.member or case.assignee),
        last_line=said("pasted") if PASTED.match(case.last_line) else case.last_line,
        said=case.said,
        tags=case.tags,
        requests=case.open_requests,
        rating=case.rating.value if case.rating else "",
    )


def waited(case: Case) -> str:
    """How long a case waits for a person, net of office hours; else its age."""
    now = datetime.now(UTC)
    if case.owner is not Owner.NOBODY or case.waiting_since is None:
        return room.span(max(0.0, (now - case.last_at).total_seconds()))
    if case.counts_from is not None and case.counts_from > now:
        return room.say()("from_opening")
    passed = open_time(reception().helpdesk, case.waiting_since, now)
    return room.span(passed.total_seconds())


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
