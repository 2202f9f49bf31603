"""The name of a sending address, and whether that name leads back to it.

Gmail and others refuse mail from an address without such a name, or whose name
does not lead back. It is set by whoever owns the address, not by the customer.
"""

from __future__ import annotations

from ipaddress import ip_address

from assistant.checks.evidence import ReverseFacts
from assistant.lookup.answer import Query, Status
from assistant.lookup.resolver import Resolver
from assistant.lookup.together import together

MOST_NAMES = 5  # RFC 7208 §4.6.4 looks at ten; one is usual, five is a mistake


async def examine_reverse(ip: str | None, dns: Resolver) -> ReverseFacts | None:
    """Ask for the names of an address and for their addresses (RFC 1912 §2.1)."""
    if ip is None:
        return None
    address = ip_address(ip)
    answer = await dns.lookup(Query(name=address.reverse_pointer, type="PTR"))
    if not answer.recorded:
        return ReverseFacts(ip=ip, status=Status.LATE)
    names = answer.text[:MOST_NAMES]
    kind = "AAAA" if address.version == 6 else "A"  # noqa: PLR2004 - IPv6
    back = await together(dns.lookup(Query(name=name, type=kind)) for name in names)
    return ReverseFacts(
        ip=ip,
        status=answer.status,
        names=names,
        confirmed=tuple(
            name
            for name, there in zip(names, back, strict=True)
            if any(ip_address(text) == address for text in there.text)
        ),
        unasked=any(not there.known for there in back),
    )
