"""DMARC: the policy in force, and whether the helpdesk may get its reports."""

from __future__ import annotations

from assistant.checks.evidence import DmarcFacts
from assistant.checks.misplaced import typed_twice
from assistant.knowledge.guide import Helpdesk
from assistant.lookup.answer import Query
from assistant.lookup.resolver import Resolver
from assistant.lookup.together import together
from assistant.mail.dmarc.discover import Discovery, discover
from assistant.mail.dmarc.record import is_dmarc

MOST_ADDRESSES = 3  # receivers need not send to more (RFC 9990 §3.1.1)


async def examine_dmarc(domain: str, dns: Resolver) -> DmarcFacts:
    """Find the policy by the tree walk and by the public suffix list."""
    found = await discover(domain, dns)
    there = await dns.lookup(Query(name=f"_dmarc.{domain}", type="TXT"))
    nowhere = found.walk.record is None and found.walk.problem is None
    return DmarcFacts(
        discovery=found,
        texts=there.text,
        unheard=await _unheard(domain, found, dns),
        misplaced=await typed_twice(f"_dmarc.{domain}", domain, is_dmarc, dns)
        if nowhere
        else None,
    )


async def may_report(domain: str, helpdesk: Helpdesk, dns: Resolver) -> bool | None:
    """Whether the helpdesk's address may receive this domain's reports.

    Returns:
        None where no report address is set or the DNS could not be asked.

    RFC 9990 §4: another domain's address needs a record there that agrees.
    """
    if not helpdesk.dmarc_report or "@" not in helpdesk.dmarc_report:
        return None
    return await _agrees(domain, helpdesk.dmarc_report, dns)


async def _agrees(domain: str, address: str, dns: Resolver) -> bool | None:
    target = address.rpartition("@")[2].lower()
    if target == domain or domain.endswith("." + target):
        return True
    name = f"{domain}._report._dmarc.{target}"
    answer = await dns.lookup(Query(name=name, type="TXT"))
    if not answer.known or not answer.recorded:
        return None
    return any(is_dmarc(text) for text in answer.text)


async def _unheard(domain: str, found: Discovery, dns: Resolver) -> tuple[str, ...]:
    """The addresses of the record in force whose domain does not agree."""
    record, at = found.walk.record, found.walk.found_at or domain
    own = found.walk.organizational_domain or at
    addresses = [
        uri.partition(":")[2]
        for uri in (record.rua if record else ())
        if uri.lower().startswith("mailto:")
    ]
    foreign = [
        one
        for one in addresses
        if not f".{one.rpartition('@')[2].lower()}".endswith(f".{own}")
    ][:MOST_ADDRESSES]
    answers = await together(_agrees(at, one, dns) for one in foreign)
    return tuple(
        one for one, agrees in zip(foreign, answers, strict=True) if agrees is False
    )
