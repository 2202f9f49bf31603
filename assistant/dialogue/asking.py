"""Which question a turn leaves open, so that a bare answer is understood.

A turn asks by its move, or, after a look, whether the customer's program has a
field for a mail server of his own: the one fact that decides the way on where
no page tells what a service wants in the DNS.
"""

from __future__ import annotations

from dataclasses import replace

from assistant.checks.evidence import Evidence
from assistant.checks.maker import is_thin
from assistant.dialogue.moves import Ask, HandOver, Move
from assistant.knowledge.shelf import Shelf
from assistant.lookup.answer import Status
from assistant.remedies.change import Prescription
from assistant.understanding.question import Problem, Slot, Understanding


def asks_smtp_field(evidence: Evidence, shelf: Shelf) -> bool:
    """Whether the one test question is worth asking after this look."""
    subject = evidence.subject
    if not subject.services or subject.smtp_field is not None:
        return False
    if evidence.zone.status is Status.ABSENT:
        return False
    service = shelf.service(subject.services[0])
    return is_thin(service) and service.own_smtp.supported is None


def asked_term(prescription: Prescription | None) -> str:
    """The term of the SPF record whose sender is asked about, or nothing."""
    questions = prescription.questions if prescription else ()
    return questions[0].term if questions else ""


def as_left(
    understanding: Understanding,
    move: Move,
    evidence: Evidence | None,
    shelf: Shelf,
    prescription: Prescription | None = None,
) -> Understanding:
    """The understanding as this turn leaves it.

    With the question that it leaves open, and the service that a pasted message
    gave away.
    """
    known = understanding.known
    asked: tuple[Slot, ...] = ()
    term = asked_term(prescription)
    if isinstance(move, Ask):
        asked = (move.slot,)
    elif isinstance(move, HandOver):
        term = ""  # a colleague asks from here on
    elif term:
        asked = (Slot.STILL_USED,)
    elif evidence is not None and asks_smtp_field(evidence, shelf):
        asked = (Slot.SMTP_FIELD,)
    elif evidence is not None and understanding.problem is Problem.CHANGE_REQUEST:
        asked = (Slot.PERMISSION,)
    elif prescription is not None and prescription.unknowns:
        asked = (Slot.ACCOUNT_VALUES,)
    services, host = known.services, known.host
    if evidence is not None:
        services = services or evidence.subject.services
        host = evidence.zone.host_id
    known = replace(known, asked=asked, asked_term=term, services=services)
    known = replace(known, host=host)
    return replace(understanding, known=known)
