"""Telling the one who waits what is being looked at."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One named step of an examination: spf, dkim, dmarc, mx, zone or message."""

    name: str
    done: bool


Progress = Callable[[Step], None]


def silent(step: Step) -> None:
    """Tell nobody."""
