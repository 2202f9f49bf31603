"""One entry of the catalogue: what is fixed about a code."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.diagnosis.codes import Family, Severity, Topic


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What is fixed about a code; `details` are the facts its text may use."""

    topic: Topic
    severity: Severity
    source: str
    family: Family = Family.NONE
    details: frozenset[str] = frozenset()
    curable: bool = False


def entry(
    topic: Topic,
    severity: Severity,
    source: str,
    family: Family = Family.NONE,
    *,
    details: str = "",
    curable: bool = False,
) -> Entry:
    """Fill in an entry; *details* are words, parted by spaces."""
    return Entry(
        topic=topic,
        severity=severity,
        source=source,
        family=family,
        details=frozenset(details.split()),
        curable=curable,
    )
