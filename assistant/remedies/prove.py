"""Proof by simulation: the same checks and the same rules, on the changed DNS."""

from __future__ import annotations

from dataclasses import dataclass, replace

from assistant.checks.evidence import Evidence, Path, PathOutcome
from assistant.checks.examine import examine
from assistant.checks.paths import works
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
AWAITS_SERVICE = "awaits-service"  # the pasted names lead to keys that are not there
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
    waits = Code.DKIM_BROKEN in caused and _awaits_service(later)
    if waits:
        caused = tuple(code for code in caused if code is not Code.DKIM_BROKEN)
    given_up = _given_up(draft, shelf)
    reason = _refusal(aims, cured, caused, evidence, later, given_up)
    outcome = Outcome.OPEN if waits else Outcome.PROVEN
    proof = Proof(
        outcome=Outcome.REFUSED if reason else outcome,
        before=diagnosis,
        after=after,
        cured=cured,
        caused=caused,
        reason=reason or (AWAITS_SERVICE if waits else ""),
    )
    return Simulation(proof, later)


def _awaits_service(later: Evidence) -> bool:
    """Whether all that is missing are keys at names that the account showed.

    Many services put a key there only when their customer presses the button.
    """
    told = {one.value for one in later.subject.account_values if one.type == "CNAME"}
    asked = [one for id_ in later.subject.services for one in later.dkim.of(id_)]
    broken = [one for one in asked if works(one) is False]
    return bool(broken) and all(
        one.key is None and one.target == one.expected and one.target in told
        for one in broken
    )


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
