"""What becomes of mail on its way out of a service. One function a code."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.checks.evidence import (
    HELPDESK,
    Evidence,
    Path,
    PathOutcome,
    SelectorStatus,
)
from assistant.checks.maker import is_thin, sends_as_itself, uses_own_server
from assistant.diagnosis.codes import Code
from assistant.diagnosis.dmarc import place
from assistant.diagnosis.finding import Details, Finding
from assistant.knowledge.guide import Service
from assistant.knowledge.shelf import Shelf
from assistant.mail.verdict import Verdict


def dmarc_blocks_service(evidence: Evidence, shelf: Shelf) -> Iterator[Finding]:
    """The domain's own policy asks receivers to stop this service's mail."""
    found, domain = evidence.dmarc.discovery.walk, evidence.subject.domain
    for path in _asked(evidence):
        known = shelf.services.get(path.service)
        if known is not None and sends_as_itself(known):
            continue  # another domain's policy decides
        if path.outcome is PathOutcome.REFUSED:
            details: Details = {
                "domain": domain,
                "service": display(path.service, shelf),
                "policy": found.policy or "",
                "found_at": found.found_at or "",
            }
            at = place(found, domain)
            yield Finding(code=Code.DMARC_BLOCKS_SERVICE, at=at, details=details)


def service_unknown_records(evidence: Evidence, shelf: Shelf) -> Iterator[Finding]:
    """No page tells what this service's customers must publish."""
    domain = evidence.subject.domain
    audit = evidence.spf.audit
    for one in evidence.subject.services:
        service = shelf.service(one)
        if not is_thin(service):
            continue
        hosts = {branch.domain for branch in audit.root.walk()} if audit.root else set()
        candidates = service.spf.candidates
        candidate = next((one for one in candidates if one in hosts), "")
        candidate = candidate or next(iter(candidates), "")
        details: Details = {
            "domain": domain,
            "service": service.name,
            "candidate": candidate,
            "candidate_published": candidate in hosts,
            **_seen_here(service, evidence),
        }
        code = Code.SERVICE_UNKNOWN_RECORDS
        yield Finding(code=code, at=domain, details=details)


def _seen_here(service: Service, evidence: Evidence) -> Details:
    """What its messages showed at other customers here; told, never prescribed."""
    seen = service.seen_here
    keys = [one for one in evidence.dkim.seen if one.service == service.id]
    found = [one.name for one in keys if one.status is SelectorStatus.FOUND]
    absent = [one.name for one in keys if one.status is SelectorStatus.ABSENT]
    return {
        "seen_kinds": tuple(one.kind for one in seen),
        "seen_values": tuple(one.value for one in seen),
        "seen_days": tuple(one.date.isoformat() for one in seen),
        "seen_counts": tuple(str(one.count) for one in seen),
        "seen_key": next(iter(found), ""),
        "seen_no_key": "" if found else next(iter(absent), ""),
    }


def service_sends_as_itself(evidence: Evidence, shelf: Shelf) -> Iterator[Finding]:
    """The reader sees the maker's own address: this domain plays no part."""
    domain = evidence.subject.domain
    for service in (shelf.service(one) for one in evidence.subject.services):
        if sends_as_itself(service):
            own = service.own_smtp.supported is True
            details: Details = {
                "domain": domain,
                "service": service.name,
                "own_server": own,
            }
            code = Code.SERVICE_SENDS_AS_ITSELF
            yield Finding(code=code, at=domain, details=details)


def service_uses_own_server(evidence: Evidence, shelf: Shelf) -> Iterator[Finding]:
    """The customer's own mail server sends it: that one decides."""
    domain = evidence.subject.domain
    for service in (shelf.service(one) for one in evidence.subject.services):
        if uses_own_server(service):
            details: Details = {
                "domain": domain,
                "service": service.name,
                "where": service.own_smtp.where,
            }
            code = Code.SERVICE_USES_OWN_SERVER
            yield Finding(code=code, at=domain, details=details)


def service_unseen(evidence: Evidence, shelf: Shelf) -> Iterator[Finding]:
    """The website may send for the domain; with which addresses, its settings know."""
    domain, site = evidence.subject.domain, evidence.website
    for path in _asked(evidence):
        service = shelf.services.get(path.service)
        if service is None or not service.sends_from_website or site is None:
            continue
        if path.outcome is PathOutcome.UNKNOWN and site.spf is Verdict.PASS:
            details: Details = {
                "domain": domain,
                "service": service.name,
                "sender": site.addresses[0],
                "where": service.own_smtp.where,
            }
            code = Code.SERVICE_UNSEEN
            yield Finding(code=code, at=domain, details=details)


def all_well(evidence: Evidence, shelf: Shelf) -> Iterator[Finding]:
    """Mail of every service that was asked about passes with the domain shown."""
    paths = tuple(_asked(evidence))
    if paths and all(path.outcome is PathOutcome.ALIGNED for path in paths):
        details: Details = {
            "domain": evidence.subject.domain,
            "service": display(paths[0].service, shelf),
        }
        at = evidence.subject.domain
        yield Finding(code=Code.ALL_WELL, at=at, details=details)


def display(service: str, shelf: Shelf) -> str:
    """The name of a path's service; the helpdesk's own name for its servers."""
    return shelf.helpdesk.name if service == HELPDESK else shelf.service(service).name


def _asked(evidence: Evidence) -> Iterator[Path]:
    """The paths asked about; without a service, those of the ordinary mailbox."""
    asked = [path for path in evidence.paths if path.asked]
    mailbox = [path for path in evidence.paths if path.service == evidence.mx.mailbox]
    yield from asked or mailbox
