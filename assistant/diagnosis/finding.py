"""One thing that is so, and all of them in order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from assistant.diagnosis.catalogue import CATALOGUE
from assistant.diagnosis.codes import Code, Severity, Topic
from assistant.understanding.question import Subject

Detail = str | int | bool | tuple[str, ...]
Details = Mapping[str, Detail]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that is so; `at` is the name in the DNS where it shows."""

    code: Code
    at: str
    details: Details = field(default_factory=dict)

    @property
    def severity(self) -> Severity:
        """How much it matters."""
        return CATALOGUE[self.code].severity

    @property
    def topic(self) -> Topic:
        """What it is about."""
        return CATALOGUE[self.code].topic


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnosis:
    """What is so, worst first, and which of it explains this complaint."""

    subject: Subject
    findings: tuple[Finding, ...]
    cause: Finding | None = None
