from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from assistant.knowledge.guide import Helpdesk
from assistant.knowledge.hours import next_hours, open_time, promised

WORKDAYS = dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), "09:00-17:00")
DESK = Helpdesk(id="d", name="D", office_hours=WORKDAYS)


def at(day: int, clock: str) -> datetime:
    return datetime.fromisoformat(f"2026-11-{day:02}T{clock}+00:00")


def test_in_office_hours_somebody_is_there() -> None:
    hours = next_hours(DESK, datetime(2026, 11, 25, 10, 0, tzinfo=UTC))

    assert hours is not None
    assert hours.now
    assert hours.ends.strftime("%H:%M") == "17:00"


def test_after_hours_it_is_the_next_morning() -> None:
    hours = next_hours(DESK, datetime(2026, 11, 25, 16, 30, tzinfo=UTC))

    assert hours is not None
    assert not hours.now
    assert hours.days == 1
    assert hours.begins.strftime("%H:%M") == "09:00"


def test_on_friday_evening_it_is_monday() -> None:
    hours = next_hours(DESK, datetime(2026, 11, 27, 20, 0, tzinfo=UTC))

    assert hours is not None
    assert hours.begins.strftime("%a %d") == "Mon 30"


def test_the_clock_of_the_helpdesk_counts_not_ours() -> None:
    early = datetime(2026, 7, 1, 7, 30, tzinfo=UTC)  # 9.30 in Amsterdam, in summer

    hours = next_hours(DESK, early)

    assert hours is not None
    assert hours.now


def test_until_midnight_is_the_end_of_the_day() -> None:
    desk = Helpdesk(id="d", name="D", office_hours={"wed": "18:00-24:00"})

    hours = next_hours(desk, datetime(2026, 11, 25, 20, 0, tzinfo=UTC))

    assert hours is not None
    assert hours.ends.strftime("%a %H:%M") == "Thu 00:00"


def test_without_told_hours_nothing_is_promised() -> None:
    moment = datetime(2026, 11, 25, 10, 0, tzinfo=UTC)

    assert next_hours(Helpdesk(id="d", name="D"), moment) is None


def test_who_asks_while_somebody_is_there_waits_from_then() -> None:
    asked = datetime(2026, 11, 25, 10, 0, tzinfo=UTC)

    told = promised(DESK, asked)

    assert told.counts_from == asked
    assert told.due_at == datetime(2026, 11, 25, 16, 0, tzinfo=UTC)


def test_who_asks_on_friday_evening_waits_from_monday_on() -> None:
    told = promised(DESK, datetime(2026, 11, 27, 20, 0, tzinfo=UTC))

    assert told.counts_from == datetime(2026, 11, 30, 8, 0, tzinfo=UTC)
    assert told.due_at == datetime(2026, 11, 30, 16, 0, tzinfo=UTC)


def test_without_told_hours_waiting_counts_at_once() -> None:
    asked = datetime(2026, 11, 27, 20, 0, tzinfo=UTC)

    told = promised(Helpdesk(id="d", name="D"), asked)

    assert (told.counts_from, told.due_at) == (asked, None)


@pytest.mark.parametrize(
    ("since", "until", "hours"),
    [
        (at(25, "09:00"), at(25, "11:00"), 2),
        (at(27, "15:30"), at(30, "08:30"), 1),
        (at(27, "20:00"), at(29, "12:00"), 0),
        (at(2, "10:00"), at(23, "10:00"), 3 * 40),
        (at(25, "11:00"), at(25, "09:00"), 0),
    ],
    ids=["one day", "over a weekend", "within a weekend", "three weeks", "backwards"],
)
def test_a_weekend_does_not_count_as_waiting(
    since: datetime, until: datetime, hours: int
) -> None:
    assert open_time(DESK, since, until) == timedelta(hours=hours)


def test_without_told_hours_every_hour_counts() -> None:
    friday = datetime(2026, 11, 27, 20, 0, tzinfo=UTC)
    desk = Helpdesk(id="d", name="D")

    assert open_time(desk, friday, friday + timedelta(days=2)) == timedelta(days=2)
