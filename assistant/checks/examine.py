"""Everything that can be measured of a subject, asked side by side.

A question is asked as soon as what it needs is known, not when the step before
is finished: the keys of a service while the record that names it is still being
weighed, and what a cure would lead to before anybody has proposed it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from dataclasses import dataclass, replace
from typing import TypeVar

from assistant.checks.copies import ask_servers
from assistant.checks.dkim import (
    KeyRing,
    beside_wildcard,
    find_signed,
    find_wildcard,
)
from assistant.checks.dmarc import examine_dmarc, may_report
from assistant.checks.evidence import (
    HELPDESK,
    DkimFacts,
    DmarcFacts,
    Evidence,
    MxFacts,
    SelectorFact,
    ServerFacts,
    SpfFacts,
)
from assistant.checks.maker import examine_makers
from assistant.checks.message import MessageFacts, examine_message
from assistant.checks.message_sender import service_of
from assistant.checks.mx import examine_mx
from assistant.checks.old_keys import find_old_keys
from assistant.checks.paths import list_paths, recognised
from assistant.checks.progress import Progress, Step, silent
from assistant.checks.reverse import examine_reverse
from assistant.checks.seen_keys import find_seen_keys
from assistant.checks.server import examine_servers, examine_website
from assistant.checks.spf import examine_spf
from assistant.checks.transport import examine_transport
from assistant.checks.zone import examine_zone
from assistant.knowledge.guide import Aligns, Service
from assistant.knowledge.shelf import Shelf
from assistant.lookup.recorder import Recorder
from assistant.lookup.resolver import Resolver
from assistant.mail.spf.audit import audit
from assistant.understanding.question import Subject

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Examination:
    """One subject and everything that is needed to look at it."""

    subject: Subject
    dns: Recorder
    shelf: Shelf
    progress: Progress
    group: asyncio.TaskGroup
    keys: KeyRing

    async def step(self, name: str, work: Awaitable[T]) -> T:
        """Do one named piece of work, telling when it starts and ends."""
        self.progress(Step(name=name, done=False))
        result = await work
        self.progress(Step(name=name, done=True))
        return result

    def start(self, name: str, work: Awaitable[T]) -> asyncio.Task[T]:
        """Start one named piece of work."""
        return self.group.create_task(self.step(name, work))

    def services(self) -> tuple[Service, ...]:
        """The services that the question is about."""
        return tuple(self.shelf.service(one) for one in self.subject.services)

    def meet(self, host: str) -> None:
        """Look at the keys of whoever goes by this include."""
        for service in self.shelf.by_include(host):
            self.keys.look(service)

    def foresee(self, include: str | None) -> None:
        """Weigh an include that a cure may bring in, if it is not there yet."""
        if include is not None:
            self.group.create_task(audit(include, self.dns))


async def examine(
    subject: Subject, dns: Resolver, shelf: Shelf, progress: Progress = silent
) -> Evidence:
    """Measure the subject; every question is asked once, the transcript kept."""
    recorder, domain = Recorder(dns), subject.domain
    async with asyncio.TaskGroup() as group:
        keys = KeyRing(domain, recorder, group, subject)
        work = Examination(subject, recorder, shelf, progress, group, keys)
        # What others wait for goes first: packets leave one after the other.
        spf = work.start("spf", examine_spf(subject, recorder, work.meet))
        mx = work.start("mx", examine_mx(domain, recorder, shelf))
        zone = work.start("zone", examine_zone(domain, recorder, shelf))
        dmarc = work.start("dmarc", _dmarc(work))
        dkim = work.start("dkim", _dkim(work, spf, mx))
        servers = group.create_task(_servers(work, mx))
        website = group.create_task(_website(work))
        makers = group.create_task(examine_makers(work.services(), recorder))
        reverse = group.create_task(examine_reverse(subject.ip, recorder))
        transport = group.create_task(examine_transport(domain, recorder))
        message = group.create_task(_message(work))
        _foresee_cures(work)
    evidence = Evidence(
        subject=subject,
        spf=spf.result(),
        dkim=dkim.result(),
        dmarc=dmarc.result(),
        mx=mx.result(),
        zone=zone.result(),
        servers=servers.result(),
        website=website.result(),
        makers=makers.result(),
        reverse=reverse.result(),
        transport=transport.result(),
        message=message.result(),
    )
    return await _whole(evidence, recorder, shelf)


async def _whole(evidence: Evidence, dns: Recorder, shelf: Shelf) -> Evidence:
    """With what could only be told when the rest was known."""
    servers_say = await ask_servers(evidence, dns)
    return replace(
        evidence,
        copies=servers_say.copies,
        silent=servers_say.silent,
        paths=list_paths(evidence, shelf),
        transcript=dns.transcript,
    )


async def _dmarc(work: Examination) -> DmarcFacts:
    """The policy, and whether the helpdesk may receive reports about it."""
    domain, helpdesk = work.subject.domain, work.shelf.helpdesk
    allowed = work.group.create_task(may_report(domain, helpdesk, work.dns))
    facts = await examine_dmarc(domain, work.dns)
    return replace(facts, report_allowed=await allowed)


async def _dkim(
    work: Examination, spf: asyncio.Task[SpfFacts], mx: asyncio.Task[MxFacts]
) -> DkimFacts:
    """The keys of the services asked about, then of those that were recognised."""
    domain = work.subject.domain
    for service in work.services():
        work.keys.look(service)
    signed = work.group.create_task(_signed(work))
    old = work.group.create_task(find_old_keys(domain, work.services(), work.dns))
    seen = work.group.create_task(find_seen_keys(domain, work.services(), work.dns))
    wildcard = await find_wildcard(domain, work.dns)
    mailbox = (await mx).mailbox
    if mailbox not in {None, HELPDESK}:
        work.keys.look(work.shelf.service(str(mailbox)))
    found = recognised((await spf).audit, mailbox, work.shelf)
    ids = dict.fromkeys((*work.subject.services, *found))
    selectors = await work.keys.of(work.shelf.service(one) for one in ids)
    return DkimFacts(
        selectors=beside_wildcard(selectors, wildcard),
        signed=await signed,
        old=await old,
        seen=beside_wildcard(await seen, wildcard),
        wildcard=wildcard,
    )


async def _signed(work: Examination) -> tuple[SelectorFact, ...]:
    message = work.subject.message
    if message is None:
        return ()
    service, _ = service_of(message.analysed, work.shelf)
    return await find_signed(work.subject.domain, message, service, work.dns)


async def _servers(
    work: Examination, mx: asyncio.Task[MxFacts]
) -> tuple[ServerFacts, ...]:
    facts = await mx
    if facts.mailbox == HELPDESK:
        work.foresee(work.shelf.helpdesk.spf_include)
    elif facts.mailbox is not None:
        work.foresee(work.shelf.service(facts.mailbox).spf.include)
    return await examine_servers(work.subject.domain, facts, work.dns, work.shelf)


def _foresee_cures(work: Examination) -> None:
    for service in work.services():
        if service.spf.aligns is not Aligns.NEVER:
            work.foresee(service.spf.include)


async def _website(work: Examination) -> ServerFacts | None:
    """The web server, where a service sends from there."""
    if not any(service.sends_from_website for service in work.services()):
        return None
    return await examine_website(work.subject.domain, work.dns)


async def _message(work: Examination) -> MessageFacts | None:
    if work.subject.message is None:
        return None
    return await work.step(
        "message", examine_message(work.subject.message, work.dns, work.shelf)
    )
