"""What is wrong with the name of a sending address. One function a code."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.checks.evidence import Evidence
from assistant.diagnosis.codes import Code
from assistant.diagnosis.finding import Details, Finding
from assistant.knowledge.shelf import Shelf
from assistant.lookup.answer import Status


def reverse_missing(evidence: Evidence, shelf: Shelf) -> Iterator[Finding]:
    """The address has no name."""
    facts = evidence.reverse
    if facts is not None and facts.status in {Status.ABSENT, Status.EMPTY}:
        details = {"ip": facts.ip}
        yield Finding(code=Code.REVERSE_MISSING, at=facts.ip, details=details)


def reverse_unconfirmed(evidence: Evidence, shelf: Shelf) -> Iterator[Finding]:
    """The address has a name, which leads elsewhere."""
    facts = evidence.reverse
    if facts is None or not facts.names or facts.confirmed or facts.unasked:
        return
    details: Details = {"ip": facts.ip, "names": facts.names}
    yield Finding(code=Code.REVERSE_UNCONFIRMED, at=facts.ip, details=details)
