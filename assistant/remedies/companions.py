"""What a service shows beside its DKIM records: return path, ownership, links.

They are no cure of a finding, so they stand apart, and are only simulated for the
harm that they could do: a record that proves who owns
the domain is asked for before the service signs at all; a return path of its own
makes SPF align as well; a name for links is a choice. One that is there already
is left out, and so is one whose name is in use for something else.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Iterator
from dataclasses import replace

from assistant.checks.evidence import Evidence, PathOutcome
from assistant.checks.wanted import UNKNOWN, filled_in
from assistant.knowledge.guide import Service, WantedRecord
from assistant.knowledge.shelf import Shelf
from assistant.lookup.answer import Query, Status
from assistant.lookup.resolver import Resolver
from assistant.lookup.together import together
from assistant.remedies.change import VERIFICATION, Action, Extra, RecordChange
from assistant.remedies.dkim import unknown_of
from assistant.remedies.draft import Draft


async def companions(
    evidence: Evidence, shelf: Shelf, dns: Resolver
) -> tuple[Extra, ...]:
    """What else each service asked about shows, while its mail does not pass yet."""
    found = []
    for path in evidence.paths:
        if path.asked and path.outcome is not PathOutcome.ALIGNED:
            service = shelf.service(path.service)
            found += [
                await _extra(*one, service, evidence, dns) for one in _of(service)
            ]
    return tuple(one for one in found if one.changes or one.unknowns)


async def harmless(
    extras: tuple[Extra, ...], draft: Draft, tried: Callable[[Draft], Awaitable[bool]]
) -> tuple[Extra, ...]:
    """What is shown beside, without records that do harm in the simulation."""
    told = []
    for extra in extras:
        wider = draft
        for one in extra.changes:
            held = wider.at(one.name, one.type)
            wider = wider.put(one.name, one.type, (*held, one.after or ""))
        safe = not extra.changes or await tried(wider)
        told.append(extra if safe else replace(extra, changes=()))
    return tuple(one for one in told if one.changes or one.unknowns)


def _of(service: Service) -> Iterator[tuple[str, tuple[WantedRecord, ...]]]:
    yield VERIFICATION, service.verification
    yield "return_path", service.return_path
    yield "tracking", tuple(one for one in service.tracking if not one.per_account)


async def _extra(
    kind: str,
    wanted: Iterable[WantedRecord],
    service: Service,
    evidence: Evidence,
    dns: Resolver,
) -> Extra:
    subject = evidence.subject
    records = filled_in(service, wanted, subject.domain, subject.account_values)
    known = [one for one in records if not one.per_account and one.value]
    changes = await together(_change(one, subject.domain, dns) for one in known)
    return Extra(
        kind=kind,
        service=service.id,
        changes=tuple(one for one in changes if one is not None),
        unknowns=tuple(
            unknown_of(one, service, subject.domain)
            for one in records
            if one.per_account and one.type != UNKNOWN
        ),
    )


async def _change(
    record: WantedRecord, domain: str, dns: Resolver
) -> RecordChange | None:
    """The record as a new one; None where it is there, or cannot stand there."""
    name = _name(record, domain)
    answer = await dns.lookup(Query(name=name, type="TXT"))
    other = await dns.lookup(Query(name=name, type="A"))
    taken = other.status is Status.FOUND or bool(answer.chain)
    if record.type == "CNAME":
        free = not (taken or answer.text) and answer.known and other.known
    else:
        there = record.value in answer.text
        free = record.type == "TXT" and not answer.chain and not there
    if not free:
        return None
    return RecordChange(
        action=Action.ADD, name=name, type=record.type, after=record.value
    )


def _name(record: WantedRecord, domain: str) -> str:
    return domain if record.host == "@" else f"{record.host}.{domain}"
