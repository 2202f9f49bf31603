"""The queue of chores and what stands in it: each is safe to run twice.

The clock of this program is finer than a queue's usual minute: a sweep is put in
every few seconds, and only while nothing else waits, so that a heap of work
never grows by looking at it.
"""

from __future__ import annotations

import logging
import secrets
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from huey import Huey, SqliteHuey, crontab

from assistant import answering, wiring
from assistant.desk import Desk
from assistant.errors import AssistantError
from assistant.settings import Settings
from assistant.store.turns import Store

log = logging.getLogger(__name__)

QUEUE_FILE = "chores.sqlite3"
SWEEP_EVERY_S = 4.0  # a turn is taken over within 15 s, whatever else runs


@dataclass(frozen=True, slots=True, kw_only=True)
class Equipment:
    """What the chores work with."""

    desk: Desk
    store: Store
    worker: str

    @classmethod
    def of(cls, settings: Settings) -> Equipment:
        """Put the parts together in this process."""
        return cls(
            desk=wiring.open_desk(settings),
            store=answering.open_store(settings),
            worker=f"chores-{secrets.token_hex(8)}",
        )


def sweep(equipment: Equipment, hand_out: Callable[[str], object]) -> int:
    """Hand out every turn that nobody is answering.

    Returns:
        How many were handed out.
    """
    left = equipment.store.unfinished(datetime.now(UTC))
    for turn in left:
        hand_out(turn)
    return len(left)


def answer(equipment: Equipment, turn: str) -> bool:
    """Answer one turn that was left, if it still is."""
    return answering.answer(turn, equipment.desk, equipment.store, equipment.worker)


def forget_old(equipment: Equipment) -> int:
    """Delete what the helpdesk no longer keeps.

    Returns:
        How many conversations were deleted.
    """
    keep_days = equipment.desk.shelf.helpdesk.keep_conversations_days
    gone = equipment.store.sweep_old(datetime.now(UTC), keep_days)
    if gone:
        log.info("old conversations deleted", extra={"count": gone})
    return gone


def open_queue(folder: Path, *, at_once: bool = False) -> Huey:
    """Open the queue in a folder.

    Args:
        folder: Where its file lies.
        at_once: Do every task the moment it is put in, for a test.
    """
    folder.mkdir(parents=True, exist_ok=True)
    file = str(folder / QUEUE_FILE)
    return SqliteHuey("bezorgd", filename=file, results=False, immediate=at_once)


def register(queue: Huey, equipment: Equipment) -> Callable[[], object]:
    """Teach the queue its chores.

    Returns:
        What puts in one sweep.
    """

    @queue.task(name="answer")  # type: ignore[untyped-decorator] # huey has no types
    def do_answer(turn: str) -> None:
        answer(equipment, turn)

    @queue.task(name="sweep")  # type: ignore[untyped-decorator] # huey has no types
    def do_sweep() -> None:
        sweep(equipment, do_answer)

    @queue.periodic_task(crontab(minute="17"), name="forget-old")  # type: ignore[untyped-decorator] # huey has no types
    def do_forget_old() -> None:
        forget_old(equipment)

    put_in: Callable[[], object] = do_sweep
    return put_in


def keep_sweeping(
    queue: Huey, put_in: Callable[[], object], over: threading.Event
) -> None:
    """Put in a sweep every few seconds until it is *over*."""
    while not over.wait(SWEEP_EVERY_S):
        try:
            if queue.pending_count() == 0:
                put_in()
        except (AssistantError, OSError):
            log.exception("no sweep put in")
