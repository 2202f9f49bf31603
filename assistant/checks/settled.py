"""Records that an account would show, and that the DNS already confirms.

Some services make the name of a key out of the customer's domain. Where a key
stands at that very name, the service has prepared it for this domain and no
other: then nobody needs to fetch it from his account.
"""

from __future__ import annotations

from dataclasses import replace

from assistant.checks.evidence import Evidence
from assistant.checks.examine import examine
from assistant.checks.paths import works
from assistant.checks.wanted import has_gap, with_domain
from assistant.knowledge.guide import Service
from assistant.knowledge.shelf import Shelf
from assistant.lookup.answer import Query
from assistant.lookup.resolver import Resolver
from assistant.lookup.together import together
from assistant.mail.dkim.key import parse_key
from assistant.understanding.account_values import AccountValue


async def with_settled(evidence: Evidence, dns: Resolver, shelf: Shelf) -> Evidence:
    """Measure again with what the service has ready; as it was where it has not."""
    subject = evidence.subject
    found = await together(
        _ready(service, evidence, dns)
        for service in (shelf.service(one) for one in subject.services)
    )
    values = tuple(value for each in found for value in each)
    if not values:
        return evidence
    known = replace(subject, account_values=(*subject.account_values, *values))
    seen = await examine(known, dns, shelf)
    return replace(seen, sender=evidence.sender)


async def _ready(
    service: Service, evidence: Evidence, dns: Resolver
) -> tuple[AccountValue, ...]:
    domain = evidence.subject.domain
    told = {one.name for one in evidence.subject.account_values}
    there = {one.name for one in evidence.dkim.of(service.id) if works(one)}
    wanted = [
        AccountValue(name=name, type="CNAME", value=value)
        for record in service.dkim.records
        if record.per_account and record.type == "CNAME" and not has_gap(record.host)
        if (value := with_domain(record.shape, domain)) != record.shape
        if not has_gap(value) and (name := f"{record.host}.{domain}") not in there
    ]
    if not wanted or any(one.name in told for one in wanted):
        return ()
    answers = await together(
        dns.lookup(Query(name=one.value, type="TXT")) for one in wanted
    )
    ready = all(any(parse_key(text).usable for text in one.text) for one in answers)
    return tuple(wanted) if ready else ()
