"""The way of a message as a table: who handed it to whom, when, how long it took.

A value for whoever shows it: a terminal, a page, a screen reader. Clocks that
disagree are told, never hidden and never repaired.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from assistant.mail.headers.received import Hop, is_outside

MOST_SHOWN = 24  # legs; of more, the first and the last half
SLOW_S = 300  # from here a delay is worth a word


@dataclass(frozen=True, slots=True, kw_only=True)
class Leg:
    """One hop, the sender's first; `number` counts from 1.

    `delay_s` is the time since the hop before it that bears a time; below zero,
    one of the two clocks is wrong (`skewed`). `inside` tells that the sending
    address is one of a network of its own.
    """

    number: int
    sender: str | None = None
    ip: str | None = None
    by: str | None = None
    at: datetime | None = None
    delay_s: int | None = None
    skewed: bool = False
    tls: bool = False
    ipv6: bool = False
    inside: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """All legs that are shown; `hidden` more lie in the middle.

    `total_s` is from the first to the last time that is told. `slowest` is the
    number of the leg that took longest, if that was long.
    """

    legs: tuple[Leg, ...] = ()
    hops: int = 0
    hidden: int = 0
    total_s: int | None = None
    skewed: bool = False
    slowest: int | None = None


def timeline_of(hops: Sequence[Hop]) -> Timeline:
    """Put the hops in the order in which they happened (RFC 5321 §4.4)."""
    legs = _legs(tuple(reversed(hops)))
    half = MOST_SHOWN // 2
    shown = legs if len(legs) <= MOST_SHOWN else (*legs[:half], *legs[-half:])
    times = [leg.at for leg in legs if leg.at]
    slow = [leg for leg in legs if (leg.delay_s or 0) >= SLOW_S]
    slow.sort(key=lambda leg: -(leg.delay_s or 0))
    return Timeline(
        legs=shown,
        hops=len(legs),
        hidden=len(legs) - len(shown),
        total_s=round((times[-1] - times[0]).total_seconds()) if times else None,
        skewed=any(leg.skewed for leg in legs),
        slowest=slow[0].number if slow else None,
    )


def _legs(way: Sequence[Hop]) -> tuple[Leg, ...]:
    legs: list[Leg] = []
    before: datetime | None = None
    for number, hop in enumerate(way, start=1):
        delay = round((hop.at - before).total_seconds()) if hop.at and before else None
        legs.append(
            Leg(
                number=number,
                sender=hop.sender or hop.helo,
                ip=hop.ip,
                by=hop.by,
                at=hop.at,
                delay_s=delay,
                skewed=delay is not None and delay < 0,
                tls=hop.tls,
                ipv6=hop.ip is not None and ipaddress.ip_address(hop.ip).version == 6,  # noqa: PLR2004 - the version
                inside=hop.ip is not None and not is_outside(hop.ip),
            )
        )
        before = hop.at or before
    return tuple(legs)
