from __future__ import annotations

import asyncio
import threading
from dataclasses import dataclass, field, replace

import pytest

from assistant.lookup.answer import Answer, Query, Status
from assistant.lookup.cached import Cache, Cached, Fresh
from assistant.lookup.together import together

SPF = Query(name="bakkerij.example", type="TXT")
MX = Query(name="bakkerij.example", type="MX")
FRESH = replace(SPF, fresh=True)


@dataclass(slots=True)
class Clock:
    """Stands still until it is moved."""

    now: float = 0.0

    def __call__(self) -> float:
        """Give the time."""
        return self.now


@dataclass(slots=True)
class Source:
    """Answers alike to everything, and counts."""

    answer: Answer = field(
        default_factory=lambda: Answer(
            query=SPF, status=Status.FOUND, records=((b"v=spf1 -all",),), ttl_s=200
        )
    )
    left: float = 8.0
    waits_s: float = 0.0
    asked: list[Query] = field(default_factory=list)

    def left_s(self) -> float:
        """Tell how much time is left."""
        return self.left

    async def lookup(self, query: Query) -> Answer:
        """Count and answer."""
        self.asked.append(query)
        await asyncio.sleep(self.waits_s)
        return replace(self.answer, query=query)


def negative(status: Status, kept_s: int = 0) -> Answer:
    return Answer(query=SPF, status=status, negative_ttl_s=kept_s)


async def test_the_second_turn_does_not_ask_again_and_tells_the_age() -> None:
    clock, source = Clock(), Source()
    cache = Cache(clock=clock)
    await Cached(source, cache).lookup(SPF)
    clock.now = 70.0

    answer = await Cached(source, cache).lookup(SPF)

    assert answer.text == ("v=spf1 -all",)
    assert answer.age_s == 70.0
    assert source.asked == [SPF]


@pytest.mark.parametrize(
    ("answer", "kept_s"),
    [
        (Source().answer, 200),
        (replace(Source().answer, ttl_s=86_400), 300),
        (replace(Source().answer, ttl_s=0), 0),
        (negative(Status.ABSENT, 30), 30),
        (negative(Status.EMPTY, 3600), 60),
        (negative(Status.ABSENT), 0),
        (negative(Status.BROKEN, 60), 0),
        (negative(Status.LATE, 60), 0),
    ],
)
async def test_an_answer_is_kept_no_longer_than_it_may_be(
    answer: Answer, kept_s: int
) -> None:
    clock, source = Clock(), Source(answer=answer)
    dns = Cached(source, Cache(clock=clock))
    await dns.lookup(SPF)
    clock.now = kept_s - 1
    await dns.lookup(SPF)
    before = len(source.asked)
    clock.now = kept_s

    await dns.lookup(SPF)

    assert before == (1 if kept_s else 2)
    assert len(source.asked) == before + 1


async def test_a_fresh_question_goes_past_the_cache_and_renews_it() -> None:
    source = Source()
    dns = Cached(source, Cache())
    await dns.lookup(SPF)
    source.answer = replace(source.answer, records=((b"v=spf1 ~all",),))

    fresh = await dns.lookup(FRESH)
    later = await dns.lookup(SPF)

    assert fresh.text == later.text == ("v=spf1 ~all",)
    assert source.asked == [SPF, FRESH]


async def test_a_fresh_turn_asks_everything_anew_in_its_own_words() -> None:
    source = Source()
    dns = Cached(source, Cache())
    await dns.lookup(SPF)

    answer = await Fresh(dns).lookup(SPF)

    assert answer.query == SPF
    assert source.asked == [SPF, FRESH]


async def test_identical_questions_of_two_turns_are_asked_once() -> None:
    first, second, cache = Source(waits_s=0.02), Source(), Cache()

    answers = await together(
        Cached(source, cache).lookup(SPF) for source in (first, second)
    )

    assert [answer.text for answer in answers] == [("v=spf1 -all",)] * 2
    assert second.asked == []


def test_identical_questions_of_two_threads_are_asked_once() -> None:
    sources, cache = [Source(waits_s=0.1) for _ in range(8)], Cache()
    threads = [
        threading.Thread(target=asyncio.run, args=(Cached(source, cache).lookup(SPF),))
        for source in sources
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sum(len(source.asked) for source in sources) == 1


async def test_who_joined_one_that_was_late_asks_himself() -> None:
    late = Source(answer=negative(Status.LATE), waits_s=0.02)
    source, cache = Source(), Cache()

    _, answer = await together(Cached(one, cache).lookup(SPF) for one in (late, source))

    assert answer.status is Status.FOUND


async def test_who_joined_waits_no_longer_than_his_own_time() -> None:
    slow, hasty, cache = Source(waits_s=0.5), Source(left=0.02), Cache()
    leading = asyncio.create_task(Cached(slow, cache).lookup(SPF))
    await asyncio.sleep(0)

    answer = await Cached(hasty, cache).lookup(SPF)

    assert answer.status is Status.FOUND
    assert not leading.done()
    await leading


async def test_when_the_asker_stops_the_others_ask_themselves() -> None:
    slow, source, cache = Source(waits_s=5.0), Source(), Cache()
    leading = asyncio.create_task(Cached(slow, cache).lookup(SPF))
    await asyncio.sleep(0)
    joined = asyncio.create_task(Cached(source, cache).lookup(SPF))
    await asyncio.sleep(0)
    leading.cancel()

    answer = await joined

    assert answer.status is Status.FOUND


async def test_the_cache_stays_within_its_bytes_and_drops_what_is_least_used() -> None:
    large = Answer(query=SPF, status=Status.FOUND, records=((b"x" * 1000,),), ttl_s=60)
    source, cache = Source(answer=large), Cache(max_bytes=4000)
    dns = Cached(source, cache)
    await dns.lookup(SPF)
    await dns.lookup(MX)
    await dns.lookup(SPF)
    await dns.lookup(Query(name="slager.example", type="TXT"))

    await dns.lookup(SPF)
    await dns.lookup(MX)

    assert [query.type for query in source.asked] == ["TXT", "MX", "TXT", "MX"]


async def test_what_is_larger_than_the_cache_is_not_kept() -> None:
    large = Answer(query=SPF, status=Status.FOUND, records=((b"x" * 9000,),), ttl_s=60)
    source = Source(answer=large)
    dns = Cached(source, Cache(max_bytes=4000))
    await dns.lookup(SPF)

    await dns.lookup(SPF)

    assert len(source.asked) == 2


async def test_one_name_in_capitals_is_the_same_name() -> None:
    source = Source()
    dns = Cached(source, Cache())
    await dns.lookup(SPF)

    answer = await dns.lookup(Query(name="Bakkerij.example.", type="TXT"))

    assert answer.query.name == "Bakkerij.example."
    assert len(source.asked) == 1
