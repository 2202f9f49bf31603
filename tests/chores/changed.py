"""The demo world after a change, as somebody made it: whole, beside, or otherwise."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from dataclasses import replace

from assistant.chores.equipment import Equipment
from assistant.lookup.answer import Query
from assistant.lookup.overlay import Overlay
from assistant.lookup.resolver import Resolver
from assistant.remedies.change import Action, RecordChange
from assistant.understanding.question import Subject


def world(equipment: Equipment, dns: Resolver) -> Equipment:
    """The same equipment, which asks another DNS."""
    return replace(equipment, desk=replace(equipment.desk, open_dns=lambda _: dns))


def published(
    equipment: Equipment, records: Iterable[RecordChange], *, beside: bool = False
) -> Equipment:
    """The same equipment where the records were published.

    With *beside* the old ones were left standing.
    """
    dns = equipment.desk.open_dns(Subject(domain="bakkerij.example"))
    sets: dict[tuple[str, str], tuple[str, ...]] = {}
    for one in records:
        at = (one.name, one.type)
        before = sets[at] if at in sets else _found(dns, one)
        gone = () if beside and one.action is Action.REPLACE else (one.before,)
        kept = tuple(text for text in before if text not in gone)
        sets[at] = (*kept, one.after) if one.after else kept
    return world(equipment, Overlay(dns, sets))


def _found(dns: Resolver, change: RecordChange) -> tuple[str, ...]:
    query = Query(name=change.name, type=change.type)
    answer = asyncio.run(dns.lookup(query))
    return tuple(answer.text)
