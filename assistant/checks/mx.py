"""Where mail for the domain goes, and whose mailbox that is."""

from __future__ import annotations

from assistant.checks.evidence import HELPDESK, MxFacts
from assistant.checks.zone import mailbox_with
from assistant.knowledge.shelf import Shelf
from assistant.lookup.answer import Query
from assistant.lookup.resolver import Resolver

NULL_MX = ("",)  # RFC 7505 §3: the root as the only exchange means "no mail"


async def examine_mx(domain: str, dns: Resolver, shelf: Shelf) -> MxFacts:
    """Ask for the MX records, best preference first (RFC 5321 §5.1)."""
    answer = await dns.lookup(Query(name=domain, type="MX"))
    hosts = tuple(host for _, host in sorted(_exchanges(answer.text)))
    return MxFacts(
        status=answer.status,
        hosts=() if hosts == NULL_MX else hosts,
        null=hosts == NULL_MX,
        mailbox=_mailbox(hosts, shelf),
    )


def _exchanges(texts: tuple[str, ...]) -> list[tuple[int, str]]:
    found = []
    for text in texts:
        preference, _, host = text.partition(" ")
        if preference.isdecimal():
            found.append((int(preference), host.strip().rstrip(".").lower()))
    return found


def _mailbox(hosts: tuple[str, ...], shelf: Shelf) -> str | None:
    if mailbox_with(shelf.helpdesk, hosts):
        return HELPDESK
    owners = {owner.id for host in hosts if (owner := shelf.by_mx(host))}
    return owners.pop() if len(owners) == 1 else None
