from __future__ import annotations

import asyncio

import pytest

from assistant.lookup.turnstile import Turnstile


async def test_no_more_go_through_than_there_are_places() -> None:
    turnstile = Turnstile(2)

    went = [turnstile.enter() for _ in range(3)]

    assert went == [True, True, False]


async def test_who_waits_longest_goes_first() -> None:
    turnstile, order = Turnstile(1), list[str]()
    turnstile.enter()

    async def wait(name: str) -> None:
        await turnstile.wait()
        order.append(name)
        turnstile.leave()

    first = asyncio.create_task(wait("first"))
    second = asyncio.create_task(wait("second"))
    await asyncio.sleep(0)
    turnstile.leave()
    await asyncio.gather(first, second)

    assert order == ["first", "second"]
    assert turnstile.enter()


async def test_a_place_that_came_free_meanwhile_is_taken_at_once() -> None:
    turnstile = Turnstile(1)

    await turnstile.wait()

    assert not turnstile.enter()


@pytest.mark.parametrize("freed_first", [True, False])
async def test_who_gives_up_takes_no_place(freed_first: bool) -> None:
    turnstile = Turnstile(1)
    turnstile.enter()
    waiting = asyncio.create_task(turnstile.wait())
    await asyncio.sleep(0)
    if freed_first:
        turnstile.leave()
        waiting.cancel()
    else:
        waiting.cancel()
        await asyncio.sleep(0)
        turnstile.leave()

    with pytest.raises(asyncio.CancelledError):
        await waiting

    assert turnstile.enter()
