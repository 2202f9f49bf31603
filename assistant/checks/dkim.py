"""DKIM: every selector where its service puts it.

Absence only means something at a name that the service prescribes to every
customer; a name that was guessed, or that differs per account, proves nothing.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from dataclasses import replace

from assistant.checks.evidence import SelectorFact, SelectorStatus
from assistant.checks.wanted import dkim_wanted
from assistant.knowledge.guide import Service, WantedRecord
from assistant.lookup.answer import Answer, Query, Status
from assistant.lookup.name import registered_domain
from assistant.lookup.resolver import Resolver
from assistant.lookup.together import together
from assistant.mail.dkim.key import Key, KeyState, parse_key
from assistant.mail.headers.message import Message
from assistant.understanding.question import Subject

SUFFIX = "._domainkey"
MOST_SIGNATURES = 4  # of one message; real mail has one or two
UNLIKELY = "no-such-selector-q7x2"  # always the same, so that it is asked once


class KeyRing:
    """The DKIM names of services, each looked at as soon as the service is met.

    Of the ones asked about, what a cure would lead to is asked as well.
    """

    def __init__(
        self,
        domain: str,
        dns: Resolver,
        group: asyncio.TaskGroup,
        subject: Subject,
    ) -> None:
        self._domain, self._dns, self._group = domain, dns, group
        self._subject = subject
        self._looks: dict[str, asyncio.Task[tuple[SelectorFact, ...]]] = {}

    def look(self, service: Service) -> None:
        """Start to look, unless that was done already."""
        if service.id not in self._looks:
            self._looks[service.id] = self._group.create_task(self._all(service))

    async def _all(self, service: Service) -> tuple[SelectorFact, ...]:
        asked = service.id in self._subject.services
        values = self._subject.account_values if asked else ()
        wanted = dkim_wanted(service, self._domain, values)
        records = [one for one in wanted if _is_fixed(one.host)]
        if asked:
            for record in records:
                self._group.create_task(_foresee(self._domain, record, self._dns))
        return await together(
            _look(self._domain, service, record, self._dns) for record in records
        )

    async def of(self, services: Iterable[Service]) -> tuple[SelectorFact, ...]:
        """The selectors of *services*, in their order."""
        wanted = tuple(services)
        for service in wanted:
            self.look(service)
        found = [await self._looks[service.id] for service in wanted]
        return tuple(fact for facts in found for fact in facts)


async def find_signed(
    domain: str, message: Message | None, service: str | None, dns: Resolver
) -> tuple[SelectorFact, ...]:
    """The keys that a message's own signatures name, at the domain or below it.

    A signature tells its selector (RFC 6376 §3.5, s=): nothing is guessed here.
    """
    names = dict.fromkeys(
        (one.selector, f"{one.selector}{SUFFIX}.{one.domain}")
        for one in (message.analysed.signatures if message else ())
        if one.domain == domain or one.domain.endswith(f".{domain}")
    )
    return await together(
        _named(selector, name, service or "", dns)
        for selector, name in tuple(names)[:MOST_SIGNATURES]
    )


async def _named(selector: str, name: str, service: str, dns: Resolver) -> SelectorFact:
    answer = await dns.lookup(Query(name=name, type="TXT"))
    return SelectorFact(
        service=service,
        selector=selector,
        name=name,
        type="TXT",
        status=_status(answer),
        certain=True,
        target=answer.chain[0] if answer.chain else None,
        key=_best_key(answer.text),
        keys=answer.text,
    )


def beside_wildcard(
    selectors: tuple[SelectorFact, ...], wildcard: tuple[str, ...]
) -> tuple[SelectorFact, ...]:
    """The selectors, those at which only the wildcard answers counting as absent."""
    return tuple(
        replace(one, status=SelectorStatus.ABSENT, key=None, keys=())
        if wildcard and one.keys == wildcard and one.target is None
        else one
        for one in selectors
    )


async def find_wildcard(domain: str, dns: Resolver) -> tuple[str, ...]:
    """The texts that stand at DKIM names which nobody made (RFC 4592)."""
    name = f"{UNLIKELY}{SUFFIX}.{domain}"
    answer = await dns.lookup(Query(name=name, type="TXT"))
    return answer.text


async def _look(
    domain: str, service: Service, record: WantedRecord, dns: Resolver
) -> SelectorFact:
    name = f"{record.host}.{domain}"
    answer = await dns.lookup(Query(name=name, type="TXT"))
    status, doubled, proxied = _status(answer), None, False
    if status is SelectorStatus.ABSENT:
        status, doubled = await _elsewhere(name, domain, dns)
        proxied = await _is_proxied(name, answer, dns)
    return SelectorFact(
        service=service.id,
        selector=record.host.removesuffix(SUFFIX),
        name=name,
        type=record.type,
        status=status,
        certain=not record.per_account,
        per_account=record.per_account,
        expected=None if record.per_account else record.value,
        target=answer.chain[0] if answer.chain else None,
        key=_best_key(answer.text),
        keys=answer.text,
        doubled=doubled,
        proxied=proxied,
    )


def _is_fixed(host: str) -> bool:
    """Whether the name is the same for every customer, so that it can be asked."""
    return host.endswith(SUFFIX) and not any(mark in host for mark in "<>{}… *[]")


async def _elsewhere(
    name: str, domain: str, dns: Resolver
) -> tuple[SelectorStatus, str | None]:
    """Tell whether it is absent, or stands where the domain was typed twice.

    Panels append the domain that they edit to what is typed; who types the whole
    name gets it twice, also when he leaves the ending off. Only a real record
    counts: a wildcard answers to anything.
    """
    zone = registered_domain(domain) or domain
    ending = "." + zone.partition(".")[2]
    found = await together(
        _typed(name.removesuffix(left), zone.removesuffix(left), zone, dns)
        for left in dict.fromkeys(("", ending))
    )
    if not all(answer.known for answer in found):
        return SelectorStatus.UNREACHABLE, None
    keys = (
        answer.query.name
        for answer in found
        if _best_key(answer.text) is not None or answer.chain
    )
    return SelectorStatus.ABSENT, next(keys, None)


async def _typed(name: str, top: str, zone: str, dns: Resolver) -> Answer:
    """What stands at *name* before the zone's own name.

    Where the name above does not exist, nothing below it does (RFC 8020); that
    one question answers for the keys of every service.
    """
    above = await dns.lookup(Query(name=f"{top}.{zone}", type="TXT"))
    if above.status is Status.ABSENT or not above.known:
        return above
    return await dns.lookup(Query(name=f"{name}.{zone}", type="TXT"))


async def _is_proxied(name: str, answer: Answer, dns: Resolver) -> bool:
    # A CNAME that a host takes through its own web servers ("proxied") is seen
    # from outside as their addresses, and the key behind it cannot be found.
    if answer.status is not Status.EMPTY:
        return False
    there = await dns.lookup(Query(name=name, type="A"))
    return there.status is Status.FOUND


async def _foresee(domain: str, record: WantedRecord, dns: Resolver) -> None:
    # Where a name is missing, the cure that will be proven is a CNAME to this one.
    answer = await dns.lookup(Query(name=f"{record.host}.{domain}", type="TXT"))
    missing = answer.known and record.value not in answer.chain
    if missing and record.type == "CNAME" and record.value and not record.per_account:
        await dns.lookup(Query(name=record.value, type="TXT"))


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
