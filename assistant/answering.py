"""A turn's life: claimed, answered, kept; whoever answers it.

The page and the sweep both come here. A claim is kept alive by a heartbeat, so
that a question is taken over when the one who answers it is gone.

Twenty answers in the making wait for the DNS most of the time, and want the
processor all at once when it answers. A page that is asked for meanwhile would
stand in line behind them all. So within one process one answer is worked at while
the others wait for the net or for their turn, and pages have one before them.
"""

from __future__ import annotations

import asyncio
import logging
import selectors
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from typing_extensions import override

from assistant.checks.progress import Progress, silent
from assistant.desk import Desk
from assistant.dialogue.conversation import Conversation
from assistant.dialogue.moves import HandOver
from assistant.errors import StoreError
from assistant.knowledge.hours import promised
from assistant.settings import Settings
from assistant.store.turns import BEAT_S, Store

log = logging.getLogger(__name__)

_AT_WORK = threading.Lock()
"""Held by the one answer of this process that is worked at."""


class _Waiting(selectors.DefaultSelector):
    """Lets another answer be worked at while this one waits for the net."""

    @override
    def select(
        self, timeout: float | None = None
    ) -> list[tuple[selectors.SelectorKey, int]]:
        _AT_WORK.release()
        try:
            return super().select(timeout)
        finally:
            _AT_WORK.acquire()


def open_store(settings: Settings) -> Store:
    """Open memory, brought to the tables of this version."""
    return Store.open(settings.database, settings.data / "migrate.lock")


def answer(
    turn: str, desk: Desk, store: Store, worker: str, progress: Progress = silent
) -> bool:
    """Claim a turn, work its answer out and store it.

    Returns:
        False when another worker has the turn, or took it over meanwhile.
    """
    with _AT_WORK:
        return _answer(turn, desk, store, worker, progress)


def _answer(
    turn: str, desk: Desk, store: Store, worker: str, progress: Progress
) -> bool:
    if not store.claim(turn, worker=worker, now=datetime.now(UTC)):
        return False
    started = time.monotonic()
    with _claimed(store, turn, worker):
        asked = store.question(turn)
        if asked is None:  # forgotten a moment ago
            return False
        place, question = asked
        conversation = store.conversation(place, before=turn) or Conversation(id=place)
        with asyncio.Runner(loop_factory=_loop) as runner:
            answered = runner.run(desk.take(question, conversation, progress))
        now = datetime.now(UTC)
        waits = isinstance(answered.move, HandOver)
        promise = promised(desk.shelf.helpdesk, now) if waits else None
        kept = store.finish(turn, worker, answered, now, promise)
    taken_ms = round((time.monotonic() - started) * 1000)
    log.info("turn answered", extra={"turn": turn, "ms": taken_ms, "kept": kept})
    return kept


def _loop() -> asyncio.AbstractEventLoop:
    return asyncio.SelectorEventLoop(_Waiting())


@contextmanager
def _claimed(store: Store, turn: str, worker: str) -> Iterator[None]:
    """Keep the claim's heart beating; give the claim back when work fails."""
    over = threading.Event()
    heart = threading.Thread(
        target=_beat, args=(store, turn, worker, over), name="heart", daemon=True
    )
    heart.start()
    try:
        yield
    except BaseException:
        store.release(turn, worker)
        raise
    finally:
        over.set()


def _beat(store: Store, turn: str, worker: str, over: threading.Event) -> None:
    while not over.wait(BEAT_S):
        try:
            if not store.beat(turn, worker, datetime.now(UTC)):
                return
        except StoreError:
            log.warning("heartbeat not stored", extra={"turn": turn})
