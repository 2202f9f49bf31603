"""What each name server in charge says, asked only on doubt.

Who says "I changed it" and is told that nothing changed, deserves better than
one resolver's word: the servers in charge may differ among themselves, when one
of them did not take over the new zone, and resolvers keep what was there before.
And where resolvers get no answer, one of these servers may be gone or may not
know the domain.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from assistant.checks.evidence import CopyFacts, Evidence, SilentFacts
from assistant.lookup.answer import Answer, Query
from assistant.lookup.resolver import Resolver
from assistant.lookup.together import together

MOST_SERVERS = 3
MOST_NAMES = 5
DNS_PORT = 53


@dataclass(frozen=True, slots=True, kw_only=True)
class Servers:
    """What the name servers in charge showed; nothing where nobody asked them."""

    copies: tuple[CopyFacts, ...] = ()
    silent: tuple[SilentFacts, ...] = ()


async def ask_servers(evidence: Evidence, dns: Resolver) -> Servers:
    """Compare the name servers' TXT records with what was found.

    Nothing is asked unless the customer says that he changed something, or a
    question of his domain got no answer.
    """
    if not evidence.subject.fresh and not _in_doubt(evidence):
        return Servers()
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
    found = await together(_asked(address, names, dns) for _, address in reached)
    by_server = {server: own for (server, _), own in zip(reached, found, strict=True)}
    copies = [
        fact
        for server, answers in by_server.items()
        for own in answers
        if (fact := await _compared(server, own, dns)) is not None
    ]
    return Servers(copies=tuple(copies), silent=tuple(_silent(by_server)))


def _in_doubt(evidence: Evidence) -> bool:
    """Whether a question about the domain itself got no answer."""
    lost = evidence.dmarc.discovery.walk.problem == "unreachable"
    known = evidence.spf.audit.status.known and evidence.mx.status.known
    return lost or not known


async def _asked(
    address: str, names: tuple[str, ...], dns: Resolver
) -> tuple[Answer, ...]:
    place = f"{address}:{DNS_PORT}"
    return await together(
        dns.lookup(Query(name=name, type="TXT", at=place)) for name in names
    )


def _silent(by_server: dict[str, tuple[Answer, ...]]) -> Iterator[SilentFacts]:
    """The servers that answer none of the questions, where another does.

    Where all are silent, it may be our own way to them that is closed.
    """
    if not any(one.known for answers in by_server.values() for one in answers):
        return
    for server, answers in by_server.items():
        if answers and not any(one.known for one in answers):
            yield SilentFacts(server=server, reason=answers[0].reason)


async def _compared(server: str, own: Answer, dns: Resolver) -> CopyFacts | None:
    name = own.query.name
    ordinary = await dns.lookup(Query(name=name, type="TXT"))
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
