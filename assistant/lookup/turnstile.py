"""So many at once and no more, for every thread and event loop together.

An operating system gives a process only so many sockets. When two hundred
examinations run at once, their questions wait here instead of failing.
"""

from __future__ import annotations

import asyncio
import threading
from collections import deque
from concurrent.futures import Future


class Turnstile:
    """Lets *places* through; who comes after them waits, first come first served."""

    def __init__(self, places: int) -> None:
        self._free = places
        self._waiting: deque[Future[None]] = deque()
        self._lock = threading.Lock()

    def enter(self) -> bool:
        """Go through if there is a place; False: `wait` for one."""
        with self._lock:
            if self._free <= 0:
                return False
            self._free -= 1
            return True

    async def wait(self) -> None:
        """Go through as soon as there is a place."""
        turn: Future[None] = Future()
        with self._lock:
            if self._free > 0:
                self._free -= 1
                return
            self._waiting.append(turn)
        try:
            await asyncio.wrap_future(turn)
        except asyncio.CancelledError:
            # Given a place in the very moment of giving up: pass it on.
            if turn.done() and not turn.cancelled():
                self.leave()
            raise

    def leave(self) -> None:
        """Give the place to whoever waits longest."""
        with self._lock:
            while self._waiting:
                turn = self._waiting.popleft()
                if turn.set_running_or_notify_cancel():
                    turn.set_result(None)
                    return
            self._free += 1
