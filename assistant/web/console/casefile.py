"""A look as staff see it: the verdict, what it rests on, and what cures it.

Everything here was measured or judged in the rooms below, and is laid out for
one page: nothing is asked and nothing decided any more.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from assistant.checks.evidence import HELPDESK, Evidence, Path, PathOutcome
from assistant.desk import Look
from assistant.diagnosis.catalogue import CATALOGUE
from assistant.diagnosis.finding import Finding
from assistant.knowledge.shelf import Shelf
from assistant.lookup.answer import Answer
from assistant.replies.case import Case
from assistant.replies.forms import FORMS, in_form
from assistant.replies.publish import to_publish
from assistant.replies.quoting import flat
from assistant.replies.reply import Part, Tiles, Tone
from assistant.replies.texts import Texts
from assistant.replies.tiles import TONES, tiles
from assistant.replies.voice import Voice
from assistant.understanding.question import Known
from assistant.web.console.letter import Letter, letter_of
from assistant.web.console.spf_tree import SpfTree, spf_tree
from assistant.web.console.timeline import Picture, picture

PATH_TONES = {
    PathOutcome.ALIGNED: Tone.GOOD,
    PathOutcome.ACCEPTED_NOT_ALIGNED: Tone.CAUTION,
    PathOutcome.REFUSED: Tone.BAD,
    PathOutcome.UNKNOWN: Tone.PLAIN,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One finding; `age_s` is how old the answers it rests on are by now."""

    code: str
    tone: Tone
    headline: str
    paragraphs: tuple[str, ...]
    at: str
    source: str
    cause: bool
    age_s: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """One sending path, in words that fit a row."""

    name: str
    outcome: str
    tone: Tone
    envelope: str
    signs: str
    spf: bool | None
    dkim: bool | None
    asked: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Raw:
    """One answer of the DNS, as it came."""

    question: str
    status: str
    values: tuple[str, ...]
    chain: tuple[str, ...]
    ttl_s: int
    age_s: int
    server: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFile:
    """Everything of one look, ready to be drawn."""

    domain: str
    services: tuple[str, ...]
    recognised_by: tuple[str, ...]
    headline: str
    tone: Tone
    paragraphs: tuple[str, ...]
    measured_at: datetime
    questions: int
    tiles: Tiles
    findings: tuple[Found, ...]
    tree: SpfTree | None
    ways: tuple[Way, ...]
    letter: Letter | None
    picture: Picture | None
    proposal: tuple[Part, ...]
    outcome: str
    forms: tuple[tuple[str, str], ...]
    raw: tuple[Raw, ...]

    @property
    def cause(self) -> str:
        """The code of the cause, or nothing."""
        return next((one.code for one in self.findings if one.cause), "")


def case_of(
    look: Look, shelf: Shelf, texts: Texts, language: str, measured_at: datetime
) -> CaseFile:
    """Lay out a look in one language."""
    evidence, subject = look.evidence, look.evidence.subject
    known = Known(language=language, services=subject.services, domain=subject.domain)
    voice = Voice(texts, shelf, known)
    case = Case(evidence, look.diagnosis, look.prescription, voice)
    verdict, message = case.verdict, evidence.message
    headed = case.told(verdict) if verdict else None
    proof = look.prescription.proof
    since_s = max(0.0, (datetime.now(UTC) - measured_at).total_seconds())
    return CaseFile(
        domain=subject.domain,
        services=voice.names_of(subject.services),
        recognised_by=tuple(flat(one) for one in message.recognised_by)
        if message
        else (),
        headline=headed.headline if headed else "",
        tone=TONES[verdict.severity] if verdict else Tone.PLAIN,
        paragraphs=headed.paragraphs[:1] if headed else (),
        measured_at=measured_at,
        questions=len({answer.query for answer in evidence.transcript}),
        tiles=Tiles(tiles=tiles(evidence, look.diagnosis, voice).tiles[:-1]),
        findings=tuple(_findings(case, since_s)),
        tree=spf_tree(evidence.spf.audit, voice),
        ways=tuple(_way(path, voice) for path in evidence.paths),
        letter=letter_of(message, voice) if message else None,
        picture=picture(message.timeline, voice) if message else None,
        proposal=tuple(to_publish(case)),
        outcome=proof.outcome.value if proof else "",
        forms=tuple(_forms(case)),
        raw=tuple(_raw(answer) for answer in evidence.transcript),
    )


def _findings(case: Case, since_s: float) -> Iterator[Found]:
    for finding in case.diagnosis.findings:
        headed = case.told(finding)
        yield Found(
            code=finding.code.value,
            tone=TONES[finding.severity],
            headline=headed.headline,
            paragraphs=headed.paragraphs,
            at=flat(finding.at),
            source=source_of(finding),
            cause=finding == case.diagnosis.cause,  # what was stored is a copy
            age_s=_age(finding, case.evidence, since_s),
        )


def source_of(finding: Finding) -> str:
    """The clause of the standard on which a finding rests."""
    return CATALOGUE[finding.code].source


def _age(finding: Finding, evidence: Evidence, since_s: float) -> int | None:
    ages = [
        answer.age_s
        for answer in evidence.transcript
        if answer.query.name == finding.at and answer.recorded
    ]
    return round(max(ages) + since_s) if ages else None


def _way(path: Path, voice: Voice) -> Way:
    return Way(
        name=path.service if path.service == HELPDESK else voice.name_of(path.service),
        outcome=path.outcome.value,
        tone=PATH_TONES[path.outcome],
        envelope=flat(path.envelope or ""),
        signs=", ".join(flat(one) for one in path.selectors),
        spf=path.spf,
        dkim=path.dkim,
        asked=path.asked,
    )


def _forms(case: Case) -> Iterator[tuple[str, str]]:
    """The changes in every form that staff work with; none where none may be said."""
    if case.changes:
        yield from ((form, in_form(form, case)) for form in FORMS)


def _raw(answer: Answer) -> Raw:
    return Raw(
        question=f"{flat(answer.query.name)} {answer.query.type}",
        status=answer.status.value if answer.recorded else "not_recorded",
        values=tuple(flat(text) for text in answer.text),
        chain=tuple(flat(name) for name in answer.chain),
        ttl_s=answer.ttl_s or answer.negative_ttl_s,
        age_s=round(answer.age_s),
        server=flat(answer.query.at or answer.server or ""),
        reason=flat(answer.reason) if answer.recorded else "",
    )
