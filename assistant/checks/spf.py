"""SPF: the whole record weighed, and one sender decided where one is given."""

from __future__ import annotations

from assistant.checks.evidence import SpfFacts
from assistant.lookup.answer import Query
from assistant.lookup.resolver import Resolver
from assistant.mail.spf.audit import audit
from assistant.mail.spf.evaluate import check_host
from assistant.understanding.question import Subject


async def examine_spf(subject: Subject, dns: Resolver) -> SpfFacts:
    """Weigh the record of the domain (RFC 7208 §4.6.4), and the sender's fate."""
    weighed = await audit(subject.domain, dns)
    there = await dns.lookup(Query(name=subject.domain, type="TXT"))
    sender = None
    if subject.ip is not None:
        address = subject.sender or f"postmaster@{subject.domain}"
        sender = await check_host(
            ip=subject.ip, sender=address, helo=subject.domain, dns=dns
        )
    return SpfFacts(audit=weighed, texts=there.text, sender=sender)
