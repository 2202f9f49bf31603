"""Never faster than was agreed, and never too many at once."""

from __future__ import annotations

import asyncio

from assistant.lookup.answer import Answer, Query, Status
from assistant.lookup.paced import Paced


class Counting:
    """Answers a little later, and notes how many were under way."""

    def __init__(self) -> None:
        self.under_way = self.most = 0

    async def lookup(self, query: Query) -> Answer:
        """Answer after a turn of the loop."""
        self.under_way += 1
        self.most = max(self.most, self.under_way)
        await asyncio.sleep(0)
        self.under_way -= 1
        return Answer(query=query, status=Status.ABSENT)


async def test_questions_begin_no_faster_than_agreed() -> None:
    slept: list[float] = []

    async def sleep(seconds: float) -> None:
        slept.append(round(seconds, 3))

    paced = Paced(
        Counting(), per_second=10, at_once=9, clock=lambda: 100.0, sleep=sleep
    )
    for _ in range(4):
        await paced.lookup(Query(name="a.example", type="A"))

    assert slept == [0.1, 0.2, 0.3]


async def test_no_more_are_under_way_than_agreed() -> None:
    counting = Counting()
    paced = Paced(counting, per_second=1_000_000, at_once=3)

    await asyncio.gather(
        *(paced.lookup(Query(name=f"n{n}.example", type="A")) for n in range(20))
    )

    assert counting.most == 3
