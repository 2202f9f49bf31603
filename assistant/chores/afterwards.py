"""The examination after a change: the whole engine, held against the one before.

A change was advised with a proof: what would be wrong afterwards, by the same
checks and rules. What is wrong now and was not foreseen is what went otherwise.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace

from assistant.chores.equipment import Equipment
from assistant.desk import Look
from assistant.diagnosis.codes import Code, Topic
from assistant.diagnosis.finding import Diagnosis, Finding
from assistant.remedies.change import Outcome, Prescription, RecordChange
from assistant.remedies.prove import TROUBLE
from assistant.store.request import GOOD, NOT_CURED, WORSE
from assistant.store.watch import Watch
from assistant.turn import Turn
from assistant.understanding.question import Subject

# What tells of a message or of a server on its day, and of no record.
ASIDE = frozenset({Topic.MESSAGE, Topic.REFUSED, Topic.MARKS})
PASSING = frozenset({Code.DNS_SERVER_SILENT})


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What the examination showed: good, not_cured or worse.

    `wrong` is what went otherwise than foreseen, `left` what stood apart from this
    change before and still does.
    """

    outcome: str
    look: Look
    wrong: tuple[Finding, ...] = ()
    left: tuple[Finding, ...] = ()

    @property
    def good(self) -> bool:
        """Whether the change did what it should."""
        return self.outcome == GOOD


def examine_afterwards(
    equipment: Equipment, watch: Watch, *, beside: bool
) -> Judged | None:
    """Examine the whole domain again; None when the DNS did not answer.

    Args:
        equipment: Whose desk it is.
        watch: The change that was done.
        beside: Whether an old record was seen beside its new one.
    """
    turn = look_before(equipment, watch)
    look = asyncio.run(equipment.desk.look(_subject(equipment, watch, turn)))
    codes = {one.code for one in look.diagnosis.findings}
    if Code.DNS_UNREACHABLE in codes:
        return None
    return judge(look, turn, watch.records, beside=beside)


def look_before(equipment: Equipment, watch: Watch) -> Turn | None:
    """The turn that the change was asked in, else the last look at its domain."""
    request = equipment.store.requests.request(watch.request or "")
    found = None
    for stored in equipment.store.thread(watch.conversation):
        turn = stored.turn
        if turn is None or turn.diagnosis is None:
            continue
        if request and request.turn == stored.id:
            return turn
        if turn.diagnosis.subject.domain == watch.domain:
            found = turn
    return found


def _subject(equipment: Equipment, watch: Watch, turn: Turn | None) -> Subject:
    """The same as before, but for the message: that tells of the past."""
    if turn is not None and turn.diagnosis is not None:
        return replace(turn.diagnosis.subject, message=None, fresh=True)
    case = equipment.store.cases.case(watch.conversation)
    services = (case.service,) if case and case.service else ()
    return Subject(domain=watch.domain, services=services, fresh=True)


def judge(
    look: Look,
    turn: Turn | None,
    records: tuple[RecordChange, ...],
    *,
    beside: bool = False,
) -> Judged:
    """Hold an examination against the one before, and against what was foreseen."""
    topics = frozenset(_topic(one) for one in records)
    before = _codes(turn.diagnosis) if turn else None
    foreseen = _foreseen(turn, records)
    wrong: list[Finding] = []
    left: list[Finding] = []
    for one in _troubles(look.diagnosis):
        meant = one.topic in topics and (beside or before is None)
        expected = one.topic not in topics if foreseen is None else one.code in foreseen
        (wrong if meant or not expected else left).append(one)
    outcome = GOOD
    if wrong or beside:
        came = {one.code for one in wrong} - (before or frozenset())
        outcome = WORSE if before is not None and came else NOT_CURED
    return Judged(outcome=outcome, look=look, wrong=tuple(wrong), left=tuple(left))


def _foreseen(
    turn: Turn | None, records: tuple[RecordChange, ...]
) -> frozenset[Code] | None:
    """What would still be wrong afterwards; None when nothing was seen before."""
    if turn is None or turn.diagnosis is None:
        return None
    given: Prescription | None = turn.prescription
    proof = given.proof if given else None
    whole = given is not None and set(given.changes) <= set(records)
    if proof is None or proof.outcome is Outcome.REFUSED or not whole:
        return _codes(turn.diagnosis)
    return _codes(proof.after)


def _codes(diagnosis: Diagnosis | None) -> frozenset[Code]:
    found = _troubles(diagnosis) if diagnosis else ()
    return frozenset(one.code for one in found)


def _troubles(diagnosis: Diagnosis) -> tuple[Finding, ...]:
    return tuple(
        one
        for one in diagnosis.findings
        if one.severity in TROUBLE
        and one.topic not in ASIDE
        and one.code not in PASSING
    )


def _topic(change: RecordChange) -> Topic:
    """What a record is about."""
    value = (change.after or change.before or "").lower()
    if change.type == "MX":
        return Topic.MX
    if value.startswith("v=dmarc1") or change.name.startswith("_dmarc."):
        return Topic.DMARC
    return Topic.DKIM if "._domainkey." in change.name else Topic.SPF
