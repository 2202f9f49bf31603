"""Numbers by week: what the desk did, of conversations kept and of those gone.

A conversation that is deleted leaves its numbers in the tallies; they name no
customer. Weeks begin on Monday in UTC. A time is the mean of those that have one.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from assistant.store.case_tables import CASES
from assistant.store.database import Database, one_at_a_time
from assistant.store.desk_tables import TALLIES

WEEK_S = 604_800
MONDAY_S = 345_600  # the first Monday after 1 January 1970
_SOLVED = frozenset({"solved"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """What was begun in one week.

    `alone` are those in which no person wrote and that ended well: the customer
    said so, or nobody was asked for.
    """

    monday: date
    conversations: int = 0
    handed_over: int = 0
    solved: int = 0  # closed as solved, or rated so
    alone: int = 0
    first_answer_s: float | None = None
    close_s: float | None = None
    services: tuple[tuple[str, int], ...] = field(default=())
    causes: tuple[tuple[str, int], ...] = field(default=())


class Numbers:
    """Numbers of the desk."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def weeks(self, now: datetime, count: int = 12) -> tuple[Week, ...]:
        """The last weeks, oldest first, also those in which nothing happened."""
        last = week_of(now.timestamp())
        first = last - count + 1
        sums: dict[int, Counter[tuple[str, str]]] = defaultdict(Counter)
        wanted = select(
            CASES.c.started_s,
            CASES.c.first_answer_s,
            CASES.c.closed_s,
            CASES.c.outcome,
            CASES.c.rating,
            CASES.c.helped,
            CASES.c.reason,
            CASES.c.service,
            CASES.c.cause,
        ).where(CASES.c.started_s >= first * WEEK_S + MONDAY_S)
        gone = select(TALLIES).where(TALLIES.c.week >= first)
        with self._database.reading() as connection:
            for row in connection.execute(wanted):
                for what, name, number in _tallied(row):
                    sums[week_of(row.started_s)][what, name] += number
            for row in connection.execute(gone):
                sums[row.week][row.what, row.name] += row.number
        return tuple(_week(one, sums[one]) for one in range(first, last + 1))


def week_of(seconds: float) -> int:
    """The number of a week."""
    return int((seconds - MONDAY_S) // WEEK_S)


def tally(connection: Connection, case: Row[Any]) -> None:
    """Keep the numbers of a case that is about to be deleted."""
    week = week_of(case.started_s)
    one_at_a_time(connection, f"tallies {week}")
    for what, name, number in _tallied(case):
        same = (TALLIES.c.week == week) & (TALLIES.c.what == what)
        same &= TALLIES.c.name == name
        more = update(TALLIES).where(same).values(number=TALLIES.c.number + number)
        if not connection.execute(more).rowcount:
            connection.execute(
                insert(TALLIES).values(week=week, what=what, name=name, number=number)
            )


def _tallied(row: Any) -> Iterator[tuple[str, str, Any]]:  # noqa: ANN401 - any row of those columns
    solved = row.outcome in _SOLVED or row.rating in _SOLVED
    yield "conversations", "", 1
    if row.reason is not None:
        yield "handed_over", "", 1
    if solved:
        yield "solved", "", 1
    if not row.helped and (solved or row.reason is None):
        yield "alone", "", 1
    if row.first_answer_s is not None:
        yield "first_answer_s", "", row.first_answer_s - row.started_s
        yield "first_answers", "", 1
    if row.closed_s is not None:
        yield "close_s", "", row.closed_s - row.started_s
        yield "closes", "", 1
    if row.service is not None:
        yield "service", row.service, 1
    if row.cause is not None:
        yield "cause", row.cause, 1


def _week(number: int, sums: Mapping[tuple[str, str], float]) -> Week:
    def counted(what: str) -> int:
        return int(sums.get((what, ""), 0))

    def mean(total: str, times: str) -> float | None:
        count = counted(times)
        return sums[total, ""] / count if count else None

    def named(what: str) -> tuple[tuple[str, int], ...]:
        found = [(name, int(n)) for (kind, name), n in sums.items() if kind == what]
        return tuple(sorted(found, key=lambda one: (-one[1], one[0])))

    begins = datetime.fromtimestamp(number * WEEK_S + MONDAY_S, UTC)
    return Week(
        monday=begins.date(),
        conversations=counted("conversations"),
        handed_over=counted("handed_over"),
        solved=counted("solved"),
        alone=counted("alone"),
        first_answer_s=mean("first_answer_s", "first_answers"),
        close_s=mean("close_s", "closes"),
        services=named("service"),
        causes=named("cause"),
    )
