"""The queue of chores and what stands in it: each is safe to run twice.

The clock of this program is finer than a queue's usual minute: a sweep is put in
every few seconds, and only while nothing else waits, so that a heap of work
never grows by looking at it.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from huey import Huey, RedisHuey, SqliteHuey, crontab
from huey.exceptions import ConfigurationError

from assistant import answering
from assistant.chores.equipment import Equipment
from assistant.chores.post import send_due
from assistant.chores.retention import keep_no_longer
from assistant.chores.unread import mail_unread
from assistant.chores.verify import weekly
from assistant.chores.watching import follow_changes, look_at_watches
from assistant.errors import AssistantError, UnusableInputError

log = logging.getLogger(__name__)

NAME = "bezorgd"
QUEUE_FILE = "chores.sqlite3"
SWEEP_EVERY_S = 4.0  # a turn is taken over within 15 s, whatever else runs

Chore = Callable[[Equipment, datetime], int]


def verify_guides(equipment: Equipment, now: datetime) -> int:
    """Hold the guides against the DNS, if that is a week ago."""
    return weekly(equipment.settings, now)


CHORES: tuple[tuple[str, str, Chore], ...] = (
    ("keep-no-longer", "17", keep_no_longer),
    ("follow-changes", "*", follow_changes),
    ("look-at-watches", "*", look_at_watches),
    ("mail-unread", "*", mail_unread),
    ("send-mails", "*", send_due),
    ("verify-guides", "43", verify_guides),
)
"""What is done again and again: its name, at which minutes, and how."""


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


def open_queue(folder: Path, *, url: str | None = None, at_once: bool = False) -> Huey:
    """Open the queue: in a folder, or at a server that several machines share.

    Args:
        folder: Where its file lies.
        url: The server's address, redis://, rediss://, valkey:// or unix://.
        at_once: Do every task the moment it is put in, for a test.
    """
    if url is not None:
        address = url.replace("valkey://", "redis://", 1)
        try:
            return RedisHuey(NAME, url=address, results=False, immediate=at_once)
        except ConfigurationError as error:
            msg = "BEZORGD_QUEUE: expected the extra bezorgd[valkey] to be installed"
            raise UnusableInputError(msg) from error
    folder.mkdir(parents=True, exist_ok=True)
    file = str(folder / QUEUE_FILE)
    return SqliteHuey(NAME, filename=file, results=False, immediate=at_once)


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

    for name, minutes, chore in CHORES:
        _repeat(queue, equipment, name, minutes, chore)
    put_in: Callable[[], object] = do_sweep
    return put_in


def _repeat(
    queue: Huey, equipment: Equipment, name: str, minutes: str, chore: Chore
) -> None:
    @queue.periodic_task(crontab(minute=minutes), name=name)  # type: ignore[untyped-decorator] # huey has no types
    def do() -> None:
        chore(equipment, datetime.now(UTC))


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
