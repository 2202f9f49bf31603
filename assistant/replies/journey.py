"""The way of a message as a part of a reply: each leg with its time and its words.

What hosts call themselves comes from strangers: it is made one bounded line here,
and every door escapes it as its own form asks. Clocks that disagree are told.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from assistant.mail.headers.timeline import Leg, Timeline
from assistant.replies.quoting import flat
from assistant.replies.reply import Journey, JourneyLeg
from assistant.replies.voice import Voice

LONGEST_NAME = 120  # characters of a host's name; a longer one names nobody
UNITS = (("day", 86_400), ("hour", 3_600), ("minute", 60), ("second", 1))
MINUS = "\u2212"


def journey(way: Timeline, voice: Voice) -> Journey | None:
    """Tell the way of a message, or nothing where no hop stands in it."""
    if not way.legs:
        return None
    told = way.hops > 1 and not way.skewed
    total = way.total_s if told else None
    zone = voice.shelf.helpdesk.time_zone
    title = voice.word(
        "journey",
        "title",
        count=way.hops,
        total="" if total is None else duration(total, voice),
    )
    return Journey(
        title=title,
        legs=tuple(_leg(leg, way, voice, zone) for leg in way.legs),
        gap=voice.word("journey", "gap", count=way.hidden) if way.hidden else "",
        gap_after=way.legs[len(way.legs) // 2 - 1].number if way.hidden else 0,
        table_label=voice.word("journey", "table"),
        sender_label=voice.word("journey", "sender"),
        by_label=voice.word("journey", "by"),
        at_label=voice.word("journey", "at", zone=zone),
        delay_label=voice.word("journey", "delay"),
        marks_label=voice.word("journey", "marks"),
    )


def duration(seconds: int, voice: Voice) -> str:
    """Say seconds in at most two units, the greatest first."""
    rest = abs(seconds)
    told: list[str] = []
    for unit, size in UNITS:
        count, rest = divmod(rest, size)
        if count or (size == 1 and not told):
            told.append(voice.word("journey", unit, count=count))
        elif told:
            break
    sign = MINUS if seconds < 0 else ""
    return sign + " ".join(told[:2])


def _leg(leg: Leg, way: Timeline, voice: Voice, zone: str) -> JourneyLeg:
    slow = leg.number == way.slowest
    warning = "clock" if leg.skewed else "slow" if slow else ""
    return JourneyLeg(
        number=leg.number,
        sender=_name(leg.sender),
        by=_name(leg.by),
        ip=leg.ip or "",
        at=_clock(leg.at, zone),
        seconds=leg.delay_s,
        delay="" if leg.delay_s is None else duration(leg.delay_s, voice),
        tls=leg.tls,
        slow=slow,
        skewed=leg.skewed,
        marks=tuple(_marks(leg, voice)),
        warning=voice.word("journey", warning) if warning else "",
    )


def _marks(leg: Leg, voice: Voice) -> Iterator[str]:
    if leg.tls:
        yield "TLS"
    if leg.ipv6:
        yield "IPv6"
    if leg.inside:
        yield voice.word("journey", "inside")


def _name(name: str | None) -> str:
    told = flat(name or "")
    return told if len(told) <= LONGEST_NAME else f"{told[: LONGEST_NAME - 1]}…"


def _clock(moment: datetime | None, zone: str) -> str:
    if moment is None:
        return ""
    try:
        return moment.astimezone(ZoneInfo(zone)).strftime("%Y-%m-%d %H:%M:%S")
    except OverflowError:  # the first or the last hour of the calendar
        return ""
