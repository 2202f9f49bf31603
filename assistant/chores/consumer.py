"""The process that does the chores; `bezorgd serve` starts one."""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Callable

from typing_extensions import override

from assistant.chores.equipment import Equipment
from assistant.chores.orphan import end_with_parent
from assistant.chores.queue import keep_sweeping, open_queue, register
from assistant.desk import Desk
from assistant.settings import Settings

log = logging.getLogger(__name__)

HANDS = 4  # turns answered side by side after a restart
LOOK_EVERY_S = 1.0  # how long a task can lie before a hand finds it
BROKE = 3  # the status of a process whose clock broke
LAST_WORK_S = 12  # how long a task may go on after we were told to stop


def run(settings: Settings, desk: Desk, parent: int) -> None:
    """Do chores until told to stop, or until *parent* is gone."""
    queue = open_queue(settings.data, url=settings.queue)
    equipment = Equipment.of(settings, desk)
    put_in = register(queue, equipment)
    over = threading.Event()
    consumer = queue.create_consumer(
        workers=HANDS,
        max_delay=LOOK_EVERY_S,
        graceful_signal="TERM",
        shutdown_timeout=LAST_WORK_S,
    )
    clock = Clockwork(
        lambda: keep_sweeping(queue, put_in, over), over, consumer.stop_flag.set
    )
    end_with_parent(parent)
    clock.start()
    try:
        consumer.run()
    finally:
        over.set()
        equipment.store.close()
    if clock.broke:
        sys.exit(BROKE)


class Clockwork(threading.Thread):
    """Goes until it is over; should it end before, so does the whole process.

    Without it no question that was left is ever found again. The parent sees that
    a child ended, and whoever watches over this machine starts it anew.
    """

    def __init__(
        self, go: Callable[[], None], over: threading.Event, end: Callable[[], object]
    ) -> None:
        super().__init__(name="clock", daemon=True)
        self.go, self.over, self.end = go, over, end
        self.broke = False

    @override
    def run(self) -> None:
        """Go, and end everything when that ends too early."""
        try:
            self.go()
        except BaseException:
            log.exception("the clock broke")
        finally:
            self.broke = not self.over.is_set()
            if self.broke:
                self.end()
