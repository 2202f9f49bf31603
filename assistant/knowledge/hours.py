"""When a person is there: the helpdesk's office hours, in its own time zone.

Nothing is promised that nobody said: a page tells until when somebody is there
now, or from when again. Where an operator told no hours, it says nothing, and who
waits is taken to wait by the clock.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from assistant.knowledge.guide import Helpdesk

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
WEEK = timedelta(days=len(DAYS))
AHEAD = len(DAYS) + 1  # days to look ahead: the same day next week is the last


@dataclass(frozen=True, slots=True, kw_only=True)
class Hours:
    """The next span in which somebody is there; `now` when it is under way."""

    begins: datetime
    ends: datetime
    now: bool

    @property
    def days(self) -> int:
        """How many days it is away; 0 is today."""
        return (self.begins.date() - self.asked.date()).days

    asked: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Promised:
    """What who waits for a person may count on.

    `counts_from` is when his waiting begins to count: the moment itself while
    somebody is there, the next opening otherwise. `due_at` is until when he was
    promised an answer; None where no hours are told.
    """

    counts_from: datetime
    due_at: datetime | None = None


def next_hours(helpdesk: Helpdesk, moment: datetime) -> Hours | None:
    """The span in which somebody is there, now or next; None when none is told."""
    here = moment.astimezone(ZoneInfo(helpdesk.time_zone))
    for begins, ends in _spans(helpdesk.office_hours, here, AHEAD):
        if here < ends:
            return Hours(begins=begins, ends=ends, now=begins <= here, asked=here)
    return None


def promised(helpdesk: Helpdesk, moment: datetime) -> Promised:
    """What is promised to who begins to wait at this moment."""
    hours = next_hours(helpdesk, moment)
    if hours is None:
        return Promised(counts_from=moment)
    begins = moment if hours.now else hours.begins
    return Promised(counts_from=begins, due_at=hours.ends)


def open_time(helpdesk: Helpdesk, since: datetime, until: datetime) -> timedelta:
    """How long somebody was there between two moments; all of it without hours."""
    passed = max(until - since, timedelta())
    if not any(helpdesk.office_hours.values()):
        return passed
    zone = ZoneInfo(helpdesk.time_zone)
    weeks, here = passed // WEEK, since.astimezone(zone)
    there = until.astimezone(zone)
    total = weeks * _open(helpdesk, here, here + WEEK) if weeks else timedelta()
    return total + _open(helpdesk, here + weeks * WEEK, there)


def _open(helpdesk: Helpdesk, since: datetime, until: datetime) -> timedelta:
    """The same for a week at most."""
    # A span that runs past midnight may have begun the day before.
    first = since - timedelta(days=1)
    spans = _spans(helpdesk.office_hours, first, AHEAD + 1)
    parts = (min(ends, until) - max(begins, since) for begins, ends in spans)
    return sum((max(one, timedelta()) for one in parts), timedelta())


def _spans(
    hours: Mapping[str, str], moment: datetime, days: int
) -> Iterator[tuple[datetime, datetime]]:
    for ahead in range(days):
        day = moment.date() + timedelta(days=ahead)
        told = hours.get(DAYS[day.weekday()])
        if told:
            begins, _, ends = told.partition("-")
            yield _at(day, begins, moment), _at(day, ends, moment)


def _at(day: date, clock: str, moment: datetime) -> datetime:
    hour, _, minute = clock.partition(":")
    days, hour_of_day = divmod(int(hour), 24)
    told = time(hour_of_day, int(minute), tzinfo=moment.tzinfo)
    return datetime.combine(day + timedelta(days=days), told)
