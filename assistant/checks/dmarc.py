"""DMARC: the policy in force, and whether the helpdesk may get its reports."""

from __future__ import annotations

from assistant.checks.evidence import DmarcFacts
from assistant.knowledge.guide import Helpdesk
from assistant.lookup.answer import Query
from assistant.lookup.resolver import Resolver
from assistant.mail.dmarc.discover import discover
from assistant.mail.dmarc.record import is_dmarc


async def examine_dmarc(domain: str, dns: Resolver) -> DmarcFacts:
    """Find the policy by the tree walk and by the public suffix list."""
    found = await discover(domain, dns)
    there = await dns.lookup(Query(name=f"_dmarc.{domain}", type="TXT"))
    return DmarcFacts(discovery=found, texts=there.text)


async def may_report(domain: str, helpdesk: Helpdesk, dns: Resolver) -> bool | None:
    """Whether the helpdesk's address may receive this domain's reports.

    Returns:
        None where no report address is set or the DNS could not be asked.

    RFC 9990 §4: another domain's address needs a record there that agrees.
    """
    if not helpdesk.dmarc_report or "@" not in helpdesk.dmarc_report:
        return None
    target = helpdesk.dmarc_report.rpartition("@")[2].lower()
    if target == domain or domain.endswith("." + target):
        return True
    name = f"{domain}._report._dmarc.{target}"
    answer = await dns.lookup(Query(name=name, type="TXT"))
    return any(is_dmarc(text) for text in answer.text) if answer.known else None
