"""What was asked a moment ago, by anyone, need not be asked again.

One cache serves all turns of a process, in whatever thread they run. It never
holds longer than the records allow, tells how old each answer is, and does not
hold what could not be asked: the next one who asks tries anew. Who asks for a
fresh answer goes past it and leaves a newer one behind.
"""

from __future__ import annotations

import asyncio
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, replace
from typing import Protocol

from assistant.lookup.answer import Answer, Query, Status
from assistant.lookup.presentation import plain
from assistant.lookup.resolver import Resolver

MAX_TTL_S = 300  # who corrects a record should not wait longer for us than this
MAX_NEGATIVE_TTL_S = 60  # nor for a record that was not there before
MAX_BYTES = 16_000_000
ANSWER_BYTES = 600  # what an answer takes besides its records, about

Flight = Future[Answer | None]


class Limited(Resolver, Protocol):
    """A resolver whose time for all questions together is limited."""

    def left_s(self) -> float:
        """How much of that time is left."""
        ...


@dataclass(frozen=True, slots=True)
class _Kept:
    answer: Answer
    since: float
    until: float
    size: int


class Cache:
    """Answers of this process, the least recently used ones dropped first."""

    def __init__(
        self,
        *,
        max_bytes: int = MAX_BYTES,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Set the bounds.

        Args:
            max_bytes: About so much memory is taken.
            clock: Seconds that only go forward.
        """
        self._max_bytes, self._clock = max_bytes, clock
        self._kept: OrderedDict[Query, _Kept] = OrderedDict()
        self._size = 0
        self._flights: dict[Query, Flight] = {}
        self._lock = threading.Lock()

    def get(self, query: Query) -> Answer | None:
        """An answer that may still be given, with its age."""
        key = _key(query)
        with self._lock:
            kept = self._kept.get(key)
            if kept is None:
                return None
            now = self._clock()
            if now >= kept.until:
                self._drop(key)
                return None
            self._kept.move_to_end(key)
        return replace(kept.answer, query=query, age_s=now - kept.since)

    def keep(self, answer: Answer) -> None:
        """Keep an answer for as long as it may be."""
        found = answer.status is Status.FOUND
        negative_s = min(answer.negative_ttl_s, MAX_NEGATIVE_TTL_S)
        ttl_s = min(answer.ttl_s, MAX_TTL_S) if found else negative_s
        key, now = _key(answer.query), self._clock()
        texts = sum(len(text) for record in answer.records for text in record)
        size = ANSWER_BYTES + texts
        with self._lock:
            self._drop(key)
            if ttl_s <= 0 or not answer.known or size > self._max_bytes:
                return
            self._kept[key] = _Kept(answer, now, now + ttl_s, size)
            self._size += size
            while self._size > self._max_bytes:
                self._drop(next(iter(self._kept)))

    def board(self, query: Query) -> tuple[Flight, bool]:
        """The question in flight for *query*; True: it is yours to ask."""
        with self._lock:
            flight = self._flights.get(_key(query))
            if flight is not None:
                return flight, False
            flight = self._flights[_key(query)] = Future()
            return flight, True

    def land(self, query: Query, answer: Answer | None) -> None:
        """Tell those who joined; None when the question was given up."""
        if answer is not None:
            self.keep(answer)
        with self._lock:
            flight = self._flights.pop(_key(query))
        flight.set_result(answer)

    def _drop(self, key: Query) -> None:
        kept = self._kept.pop(key, None)
        if kept is not None:
            self._size -= kept.size


class Cached:
    """Answers of one turn: from the cache, from a question in flight, from beneath."""

    def __init__(self, beneath: Limited, cache: Cache) -> None:
        self._beneath, self._cache = beneath, cache

    async def lookup(self, query: Query) -> Answer:
        """Answer one question."""
        known = None if query.fresh else self._cache.get(query)
        if known is not None:
            return known
        flight, mine = self._cache.board(query)
        if mine:
            return await self._fly(query)
        answer = await self._joined(flight)
        if answer is None or answer.status is Status.LATE:
            # The other one's time may have been shorter than ours.
            return await self._beneath.lookup(query)
        return replace(answer, query=query)

    async def _fly(self, query: Query) -> Answer:
        answer: Answer | None = None
        try:
            answer = await self._beneath.lookup(query)
        finally:
            self._cache.land(query, answer)
        return answer

    async def _joined(self, flight: Flight) -> Answer | None:
        # Shielded: one who stops waiting must not stop the question.
        waiting = asyncio.shield(asyncio.wrap_future(flight))
        try:
            async with asyncio.timeout(max(0.0, self._beneath.left_s())):
                return await waiting
        except TimeoutError:
            return None


@dataclass(frozen=True, slots=True)
class Fresh:
    """Goes past every cache beneath: the customer says that he changed something."""

    beneath: Resolver

    async def lookup(self, query: Query) -> Answer:
        """Answer one question as it is now."""
        answer = await self.beneath.lookup(replace(query, fresh=True))
        return replace(answer, query=query)


def _key(query: Query) -> Query:
    name = plain(query.name)
    if name == query.name and not query.fresh:
        return query
    return replace(query, name=name, fresh=False)
