"""Is a change everywhere yet? Asked of every name server, and only on doubt.

Who says "I changed it" and is told that nothing changed, deserves better than
one resolver's word: the servers in charge may differ among themselves, when one
of them did not take over the new zone, and resolvers keep what was there before.
"""

from __future__ import annotations

from itertools import product

from assistant.checks.evidence import CopyFacts, Evidence
from assistant.lookup.answer import Answer, Query
from assistant.lookup.resolver import Resolver
from assistant.lookup.together import together

MOST_SERVERS = 3
MOST_NAMES = 5
DNS_PORT = 53


async def find_copies(evidence: Evidence, dns: Resolver) -> tuple[CopyFacts, ...]:
    """The name servers whose TXT records differ from what was found.

    Nothing is asked unless the customer says that he changed something.
    """
    if not evidence.subject.fresh:
        return ()
    domain = evidence.subject.domain
    asked = evidence.subject.services
    keys = (key.name for key in evidence.dkim.selectors if key.service in asked)
    names = tuple(dict.fromkeys((domain, f"_dmarc.{domain}", *keys)))[:MOST_NAMES]
    servers = evidence.zone.nameservers[:MOST_SERVERS]
    places = await together(dns.lookup(Query(name=one, type="A")) for one in servers)
    reached = [
        (server, place.text[0])
        for server, place in zip(servers, places, strict=True)
        if place.text
    ]
    found = await together(
        _compared(server, address, name, dns)
        for (server, address), name in product(reached, names)
    )
    return tuple(fact for fact in found if fact is not None)


async def _compared(
    server: str, address: str, name: str, dns: Resolver
) -> CopyFacts | None:
    ordinary = await dns.lookup(Query(name=name, type="TXT"))
    own = await dns.lookup(Query(name=name, type="TXT", at=f"{address}:{DNS_PORT}"))
    # Behind an alias stands another's zone, of which this server need not know.
    both = ordinary.known and own.known and own.recorded
    if not both or ordinary.chain[:1] == own.chain[:1] != ():
        return None
    if _content(ordinary) == _content(own):
        return None
    return CopyFacts(
        server=server, name=name, texts=_content(own), others=_content(ordinary)
    )


def _content(answer: Answer) -> tuple[str, ...]:
    return answer.chain[:1] or tuple(sorted(answer.text))
