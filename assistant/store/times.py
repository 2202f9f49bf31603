"""Seconds since 1970, as every database keeps them, to times."""

from __future__ import annotations

from datetime import UTC, datetime


def at(seconds: float) -> datetime:
    """The time of a column that is always filled."""
    return datetime.fromtimestamp(seconds, UTC)


def moment(seconds: float | None) -> datetime | None:
    """The time of a column that may be empty."""
    return None if seconds is None else at(seconds)
