"""One examination as replies see it: what was found, and what may be shown."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.checks.evidence import Evidence
from assistant.diagnosis.codes import Code
from assistant.diagnosis.finding import Diagnosis, Finding
from assistant.diagnosis.refused import BESIDE_DNS
from assistant.dialogue.conversation import Exchange
from assistant.knowledge.guide import Service
from assistant.remedies.change import Outcome, Prescription, RecordChange
from assistant.replies.cards import Panel
from assistant.replies.voice import Headed, Voice

# The message itself is proven, or was never his: no record mends that.
JUDGED = frozenset(
    {Code.MESSAGE_JUDGED_SPAM, Code.MESSAGE_SERVER_LISTED, Code.MESSAGE_FORGED}
)
IN_WORDS = JUDGED | {Code.REFUSED_CONTENT, Code.REFUSED_REPUTATION}


@dataclass(frozen=True, slots=True)
class Case:
    """Everything known of one examination, and the voice to tell it with.

    `change_asked` tells that the customer asked us to make the change; `earlier`
    is the last look at the same domain.
    """

    evidence: Evidence
    diagnosis: Diagnosis
    prescription: Prescription | None
    voice: Voice
    change_asked: bool = False
    earlier: Exchange | None = None

    @property
    def foreign(self) -> bool:
        """Whether the message was sent under the service's own address."""
        codes = {one.code for one in self.diagnosis.findings}
        return Code.MESSAGE_SENDER_OF_SERVICE in codes

    @property
    def beside_dns(self) -> bool:
        """Whether a refusal is the answer that no record can cure."""
        verdict = self.verdict
        return verdict is not None and verdict.code in BESIDE_DNS

    @property
    def told_in_words(self) -> bool:
        """Whether the answer is advice; records may come with it, not instead."""
        verdict = self.verdict
        return verdict is not None and verdict.code in BESIDE_DNS | IN_WORDS

    @property
    def _no_records(self) -> bool:
        verdict = self.verdict
        judged = verdict is not None and verdict.code in JUDGED
        return self.foreign or self.beside_dns or judged

    @property
    def verdict(self) -> Finding | None:
        """What the headline says: the cause, else the worst that was found."""
        return self.diagnosis.cause or next(iter(self.diagnosis.findings), None)

    @property
    def repeated(self) -> bool:
        """Whether the last look, at another program, ended with the same."""
        before = self.earlier.diagnosis if self.earlier else None
        if before is None or self.verdict is None or self.evidence.message:
            return False
        if self.evidence.subject.services == before.subject.services:
            return False
        about = self.verdict.details.get("service")
        if about and about != self.voice.service:
            return False  # of another program, so no answer about this one
        first = before.cause or next(iter(before.findings), None)
        return first is not None and first.code is self.verdict.code

    def told(self, finding: Finding) -> Headed:
        """The text of a finding.

        While nobody named a program, what is in order is only the ordinary mail.
        """
        if finding.code is Code.ALL_WELL and not self.evidence.subject.services:
            return self.voice.headed("moves", "well-so-far", domain=self.domain)
        return self.voice.finding(finding)

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
        if self.prescription is None or self.refused or self._no_records:
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
        if self._no_records:
            return False
        return bool(self.changes) or bool(given and given.unknowns and not self.refused)

    @property
    def service(self) -> Service | None:
        """The service asked about, where a guide knows it."""
        services = self.evidence.subject.services
        return self.voice.shelf.services.get(services[0]) if services else None
