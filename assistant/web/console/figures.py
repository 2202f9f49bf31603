"""Numbers of the desk by week, as pictures made here and as sheets to take along.

Nothing in them is about one colleague, unless `figures_per_colleague` says so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from flask import Blueprint, Response, abort

from assistant.store.numbers import Week
from assistant.web.console import queue, room, sheets
from assistant.web.console.causes import called
from assistant.web.console.lines import service
from assistant.web.console.people import name_of
from assistant.web.console.sheets import Cell, Names
from assistant.web.reception import reception
from assistant.web.signin.guard import audit, staff_only

WEEKS = 12
MOST_NAMES = 8
HEIGHT = 120  # pixels of a chart
BAR, STEP = 26, 44  # pixels of a bar, and from one to the next
LEFT = 4
ROW_HEIGHT, TICK = 22, 12  # pixels of a name's picture, and of a week in it
NAMED = ("services", "causes", "colleagues")
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One name, and its number in each week, the oldest first."""

    name: str
    counts: tuple[int, ...]

    @property
    def total(self) -> int:
        """The number of all weeks together."""
        return sum(self.counts)

    @property
    def ticks(self) -> tuple[tuple[int, int], ...]:
        """Where each week's bar stands and how high it is, in the row's picture."""
        most = max(self.counts, default=0) or 1
        return tuple(
            (at * TICK, round(ROW_HEIGHT * count / most))
            for at, count in enumerate(self.counts)
        )


@pages.get("/figures")
@staff_only
def show() -> str:
    """The pictures, each with its numbers in a table."""
    weeks = reception().store.numbers.weeks(datetime.now(UTC), WEEKS)
    return room.page(
        "figures.html",
        charts=charts(weeks),
        weeks=weeks,
        tops=(
            ("services", tops(weeks, _services)),
            ("causes", tops(weeks, _causes)),
            *((("colleagues", colleagues()),) if per_colleague() else ()),
        ),
        row_height=ROW_HEIGHT,
        row_width=WEEKS * TICK,
        height=HEIGHT,
        bar=BAR,
        minutes=minutes,
        counts=queue.badges(queue.counted()),
    )


@pages.get("/figures/<name>.csv")
@staff_only
def sheet(name: str) -> Response:
    """The numbers of one picture, for a spreadsheet program."""
    weeks = reception().store.numbers.weeks(datetime.now(UTC), WEEKS)
    if name == "colleagues" and not per_colleague():
        abort(404)
    rows = _rows(name, weeks)
    if rows is None:
        abort(404)
    audit("took_figures", name)
    return sheets.answer(name, room.language(), rows)


def _rows(name: str, weeks: Sequence[Week]) -> Iterable[Sequence[Cell]] | None:
    say = room.say()
    if name == "weeks":
        return _by_week(weeks)
    heads = (say(f"top_{name}"), say("total")) if name in NAMED else ()
    if name == "services":
        return sheets.by_name(heads, weeks, _services)
    if name == "causes":
        return sheets.by_name(heads, weeks, _causes)
    if name == "colleagues":
        return _colleagues(heads, weeks)
    return None


def _by_week(weeks: Sequence[Week]) -> Iterable[Sequence[Cell]]:
    say = room.say()
    counts = ("week", "chart_conversations", "handed_over", "solved", "alone")
    yield [*map(say, counts), *map(say, ("first_answer_min", "close_min"))]
    for week in weeks:
        yield [
            week.monday.isoformat(),
            *(week.conversations, week.handed_over, week.solved, week.alone),
            *(_minutes(week.first_answer_s), _minutes(week.close_s)),
        ]


def _colleagues(
    heads: Sequence[str], weeks: Sequence[Week]
) -> Iterable[Sequence[Cell]]:
    yield [*heads, *(week.monday.isoformat() for week in weeks)]
    for one in colleagues():
        yield [one.name, one.total, *one.counts]


def _services(week: Week) -> Sequence[tuple[str, int]]:
    return [(service(name), count) for name, count in week.services]


def _causes(week: Week) -> Sequence[tuple[str, int]]:
    return [(called(code), count) for code, count in week.causes]


def _minutes(seconds: float | None) -> Cell:
    return "" if seconds is None else round(seconds / MINUTE_S)


def per_colleague() -> bool:
    """Whether the operator lets the numbers name a colleague."""
    return reception().helpdesk.figures_per_colleague


def colleagues() -> tuple[Row, ...]:
    """In how many conversations each colleague replied, the most first."""
    if not per_colleague():
        return ()
    found = reception().store.numbers.by_colleague(datetime.now(UTC), WEEKS)
    rows = [Row(name=name_of(who), counts=counts) for who, counts in found.items()]
    return tuple(sorted(rows, key=lambda row: (-row.total, row.name)))


def tops(weeks: Sequence[Week], names: Names) -> tuple[Row, ...]:
    """The names that most conversations had, with their number in each week."""
    counts = [dict(names(week)) for week in weeks]
    every = {name for one in counts for name in one}
    rows = [
        Row(name=name, counts=tuple(one.get(name, 0) for one in counts))
        for name in every
    ]
    return tuple(sorted(rows, key=lambda row: (-row.total, row.name))[:MOST_NAMES])


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
