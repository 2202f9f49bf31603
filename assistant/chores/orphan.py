"""A child that does not outlive its parent.

A parent that is killed outright can stop nobody. So each child looks every
second whose child it is, and ends in the ordinary way once that has changed. The
timer's signal needs no thread, which a server that forks should not have, and
timers are not inherited by what is forked.
"""

from __future__ import annotations

import os
import signal
from types import FrameType

EVERY_S = 1.0


def end_with_parent(parent: int) -> None:
    """End this process (SIGTERM) when its parent is no longer *parent*."""

    def look(number: int, frame: FrameType | None) -> None:
        if os.getppid() != parent:
            os.kill(os.getpid(), signal.SIGTERM)

    signal.signal(signal.SIGALRM, look)
    signal.setitimer(signal.ITIMER_REAL, EVERY_S, EVERY_S)
