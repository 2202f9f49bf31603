"""Numbers of the desk by week, as pictures made here and as a sheet to take along.

Nothing in them is about one colleague.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from io import StringIO

from flask import Blueprint, Response

from assistant.store.numbers import Week
from assistant.web.console import queue, room
from assistant.web.console.lines import service
from assistant.web.reception import reception
from assistant.web.signin.guard import staff_only

WEEKS = 12
MOST_NAMES = 8
HEIGHT = 120  # pixels of a chart
BAR, STEP = 26, 44  # pixels of a bar, and from one to the next
LEFT = 4
MINUTE_S, HOUR_S = 60, 3_600

Measure = Callable[[Week], float]

pages = Blueprint("figures", __name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One week in a chart; `inner` is the part of it that is told apart."""

    x: int
    height: int
    inner: int
    label: str
    told: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A picture of weeks; `name` is its word."""

    name: str
    bars: tuple[Bar, ...]
    width: int
    latest: str


@pages.get("/figures")
@staff_only
def show() -> str:
    """The pictures, each with its numbers in a table."""
    weeks = reception().store.numbers.weeks(datetime.now(UTC), WEEKS)
    return room.page(
        "figures.html",
        charts=charts(weeks),
        weeks=weeks,
        services=[(service(name), n) for name, n in totals(w.services for w in weeks)],
        causes=totals(w.causes for w in weeks),
        height=HEIGHT,
        bar=BAR,
        minutes=minutes,
        counts=queue.badges(queue.counted()),
    )


@pages.get("/figures.csv")
@staff_only
def sheet() -> Response:
    """Every number by week, for a spreadsheet."""
    weeks = reception().store.numbers.weeks(datetime.now(UTC), WEEKS)
    text = StringIO()
    writer = csv.writer(text)
    writer.writerow(
        (
            *("week", "conversations", "handed_over", "solved", "alone"),
            *("first_answer_s", "close_s", "kind", "name", "count"),
        )
    )
    for week in weeks:
        head = (
            week.monday.isoformat(),
            week.conversations,
            week.handed_over,
            week.solved,
            week.alone,
            whole(week.first_answer_s),
            whole(week.close_s),
        )
        writer.writerow((*head, "", "", ""))
        named = (("service", week.services), ("cause", week.causes))
        for kind, pairs in named:
            writer.writerows(
                (head[0], *[""] * 6, kind, plain(name), n) for name, n in pairs
            )
    answer = Response(text.getvalue(), mimetype="text/csv")
    answer.headers["Content-Disposition"] = "attachment; filename=bezorgd.csv"
    return answer


def plain(name: str) -> str:
    """A name that no spreadsheet takes for a formula."""
    return f"'{name}" if name[:1] in {"=", "+", "-", "@", "\t"} else name


def whole(seconds: float | None) -> int | str:
    """Seconds in a cell; an empty one where there are none."""
    return "" if seconds is None else round(seconds)


def charts(weeks: tuple[Week, ...]) -> tuple[Chart, ...]:
    """Every picture."""
    return (
        _chart(
            "conversations",
            weeks,
            lambda week: week.conversations,
            lambda week: week.alone,
            lambda value: str(round(value)),
        ),
        _chart(
            "first_answer",
            weeks,
            lambda week: week.first_answer_s or 0,
            lambda _: 0,
            minutes,
        ),
        _chart("close", weeks, lambda week: week.close_s or 0, lambda _: 0, minutes),
    )


def _chart(
    name: str,
    weeks: tuple[Week, ...],
    of: Measure,
    inner: Measure,
    told: Callable[[float], str],
) -> Chart:
    most = max((of(week) for week in weeks), default=0) or 1
    return Chart(
        name=name,
        bars=tuple(
            Bar(
                x=LEFT + at * STEP,
                height=round(HEIGHT * of(week) / most),
                inner=round(HEIGHT * inner(week) / most),
                label=week.monday.strftime("%d-%m"),
                told=told(of(week)) if of(week) else "",
            )
            for at, week in enumerate(weeks)
        ),
        width=LEFT + len(weeks) * STEP,
        latest=told(of(weeks[-1])) if weeks else "",
    )


def minutes(seconds: float | None) -> str:
    """A time as short as it can be said."""
    if not seconds:
        return "-"
    if seconds < HOUR_S:
        return f"{max(1, round(seconds / MINUTE_S))} min"
    return f"{seconds / HOUR_S:.1f} {room.say()('hour_short')}"


def totals(weeks: Iterable[tuple[tuple[str, int], ...]]) -> list[tuple[str, int]]:
    """The names of all weeks together, the most first."""
    sums: Counter[str] = Counter()
    for pairs in weeks:
        for name, count in pairs:
            sums[name] += count
    return sums.most_common(MOST_NAMES)
