from __future__ import annotations

from datetime import UTC, datetime

from assistant.knowledge.guide import Helpdesk
from assistant.web.hours import next_hours

WORKDAYS = dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), "09:00-17:00")
DESK = Helpdesk(id="d", name="D", office_hours=WORKDAYS)


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
