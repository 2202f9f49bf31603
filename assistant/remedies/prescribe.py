"""Choose the cures, merge them into one change, and prove it before it is said."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from types import ModuleType

from assistant.checks.evidence import Evidence
from assistant.checks.wanted import unplaced
from assistant.diagnosis.catalogue import CATALOGUE
from assistant.diagnosis.codes import Code, Severity, Topic
from assistant.diagnosis.finding import Diagnosis, Finding
from assistant.knowledge.guide import Service
from assistant.knowledge.shelf import Shelf
from assistant.lookup.resolver import Resolver
from assistant.remedies import dkim, dmarc, paths, spf
from assistant.remedies.change import (
    Extra,
    Outcome,
    Prescription,
    Proof,
    Remedy,
)
from assistant.remedies.companions import companions, harmless
from assistant.remedies.covered import covered_terms
from assistant.remedies.dkim import names_taken, unknown_records
from assistant.remedies.draft import Draft, draft_of
from assistant.remedies.other_ways import other_ways
from assistant.remedies.prove import Simulation, prove
from assistant.remedies.room import find_room, short_of_room
from assistant.understanding.account_values import AccountValue

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
    Code.DKIM_MISTYPED,
    Code.DKIM_CUT,
    Code.DKIM_OTHER_KEY,
    Code.DKIM_TWO_KEYS,
    Code.DKIM_BROKEN,
    Code.DMARC_BLOCKS_SERVICE,
    Code.SPF_TWO_RECORDS,
    Code.SPF_BROKEN,
    Code.SPF_BROKEN_INCLUDE,
    Code.SPF_TOO_MANY_VOIDS,
    Code.SPF_DEAD_TERMS,
    Code.SPF_MISSING,
    Code.SPF_SENDER_MISSING,
    Code.SPF_INCLUDE_ADVISED,
    Code.SPF_TOO_MANY_LOOKUPS,
    Code.SPF_OPEN_TO_ALL,
    Code.DMARC_TWO_RECORDS,
    Code.DMARC_BROKEN,
    Code.DMARC_MISSING,
)

# An address of the service's own has no DNS of the customer. That the domain never
# sends is its owner's word in SPF, and his to take back; the keys of the service
# that he names take nothing away from it.
NOT_TO_CHANGE = frozenset({Code.MESSAGE_SENDER_OF_SERVICE})
SIGNING = frozenset({Topic.DKIM, Topic.PATHS})


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
    plan = await _proven(_chosen(diagnosis), case)
    draft, simulation = plan.draft, plan.simulation
    unknowns = tuple(unknown_records(evidence, shelf))
    seen = simulation.evidence if simulation else evidence
    room = find_room(plan.wanting or seen, draft, shelf)
    questions = (*names_taken(evidence, shelf), *room.questions)
    ways = await other_ways(diagnosis, evidence, seen, draft, shelf, dns)
    proof = simulation.proof if simulation else None
    if proof is not None and proof.outcome is Outcome.PROVEN:
        # A web server may send from another address than it is visited at.
        guessed = any(one.sends_from_website for one in _services(evidence, shelf))
        # Nor does the server that takes mail in always send it out.
        first = any(one.code is Code.SPF_MISSING for one in plan.remedies)
        guessed = guessed or (first and evidence.mx.mailbox is None)
        if unknowns or guessed:
            proof = replace(proof, outcome=Outcome.OPEN)
    return Prescription(
        remedies=plan.remedies,
        changes=draft.changes,
        unknowns=unknowns,
        alternatives=(*room.ways, *ways),
        proof=proof or (_open(diagnosis) if unknowns or questions else None),
        questions=questions,
        dropped=draft.dropped,
        extras=await _beside(plan, case) if draft.changes or unknowns else (),
        refused_values=tuple(_unplaced(evidence, shelf)),
        budget=room.told(evidence, seen if draft.changes else evidence),
    )


async def _beside(plan: Plan, case: Case) -> tuple[Extra, ...]:
    extras = await companions(case.evidence, case.shelf, case.dns)
    return await harmless(extras, plan.draft, lambda wider: _is_safe(wider, case))


async def _is_safe(draft: Draft, case: Case) -> bool:
    """Whether records that cure nothing break nothing either."""
    nothing: frozenset[Code] = frozenset()
    simulation = await prove(
        draft, nothing, case.diagnosis, case.evidence, case.shelf, case.dns
    )
    return simulation.proof.outcome is not Outcome.REFUSED


def _unplaced(evidence: Evidence, shelf: Shelf) -> Iterator[AccountValue]:
    subject = evidence.subject
    return unplaced(_services(evidence, shelf), subject.domain, subject.account_values)


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
    if any(one.code is Code.DOMAIN_NEVER_SENDS for one in diagnosis.findings):
        worth = [one for one in worth if one.topic in SIGNING]
    return tuple(sorted(worth, key=lambda one: ORDER.index(one.code)))


def _is_worth(finding: Finding) -> bool:
    if not CATALOGUE[finding.code].curable:
        return False
    if finding.code is Code.DMARC_MISSING:
        return bool(finding.details["demanded"])
    return finding.severity in {Severity.ERROR, Severity.WARNING}


@dataclass(frozen=True, slots=True)
class Plan:
    """Cures on one draft, and what the simulation showed of them."""

    draft: Draft
    remedies: tuple[Remedy, ...] = ()
    simulation: Simulation | None = None
    wanting: Evidence | None = None  # what was seen where the ten were not enough

    @property
    def holds(self) -> bool:
        """Whether it may be said."""
        proof = self.simulation.proof if self.simulation else None
        return proof is not None and proof.outcome is not Outcome.REFUSED


async def _proven(chosen: tuple[Finding, ...], case: Case) -> Plan:
    """The best plan: everything at once, else as much as holds together.

    A cure may uncover what the trouble hid: one record made of two is counted
    for the first time. What is uncovered is cured in the same plan.
    """
    nothing = Plan(draft_of(case.evidence))
    if not chosen:
        return nothing
    whole = await _tried(nothing, chosen, case)
    wanting = short_of_room(whole.simulation)
    if not whole.holds and whole.simulation is not None:
        uncovered = _chosen(whole.simulation.proof.after)
        codes = whole.simulation.proof.caused
        whole = await _tried(
            whole, tuple(one for one in uncovered if one.code in codes), case
        )
    plan = whole if whole.holds else await _built_up(chosen, nothing, case)
    return replace(await _finished(plan, case), wanting=wanting)


async def _finished(plan: Plan, case: Case) -> Plan:
    """The plan with what could only be weighed when its records were in place."""
    if plan.simulation is None or not plan.holds:
        return plan
    left = _chosen(plan.simulation.proof.after)
    wider = await _tried(plan, left, case) if left else plan
    return wider if wider.holds else plan


async def _built_up(chosen: tuple[Finding, ...], plan: Plan, case: Case) -> Plan:
    """One cure after the other, the cause's first; what does not hold is left out."""
    cause, refused = case.diagnosis.cause, plan
    for finding in sorted(chosen, key=lambda one: one is not cause):
        wider = await _tried(plan, (finding,), case)
        if wider.holds:
            plan = wider
        elif wider.simulation is not None and refused.simulation is None:
            refused = wider
    return plan if plan.holds else replace(refused, draft=plan.draft, remedies=())


async def _tried(plan: Plan, findings: tuple[Finding, ...], case: Case) -> Plan:
    """The plan with the cures of *findings*, proven or refused as one."""
    seen = plan.simulation.evidence if plan.simulation else case.evidence
    draft, remedies = plan.draft, list(plan.remedies)
    for finding in findings:
        if finding.code is Code.SPF_TOO_MANY_LOOKUPS:
            covered = await covered_terms(seen.spf.audit, case.dns)
            draft = replace(draft, covered=covered)
        later = cure(finding.code)(finding, seen, case.shelf, draft)
        changes = tuple(one for one in later.changes if one not in draft.changes)
        if changes:
            remedies.append(Remedy(code=finding.code, changes=changes))
        draft = later
    if draft.changes == plan.draft.changes:
        return Plan(draft, plan.remedies)
    known = {one.code for one in case.diagnosis.findings}
    aims = frozenset(one.code for one in remedies if one.code in known)
    simulation = await prove(
        draft, aims, case.diagnosis, case.evidence, case.shelf, case.dns
    )
    return Plan(draft, tuple(remedies), simulation)
