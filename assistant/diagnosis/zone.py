"""What is wrong with the domain itself. One function a code."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.checks.evidence import Evidence
from assistant.diagnosis.codes import Code
from assistant.diagnosis.finding import Details, Finding
from assistant.errors import RecordSyntaxError
from assistant.knowledge.shelf import Shelf
from assistant.lookup.answer import Status
from assistant.lookup.name import registered_domain
from assistant.mail.spf.record import Qualifier, parse


def domain_absent(evidence: Evidence, shelf: Shelf) -> Iterator[Finding]:
    """The domain does not exist (RFC 8020: then nothing below it does).

    A name below a domain that does exist begins to with the first record under
    it, such as the keys of the service that is to send for it.
    """
    domain = evidence.subject.domain
    if evidence.zone.status is Status.ABSENT and not _may_begin(evidence, shelf):
        yield Finding(code=Code.DOMAIN_ABSENT, at=domain, details={"domain": domain})


def domain_never_sends(evidence: Evidence, shelf: Shelf) -> Iterator[Finding]:
    """The record says that nobody may send at all (RFC 7208 §10.1.2)."""
    records, domain = evidence.spf.audit.records, evidence.subject.domain
    if records and all(_lets_nobody_send(record) for record in records):
        details: Details = {"domain": domain, "record": records[0]}
        yield Finding(code=Code.DOMAIN_NEVER_SENDS, at=domain, details=details)


def domain_takes_no_mail(evidence: Evidence, shelf: Shelf) -> Iterator[Finding]:
    """A null MX: receivers may refuse mail that cannot be answered (§4.2)."""
    domain = evidence.subject.domain
    if evidence.mx.null:
        code = Code.DOMAIN_TAKES_NO_MAIL
        yield Finding(code=code, at=domain, details={"domain": domain})


def dns_unreachable(evidence: Evidence, shelf: Shelf) -> Iterator[Finding]:
    """A question that matters got no answer: then nothing is said of it."""
    domain, names = evidence.subject.domain, evidence.could_not_ask
    if names:
        details: Details = {"domain": domain, "names": names}
        yield Finding(code=Code.DNS_UNREACHABLE, at=domain, details=details)


def dns_signature_broken(evidence: Evidence, shelf: Shelf) -> Iterator[Finding]:
    """Who validates gets no answer, who does not gets one: a stale DS record."""
    domain = evidence.subject.domain
    if evidence.zone.dnssec_broken:
        code = Code.DNS_SIGNATURE_BROKEN
        yield Finding(code=code, at=domain, details={"domain": domain})


def dns_not_everywhere(evidence: Evidence, shelf: Shelf) -> Iterator[Finding]:
    """A name server still has, or already has, another record than the others."""
    copies, domain = evidence.copies, evidence.subject.domain
    if copies:
        details: Details = {
            "domain": domain,
            "servers": tuple(dict.fromkeys(one.server for one in copies)),
            "names": tuple(dict.fromkeys(one.name for one in copies)),
            "ahead": _is_ahead(evidence),
        }
        yield Finding(code=Code.DNS_NOT_EVERYWHERE, at=domain, details=details)


def dns_server_silent(evidence: Evidence, shelf: Shelf) -> Iterator[Finding]:
    """A name server in charge tells nothing of the domain ("lame")."""
    silent, domain = evidence.silent, evidence.subject.domain
    if silent:
        details: Details = {
            "domain": domain,
            "servers": tuple(dict.fromkeys(one.server for one in silent)),
        }
        yield Finding(code=Code.DNS_SERVER_SILENT, at=domain, details=details)


def dns_apex_alias(evidence: Evidence, shelf: Shelf) -> Iterator[Finding]:
    """A CNAME at the domain itself leaves no place for mail's own records."""
    target, domain = evidence.zone.apex_alias, evidence.subject.domain
    if target is not None:
        details: Details = {"domain": domain, "target": target}
        yield Finding(code=Code.DNS_APEX_ALIAS, at=domain, details=details)


def _is_ahead(evidence: Evidence) -> bool:
    """Whether all servers in charge say one thing, and only resolvers another."""
    for name in {one.name for one in evidence.copies}:
        told = [one for one in evidence.copies if one.name == name]
        asked = [
            one
            for one in evidence.transcript
            if one.query.name == name and one.query.at is not None and one.known
        ]
        if len({one.texts for one in told}) > 1 or 0 < len(told) < len(asked):
            return False
    return True


def _may_begin(evidence: Evidence, shelf: Shelf) -> bool:
    below = registered_domain(evidence.subject.domain) != evidence.subject.domain
    services = (shelf.service(one) for one in evidence.subject.services)
    signs = any(one.dkim.records for one in services)
    return below and evidence.zone.registered is True and signs


def _lets_nobody_send(record: str) -> bool:
    try:
        terms = parse(record).mechanisms
    except RecordSyntaxError:
        return False
    only = terms[0] if len(terms) == 1 else None
    return only is not None and only.name == "all" and only.qualifier is Qualifier.FAIL
