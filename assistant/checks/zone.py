"""The zone: does the domain exist, and in whose panel is it edited."""

from __future__ import annotations

from dataclasses import replace

from assistant.checks.evidence import ZoneFacts
from assistant.knowledge.guide import Helpdesk
from assistant.knowledge.shelf import Shelf
from assistant.lookup.answer import Answer, Query, Status
from assistant.lookup.name import parents, registered_domain
from assistant.lookup.resolver import Resolver
from assistant.lookup.together import together

SERIAL_AT, SERIAL_DIGITS = 2, 10  # 32 bits


async def examine_zone(domain: str, dns: Resolver, shelf: Shelf) -> ZoneFacts:
    """Ask for the zone's start and its name servers, at the domain and above."""
    names = (domain, *_up_to_registered(domain))
    soa, *delegations = await together(
        dns.lookup(query)
        for query in (
            Query(name=domain, type="SOA"),
            *(Query(name=name, type="NS") for name in names),
        )
    )
    nameservers = _nearest(delegations)
    host = shelf.host_of(nameservers)
    return ZoneFacts(
        status=_exists(soa, delegations[0]),
        nameservers=nameservers,
        host_id=host.id if host else None,
        with_helpdesk=runs_under(nameservers, shelf.helpdesk.nameservers),
        negative_ttl_s=soa.negative_ttl_s,
        serial=_serial(soa),
        registered=_registered(delegations[-1]),
        apex_alias=soa.chain[0] if soa.chain else None,
        dnssec_broken=await _refused_by_validation(soa, dns),
    )


def _serial(soa: Answer) -> int | None:
    """The third of the SOA's fields (RFC 1035 §3.3.13)."""
    fields = soa.text[0].split() if soa.text else []
    number = fields[SERIAL_AT] if len(fields) > SERIAL_AT else ""
    return int(number) if number.isdecimal() and len(number) <= SERIAL_DIGITS else None


def _registered(delegation: Answer) -> bool | None:
    # NXDOMAIN at the registered name comes from the registry; at a name below
    # it, from the customer's own servers. A recording that says nothing of the
    # name says nothing of the registry either.
    if not delegation.known or not delegation.recorded:
        return None
    return delegation.status is not Status.ABSENT


async def _refused_by_validation(soa: Answer, dns: Resolver) -> bool:
    """Whether nothing of the domain is answered, unless nobody validates.

    RFC 4035 §5.5: SERVFAIL for what does not validate; with CD set (§3.2.2) the
    same resolver gives what it has. A server that fails now and then fails not
    at every question, nor twice at the same one.
    """
    if soa.status is not Status.BROKEN or soa.reason != "SERVFAIL":
        return False
    unchecked, *checked = await together(
        dns.lookup(query)
        for query in (
            replace(soa.query, checking=False),
            replace(soa.query, fresh=True),
            *(replace(soa.query, type=kind) for kind in ("NS", "TXT", "MX")),
        )
    )
    nothing = not any(answer.known for answer in checked)
    return unchecked.status is Status.FOUND and nothing


def runs_under(hosts: tuple[str, ...], suffixes: tuple[str, ...]) -> bool:
    """Whether there are hosts and all of them are or lie under a suffix."""
    return bool(hosts) and all(
        any(host == suffix or host.endswith("." + suffix) for suffix in suffixes)
        for host in hosts
    )


def mailbox_with(helpdesk: Helpdesk, hosts: tuple[str, ...]) -> bool:
    """Whether mail for these hosts is the helpdesk's."""
    return runs_under(hosts, helpdesk.mx_suffixes)


def _up_to_registered(domain: str) -> tuple[str, ...]:
    # Above the registered name the servers are the registry's, not the customer's.
    top = registered_domain(domain)
    if top is None or top == domain:
        return ()
    return tuple(name for name in parents(domain) if name.endswith(top))


def _nearest(delegations: list[Answer]) -> tuple[str, ...]:
    for answer in delegations:
        if answer.status is Status.FOUND:
            return tuple(sorted(answer.text))
    return ()


def _exists(soa: Answer, delegation: Answer) -> Status:
    # Either answer that the name is there settles it; one NXDOMAIN does too.
    for answer in (soa, delegation):
        if answer.status in {Status.FOUND, Status.EMPTY, Status.ABSENT}:
            return answer.status
    return soa.status
