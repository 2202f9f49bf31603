from __future__ import annotations

import asyncio

import pytest

from assistant.lookup.answer import Answer, Query, Status
from assistant.lookup.recorder import Recorder
from assistant.lookup.together import together

SPF = Query(name="bakkerij.example", type="TXT")
MX = Query(name="bakkerij.example", type="MX")


class Slow:
    """Answers when it is let go, and counts."""

    def __init__(self) -> None:
        self.asked: list[Query] = []
        self.go = asyncio.Event()

    async def lookup(self, query: Query) -> Answer:
        """Count the question and wait."""
        self.asked.append(query)
        await self.go.wait()
        return Answer(query=query, status=Status.EMPTY)


async def test_identical_questions_in_flight_are_one_question() -> None:
    slow = Slow()
    recorder = Recorder(slow)
    slow.go.set()

    answers = await together(recorder.lookup(SPF) for _ in range(5))

    assert len(answers) == 5
    assert slow.asked == [SPF]


async def test_the_transcript_keeps_the_order_of_asking() -> None:
    slow = Slow()
    recorder = Recorder(slow)
    slow.go.set()
    await recorder.lookup(MX)
    await recorder.lookup(SPF)
    await recorder.lookup(MX)

    assert [answer.query for answer in recorder.transcript] == [MX, SPF]


async def test_a_question_that_is_still_open_is_not_in_the_transcript() -> None:
    slow = Slow()
    recorder = Recorder(slow)
    open_question = asyncio.create_task(recorder.lookup(SPF))
    await asyncio.sleep(0)

    assert recorder.transcript == ()

    slow.go.set()
    await open_question


async def test_one_who_stops_waiting_does_not_stop_the_question() -> None:
    slow = Slow()
    recorder = Recorder(slow)
    first = asyncio.create_task(recorder.lookup(SPF))
    second = asyncio.create_task(recorder.lookup(SPF))
    await asyncio.sleep(0)
    second.cancel()
    slow.go.set()

    answer = await first

    assert answer.status is Status.EMPTY
    with pytest.raises(asyncio.CancelledError):
        await second


async def test_when_the_asker_stops_another_asks_anew() -> None:
    slow = Slow()
    recorder = Recorder(slow)
    first = asyncio.create_task(recorder.lookup(SPF))
    second = asyncio.create_task(recorder.lookup(SPF))
    await asyncio.sleep(0)
    first.cancel()
    slow.go.set()

    answer = await second

    assert answer.status is Status.EMPTY
    assert slow.asked == [SPF, SPF]
    with pytest.raises(asyncio.CancelledError):
        await first
