"""Ask the world politely: so many questions a second, so many at once.

One customer's question needs no pace. Work through a whole shelf does: whoever
runs the resolvers should not notice it.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable

from assistant.lookup.answer import Answer, Query
from assistant.lookup.resolver import Resolver


class Paced:
    """Asks *beneath*, never faster than was agreed."""

    def __init__(
        self,
        beneath: Resolver,
        *,
        per_second: float,
        at_once: int,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        """Set the pace.

        Args:
            beneath: Who is asked.
            per_second: How many questions may begin in a second.
            at_once: How many may be under way.
            clock: Seconds that only go forward.
            sleep: What waits.
        """
        self._beneath = beneath
        self._step_s = 1.0 / per_second
        self._seats = asyncio.Semaphore(at_once)
        self._clock, self._sleep = clock, sleep
        self._next = 0.0

    async def lookup(self, query: Query) -> Answer:
        """Answer one question when its turn has come."""
        async with self._seats:
            now = self._clock()
            begin = max(now, self._next)
            self._next = begin + self._step_s
            if begin > now:
                await self._sleep(begin - now)
            return await self._beneath.lookup(query)
