"""Whether records are in the DNS: all of them, none yet, or beside the old ones.

Who adds a record and leaves the old one standing has not replaced it: of SPF and
of DMARC two count as none. What could not be asked is never taken for absent.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from assistant.lookup.answer import Query
from assistant.lookup.resolver import Resolver
from assistant.remedies.change import Action, RecordChange
from assistant.remedies.recheck import KINDS


class Standing(IntEnum):
    """How a change stands; of several, the greatest tells of all."""

    THERE = 0
    ABSENT = 1  # not there yet, or not gone yet
    BESIDE = 2  # there, and what it should replace is there too
    UNKNOWN = 3  # it could not be asked


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """How the records of a change stand together, and which are not as asked."""

    standing: Standing
    missing: tuple[RecordChange, ...] = ()
    beside: tuple[RecordChange, ...] = ()


async def look_for(records: tuple[RecordChange, ...], dns: Resolver) -> Seen:
    """Ask the DNS, past the cache, for exactly the records of a change."""
    stands = [(one, await standing(one, dns)) for one in records]
    return Seen(
        standing=max((how for _, how in stands), default=Standing.THERE),
        missing=tuple(one for one, how in stands if how is not Standing.THERE),
        beside=tuple(one for one, how in stands if how is Standing.BESIDE),
    )


async def standing(change: RecordChange, dns: Resolver) -> Standing:
    """How one change stands."""
    answer = await dns.lookup(Query(name=change.name, type=change.type, fresh=True))
    if not answer.status.known:
        return Standing.UNKNOWN
    found = [_plain(one, change.type) for one in answer.text]
    before = _plain(change.before or "", change.type)
    after = _plain(change.after or "", change.type)
    if change.action is Action.REMOVE:
        return Standing.ABSENT if before in found else Standing.THERE
    if after not in found:
        return Standing.ABSENT
    left = change.action is Action.REPLACE and before != after and before in found
    return Standing.BESIDE if left or _has_kin(change, found) else Standing.THERE


def _has_kin(change: RecordChange, found: list[str]) -> bool:
    """Whether a second record stands there of a kind that may stand only once."""
    value = (change.after or "").lower()
    kind = next((one for one in KINDS if value.startswith(one)), "")
    if change.type != "TXT" or not kind:
        return False
    return sum(one.lower().startswith(kind) for one in found) > 1


def _plain(value: str, kind: str) -> str:
    text = " ".join(value.split())
    return text if kind == "TXT" else text.lower().rstrip(".")
