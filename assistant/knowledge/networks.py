"""Which service's include covers an address: an index of what the DNS once said.

`bezorgd knowledge verify --write` makes it; a fresh machine has none, and then
nobody is a candidate. What is found here is a memory with a date, never a proof:
whoever names a candidate confirms it live first.
"""

from __future__ import annotations

import heapq
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from ipaddress import (
    IPv4Address,
    IPv4Network,
    IPv6Address,
    IPv6Network,
    ip_address,
    ip_network,
)
from typing import Self

NETWORKS_FILE = "networks.txt"
"""Its name in the folder where the program keeps what it found (settings.data)."""

SHORTEST_PREFIX = {4: 8, 6: 19}
"""A wider network is no service's own; it would make everybody a candidate."""

_HEADING = (
    "# From addresses to the SPF includes of services; written by `bezorgd\n"
    "# knowledge verify --write`. A line: network, service, include, seen on.\n"
)

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A service whose include held the address on the day it was last read."""

    service: str
    include: str
    seen_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One network of one include."""

    network: Network
    candidate: Candidate


@dataclass(frozen=True, slots=True)
class Networks:
    """The index: every network with the candidates that hold it."""

    entries: tuple[Entry, ...] = ()
    _v4: _Stretches = field(init=False, repr=False, compare=False)
    _v6: _Stretches = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Part the addresses into stretches, so that one search finds all."""
        for name, version in (("_v4", 4), ("_v6", 6)):
            mine = [one for one in self.entries if one.network.version == version]
            object.__setattr__(self, name, _Stretches(mine))

    @classmethod
    def read(cls, text: str) -> Self:
        """Read the index from its text; a line that makes no sense is left out."""
        found = (_entry(line) for line in text.splitlines())
        return cls(tuple(one for one in found if one is not None))

    def find(self, ip: str) -> tuple[Candidate, ...]:
        """Give the candidates for an address, that of the smallest network first."""
        try:
            address: Address = ip_address(ip)
        except ValueError:
            return ()
        if isinstance(address, IPv6Address):
            if address.ipv4_mapped is None:
                return self._v6.at(int(address))
            address = address.ipv4_mapped
        return self._v4.at(int(address))

    def written(self) -> str:
        """Give the index as its text."""
        ordered = sorted(self.entries, key=_place)
        lines = (
            f"{one.network} {one.candidate.service} {one.candidate.include} "
            f"{one.candidate.seen_on}\n"
            for one in ordered
        )
        return _HEADING + "".join(lines)


class _Stretches:
    """The addresses of one family, cut wherever a network begins or ends."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self._starts: list[int] = []
        self._held: list[tuple[Candidate, ...]] = []
        for start, held in _cut(entries):
            self._starts.append(start)
            self._held.append(held)

    def at(self, address: int) -> tuple[Candidate, ...]:
        place = bisect_right(self._starts, address) - 1
        return self._held[place] if place >= 0 else ()


def _cut(entries: Iterable[Entry]) -> Iterator[tuple[int, tuple[Candidate, ...]]]:
    """Yield where each stretch starts and who holds it; nobody, after a last one."""
    events: list[tuple[int, int, int]] = []
    by_number = dict(enumerate(sorted(entries, key=_place)))
    for number, one in by_number.items():
        events.append((int(one.network.network_address), 1, number))
        events.append((int(one.network.broadcast_address) + 1, 0, number))
    heapq.heapify(events)
    open_: set[int] = set()
    while events:
        start = events[0][0]
        while events and events[0][0] == start:
            _, begins, number = heapq.heappop(events)
            (open_.add if begins else open_.discard)(number)
        narrowest = sorted(
            open_, key=lambda each: (by_number[each].network.num_addresses, each)
        )
        yield start, tuple(dict.fromkeys(by_number[one].candidate for one in narrowest))


def _place(entry: Entry) -> tuple[int, int, int, str, str]:
    network, candidate = entry.network, entry.candidate
    start, size = int(network.network_address), network.prefixlen
    return network.version, start, size, candidate.service, candidate.include


def _entry(line: str) -> Entry | None:
    words = line.split()
    if len(words) != 4 or line.startswith("#"):  # noqa: PLR2004 - the four of a line
        return None
    network, service, include, seen_on = words
    try:
        read, day = ip_network(network), date.fromisoformat(seen_on)
    except ValueError:
        return None
    if read.prefixlen < SHORTEST_PREFIX[read.version]:
        return None
    candidate = Candidate(service=service, include=include, seen_on=day)
    return Entry(network=read, candidate=candidate)
