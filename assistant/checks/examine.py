"""Everything that can be measured of a subject, asked side by side."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from dataclasses import dataclass, replace
from typing import TypeVar

from assistant.checks.dkim import examine_dkim
from assistant.checks.dmarc import examine_dmarc, may_report
from assistant.checks.evidence import (
    DkimFacts,
    Evidence,
    MxFacts,
    ServerFacts,
)
from assistant.checks.maker import examine_makers
from assistant.checks.message import MessageFacts, examine_message
from assistant.checks.mx import examine_mx
from assistant.checks.paths import list_paths, recognised
from assistant.checks.progress import Progress, Step, silent
from assistant.checks.server import examine_servers, examine_website
from assistant.checks.spf import examine_spf
from assistant.checks.zone import examine_zone
from assistant.knowledge.guide import Service
from assistant.knowledge.shelf import Shelf
from assistant.lookup.recorder import Recorder
from assistant.lookup.resolver import Resolver
from assistant.understanding.question import Subject

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Examination:
    """One subject and everything that is needed to look at it."""

    subject: Subject
    dns: Recorder
    shelf: Shelf
    progress: Progress

    async def step(self, name: str, work: Awaitable[T]) -> T:
        """Do one named piece of work, telling when it starts and ends."""
        self.progress(Step(name=name, done=False))
        result = await work
        self.progress(Step(name=name, done=True))
        return result

    def services(self) -> tuple[Service, ...]:
        """The services that the question is about."""
        return tuple(self.shelf.service(one) for one in self.subject.services)


async def examine(
    subject: Subject, dns: Resolver, shelf: Shelf, progress: Progress = silent
) -> Evidence:
    """Measure the subject; every question is asked once, the transcript kept."""
    work = Examination(subject, Recorder(dns), shelf, progress)
    domain = subject.domain
    async with asyncio.TaskGroup() as group:
        zone = group.create_task(
            work.step("zone", examine_zone(domain, work.dns, shelf))
        )
        spf = group.create_task(work.step("spf", examine_spf(subject, work.dns)))
        dmarc = group.create_task(work.step("dmarc", examine_dmarc(domain, work.dns)))
        report = group.create_task(may_report(domain, shelf.helpdesk, work.dns))
        dkim = group.create_task(
            work.step("dkim", examine_dkim(domain, work.services(), work.dns))
        )
        mail = group.create_task(work.step("mx", _mailbox(work)))
        website = group.create_task(_website(work))
        makers = group.create_task(examine_makers(work.services(), work.dns))
        message = group.create_task(_message(work))
    mx, servers = mail.result()
    evidence = Evidence(
        subject=subject,
        spf=spf.result(),
        dkim=dkim.result(),
        dmarc=replace(dmarc.result(), report_allowed=report.result()),
        mx=mx,
        zone=zone.result(),
        servers=servers,
        website=website.result(),
        makers=makers.result(),
        message=message.result(),
    )
    return await _completed(evidence, work)


async def _completed(evidence: Evidence, work: Examination) -> Evidence:
    """Add the paths, for which the services that were recognised are needed."""
    asked = work.subject.services
    audit, mailbox = evidence.spf.audit, evidence.mx.mailbox
    others = [one for one in recognised(audit, mailbox, work.shelf) if one not in asked]
    more = await examine_dkim(
        work.subject.domain, [work.shelf.service(one) for one in others], work.dns
    )
    everything = DkimFacts(selectors=evidence.dkim.selectors + more.selectors)
    evidence = replace(evidence, dkim=everything)
    paths = list_paths(evidence, work.shelf)
    return replace(evidence, paths=paths, transcript=work.dns.transcript)


async def _mailbox(work: Examination) -> tuple[MxFacts, tuple[ServerFacts, ...]]:
    mx = await examine_mx(work.subject.domain, work.dns, work.shelf)
    servers = await examine_servers(work.subject.domain, mx, work.dns, work.shelf)
    return mx, servers


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
