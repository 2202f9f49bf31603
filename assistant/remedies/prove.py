"""Proof by simulation: the same checks and the same rules, on the changed DNS."""

from __future__ import annotations

from dataclasses import dataclass, replace

from assistant.checks.evidence import Evidence, Path, PathOutcome
from assistant.checks.examine import examine
from assistant.checks.senders import weighed_again
from assistant.diagnosis.codes import Code, Severity, Topic
from assistant.diagnosis.diagnose import diagnose
from assistant.diagnosis.finding import Diagnosis, Finding
from assistant.knowledge.shelf import Shelf
from assistant.lookup.answer import Status
from assistant.lookup.overlay import Overlay
from assistant.lookup.resolver import Resolver
from assistant.remedies.change import Outcome, Proof
from assistant.remedies.draft import Draft

UNUSED = "unused"
TROUBLE = frozenset({Severity.ERROR, Severity.WARNING})
WORTH = {
    PathOutcome.ALIGNED: 2,
    PathOutcome.UNKNOWN: 1,
    PathOutcome.ACCEPTED_NOT_ALIGNED: 1,
    PathOutcome.REFUSED: 0,
}


@dataclass(frozen=True, slots=True)
class Simulation:
    """What was seen through the overlay."""

    proof: Proof
    evidence: Evidence


async def prove(
    draft: Draft,
    aims: frozenset[Code],
    diagnosis: Diagnosis,
    evidence: Evidence,
    shelf: Shelf,
    dns: Resolver,
) -> Simulation:
    """Lay the draft over the DNS, examine and diagnose again, and compare.

    A message that was pasted tells of the past, so it plays no part.
    """
    subject = replace(evidence.subject, message=None, fresh=False)
    overlay = Overlay(beneath=dns, proposed=draft.after)
    later = await examine(subject, overlay, shelf)
    sender = await weighed_again(evidence.sender, subject.domain, overlay)
    later = replace(later, sender=sender)
    after = diagnose(later, shelf)
    before_codes, after_codes = _troubles(diagnosis), _troubles(after)
    cured = tuple(code for code in before_codes if code not in after_codes)
    known = {*before_codes, *_hidden(evidence)}
    caused = tuple(code for code in after_codes if code not in known)
    given_up = _given_up(draft, shelf)
    reason = _refusal(aims, cured, caused, evidence, later, given_up)
    proof = Proof(
        outcome=Outcome.REFUSED if reason else Outcome.PROVEN,
        before=diagnosis,
        after=after,
        cured=cured,
        caused=caused,
        reason=reason,
    )
    return Simulation(proof, later)


def _hidden(before: Evidence) -> frozenset[Code]:
    """What a name lacks that does not exist yet, and is told once it does."""
    absent = before.zone.status is Status.ABSENT
    return frozenset({Code.SPF_MISSING, Code.DMARC_MISSING}) if absent else frozenset()


def _refusal(
    aims: frozenset[Code],
    cured: tuple[Code, ...],
    caused: tuple[Code, ...],
    before: Evidence,
    after: Evidence,
    given_up: frozenset[str],
) -> str:
    """Why this must not be said; empty where nothing speaks against it."""
    if caused:
        return "causes " + ", ".join(caused)
    if not aims <= frozenset(cured):
        left = ", ".join(sorted(aims - frozenset(cured)))
        return f"does not cure {left}" if aims & frozenset(cured) else "cures nothing"
    worse = [
        path.service
        for path in before.paths
        if path.service not in given_up and _is_worse(path, after)
    ]
    return "makes worse: " + ", ".join(worse) if worse else ""


def _is_worse(path: Path, after: Evidence) -> bool:
    later = after.path(path.service)
    if later is None:
        # Nothing in the DNS names it any more; what SPF let pass is lost with it.
        return path.spf is True and not path.dkim
    return WORTH[later.outcome] < WORTH[path.outcome]


def _given_up(draft: Draft, shelf: Shelf) -> frozenset[str]:
    """The services of which the customer said that he no longer uses them."""
    hosts = [
        one.term.partition(":")[2].lower() for one in draft.dropped if one.why == UNUSED
    ]
    return frozenset(one.id for host in hosts for one in shelf.by_include(host))


def _troubles(diagnosis: Diagnosis) -> tuple[Code, ...]:
    return tuple(dict.fromkeys(one.code for one in diagnosis.findings if _hurts(one)))


def _hurts(finding: Finding) -> bool:
    return finding.severity in TROUBLE and finding.topic is not Topic.MESSAGE
