"""DKIM: every selector where its service puts it.

Absence only means something at a name that the service prescribes to every
customer; a name that was guessed, or that differs per account, proves nothing.
"""

from __future__ import annotations

from collections.abc import Iterable

from assistant.checks.evidence import DkimFacts, SelectorFact, SelectorStatus
from assistant.knowledge.guide import Service, WantedRecord
from assistant.lookup.answer import Answer, Query, Status
from assistant.lookup.resolver import Resolver
from assistant.lookup.together import together
from assistant.mail.dkim.key import Key, KeyState, parse_key

SUFFIX = "._domainkey"


async def examine_dkim(
    domain: str, services: Iterable[Service], dns: Resolver
) -> DkimFacts:
    """Look at the DKIM names of all *services* side by side."""
    wanted = [
        (service, record)
        for service in services
        for record in service.dkim.records
        if _is_fixed(record.host)
    ]
    found = await together(
        _look(domain, service, record, dns) for service, record in wanted
    )
    return DkimFacts(selectors=found)


async def _look(
    domain: str, service: Service, record: WantedRecord, dns: Resolver
) -> SelectorFact:
    name = f"{record.host}.{domain}"
    answer = await dns.lookup(Query(name=name, type="TXT"))
    doubled = None
    if answer.status in {Status.ABSENT, Status.EMPTY} and not answer.chain:
        doubled = await _doubled(name, domain, dns)
    return SelectorFact(
        service=service.id,
        selector=record.host.removesuffix(SUFFIX),
        name=name,
        type=record.type,
        status=_status(answer),
        certain=not record.per_account,
        per_account=record.per_account,
        expected=None if record.per_account else record.value,
        target=answer.chain[0] if answer.chain else None,
        key=_best_key(answer.text),
        keys=answer.text,
        doubled=doubled,
    )


def _is_fixed(host: str) -> bool:
    """Whether the name is the same for every customer, so that it can be asked."""
    return host.endswith(SUFFIX) and not any(mark in host for mark in "<>{}… *[]")


async def _doubled(name: str, domain: str, dns: Resolver) -> str | None:
    # Panels append the domain to what is typed; who types the whole name gets
    # it twice. Only a real record counts: a wildcard answers to anything.
    twice = f"{name}.{domain}"
    answer = await dns.lookup(Query(name=twice, type="TXT"))
    is_key = _best_key(answer.text) is not None or bool(answer.chain)
    return twice if is_key else None


def _status(answer: Answer) -> SelectorStatus:
    if not answer.known:
        return SelectorStatus.UNREACHABLE
    if answer.status is Status.FOUND or answer.chain:
        return SelectorStatus.FOUND
    return SelectorStatus.ABSENT


def _best_key(texts: tuple[str, ...]) -> Key | None:
    keys = [parse_key(text) for text in texts]
    usable = [key for key in keys if key.state in {KeyState.GOOD, KeyState.WEAK}]
    return next(iter(usable or keys), None)
