"""What the program found, in the keys that others measure it by.

Every key is always there, null where nothing is known. Codes and values travel;
sentences only in `reply`.
"""

from __future__ import annotations

from typing import Any

from assistant.checks.evidence import Evidence, SelectorFact
from assistant.desk import Look
from assistant.diagnosis.catalogue import CATALOGUE
from assistant.diagnosis.codes import Family
from assistant.diagnosis.finding import Finding
from assistant.dialogue.moves import (
    Ask,
    Close,
    Decline,
    Examine,
    Explain,
    HandOver,
    Move,
)
from assistant.remedies.change import (
    Alternative,
    Budget,
    OpenQuestion,
    Prescription,
    RecordChange,
    Unknown,
)
from assistant.replies.plain import markdown
from assistant.turn import Turn
from assistant.understanding.question import Slot

Json = dict[str, Any]

MOVES: dict[type, str] = {
    Examine: "examine",
    Explain: "explain",
    Ask: "ask",
    HandOver: "hand_over",
    Close: "close",
    Decline: "decline",
}


def of_turn(turn: Turn, name: str | None) -> Json:
    """The answer to `ask`."""
    known, move = turn.understanding.known, turn.move
    return {
        "id": name,
        "language": turn.reply.language,
        "services": list(known.services),
        "problem": str(turn.understanding.problem),
        "domain": known.domain,
        "address": known.address,
        "move": move_name(move),
        "asks_for": _asks_for(move),
        "options": list(move.options) if isinstance(move, Ask) else [],
        "topic": move.topic if isinstance(move, Explain) else None,
        "score": turn.understanding.score,
        "reply": markdown(turn.reply),
    }


def move_name(move: Move) -> str:
    """The word for a move."""
    return MOVES[type(move)]


def _asks_for(move: Move) -> str | None:
    if not isinstance(move, Ask):
        return None
    return "permission" if move.slot is Slot.SMTP_FIELD else str(move.slot)


def of_look(look: Look, elapsed_ms: float, cpu_ms: float) -> Json:
    """The answer to `examine`."""
    evidence, diagnosis = look.evidence, look.diagnosis
    cause = diagnosis.cause
    return {
        "domain": evidence.subject.domain,
        "services": list(evidence.subject.services),
        "spf": _spf(evidence),
        "dkim": [
            {"selector": one.selector, "status": str(one.status), "at": one.name}
            for one in _keys(evidence)
        ],
        "dmarc": _dmarc(evidence),
        "paths": [
            {"service": one.service, "outcome": str(one.outcome)}
            for one in evidence.paths
        ],
        "findings": [of_finding(one) for one in diagnosis.findings],
        "cause": str(cause.code) if cause else None,
        "cause_family": str(CATALOGUE[cause.code].family if cause else Family.NONE),
        "prescription": of_prescription(look.prescription),
        "could_not_ask": list(evidence.could_not_ask),
        "queries": len(evidence.transcript),
        "elapsed_ms": round(elapsed_ms, 1),
        "cpu_ms": round(cpu_ms, 1),
    }


def _keys(evidence: Evidence) -> tuple[SelectorFact, ...]:
    """Every DKIM name once: where services put it, then where a message says."""
    facts = (*evidence.dkim.selectors, *evidence.dkim.signed)
    return tuple({fact.name: fact for fact in reversed(facts)}.values())[::-1]


def _spf(evidence: Evidence) -> Json:
    audit, sender = evidence.spf.audit, evidence.spf.sender
    return {
        "record": audit.records[0] if audit.records else None,
        "lookups": audit.lookups,
        "void": audit.voids,
        "result": str(sender.verdict) if sender else None,
    }


def _dmarc(evidence: Evidence) -> Json:
    found = evidence.dmarc.discovery.walk
    return {
        "record": found.text,
        "found_at": found.found_at,
        "policy": found.policy,
    }


def of_finding(finding: Finding) -> Json:
    """One finding."""
    details = {
        name: list(value) if isinstance(value, tuple) else value
        for name, value in finding.details.items()
    }
    return {
        "code": str(finding.code),
        "severity": str(finding.severity),
        "at": finding.at,
        "details": details,
    }


def of_prescription(prescription: Prescription) -> Json:
    """The prescription with its proof."""
    proof = prescription.proof
    return {
        "changes": [_change(one) for one in prescription.changes],
        "unknowns": [_unknown(one) for one in prescription.unknowns],
        "alternatives": [_alternative(one) for one in prescription.alternatives],
        "proof": {
            "outcome": str(proof.outcome) if proof else None,
            "cured": [str(code) for code in proof.cured] if proof else [],
            "caused": [str(code) for code in proof.caused] if proof else [],
        },
        "extras": [
            {
                "kind": one.kind,
                "changes": [_change(change) for change in one.changes],
                "unknowns": [_unknown(unknown) for unknown in one.unknowns],
            }
            for one in prescription.extras
        ],
        "questions": [_question(one) for one in prescription.questions],
        "dropped": [{"term": one.term, "why": one.why} for one in prescription.dropped],
        "refused_values": [
            {"name": one.name, "value": one.value}
            for one in prescription.refused_values
        ],
        "lookups": _lookups(prescription.budget),
    }


def _question(question: OpenQuestion) -> Json:
    return {
        "kind": question.kind,
        "term": question.term,
        "service": question.service or None,
        "name": question.name,
        "saves": question.saves,
    }


def _lookups(budget: Budget | None) -> Json | None:
    if budget is None:
        return None
    return {"before": budget.before, "after": budget.after, "wanted": budget.wanted}


def _change(change: RecordChange) -> Json:
    return {
        "action": str(change.action),
        "name": change.name,
        "type": change.type,
        "before": change.before,
        "after": change.after,
    }


def _unknown(unknown: Unknown) -> Json:
    return {
        "name": unknown.name,
        "type": unknown.type,
        "shape": unknown.shape,
        "where": unknown.where,
    }


def _alternative(way: Alternative) -> Json:
    server = way.server
    return {
        "kind": way.kind,
        "why": way.why,
        "first": way.first,
        "outcome": str(way.outcome),
        "host": server.host if server else None,
        "missing": [_change(one) for one in way.missing],
    }
