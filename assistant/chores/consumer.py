"""The process that does the chores; `bezorgd serve` starts one."""

from __future__ import annotations

import threading

from assistant.chores.equipment import Equipment
from assistant.chores.orphan import end_with_parent
from assistant.chores.queue import keep_sweeping, open_queue, register
from assistant.desk import Desk
from assistant.settings import Settings

HANDS = 4  # turns answered side by side after a restart
LOOK_EVERY_S = 1.0  # how long a task can lie before a hand finds it
LAST_WORK_S = 12  # how long a task may go on after we were told to stop


def run(settings: Settings, desk: Desk, parent: int) -> None:
    """Do chores until told to stop, or until *parent* is gone."""
    queue = open_queue(settings.data, url=settings.queue)
    equipment = Equipment.of(settings, desk)
    put_in = register(queue, equipment)
    over = threading.Event()
    clock = threading.Thread(
        target=keep_sweeping, args=(queue, put_in, over), name="clock", daemon=True
    )
    consumer = queue.create_consumer(
        workers=HANDS,
        max_delay=LOOK_EVERY_S,
        graceful_signal="TERM",
        shutdown_timeout=LAST_WORK_S,
    )
    end_with_parent(parent)
    clock.start()
    try:
        consumer.run()
    finally:
        over.set()
        equipment.store.close()
