"""A record at the name with the domain typed twice.

Panels append the domain to what is typed; who types the whole name gets it twice.
"""

from __future__ import annotations

from collections.abc import Callable

from assistant.lookup.answer import Query, Status
from assistant.lookup.resolver import Resolver

UNLIKELY = "no-such-name-q7x2"


async def typed_twice(
    name: str, domain: str, fits: Callable[[str], bool], dns: Resolver
) -> str | None:
    """Where a text that *fits* stands instead of at *name*; None without one.

    A wildcard answers to anything, and proves nothing (RFC 4592).
    """
    twice = f"{name}.{domain}"
    above = await dns.lookup(Query(name=f"{domain}.{domain}", type="TXT"))
    if above.status is Status.ABSENT:  # then so is what lies below (RFC 8020)
        return None
    there = await dns.lookup(Query(name=twice, type="TXT"))
    if not any(map(fits, there.text)):
        return None
    anywhere = await dns.lookup(Query(name=f"{UNLIKELY}.{domain}", type="TXT"))
    return None if not anywhere.known or anywhere.text else twice
