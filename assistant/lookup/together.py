"""Ask side by side what does not depend on each other."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Iterable
from typing import Any, TypeVar

T = TypeVar("T")


async def together(work: Iterable[Coroutine[Any, Any, T]]) -> tuple[T, ...]:
    """Run all of *work* at once; the results keep its order."""
    work = tuple(work)
    if len(work) <= 1:  # a task of its own would only cost time
        return tuple([await one for one in work])
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(one) for one in work]
    return tuple(task.result() for task in tasks)
