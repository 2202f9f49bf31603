"""Keys of former days: a service that signs with new names now.

Who set a service up years ago has a key in his DNS, and is told that it is
missing. Both are true: what stands there is the older one.
"""

from __future__ import annotations

from collections.abc import Iterable

from assistant.checks.dkim import SUFFIX
from assistant.checks.evidence import SelectorFact, SelectorStatus
from assistant.checks.wanted import suffixes
from assistant.knowledge.guide import Service
from assistant.lookup.answer import Query
from assistant.lookup.name import registered_domain
from assistant.lookup.resolver import Resolver
from assistant.lookup.together import together
from assistant.mail.dkim.key import parse_key
from assistant.mail.headers.sender import below

MOST_NAMES = 3  # of one service; most have one


async def find_old_keys(
    domain: str, services: Iterable[Service], dns: Resolver
) -> tuple[SelectorFact, ...]:
    """Ask the names that each service used before those that it wants now."""
    found = await together(
        _look(domain, service, selector, dns)
        for service in services
        for selector in _older(service)[:MOST_NAMES]
    )
    return tuple(one for one in found if one is not None)


def _older(service: Service) -> tuple[str, ...]:
    now = {record.host.removesuffix(SUFFIX) for record in service.dkim.records}
    return tuple(one for one in service.dkim.selectors if now and one not in now)


async def _look(
    domain: str, service: Service, selector: str, dns: Resolver
) -> SelectorFact | None:
    name = f"{selector}{SUFFIX}.{domain}"
    answer = await dns.lookup(Query(name=name, type="TXT"))
    target = answer.chain[0] if answer.chain else None
    keys = [key for text in answer.text if (key := parse_key(text)).usable]
    if not keys or not _is_theirs(selector, target, service):
        return None
    return SelectorFact(
        service=service.id,
        selector=selector,
        name=name,
        type="CNAME" if target else "TXT",
        status=SelectorStatus.FOUND,
        certain=False,
        target=target,
        key=keys[0],
        keys=answer.text,
    )


def _is_theirs(selector: str, target: str | None, service: Service) -> bool:
    """Whether a key is this service's: by where it leads, or by a name of its own.

    Names such as k1 and mail are used by more than one.
    """
    if target is None:
        return service.id.partition("-")[0] in selector
    prints = service.fingerprints
    values = (record.value for record in service.dkim.records if record.value)
    own = {top for value in values if (top := registered_domain(value))}
    tops = own | suffixes(service) | {*prints.dkim_domains, *prints.return_paths}
    return below(target, tuple(tops))
