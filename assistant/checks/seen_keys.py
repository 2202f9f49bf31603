"""Keys at the names that a service was seen to use for other customers here.

No maker prescribes these names: that a key stands there is told as seen, and that
none does proves nothing.
"""

from __future__ import annotations

from collections.abc import Iterable

from assistant.checks.dkim import SUFFIX
from assistant.checks.evidence import SelectorFact, SelectorStatus
from assistant.knowledge.guide import Service
from assistant.knowledge.seen_here import selectors_seen
from assistant.lookup.answer import Query
from assistant.lookup.resolver import Resolver
from assistant.lookup.together import together
from assistant.mail.dkim.key import parse_key

MOST_NAMES = 3  # of one service; each is a question more


async def find_seen_keys(
    domain: str, services: Iterable[Service], dns: Resolver
) -> tuple[SelectorFact, ...]:
    """Ask the names at which each service's keys were seen elsewhere."""
    return await together(
        _look(domain, service, selector, dns)
        for service in services
        for selector in selectors_seen(service)[:MOST_NAMES]
    )


async def _look(
    domain: str, service: Service, selector: str, dns: Resolver
) -> SelectorFact:
    name = f"{selector}{SUFFIX}.{domain}"
    answer = await dns.lookup(Query(name=name, type="TXT"))
    keys = [key for text in answer.text if (key := parse_key(text)).usable]
    status = SelectorStatus.FOUND if keys else SelectorStatus.ABSENT
    return SelectorFact(
        service=service.id,
        selector=selector,
        name=name,
        type="TXT",
        status=status if answer.known else SelectorStatus.UNREACHABLE,
        certain=False,
        target=answer.chain[0] if answer.chain else None,
        key=next(iter(keys), None),
        keys=answer.text,
    )
