"""The time as it goes on while a chore is at work.

A chore is told the time at which it begins. What it holds an hour later, under
that first time, would look as if its holder had died long ago.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from datetime import datetime, timedelta


def _running_s() -> float:
    return time.monotonic()


@dataclass(frozen=True, slots=True)
class Clock:
    """Goes on from the time that a chore was told."""

    begun: datetime
    started_s: float = field(default_factory=_running_s)

    @property
    def passed_s(self) -> int:
        """The whole seconds since; no more is needed, and a fixed time stays fixed."""
        return int(_running_s() - self.started_s)

    @property
    def now(self) -> datetime:
        """The time."""
        return self.begun + timedelta(seconds=self.passed_s)
