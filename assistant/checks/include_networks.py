"""From an include to the networks that it lets pass, as far as they can be listed.

What depends on the sender (macros, exists) or takes away instead of adding has
no list; an include of only such terms has no network here, and no candidate.
"""

from __future__ import annotations

from collections.abc import Iterator
from ipaddress import IPv4Network, IPv6Network, ip_network

from assistant.errors import RecordSyntaxError
from assistant.lookup.answer import Query
from assistant.lookup.resolver import Resolver
from assistant.lookup.together import together
from assistant.mail.spf.audit import Audit, Branch, BranchState
from assistant.mail.spf.record import Mechanism, Qualifier, parse

Network = IPv4Network | IPv6Network
WHOLE = {4: 32, 6: 128}


async def networks_of(weighed: Audit, dns: Resolver) -> tuple[Network, ...]:
    """Give every network of an include that was weighed, each once."""
    found: dict[Network, None] = {}
    if weighed.root is None:
        return ()
    for branch in weighed.root.walk():
        if branch.state is not BranchState.OK or branch.record is None:
            continue
        for term in _passing(branch):
            if term.network is not None:
                found.update(dict.fromkeys(_written(term)))
            elif term.name in {"a", "mx"}:
                found.update(dict.fromkeys(await _resolved(term, branch.domain, dns)))
    return tuple(found)


def _passing(branch: Branch) -> Iterator[Mechanism]:
    try:
        record = parse(branch.record or "")
    except RecordSyntaxError:
        return
    for term in record.tried:
        if isinstance(term, Mechanism) and term.qualifier is Qualifier.PASS:
            yield term


def _written(term: Mechanism) -> Iterator[Network]:
    length = term.ip4_prefix if term.name == "ip4" else term.ip6_prefix
    text = term.network if length is None else f"{term.network}/{length}"
    yield ip_network(str(text), strict=False)


async def _resolved(term: Mechanism, domain: str, dns: Resolver) -> tuple[Network, ...]:
    name = domain if term.domain is None else term.domain.rstrip(".").lower()
    if "%" in name:
        return ()
    hosts: tuple[str, ...] = (name,)
    if term.name == "mx":
        answer = await dns.lookup(Query(name=name, type="MX"))
        hosts = tuple(text.split()[-1] for text in answer.text if " " in text)
    answers = await together(
        dns.lookup(Query(name=host, type=kind))
        for host in hosts
        for kind in ("A", "AAAA")
    )
    lengths = {4: term.ip4_prefix, 6: term.ip6_prefix}
    found = []
    for text in (text for answer in answers for text in answer.text):
        version = 6 if ":" in text else 4
        length = lengths[version]
        size = WHOLE[version] if length is None else length
        found.append(ip_network(f"{text}/{size}", strict=False))
    return tuple(found)
