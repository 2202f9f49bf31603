"""Terms of an SPF record that let nobody pass whom another term does not.

Their going changes nothing for any sender today. What is compared are addresses,
so a term is only called covered when every address of it is known, of both
families, and lies in a network that stays.
"""

from __future__ import annotations

from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network

from assistant.errors import RecordSyntaxError
from assistant.lookup.answer import Query
from assistant.lookup.resolver import Resolver
from assistant.lookup.together import together
from assistant.mail.spf.audit import Audit, Branch, BranchState
from assistant.mail.spf.record import Mechanism, Qualifier, Record, parse
from assistant.remedies.merge import bare

Network = IPv4Network | IPv6Network
MOST_HOSTS = 6  # of one term; a mail domain has one to five


@dataclass(frozen=True, slots=True)
class Reach:
    """What a term lets pass: networks, and the includes within it."""

    networks: tuple[Network, ...] = ()
    hosts: frozenset[str] = frozenset()


async def covered_terms(audit: Audit, dns: Resolver) -> frozenset[str]:
    """The terms of the record itself that another of its terms covers wholly.

    Where any term but `all` takes away instead of adding (RFC 7208 §4.6.2),
    order matters and nothing is called covered.
    """
    root = audit.root
    record = _plain(root.record) if root is not None else None
    if root is None or record is None:
        return frozenset()
    own = Reach(networks=_networks(record))
    reaches = {bare(one.term): _reach(one) for one in root.children}
    nested = {
        term
        for term, branch in ((bare(one.term), one) for one in root.children)
        if term.startswith("include:") and _is_within(term, branch, reaches)
    }
    kept = (own, *(reach for term, reach in reaches.items() if term not in nested))
    networks = tuple(one for reach in kept for one in reach.networks)
    hosts = [one for one in record.mechanisms if one.name in {"a", "mx"}]
    found = await together(
        _is_inside(one, audit.domain, networks, dns) for one in hosts
    )
    inside = {bare(one.text) for one, yes in zip(hosts, found, strict=True) if yes}
    return frozenset(nested | inside)


def _is_within(term: str, branch: Branch, reaches: dict[str, Reach]) -> bool:
    others = (reach for other, reach in reaches.items() if other != term)
    return branch.state is BranchState.OK and any(
        branch.domain in reach.hosts for reach in others
    )


def _plain(text: str | None) -> Record | None:
    """A record in which every term but `all` lets pass, and nothing depends."""
    if text is None:
        return None
    try:
        record = parse(text)
    except RecordSyntaxError:
        return None
    adds = all(
        one.qualifier is Qualifier.PASS or one.name == "all"
        for one in record.mechanisms
    )
    return record if adds else None


def _reach(branch: Branch) -> Reach:
    asks = bare(branch.term).startswith(("include:", "redirect="))
    record = _plain(branch.record) if branch.state is BranchState.OK else None
    if not asks or record is None:
        return Reach()
    below = [_reach(one) for one in branch.children]
    direct = {
        one.domain
        for one in branch.children
        if bare(one.term).startswith("include:") and one.state is BranchState.OK
    }
    return Reach(
        networks=(*_networks(record), *(net for one in below for net in one.networks)),
        hosts=frozenset(direct).union(*(one.hosts for one in below)),
    )


def _networks(record: Record) -> tuple[Network, ...]:
    terms = (one for one in record.tried if isinstance(one, Mechanism))
    return tuple(_network(one) for one in terms if one.name in {"ip4", "ip6"})


def _network(term: Mechanism) -> Network:
    prefix = term.ip4_prefix if term.name == "ip4" else term.ip6_prefix
    length = "" if prefix is None else f"/{prefix}"
    return ip_network(f"{term.network}{length}", strict=False)


async def _is_inside(
    term: Mechanism, domain: str, networks: tuple[Network, ...], dns: Resolver
) -> bool:
    wide = term.ip4_prefix is not None or term.ip6_prefix is not None
    name = term.domain or domain
    if wide or "%" in name or not networks:
        return False
    hosts = [name]
    if term.name == "mx":
        answer = await dns.lookup(Query(name=name, type="MX"))
        hosts = [text.partition(" ")[2] for text in answer.text]
    if not 0 < len(hosts) <= MOST_HOSTS:
        return False
    answers = await together(
        dns.lookup(Query(name=host, type=kind))
        for host in hosts
        for kind in ("A", "AAAA")
    )
    addresses = [ip_address(text) for one in answers for text in one.text]
    known = all(one.known for one in answers)
    return bool(addresses and known) and all(
        any(address in network for network in networks) for address in addresses
    )
