"""Who sent it: the traces of a service, weighed by how hard they are to forge.

What a server of the receiver saw (the host that connected, the envelope) and
what is signed weigh much. What anybody can type into a message weighs little.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable
from dataclasses import dataclass

from assistant.mail.headers.fields import first
from assistant.mail.headers.message import Message
from assistant.mail.headers.people import domain_of

ENOUGH = 35  # below this nobody is named
SEEN, TOLD, TYPED = 40, 15, 5
MOST_TYPED = 15  # all typed fields together


@dataclass(frozen=True, slots=True, kw_only=True)
class Traces:
    """How one service is recognised; domains are suffixes, at a dot.

    A header is "Name", or "Name: text" where it must hold that text.
    """

    id: str
    received_hosts: tuple[str, ...] = ()
    return_paths: tuple[str, ...] = ()
    dkim_domains: tuple[str, ...] = ()
    from_domains: tuple[str, ...] = ()
    message_id_domains: tuple[str, ...] = ()
    ip_ranges: tuple[str, ...] = ()
    headers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Recognised:
    """One service, and what gave it away; `weight` above 35 is enough."""

    id: str
    weight: int
    seen: tuple[str, ...] = ()


def recognise(message: Message, services: Iterable[Traces]) -> tuple[Recognised, ...]:
    """Name the services that may have sent *message*, the surest first.

    RFC 5321 §4.4 and RFC 6376 §3.5 are what the heavy traces rest on.
    """
    found = (_weighed(message, traces) for traces in services)
    enough = [one for one in found if one.weight >= ENOUGH]
    return tuple(sorted(enough, key=lambda one: -one.weight))


def below(name: str | None, suffixes: Iterable[str]) -> bool:
    """Whether *name* is one of *suffixes* or stands below one (RFC 8499 §2)."""
    if not name:
        return False
    return any(name == end or name.endswith(f".{end}") for end in suffixes)


def _weighed(message: Message, traces: Traces) -> Recognised:
    weights = dict(_heavy(message, traces)) | dict(_light(message, traces))
    return Recognised(id=traces.id, weight=sum(weights.values()), seen=tuple(weights))


def _heavy(message: Message, traces: Traces) -> Iterable[tuple[str, int]]:
    entry = message.border
    if entry and below(entry.sender, traces.received_hosts):
        yield f"host {entry.sender}", SEEN
    if entry and entry.ip and _within(entry.ip, traces.ip_ranges):
        yield f"address {entry.ip}", SEEN
    if below(message.envelope_domain, traces.return_paths):
        yield f"return-path {message.envelope_domain}", SEEN
    signed = (one.domain for one in message.signatures)
    domain = next((one for one in signed if below(one, traces.dkim_domains)), None)
    if domain:
        yield f"dkim {domain}", SEEN


def _light(message: Message, traces: Traces) -> Iterable[tuple[str, int]]:
    if below(message.from_domain, traces.from_domains):
        yield f"from {message.from_domain}", SEEN
    number = domain_of(first(message.fields, "message-id"))
    if below(number, traces.message_id_domains):
        yield f"message-id {number}", TOLD
    start = message.border.position + 1 if message.border else 0
    hosts = {hop.sender for hop in message.hops if hop.position >= start}
    told = sorted(host for host in hosts if below(host, traces.received_hosts) if host)
    if told:
        yield f"hop {told[0]}", TOLD
    values = {field.key: field.value for field in reversed(message.fields)}
    typed = [pattern for pattern in traces.headers if _typed(pattern, values)]
    for pattern in typed[: MOST_TYPED // TYPED]:
        yield f"field {pattern}", TYPED


def _typed(pattern: str, values: dict[str, str]) -> bool:
    name, _, text = pattern.partition(":")
    value = values.get(name.strip().lower())
    return value is not None and text.strip().lower() in value.lower()


def _within(ip: str, ranges: Iterable[str]) -> bool:
    address = ipaddress.ip_address(ip)
    for text in ranges:
        network = ipaddress.ip_network(text, strict=False)
        if network.version == address.version and address in network:
            return True
    return False
