"""SPF: the whole record weighed, and one sender decided where one is given."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from assistant.checks.evidence import SpfFacts
from assistant.checks.misplaced import typed_twice
from assistant.lookup.answer import Query
from assistant.lookup.resolver import Resolver
from assistant.mail.spf.audit import audit, unmet
from assistant.mail.spf.evaluate import Outcome, check_host
from assistant.mail.spf.record import is_spf
from assistant.understanding.question import Subject


async def examine_spf(
    subject: Subject, dns: Resolver, met: Callable[[str], None] = unmet
) -> SpfFacts:
    """Weigh the record of the domain (RFC 7208 §4.6.4), and the sender's fate.

    Args:
        subject: Whose record, and which sender.
        dns: Where to ask.
        met: Told every name that the record leads to, before it is asked.
    """
    async with asyncio.TaskGroup() as group:
        sender = group.create_task(_decided(subject, dns))
        weighed = await audit(subject.domain, dns, met)
        there = await dns.lookup(Query(name=subject.domain, type="TXT"))
        nowhere = weighed.status.known and not weighed.records
        misplaced = await _misplaced(subject.domain, dns) if nowhere else None
    return SpfFacts(
        audit=weighed, texts=there.text, misplaced=misplaced, sender=sender.result()
    )


async def _misplaced(domain: str, dns: Resolver) -> str | None:
    return await typed_twice(domain, domain, is_spf, dns)


async def _decided(subject: Subject, dns: Resolver) -> Outcome | None:
    if subject.ip is None:
        return None
    address = subject.sender or f"postmaster@{subject.domain}"
    return await check_host(ip=subject.ip, sender=address, helo=subject.domain, dns=dns)
