"""One examination as replies see it: what was found, and what may be shown."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.checks.evidence import Evidence
from assistant.diagnosis.codes import Code
from assistant.diagnosis.finding import Diagnosis, Finding
from assistant.knowledge.guide import Service
from assistant.remedies.change import Outcome, Prescription, RecordChange
from assistant.replies.cards import Panel
from assistant.replies.voice import Voice


@dataclass(frozen=True, slots=True)
class Case:
    """Everything known of one examination, and the voice to tell it with.

    `change_asked` tells that the customer asked us to make the change.
    """

    evidence: Evidence
    diagnosis: Diagnosis
    prescription: Prescription | None
    voice: Voice
    change_asked: bool = False

    @property
    def verdict(self) -> Finding | None:
        """What the headline says: the cause, else the worst that was found."""
        return self.diagnosis.cause or next(iter(self.diagnosis.findings), None)

    @property
    def domain(self) -> str:
        """The domain that was examined."""
        return self.evidence.subject.domain

    @property
    def panel(self) -> Panel:
        """The panel in which the customer edits his DNS."""
        host_id = self.evidence.zone.host_id
        host = self.voice.shelf.hosts.get(host_id) if host_id else None
        return Panel(host, self.domain)

    @property
    def refused(self) -> bool:
        """Whether the proof forbids giving records."""
        proof = self.prescription.proof if self.prescription else None
        return proof is not None and proof.outcome is Outcome.REFUSED

    @property
    def changes(self) -> tuple[RecordChange, ...]:
        """The changes that may be shown."""
        if self.prescription is None or self.refused:
            return ()
        return self.prescription.changes

    @property
    def cured(self) -> tuple[Code, ...]:
        """What the changes that are shown cure, by the simulation."""
        proof = self.prescription.proof if self.prescription else None
        return proof.cured if proof and self.changes else ()

    @property
    def gives_records(self) -> bool:
        """Whether there is something to publish, known or still to be fetched."""
        given = self.prescription
        return bool(self.changes) or bool(given and given.unknowns and not self.refused)

    @property
    def service(self) -> Service | None:
        """The service asked about, where a guide knows it."""
        services = self.evidence.subject.services
        return self.voice.shelf.services.get(services[0]) if services else None
