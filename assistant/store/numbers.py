"""Numbers by week: what the desk did, of conversations kept and of those gone.

A conversation that is deleted leaves its numbers in the tallies; they name no
customer. Weeks begin on Monday in UTC. A time is the mean of those that have one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Integer,
    Row,
    and_,
    case,
    cast,
    false,
    func,
    insert,
    or_,
    select,
    true,
    update,
)

from assistant.store.case import Writer
from assistant.store.case_tables import CASES, MESSAGES
from assistant.store.database import Database, one_at_a_time
from assistant.store.desk_tables import TALLIES

WEEK_S = 604_800
MONDAY_S = 345_600  # the first Monday after 1 January 1970
SOLVED = "solved"

ByColleague = Mapping[str, tuple[int, ...]]


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
        sums: dict[int, dict[tuple[str, str], float]] = defaultdict(dict)
        gone = select(TALLIES).where(TALLIES.c.week >= first)
        with self._database.reading() as connection:
            for row in connection.execute(gone):
                sums[row.week][row.what, row.name] = row.number
            for week, what, name, number in _of_kept(connection, first):
                before = sums[week].get((what, name), 0)
                sums[week][what, name] = before + number
        return tuple(_week(one, sums[one]) for one in range(first, last + 1))

    def by_colleague(self, now: datetime, weeks: int) -> ByColleague:
        """In how many conversations each replied, a week each, the oldest first.

        Nothing of it is kept of a conversation that is deleted.
        """
        last = week_of(now.timestamp())
        first = last - weeks + 1
        columns = MESSAGES.c
        found: dict[str, list[int]] = defaultdict(lambda: [0] * weeks)
        with self._database.reading() as connection:
            week = week_column(connection, columns.at_s)
            many = func.count(columns.conversation.distinct())
            wanted = (
                select(columns.member, week, many)
                .where(
                    columns.writer == Writer.STAFF.value,
                    columns.undone_s.is_(None),
                    columns.member.is_not(None),
                    columns.at_s >= first * WEEK_S + MONDAY_S,
                )
                .group_by(columns.member, week)
            )
            for member, number, count in connection.execute(wanted):
                if first <= number <= last:
                    found[member][number - first] = count
        return {member: tuple(counts) for member, counts in found.items()}


def _of_kept(
    connection: Connection, first: int
) -> Iterator[tuple[int, str, str, float]]:
    """The sums of the conversations that are kept, as the tallies have them."""
    columns = CASES.c
    week = week_column(connection, columns.started_s)
    recent = columns.started_s >= first * WEEK_S + MONDAY_S
    sums = {what: func.sum(number) for what, number in _counted().items()}
    rows = connection.execute(select(week, *sums.values()).where(recent).group_by(week))
    for number, *found in rows:
        for what, one in zip(sums, found, strict=True):
            yield number, what, "", float(one or 0)
    cause = func.coalesce(columns.closed_cause, columns.cause)
    for what, column in (("service", columns.service), ("cause", cause)):
        named = recent & column.is_not(None)
        grouped = select(week, column, func.count()).where(named)
        for number, name, many in connection.execute(grouped.group_by(week, column)):
            yield number, what, name, many


def _counted() -> Mapping[str, ColumnElement[Any]]:
    """What is summed over the cases of a week."""
    columns = CASES.c
    solved = or_(columns.outcome == SOLVED, columns.rating == SOLVED)
    solved = func.coalesce(solved, false())
    alone = and_(columns.helped.is_(False), or_(solved, columns.reason.is_(None)))

    def once(condition: ColumnElement[bool]) -> ColumnElement[int]:
        return case((condition, 1), else_=0)

    return {
        "conversations": once(true()),
        "handed_over": once(columns.reason.is_not(None)),
        "solved": once(solved),
        "alone": once(alone),
        "first_answer_s": columns.first_answer_s - columns.started_s,
        "first_answers": once(columns.first_answer_s.is_not(None)),
        "close_s": columns.closed_s - columns.started_s,
        "closes": once(columns.closed_s.is_not(None)),
    }


def week_column(
    connection: Connection, seconds: ColumnElement[float]
) -> ColumnElement[int]:
    """The number of the week of a moment, worked out by the database."""
    weeks = (seconds - MONDAY_S) / WEEK_S
    if connection.dialect.name == "postgresql":  # whose cast rounds
        return cast(func.floor(weeks), Integer)
    return cast(weeks, Integer)


def week_of(seconds: float) -> int:
    """The number of a week."""
    return int((seconds - MONDAY_S) // WEEK_S)


def tally(connection: Connection, gone: Row[Any]) -> None:
    """Keep the numbers of a case that is about to be deleted."""
    week = week_of(gone.started_s)
    one_at_a_time(connection, f"tallies {week}")
    for what, name, number in _tallied(gone):
        same = (TALLIES.c.week == week) & (TALLIES.c.what == what)
        same &= TALLIES.c.name == name
        more = update(TALLIES).where(same).values(number=TALLIES.c.number + number)
        if not connection.execute(more).rowcount:
            connection.execute(
                insert(TALLIES).values(week=week, what=what, name=name, number=number)
            )


def _tallied(row: Row[Any]) -> Iterator[tuple[str, str, float]]:
    solved = SOLVED in {row.outcome, row.rating}
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
    if (cause := row.closed_cause or row.cause) is not None:
        yield "cause", cause, 1


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
