"""The queue of chores and what stands in it: each is safe to run twice.

The clock of this program is finer than a queue's usual minute: a sweep is put in
every few seconds, and only while nothing else waits, so that a heap of work
never grows by looking at it.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from huey import Huey, RedisHuey, SqliteHuey, crontab
from huey.exceptions import ConfigurationError

from assistant import answering
from assistant.chores.alerts import tell_desk
from assistant.chores.dns_sign import ask_dns
from assistant.chores.equipment import Equipment
from assistant.chores.plan import PLAN, SWEEP, Planned
from assistant.chores.post import send_due
from assistant.chores.retention import keep_no_longer
from assistant.chores.unread import mail_unread
from assistant.chores.verify import weekly
from assistant.chores.watching import follow_changes, look_at_watches
from assistant.chores.webhook import call_due
from assistant.environment import without_login
from assistant.errors import UnusableInputError

log = logging.getLogger(__name__)

NAME = "bezorgd"
QUEUE_FILE = "chores.sqlite3"
SWEEP_EVERY_S = 4.0  # a turn is taken over within 15 s, whatever else runs

MOST_SIGNS_S = 60.0  # the sweep shows that it lives once in so long

Chore = Callable[[Equipment, datetime], int]


def verify_guides(equipment: Equipment, now: datetime) -> int:
    """Hold the guides against the DNS, if that is a week ago."""
    return weekly(equipment.settings, now)


CHORES: Mapping[str, Chore] = {
    "keep-no-longer": keep_no_longer,
    "follow-changes": follow_changes,
    "look-at-watches": look_at_watches,
    "mail-unread": mail_unread,
    "tell-desk": tell_desk,
    "send-mails": send_due,
    "call-webhook": call_due,
    "ask-dns": ask_dns,
    "verify-guides": verify_guides,
}
"""What is done again and again; plan.py tells at which minutes."""


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
        return _shared_queue(url, at_once=at_once)
    folder.mkdir(parents=True, exist_ok=True)
    file = str(folder / QUEUE_FILE)
    return SqliteHuey(NAME, filename=file, results=False, immediate=at_once)


def _shared_queue(url: str, *, at_once: bool) -> Huey:
    address = url.replace("valkey://", "redis://", 1)
    try:
        return RedisHuey(NAME, url=address, results=False, immediate=at_once)
    except ConfigurationError as error:
        msg = "BEZORGD_QUEUE: expected the extra bezorgd[valkey] to be installed"
        raise UnusableInputError(msg) from error
    except ValueError as error:
        msg = f"BEZORGD_QUEUE: expected a server's address, not {without_login(url)}"
        raise UnusableInputError(msg) from error


def trouble_with(queue: Huey) -> str:
    """Ask a queue how much waits in it; gives what went wrong, in one word."""
    try:
        queue.pending_count()
    except Exception as error:  # noqa: BLE001 - a driver's own, and each has others
        return type(error).__name__
    return ""


def register(queue: Huey, equipment: Equipment) -> Callable[[], object]:
    """Teach the queue its chores.

    Returns:
        What puts in one sweep.
    """

    @queue.task(name="answer")  # type: ignore[untyped-decorator] # huey has no types
    def do_answer(turn: str) -> None:
        answer(equipment, turn)

    @queue.task(name="send")  # type: ignore[untyped-decorator] # huey has no types
    def do_send() -> None:
        send_due(equipment, datetime.now(UTC))
        call_due(equipment, datetime.now(UTC))

    alive = _Alive(equipment)

    @queue.task(name="sweep")  # type: ignore[untyped-decorator] # huey has no types
    def do_sweep() -> None:
        handed_out = sweep(equipment, do_answer)
        if tell_desk(equipment, datetime.now(UTC)):
            do_send()
        alive.show(handed_out)

    for planned in PLAN:
        if planned.name in CHORES:
            _repeat(queue, equipment, planned, CHORES[planned.name])
    put_in: Callable[[], object] = do_sweep
    return put_in


@dataclass(slots=True)
class _Alive:
    """Notes that the sweep lives, and not at every one of them."""

    equipment: Equipment
    shown_s: float = -MOST_SIGNS_S

    def show(self, handed_out: int) -> None:
        """Show it, if that was a while ago."""
        if time.monotonic() - self.shown_s >= MOST_SIGNS_S:
            self.shown_s = time.monotonic()
            now = datetime.now(UTC)
            self.equipment.store.signs.begun(SWEEP, now)
            self.equipment.store.signs.ended(SWEEP, now, handed_out)


def _repeat(queue: Huey, equipment: Equipment, planned: Planned, chore: Chore) -> None:
    @queue.periodic_task(crontab(minute=planned.minutes), name=planned.name)  # type: ignore[untyped-decorator] # huey has no types
    def do() -> None:
        run(equipment, planned.name, chore)


def run(equipment: Equipment, name: str, chore: Chore) -> None:
    """Do a chore, and note that it was done, or what was in its way."""
    signs = equipment.store.signs
    signs.begun(name, datetime.now(UTC))
    try:
        number = chore(equipment, datetime.now(UTC))
    except Exception as error:
        signs.ended(name, datetime.now(UTC), 0, f"{type(error).__name__}: {error}")
        raise
    signs.ended(name, datetime.now(UTC), number)


def keep_sweeping(
    queue: Huey, put_in: Callable[[], object], over: threading.Event
) -> None:
    """Put in a sweep every few seconds until it is *over*."""
    while not over.wait(SWEEP_EVERY_S):
        try:
            if queue.pending_count() == 0:
                put_in()
        except Exception:
            # Each queue's driver has errors of its own. A server that comes up
            # later, or went for a while, may not cost us every sweep after it.
            log.exception("no sweep put in")
