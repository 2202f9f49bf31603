"""Other ways than a change of the DNS, each with the reason that it is offered.

Sending through one's own server is weighed like any path: it is proven where
that server already passes for the domain, or where the records that are missing
make it pass in the simulation.
"""

from __future__ import annotations

from dataclasses import replace

from assistant.checks.evidence import (
    HELPDESK,
    Evidence,
    Path,
    PathOutcome,
    ServerFacts,
)
from assistant.checks.examine import examine
from assistant.checks.maker import is_thin, sends_as_itself, uses_own_server
from assistant.checks.server import DOMAIN
from assistant.diagnosis.finding import Diagnosis
from assistant.knowledge.guide import Service
from assistant.knowledge.shelf import Shelf
from assistant.lookup.answer import Status
from assistant.lookup.overlay import Overlay
from assistant.lookup.resolver import Resolver
from assistant.remedies.change import Alternative, MailServer, Outcome
from assistant.remedies.draft import Draft
from assistant.remedies.spf import with_term

MAILBOX = "mailbox"


async def other_ways(
    diagnosis: Diagnosis,
    evidence: Evidence,
    later: Evidence,
    draft: Draft,
    shelf: Shelf,
    dns: Resolver,
) -> tuple[Alternative, ...]:
    """The other ways for the services asked about, the best one first.

    Args:
        diagnosis: What is so.
        evidence: What was measured.
        later: What was measured with the proven changes laid over the DNS.
        draft: Those changes.
        shelf: The guides.
        dns: The DNS as it is.
    """
    services = [shelf.service(one) for one in evidence.subject.services]
    ways: list[Alternative] = []
    for service in services:
        if _may_use_own_server(service, evidence):
            ways += await _own_servers(service, evidence, later, draft, shelf, dns)
    if any(is_thin(service) for service in services):
        ways.append(Alternative(kind="header", why="service-unknown"))
        ways.append(Alternative(kind="maker_support", why="service-unknown"))
    if evidence.zone.with_helpdesk:
        ways.append(Alternative(kind="helpdesk_does_it", why="dns-with-helpdesk"))
    ways.append(Alternative(kind="person", why="always"))
    return tuple(ways)


def _may_use_own_server(service: Service, evidence: Evidence) -> bool:
    told_no = evidence.subject.smtp_field is False
    itself = service.kind == MAILBOX  # its own server is what it is
    return service.own_smtp.supported is not False and not (told_no or itself)


async def _own_servers(
    service: Service,
    evidence: Evidence,
    later: Evidence,
    draft: Draft,
    shelf: Shelf,
    dns: Resolver,
) -> list[Alternative]:
    ways = []
    for server in evidence.servers:
        if server.status is not Status.FOUND:
            continue
        way = Alternative(
            kind="own_smtp",
            why="mailbox-here" if server.whose in {HELPDESK, DOMAIN} else server.whose,
            server=_settings(server),
            first=_comes_first(service, server),
        )
        if server.whose == HELPDESK:
            way = await _weighed(way, evidence, later, draft, shelf, dns)
        elif _is_aligned(later.path(server.whose)):
            way = replace(way, outcome=Outcome.PROVEN)
        ways.append(way)
    return ways


def _comes_first(service: Service, server: ServerFacts) -> bool:
    # Only where the mailbox is here, and where the DNS has nothing surer to give.
    here = server.whose == HELPDESK
    surer = service.sends_from_website or sends_as_itself(service)
    surer = surer or uses_own_server(service)
    return here and (is_thin(service) or surer)


def _settings(server: ServerFacts) -> MailServer:
    return MailServer(
        host=server.host,
        starttls_port=server.starttls_port,
        tls_port=server.tls_port,
        whose=server.whose,
        certificate_may_differ=server.whose == DOMAIN,
    )


async def _weighed(
    way: Alternative,
    evidence: Evidence,
    later: Evidence,
    draft: Draft,
    shelf: Shelf,
    dns: Resolver,
) -> Alternative:
    """Proven as it is, with the changes already advised, or with one term more."""
    if _is_aligned(evidence.path(HELPDESK)):
        return replace(way, outcome=Outcome.PROVEN)
    if _is_aligned(later.path(HELPDESK)):
        return replace(way, outcome=Outcome.PROVEN, missing=draft.changes)
    include = shelf.helpdesk.spf_include
    if include is None:
        return way
    wider = with_term(evidence, draft, f"include:{include}")
    subject = replace(evidence.subject, message=None, fresh=False)
    overlay = Overlay(beneath=dns, proposed=wider.after)
    seen = await examine(subject, overlay, shelf)
    if _is_aligned(seen.path(HELPDESK)):
        return replace(way, outcome=Outcome.PROVEN, missing=wider.changes)
    return way


def _is_aligned(path: Path | None) -> bool:
    return path is not None and path.outcome is PathOutcome.ALIGNED
