"""A case in short, for who is not in the console: as a mail, and as plain facts.

It says what is known, what was measured and what would cure it. No mail address
of the customer stands in it, and nothing of a pasted message.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from assistant.chores.equipment import Equipment
from assistant.chores.letters import KIND, subject_and_body
from assistant.replies.case import Case as Look
from assistant.replies.forms import TICKET, in_form
from assistant.replies.quoting import Safe
from assistant.replies.voice import Voice
from assistant.store.case import Case
from assistant.turn import Turn
from assistant.understanding.question import Known

TEXT = "who-waits"


@dataclass(frozen=True, slots=True, kw_only=True)
class FactCard:
    """What is told of one case; `facts` are fit for JSON."""

    subject: str
    body: str
    facts: Mapping[str, str | None]


def fact_card(equipment: Equipment, case: Case, *, near: bool) -> FactCard:
    """Write the card, in the language that the desk speaks first.

    Args:
        equipment: Whose desk it is.
        case: The one that waits.
        near: Whether it is the promised time that comes near.
    """
    language = _language(equipment)
    look = _look(equipment, case, language)
    shown = _shown(equipment, case, look)
    ticket = in_form(TICKET, look) if look and look.changes else ""
    link = console_link(equipment, case.conversation)
    text = equipment.desk.texts.plain(
        KIND,
        TEXT,
        language,
        **{name: one for name, one in shown.items() if name != "language"},
        complaint=_complaint(equipment, case, language),
        spoken=case.language,
        near=near,
        since=_clock(equipment, case.waiting_since),
        due=_clock(equipment, case.due_at),
        ticket=Safe(ticket.strip()),
        link=link,
    )
    subject, body = subject_and_body(text)
    facts = {
        **{name: one or None for name, one in shown.items()},
        "conversation": case.conversation,
        "severity": case.severity,
        "waiting_since": _iso(case.waiting_since),
        "due_at": _iso(case.due_at),
        "ticket": ticket or None,
        "link": link or None,
    }
    return FactCard(subject=subject, body=body, facts=facts)


def _shown(equipment: Equipment, case: Case, look: Look | None) -> dict[str, str]:
    """What is known of a case; empty where it is not."""
    verdict = look.verdict if look else None
    return {
        "domain": case.domain or "",
        "service": _service(equipment, case),
        "problem": case.problem or "",
        "cause": case.cause or "",
        "reason": case.reason or "",
        "language": case.language,
        "last_line": case.last_line,
        "said": case.said,
        "verdict": look.told(verdict).headline if look and verdict else "",
    }


def _complaint(equipment: Equipment, case: Case, language: str) -> str:
    """The problem in words; empty where it is none that has words."""
    texts, problem = equipment.desk.texts, case.problem or ""
    if not texts.has_word("problems", problem, language):
        return ""
    return texts.word("problems", problem, language)


def console_link(equipment: Equipment, conversation: str) -> str:
    """Where colleagues read a conversation; empty where our address is not set."""
    address = equipment.settings.address
    return f"{address}/console/c/{conversation}" if address else ""


def _language(equipment: Equipment) -> str:
    spoken = equipment.desk.texts.languages
    wanted = (one for one in equipment.helpdesk.languages if one in spoken)
    return next(wanted, "nl")


def _service(equipment: Equipment, case: Case) -> str:
    known = equipment.desk.shelf.services.get(case.service or "")
    return known.name if known else case.service or ""


def _look(equipment: Equipment, case: Case, language: str) -> Look | None:
    turns = equipment.store.thread(case.conversation)
    for stored in reversed(turns):
        if stored.turn and stored.turn.evidence and stored.turn.diagnosis:
            return _told(equipment, stored.turn, language)
    return None


def _told(equipment: Equipment, turn: Turn, language: str) -> Look | None:
    if turn.evidence is None or turn.diagnosis is None:
        return None
    subject = turn.evidence.subject
    known = Known(language=language, services=subject.services, domain=subject.domain)
    voice = Voice(equipment.desk.texts, equipment.desk.shelf, known)
    return Look(turn.evidence, turn.diagnosis, turn.prescription, voice)


def _clock(equipment: Equipment, moment: datetime | None) -> str:
    if moment is None:
        return ""
    there = moment.astimezone(ZoneInfo(equipment.helpdesk.time_zone))
    return there.strftime("%d-%m-%Y %H:%M")


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat(timespec="seconds") if moment else None
