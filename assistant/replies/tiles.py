"""What was measured, at a glance: SPF, DKIM, DMARC and when it was looked at.

A tile says what the worst finding of its subject says, in a few words; without
a finding it says what was measured, and nothing more.
"""

from __future__ import annotations

from collections.abc import Iterator

from assistant.checks.evidence import Evidence, SelectorStatus
from assistant.diagnosis.codes import Code, Severity, Topic
from assistant.diagnosis.finding import Diagnosis, Finding
from assistant.replies.reply import Tile, Tiles, Tone
from assistant.replies.voice import Voice

TONES = {
    Severity.ERROR: Tone.BAD,
    Severity.WARNING: Tone.CAUTION,
    Severity.NOTICE: Tone.CAUTION,
    Severity.OK: Tone.GOOD,
}
# In a tile, what is in order is worth more room than what is merely good to know.
ORDER = (Severity.ERROR, Severity.WARNING, Severity.OK, Severity.NOTICE)
NO_ANSWER = "no-answer"
SHOWN = {
    Topic.SPF: frozenset(code for code in Code if code.startswith("spf-")),
    Topic.DKIM: frozenset(code for code in Code if code.startswith("dkim-")),
    Topic.DMARC: frozenset(code for code in Code if code.startswith("dmarc-")),
}


def tiles(evidence: Evidence, diagnosis: Diagnosis, voice: Voice) -> Tiles:
    """The four tiles of an examination."""
    asked = len({answer.query for answer in evidence.transcript})
    looked = Tile(
        label=voice.word("tiles", "looked"),
        value=voice.word("tiles", "looked-value", count=asked),
    )
    return Tiles(tiles=(*_subjects(evidence, diagnosis, voice), looked))


def _subjects(evidence: Evidence, diagnosis: Diagnosis, voice: Voice) -> Iterator[Tile]:
    for topic in SHOWN:
        finding = _worst(topic, diagnosis)
        label = _label(topic, evidence, voice)
        if finding is None:
            value, tone = _measured(topic, evidence, voice)
            yield Tile(label=label, value=value, tone=tone)
        else:
            value = voice.word("tiles", finding.code, **finding.details)
            yield Tile(label=label, value=value, tone=TONES[finding.severity])


def _worst(topic: Topic, diagnosis: Diagnosis) -> Finding | None:
    found = [one for one in diagnosis.findings if one.code in SHOWN[topic]]
    return min(found, key=lambda one: ORDER.index(one.severity), default=None)


def _label(topic: Topic, evidence: Evidence, voice: Voice) -> str:
    services = evidence.subject.services
    if topic is Topic.DKIM and len(services) == 1:
        return voice.word("tiles", "dkim-of", service=voice.name_of(services[0]))
    return voice.word("tiles", topic.value)


def _measured(topic: Topic, evidence: Evidence, voice: Voice) -> tuple[str, Tone]:
    key = MEASURED[topic](evidence)
    tone = Tone.CAUTION if key == NO_ANSWER else Tone.PLAIN
    facts = {"lookups": evidence.spf.audit.lookups}
    return voice.word("tiles", key, **facts), tone


def _spf(evidence: Evidence) -> str:
    audit = evidence.spf.audit
    if not audit.status.known:
        return NO_ANSWER
    return "spf-count" if audit.records else "spf-none"


def _dkim(evidence: Evidence) -> str:
    if not evidence.subject.services:
        return "dkim-unnamed"
    lost = SelectorStatus.UNREACHABLE
    unreachable = any(one.status is lost for one in evidence.dkim.selectors)
    return NO_ANSWER if unreachable else "not-measured"


def _dmarc(evidence: Evidence) -> str:
    found = evidence.dmarc.discovery.walk
    if found.problem == "unreachable":
        return NO_ANSWER
    return "dmarc-there" if found.text else "dmarc-none"


MEASURED = {Topic.SPF: _spf, Topic.DKIM: _dkim, Topic.DMARC: _dmarc}
