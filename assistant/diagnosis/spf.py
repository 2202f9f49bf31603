"""What is wrong, or right, with the SPF record. One function a code."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.checks.evidence import HELPDESK, Evidence
from assistant.checks.paths import (
    MOST_LOOKUPS,
    MOST_VOIDS,
    has_error,
    include_hosts,
    includes,
    is_unusable,
)
from assistant.checks.senders import NOT_ALLOWED
from assistant.diagnosis.codes import Code
from assistant.diagnosis.finding import Details, Finding
from assistant.diagnosis.spf_shapes import meant
from assistant.errors import RecordSyntaxError
from assistant.knowledge.guide import Aligns, Service
from assistant.knowledge.shelf import Shelf
from assistant.lookup.answer import Status
from assistant.mail.spf.audit import Branch, BranchState
from assistant.mail.spf.record import Qualifier, parse
from assistant.mail.verdict import Verdict

PROBLEMS = {
    BranchState.MISSING: "missing",
    BranchState.ABSENT: "absent",
    BranchState.TWO: "two",
    BranchState.BROKEN: "broken",
    BranchState.LOOP: "loop",
}


def spf_missing(evidence: Evidence, shelf: Shelf) -> Iterator[Finding]:
    """No record at a domain that exists (RFC 7208 §4.5)."""
    audit, domain = evidence.spf.audit, evidence.subject.domain
    there = evidence.zone.status is not Status.ABSENT
    unread = meant(evidence.spf.texts) is not None
    if there and audit.status.known and not audit.records and not unread:
        wrong = evidence.spf.misplaced
        details: Details = {"domain": domain, "misplaced": (wrong,) if wrong else ()}
        yield Finding(code=Code.SPF_MISSING, at=domain, details=details)


def spf_two_records(evidence: Evidence, shelf: Shelf) -> Iterator[Finding]:
    """More than one record is a permerror (RFC 7208 §4.5)."""
    audit, domain = evidence.spf.audit, evidence.subject.domain
    if len(audit.records) > 1:
        details: Details = {
            "domain": domain,
            "count": len(audit.records),
            "records": audit.records,
        }
        yield Finding(code=Code.SPF_TWO_RECORDS, at=domain, details=details)


def spf_too_many_lookups(evidence: Evidence, shelf: Shelf) -> Iterator[Finding]:
    """The eleventh term that asks the DNS is one too many (RFC 7208 §4.6.4)."""
    audit, domain = evidence.spf.audit, evidence.subject.domain
    if audit.root is None or audit.lookups <= MOST_LOOKUPS:
        return
    costliest = audit.costliest
    details: Details = {
        "domain": domain,
        "lookups": audit.lookups,
        "costliest": costliest.domain if costliest else "",
        "costliest_lookups": costliest.lookups if costliest else 0,
    }
    yield Finding(code=Code.SPF_TOO_MANY_LOOKUPS, at=domain, details=details)


def spf_too_many_voids(evidence: Evidence, shelf: Shelf) -> Iterator[Finding]:
    """The third name that leads nowhere is one too many (RFC 7208 §4.6.4)."""
    audit, domain = evidence.spf.audit, evidence.subject.domain
    if audit.voids > MOST_VOIDS:
        details: Details = {
            "domain": domain,
            "voids": audit.voids,
            "names": audit.void_names,
        }
        yield Finding(code=Code.SPF_TOO_MANY_VOIDS, at=domain, details=details)


def spf_broken(evidence: Evidence, shelf: Shelf) -> Iterator[Finding]:
    """A syntax error anywhere is a permerror (RFC 7208 §4.6).

    One in the first word leaves no record at all (§4.5).
    """
    audit, domain = evidence.spf.audit, evidence.subject.domain
    unread = None if audit.records else meant(evidence.spf.texts)
    if len(audit.records) != 1 and unread is None:
        return
    record = unread or audit.records[0]
    try:
        parse(record)
    except RecordSyntaxError as wrong:
        details: Details = {
            "domain": domain,
            "record": record,
            "part": _word_at(record, wrong.offset),
            "expected": wrong.expected,
        }
        yield Finding(code=Code.SPF_BROKEN, at=domain, details=details)


def spf_broken_include(evidence: Evidence, shelf: Shelf) -> Iterator[Finding]:
    """An include that leads to no usable record is a permerror (RFC 7208 §5.2)."""
    audit, domain = evidence.spf.audit, evidence.subject.domain
    if audit.root is None or len(audit.records) != 1:
        return
    for branch in audit.root.children:
        guilty = _unusable(branch)
        if guilty is not None:
            details: Details = {
                "domain": domain,
                "include": branch.domain,
                "problem": PROBLEMS[guilty.state],
            }
            yield Finding(code=Code.SPF_BROKEN_INCLUDE, at=domain, details=details)


def spf_open_to_all(evidence: Evidence, shelf: Shelf) -> Iterator[Finding]:
    """`+all` lets anybody speak for the domain (RFC 7208 §5.1)."""
    audit, domain = evidence.spf.audit, evidence.subject.domain
    if len(audit.records) != 1:
        return
    try:
        last = parse(audit.records[0]).all
    except RecordSyntaxError:
        return
    if last is not None and last.qualifier is Qualifier.PASS:
        details: Details = {"domain": domain, "record": audit.records[0]}
        yield Finding(code=Code.SPF_OPEN_TO_ALL, at=domain, details=details)


def spf_sender_missing(evidence: Evidence, shelf: Shelf) -> Iterator[Finding]:
    """A sender that should be in the record is not, where that matters.

    It does not matter for a service whose envelope domain is never the
    customer's: DMARC counts an aligned MAIL FROM only (RFC 9989 §4.4).
    """
    services = [shelf.service(one) for one in evidence.subject.services]
    found = [one for each in services for one in _service_missing(each, evidence)]
    told = {one.details["include"] for one in found}
    yield from found
    for one in _address_missing(evidence, shelf):
        if one.details["include"] not in told:
            yield one


def _service_missing(service: Service, evidence: Evidence) -> Iterator[Finding]:
    audit, domain = evidence.spf.audit, evidence.subject.domain
    if not audit.records or not audit.status.known or has_error(audit):
        return  # then the record itself is the trouble
    include, sender = service.spf.include or "", ""
    if service.sends_from_website:
        site = evidence.website
        if site is None or site.spf in {None, Verdict.PASS, Verdict.TEMPERROR}:
            return
        include, sender = "a", site.addresses[0]
    elif not _matters(service) or _is_included(service, evidence):
        return
    details: Details = {
        "domain": domain,
        "service": service.name,
        "include": include,
        "sender": sender,
    }
    yield Finding(code=Code.SPF_SENDER_MISSING, at=domain, details=details)


def _matters(service: Service) -> bool:
    return service.spf.aligns is Aligns.ALWAYS and bool(service.spf.include)


def _is_included(service: Service, evidence: Evidence) -> bool:
    """Whether the service stands in the record; an unanswered question counts too."""
    hosts = (*include_hosts(service), *service.spf.seen)
    return includes(evidence.spf.audit, *hosts) is not False


def spf_include_advised(evidence: Evidence, shelf: Shelf) -> Iterator[Finding]:
    """The maker asks for a term in the record, and it is not there.

    For DMARC it need not help; the service will not call the domain ready
    without it.
    """
    audit, domain = evidence.spf.audit, evidence.subject.domain
    for service in (shelf.service(one) for one in evidence.subject.services):
        include, advised = service.spf.include, service.spf.advised_by_maker
        never = service.spf.aligns is Aligns.NEVER
        if include is None or not advised or never or _matters(service):
            continue
        if has_error(audit) or not audit.records or _is_included(service, evidence):
            continue
        details: Details = {
            "domain": domain,
            "service": service.name,
            "include": include,
        }
        yield Finding(code=Code.SPF_INCLUDE_ADVISED, at=domain, details=details)


def _address_missing(evidence: Evidence, shelf: Shelf) -> Iterator[Finding]:
    """An address that is known to send, and of a message only whose it is."""
    outcome, domain = evidence.spf.sender, evidence.subject.domain
    known, address = evidence.sender, evidence.subject.ip
    service, include = "", ""
    if known is not None and known.service and known.verdict in NOT_ALLOWED:
        address, include = known.ip, known.include
        own = known.service == HELPDESK
        service = shelf.helpdesk.name if own else shelf.service(known.service).name
    elif address is None or outcome is None or outcome.verdict not in NOT_ALLOWED:
        return
    if not service:
        include = f"ip6:{address}" if ":" in address else f"ip4:{address}"
    details: Details = {
        "domain": domain,
        "service": service,
        "include": include,
        "sender": address,
    }
    yield Finding(code=Code.SPF_SENDER_MISSING, at=domain, details=details)


def spf_useless_include(evidence: Evidence, shelf: Shelf) -> Iterator[Finding]:
    """An include of a service whose mail is never checked against this record."""
    audit, domain = evidence.spf.audit, evidence.subject.domain
    if audit.root is None:
        return
    for branch in audit.root.children:
        services = shelf.by_include(branch.domain)
        if services and all(_is_useless(one) for one in services):
            details: Details = {
                "domain": domain,
                "service": services[0].name,
                "include": branch.domain,
            }
            yield Finding(code=Code.SPF_USELESS_INCLUDE, at=domain, details=details)


def _is_useless(service: Service) -> bool:
    never = service.spf.aligns is Aligns.NEVER
    return never and service.spf.advised_by_maker is not True


def spf_dead_terms(evidence: Evidence, shelf: Shelf) -> Iterator[Finding]:
    """Terms after `all` are never read: who stands there may not send."""
    audit, domain = evidence.spf.audit, evidence.subject.domain
    if audit.dead and len(audit.records) == 1:
        details: Details = {"domain": domain, "terms": audit.dead}
        yield Finding(code=Code.SPF_DEAD_TERMS, at=domain, details=details)


def spf_uses_ptr(evidence: Evidence, shelf: Shelf) -> Iterator[Finding]:
    """`ptr` is slow and unreliable: it should not be used (RFC 7208 §5.5)."""
    audit, domain = evidence.spf.audit, evidence.subject.domain
    terms = audit.root.children if audit.root else ()
    if any(one.term.lower().lstrip("+-~?").partition(":")[0] == "ptr" for one in terms):
        yield Finding(code=Code.SPF_USES_PTR, at=domain, details={"domain": domain})


def spf_ok(evidence: Evidence, shelf: Shelf) -> Iterator[Finding]:
    """One record, without errors, within its limits (RFC 7208 §4.6)."""
    audit, domain = evidence.spf.audit, evidence.subject.domain
    sound = len(audit.records) == 1 and not audit.unreachable and not has_error(audit)
    if sound and audit.status is Status.FOUND:
        details: Details = {"domain": domain, "lookups": audit.lookups}
        yield Finding(code=Code.SPF_OK, at=domain, details=details)


def _unusable(branch: Branch) -> Branch | None:
    return next((one for one in branch.walk() if is_unusable(one)), None)


def _word_at(record: str, offset: int) -> str:
    start = record.rfind(" ", 0, offset + 1) + 1
    end = record.find(" ", max(offset, start))
    return record[start : end if end != -1 else len(record)]
