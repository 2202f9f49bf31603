"""When each chore runs, and whether it did: its last sign of life, judged.

Who looks whether chores live needs no queue for it; so the plan stands apart.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from assistant.store.signs import Sign

SWEEP = "sweep"
DNS = "dns"  # no chore, but the last answer of the resolvers


class Standing(StrEnum):
    """How a chore does."""

    WELL = "well"
    NEVER = "never"  # not yet: its time has not come since the start
    LATE = "late"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """A chore: at which minutes of the hour, and after how long it is late."""

    name: str
    minutes: str
    late_s: float


OFTEN_S, HOURLY_S = 300.0, 2 * 3600.0

PLAN = (
    Planned(name=SWEEP, minutes="", late_s=OFTEN_S),
    Planned(name="follow-changes", minutes="*", late_s=OFTEN_S),
    Planned(name="look-at-watches", minutes="*", late_s=OFTEN_S),
    Planned(name="mail-unread", minutes="*", late_s=OFTEN_S),
    Planned(name="tell-desk", minutes="*", late_s=OFTEN_S),
    Planned(name="send-mails", minutes="*", late_s=OFTEN_S),
    Planned(name="call-webhook", minutes="*", late_s=OFTEN_S),
    Planned(name="ask-dns", minutes="*/10", late_s=3 * 600.0),
    Planned(name="keep-no-longer", minutes="17", late_s=HOURLY_S),
    Planned(name="verify-guides", minutes="43", late_s=HOURLY_S),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A chore, how it does, and its last run where there was one."""

    planned: Planned
    standing: Standing
    sign: Sign | None


def told(signs: Mapping[str, Sign], now: datetime) -> tuple[Told, ...]:
    """How every chore does, by its last sign of life."""
    return tuple(
        Told(planned=one, standing=_standing(one, sign, now), sign=sign)
        for one in PLAN
        for sign in (signs.get(one.name),)
    )


def _standing(planned: Planned, sign: Sign | None, now: datetime) -> Standing:
    if sign is None:
        return Standing.NEVER
    if (now - sign.began_at).total_seconds() > planned.late_s:
        return Standing.LATE
    return Standing.FAILED if sign.trouble else Standing.WELL
