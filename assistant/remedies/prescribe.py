"""Choose the cures, merge them into one change, and prove it before it is said."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from types import ModuleType

from assistant.checks.evidence import Evidence
from assistant.diagnosis.codes import CATALOGUE, Code, Severity, Topic
from assistant.diagnosis.finding import Diagnosis, Finding
from assistant.knowledge.guide import Service
from assistant.knowledge.shelf import Shelf
from assistant.lookup.resolver import Resolver
from assistant.remedies import dkim, dmarc, paths, spf
from assistant.remedies.change import Outcome, Prescription, Proof, Remedy
from assistant.remedies.dkim import unknown_records
from assistant.remedies.draft import Draft, draft_of
from assistant.remedies.other_ways import other_ways
from assistant.remedies.prove import Simulation, prove

Cure = Callable[[Finding, Evidence, Shelf, Draft], Draft]

ROOMS: Mapping[Topic, ModuleType] = {
    Topic.SPF: spf,
    Topic.DKIM: dkim,
    Topic.DMARC: dmarc,
    Topic.PATHS: paths,
}

# The order in which cures work on the draft: a record must be one and readable
# before something is added to it, and the limit is counted last.
ORDER = (
    Code.DKIM_WRONG_NAME,
    Code.DKIM_WRONG_TARGET,
    Code.DKIM_NOT_PUBLISHED,
    Code.DMARC_BLOCKS_SERVICE,
    Code.SPF_TWO_RECORDS,
    Code.SPF_BROKEN,
    Code.SPF_BROKEN_INCLUDE,
    Code.SPF_TOO_MANY_VOIDS,
    Code.SPF_MISSING,
    Code.SPF_SENDER_MISSING,
    Code.SPF_TOO_MANY_LOOKUPS,
    Code.SPF_OPEN_TO_ALL,
    Code.DMARC_TWO_RECORDS,
    Code.DMARC_BROKEN,
    Code.DMARC_MISSING,
)

# That the domain never sends is its owner's word, and whether it still holds is
# his to say first; an address of the service's own has no DNS of the customer.
NOT_TO_CHANGE = frozenset({Code.DOMAIN_NEVER_SENDS, Code.MESSAGE_SENDER_OF_SERVICE})


@dataclass(frozen=True, slots=True)
class Case:
    """One examined subject, and what is needed to work on it."""

    diagnosis: Diagnosis
    evidence: Evidence
    shelf: Shelf
    dns: Resolver


def cure(code: Code) -> Cure:
    """The cure of a code: the function of its name in its topic's file."""
    found: Cure = getattr(ROOMS[CATALOGUE[code].topic], code.value.replace("-", "_"))
    return found


async def prescribe(
    diagnosis: Diagnosis, evidence: Evidence, shelf: Shelf, dns: Resolver
) -> Prescription:
    """Work out what to change; what simulation does not prove is left out."""
    case = Case(diagnosis, evidence, shelf, dns)
    chosen = _chosen(diagnosis)
    remedies, draft, simulation = await _proven(chosen, case)
    unknowns = tuple(unknown_records(evidence, shelf))
    seen = simulation.evidence if simulation else evidence
    ways = await other_ways(diagnosis, evidence, seen, draft, shelf, dns)
    proof = simulation.proof if simulation else None
    if proof is not None and proof.outcome is Outcome.PROVEN:
        # A web server may send from another address than it is visited at.
        guessed = any(one.sends_from_website for one in _services(evidence, shelf))
        if unknowns or guessed:
            proof = replace(proof, outcome=Outcome.OPEN)
    return Prescription(
        remedies=remedies,
        changes=draft.changes,
        unknowns=unknowns,
        alternatives=ways,
        proof=proof or (_open(diagnosis) if unknowns else None),
    )


def _services(evidence: Evidence, shelf: Shelf) -> tuple[Service, ...]:
    return tuple(shelf.service(one) for one in evidence.subject.services)


def _open(diagnosis: Diagnosis) -> Proof:
    return Proof(outcome=Outcome.OPEN, before=diagnosis, after=diagnosis)


def _chosen(diagnosis: Diagnosis) -> tuple[Finding, ...]:
    """The findings worth a change, in the order of their cures.

    None where no change is the customer's to make, or not before he said more.
    """
    cause = diagnosis.cause
    if cause is not None and cause.code in NOT_TO_CHANGE:
        return ()
    worth = [one for one in diagnosis.findings if _is_worth(one)]
    return tuple(sorted(worth, key=lambda one: ORDER.index(one.code)))


def _is_worth(finding: Finding) -> bool:
    if not CATALOGUE[finding.code].curable:
        return False
    if finding.code is Code.DMARC_MISSING:
        return bool(finding.details["demanded"])
    return finding.severity in {Severity.ERROR, Severity.WARNING}


async def _proven(
    chosen: tuple[Finding, ...], case: Case
) -> tuple[tuple[Remedy, ...], Draft, Simulation | None]:
    """Everything at once; else what helps by itself, the cause first."""
    simulation = None
    for findings in _attempts(chosen, case.diagnosis.cause):
        remedies, draft = _drafted(findings, case)
        if not draft.changes:
            continue
        aims = frozenset(remedy.code for remedy in remedies)
        simulation = await prove(
            draft, aims, case.diagnosis, case.evidence, case.shelf, case.dns
        )
        if simulation.proof.outcome is not Outcome.REFUSED:
            return remedies, draft, simulation
    return (), draft_of(case.evidence), simulation


def _attempts(
    chosen: tuple[Finding, ...], cause: Finding | None
) -> Iterable[tuple[Finding, ...]]:
    yield chosen
    if len(chosen) > 1:
        alone = [one for one in chosen if one is cause]
        alone += [one for one in chosen if one is not cause]
        yield from ((one,) for one in alone)


def _drafted(
    findings: tuple[Finding, ...], case: Case
) -> tuple[tuple[Remedy, ...], Draft]:
    draft = draft_of(case.evidence)
    remedies = []
    for finding in findings:
        later = cure(finding.code)(finding, case.evidence, case.shelf, draft)
        changes = tuple(one for one in later.changes if one not in draft.changes)
        if changes:
            remedies.append(Remedy(code=finding.code, changes=changes))
        draft = later
    return tuple(remedies), draft
