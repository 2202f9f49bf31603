"""Ask once, remember, and tell afterwards what was asked.

Checks run side by side and ask the same things. Questions in flight are joined
here, by a future that belongs to no event loop, so that a second run (the proof)
or another thread may share what is known.
"""

from __future__ import annotations

import asyncio
import threading
from concurrent.futures import Future

from assistant.lookup.answer import Answer, Query
from assistant.lookup.resolver import Resolver


class Recorder:
    """Asks *beneath* each question once and keeps the transcript."""

    def __init__(self, beneath: Resolver) -> None:
        self._beneath = beneath
        self._answers: dict[Query, Answer | None] = {}  # None: still in flight
        self._joined: dict[Query, Future[Answer | None]] = {}
        self._lock = threading.Lock()

    @property
    def transcript(self) -> tuple[Answer, ...]:
        """Every answer so far, in the order in which the questions were asked."""
        with self._lock:
            answers = tuple(self._answers.values())
        return tuple(answer for answer in answers if answer is not None)

    async def lookup(self, query: Query) -> Answer:
        """Answer from memory, join a question in flight, or ask."""
        while True:
            with self._lock:
                if query not in self._answers:
                    self._answers[query] = None
                    break
                answer = self._answers[query]
                if answer is not None:
                    return answer
                future = self._joined.setdefault(query, Future())
            # Shielded: one who stops waiting must not stop the question.
            answer = await asyncio.shield(asyncio.wrap_future(future))
            if answer is not None:
                return answer
        return await self._ask(query)

    async def _ask(self, query: Query) -> Answer:
        answer: Answer | None = None
        try:
            answer = await self._beneath.lookup(query)
        finally:
            with self._lock:
                if answer is None:
                    # Cancelled on the way: forget it, and whoever waited asks anew.
                    del self._answers[query]
                else:
                    self._answers[query] = answer
                future = self._joined.pop(query, None)
            if future is not None:
                future.set_result(answer)
        return answer
