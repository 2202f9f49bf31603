"""What is wrong, or right, with the DMARC record. One function a code."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.checks.evidence import Evidence
from assistant.diagnosis.codes import Code
from assistant.diagnosis.finding import Details, Finding
from assistant.knowledge.shelf import Shelf
from assistant.lookup.answer import Status
from assistant.mail.dmarc.discover import Found
from assistant.mail.dmarc.record import is_dmarc


def dmarc_missing(evidence: Evidence, shelf: Shelf) -> Iterator[Finding]:
    """No record at the domain nor above it (RFC 9989 §4.10)."""
    found, domain = evidence.dmarc.discovery.walk, evidence.subject.domain
    there = evidence.zone.status is not Status.ABSENT
    if not there or found.record is not None or found.problem is not None:
        return
    demanding = [
        service.name
        for service in (shelf.service(one) for one in evidence.subject.services)
        if service.dmarc_required
    ]
    details: Details = {
        "domain": domain,
        "demanded": bool(demanding),
        "service": demanding[0] if demanding else "",
        "misplaced": _misplaced(evidence),
    }
    yield Finding(code=Code.DMARC_MISSING, at=f"_dmarc.{domain}", details=details)


def _misplaced(evidence: Evidence) -> tuple[str, ...]:
    """Where the record was put instead: under a doubled name, or at the domain."""
    if evidence.dmarc.misplaced:
        return (evidence.dmarc.misplaced,)
    at_domain = any(is_dmarc(text) for text in evidence.spf.texts)
    return (evidence.subject.domain,) if at_domain else ()


def dmarc_two_records(evidence: Evidence, shelf: Shelf) -> Iterator[Finding]:
    """Several records at one name are all discarded (RFC 9989 §4.10)."""
    found, domain = evidence.dmarc.discovery.walk, evidence.subject.domain
    if found.problem == "several":
        details: Details = {"domain": domain, "count": len(found.several)}
        at = place(found, domain)
        yield Finding(code=Code.DMARC_TWO_RECORDS, at=at, details=details)


def dmarc_broken(evidence: Evidence, shelf: Shelf) -> Iterator[Finding]:
    """A record that breaks the grammar is no record (RFC 9989 §4.7)."""
    found, domain = evidence.dmarc.discovery.walk, evidence.subject.domain
    if found.problem == "broken":
        details: Details = {
            "domain": domain,
            "record": found.broken or "",
            "expected": found.why,
        }
        at = place(found, domain)
        yield Finding(code=Code.DMARC_BROKEN, at=at, details=details)


def dmarc_reports_lost(evidence: Evidence, shelf: Shelf) -> Iterator[Finding]:
    """An address for reports is another domain's, which does not agree."""
    domain, unheard = evidence.subject.domain, evidence.dmarc.unheard
    if unheard:
        at = place(evidence.dmarc.discovery.walk, domain)
        details: Details = {"domain": domain, "addresses": unheard}
        yield Finding(code=Code.DMARC_REPORTS_LOST, at=at, details=details)


def dmarc_answers_differ(evidence: Evidence, shelf: Shelf) -> Iterator[Finding]:
    """The tree walk and the public suffix list lead to another policy.

    Receivers are mixed: some still look as RFC 7489 §6.6.3 says.
    """
    found, domain = evidence.dmarc.discovery, evidence.subject.domain
    if found.walk.problem or found.psl.problem:
        return
    if found.walk.effective != found.psl.effective:
        details: Details = {
            "domain": domain,
            "policy": found.walk.effective or "",
            "older_policy": found.psl.effective or "",
        }
        yield Finding(
            code=Code.DMARC_ANSWERS_DIFFER, at=f"_dmarc.{domain}", details=details
        )


def dmarc_ok(evidence: Evidence, shelf: Shelf) -> Iterator[Finding]:
    """A valid record is in force."""
    found, domain = evidence.dmarc.discovery.walk, evidence.subject.domain
    if found.record is not None and found.problem is None:
        at = place(found, domain)
        details: Details = {
            "domain": domain,
            "policy": found.policy or "none",
            "found_at": at,
            "addresses": _heard(evidence),
        }
        yield Finding(code=Code.DMARC_OK, at=at, details=details)


def _heard(evidence: Evidence) -> tuple[str, ...]:
    """The addresses that get reports: what a stricter policy would stop."""
    record = evidence.dmarc.discovery.walk.record
    addresses = (uri.partition(":")[2] for uri in (record.rua if record else ()))
    return tuple(one for one in addresses if one not in evidence.dmarc.unheard)


def place(found: Found, domain: str) -> str:
    """The name in the DNS where the record stands, or should stand."""
    return f"_dmarc.{found.found_at or domain}"
