"""When a person is there: the helpdesk's office hours, in its own time zone.

Nothing is promised that nobody said: a page tells until when somebody is there
now, or from when again. Where an operator told no hours, it says nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from assistant.knowledge.guide import Helpdesk

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
WEEK = 8  # days to look ahead: the same day next week is the last


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


def next_hours(helpdesk: Helpdesk, moment: datetime) -> Hours | None:
    """The span in which somebody is there, now or next; None when none is told."""
    here = moment.astimezone(ZoneInfo(helpdesk.time_zone))
    for begins, ends in _spans(helpdesk.office_hours, here):
        if here < ends:
            return Hours(begins=begins, ends=ends, now=begins <= here, asked=here)
    return None


def _spans(
    hours: Mapping[str, str], moment: datetime
) -> Iterator[tuple[datetime, datetime]]:
    for ahead in range(WEEK):
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
