"""Answers in the making, and those who wait for them.

The work goes on in threads of its own: a reader who leaves takes nothing with
him. Seats bound how many requests may wait at once, so that the others are
always served; who finds no seat is told to come and look again.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

from assistant.checks.progress import Progress, Step

BEAT_S = 2.0  # between two signs of life on a quiet stream

log = logging.getLogger(__name__)


class Work:
    """One answer in the making, followed by any number of readers."""

    def __init__(self) -> None:
        self._steps: list[Step] = []
        self._ended = False
        self._news = threading.Condition()

    def tell(self, step: Step) -> None:
        """Take one step of the examination."""
        with self._news:
            self._steps.append(step)
            self._news.notify_all()

    def end(self) -> None:
        """Let everyone go who follows."""
        with self._news:
            self._ended = True
            self._news.notify_all()

    def follow(self, patience_s: float) -> Iterator[Step | None]:
        """Give every step from the first on; None is a sign of life."""
        give_up = time.monotonic() + patience_s
        seen = 0
        while (left := give_up - time.monotonic()) > 0:
            with self._news:
                if seen == len(self._steps) and not self._ended:
                    self._news.wait(min(BEAT_S, left))
                fresh, ended = tuple(self._steps[seen:]), self._ended
            seen += len(fresh)
            yield from fresh
            if ended:
                return
            if not fresh:
                yield None

    def wait(self, patience_s: float) -> None:
        """Follow without looking."""
        for _ in self.follow(patience_s):
            pass


class Answering:
    """Starts the work, each turn once in this process."""

    def __init__(
        self, make: Callable[[str, Progress], bool], *, hands: int, seats: int
    ) -> None:
        self._make = make
        self._pool = ThreadPoolExecutor(max_workers=hands, thread_name_prefix="answer")
        self._seats = threading.BoundedSemaphore(seats)
        self._lock = threading.Lock()
        self._under_way: dict[str, Work] = {}

    def start(self, turn: str) -> Work:
        """Begin to answer a turn, or join who is at it already."""
        with self._lock:
            if turn in self._under_way:
                return self._under_way[turn]
            work = self._under_way[turn] = Work()
        self._pool.submit(self._do, turn, work)
        return work

    def take_seat(self) -> bool:
        """Whether one more request may wait; who got a seat gives it back."""
        return self._seats.acquire(blocking=False)

    def leave_seat(self) -> None:
        """Give the seat back."""
        self._seats.release()

    def _do(self, turn: str, work: Work) -> None:
        try:
            self._make(turn, work.tell)
        except Exception:
            # The turn stays unanswered in the store, where the sweep finds it.
            log.exception("turn %s was not answered", turn)
        finally:
            with self._lock:
                self._under_way.pop(turn, None)
            work.end()
