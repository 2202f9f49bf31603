"""The way of a message as a picture in which the time lost is what stands out.

Every hop is a row. Under its name runs a track as long as the whole journey, and
on it a bar from when the message left the hop before to when it came in here. A
clock that runs wrong makes a bar that goes back: it is drawn so, and said.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from assistant.mail.headers.timeline import Leg, Timeline
from assistant.replies.journey import journey
from assistant.replies.reply import Journey, JourneyLeg
from assistant.replies.voice import Voice

TOP = 10  # pixels above the first row
ROW = 58  # pixels of a row
WARNED = 20  # pixels more where a warning stands in it
GAP = 34  # pixels of the row that tells how many are left out
LONGEST_NAME = 28  # characters that fit beside the time on a narrow panel
SHORTEST = 0.8  # percent: a bar that nobody could see is drawn this long
WHOLE = 100.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One hop; `start` and `width` are percents of the journey's time.

    `tone` is plain, slow, skewed or gap. A row without a time has no bar.
    """

    y: int
    name: str
    whole: str = ""
    tone: str = "plain"
    notes: str = ""
    delay: str = ""
    warning: str = ""
    start: float = 0.0
    width: float = 0.0
    last: bool = False
    inside: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """The whole picture, and the same in words for who reads a table."""

    height: int
    rows: tuple[Row, ...]
    told: Journey


@dataclass(frozen=True, slots=True)
class _Scale:
    """From moments to percents of the time between the first and the last."""

    first: datetime | None
    seconds: float

    @classmethod
    def of(cls, way: Timeline) -> _Scale:
        times = [leg.at for leg in way.legs if leg.at]
        if not times:
            return cls(None, 0.0)
        return cls(min(times), (max(times) - min(times)).total_seconds())

    def at(self, moment: datetime) -> float:
        if self.first is None or not self.seconds:
            return 0.0
        return WHOLE * (moment - self.first).total_seconds() / self.seconds

    def bar(self, leg: Leg, before: datetime | None) -> tuple[float, float]:
        """Where the bar of a leg starts, and how wide it is."""
        if leg.at is None:
            return 0.0, 0.0
        here = self.at(leg.at)
        there = here if before is None else self.at(before)
        start, width = min(here, there), max(abs(here - there), SHORTEST)
        return round(min(start, WHOLE - width), 2), round(width, 2)


def picture(way: Timeline, voice: Voice) -> Picture | None:
    """Draw a way, or nothing where no hop is known."""
    told = journey(way, voice)
    if told is None:
        return None
    rows = tuple(_rows(way, told))
    return Picture(height=_foot(rows[-1]), rows=rows, told=told)


def _rows(way: Timeline, told: Journey) -> Iterator[Row]:
    scale, y, before = _Scale.of(way), TOP, None
    for leg, words in zip(way.legs, told.legs, strict=True):
        row = _row(leg, words, y, scale.bar(leg, before), last=leg is way.legs[-1])
        yield row
        y, before = _foot(row), leg.at or before
        if told.gap and leg.number == told.gap_after:
            yield Row(y=y, name=told.gap, tone="gap")
            y += GAP


def _row(
    leg: Leg, words: JourneyLeg, y: int, bar: tuple[float, float], *, last: bool
) -> Row:
    start, width = bar
    steady = "slow" if words.slow else "plain"
    return Row(
        y=y,
        name=short(name := words.by or words.sender or words.ip),
        whole=name,
        tone="skewed" if words.skewed else steady,
        notes=" · ".join((*_first(leg, words), *words.marks)),
        delay=words.delay,
        warning=words.warning,
        start=start,
        width=width,
        last=last,
        inside=leg.inside,
    )


def _first(leg: Leg, words: JourneyLeg) -> Iterator[str]:
    """Who handed it over, told only where it began; after that it is the row above."""
    if leg.number == 1 and (words.sender or words.ip):
        yield f"← {short(words.sender or words.ip)}"


def _foot(row: Row) -> int:
    if row.tone == "gap":
        return row.y + GAP
    return row.y + ROW + (WARNED if row.warning else 0)


def short(name: str) -> str:
    """A host's name as there is room for it; its end tells whose it is."""
    if len(name) <= LONGEST_NAME:
        return name or "?"
    return f"…{name[1 - LONGEST_NAME :]}"
