"""The queue: pages of cases, counts, and what is found by its words.

A page is read along one index, from a place on; nothing is sorted or counted to
show it. A search asks for every word of the query, whole or by its beginning.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Select,
    and_,
    func,
    or_,
    select,
    text,
    tuple_,
)

from assistant.errors import UnusableInputError
from assistant.store.case import Case, Owner
from assistant.store.case_tables import CASES, FINDS, TAGS
from assistant.store.cases import read_cases
from assistant.store.database import Database
from assistant.store.place import CLOSED, WAITS
from assistant.store.words import words_of

PAGE = 50
MOST_TERMS = 8  # words of a query that count

_IN_SQLITE = text(
    "finds.id IN (SELECT rowid FROM finds_index WHERE finds_index MATCH :q)"
)
_IN_POSTGRESQL = text(
    "array_to_tsvector(string_to_array(finds.words, ' ')) @@ CAST(:q AS tsquery)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which cases to show; what is not told does not matter.

    `mine` is a member: what he owns or was assigned. `text` is looked for in
    what was written, in the domain and in the address. Closed cases are shown
    only when `closed` is told or something is searched for.
    """

    mine: str | None = None
    waiting: bool = False
    requests: bool = False  # with a change request that is not decided
    undecided: bool = False  # no cause was found
    service: str | None = None
    cause: str | None = None
    domain: str | None = None
    address: str | None = None
    language: str | None = None
    tag: str | None = None
    owner: Owner | None = None
    closed: bool = False
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Some cases, and where the next page begins; None on the last one."""

    cases: tuple[Case, ...]
    next: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How many open cases there are of each kind."""

    waiting: int
    mine: int
    requests: int
    undecided: int
    owners: tuple[tuple[str, int], ...]
    services: tuple[tuple[str, int], ...]  # most first; "" where none is known
    causes: tuple[tuple[str, int], ...]


class Queue:
    """Cases in order of urgency."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def page(
        self, wanted: Wanted, *, after: str | None = None, limit: int = PAGE
    ) -> Page:
        """Show cases in order of urgency; search results by the latest word.

        Args:
            wanted: Which.
            after: The `next` of the page before.
            limit: How many.

        Raises:
            UnusableInputError: When *after* is no place.
        """
        terms = words_of(wanted.text)[:MOST_TERMS]
        if wanted.text.strip() and not terms:
            return Page(cases=())
        order = _BY_TIME if terms else _BY_URGENCY
        query = _matching(select(CASES), wanted)
        if after is not None:
            query = query.where(tuple_(*order) > _place(after, len(order)))
        with self._database.reading() as connection:
            if terms:
                query = _searching(connection, query, terms)
            query = query.order_by(*order).limit(limit + 1)
            rows = list(connection.execute(query))
            cases = read_cases(connection, rows[:limit])
        last = (
            _marked(rows[limit - 1], search=bool(terms)) if len(rows) > limit else None
        )
        return Page(cases=cases, next=last)

    def counts(self, member: str) -> Counts:
        """Count the open cases, for the views of a member of staff."""
        rank = CASES.c.rank
        with self._database.reading() as connection:

            def grouped(column: ColumnElement[Any]) -> tuple[tuple[str, int], ...]:
                number = func.count()
                query = select(column, number).where(rank < CLOSED).group_by(column)
                rows = connection.execute(query.order_by(number.desc()))
                return tuple((name or "", count) for name, count in rows)

            def counted(*conditions: ColumnElement[bool]) -> int:
                query = select(func.count()).select_from(CASES).where(*conditions)
                return connection.execute(query).scalar() or 0

            causes = grouped(CASES.c.cause)
            return Counts(
                waiting=counted(rank == WAITS),
                mine=counted(rank < CLOSED, _mine(member)),
                requests=counted(CASES.c.open_requests > 0),
                undecided=dict(causes).get("", 0),
                owners=grouped(CASES.c.owner),
                services=grouped(CASES.c.service),
                causes=causes,
            )

    def of_domain(self, domain: str, limit: int = 20) -> tuple[Case, ...]:
        """Earlier conversations about a domain, the latest first."""
        wanted = (
            select(CASES)
            .where(CASES.c.domain == domain)
            .order_by(CASES.c.last_s.desc())
            .limit(limit)
        )
        with self._database.reading() as connection:
            rows = connection.execute(wanted).all()
            return read_cases(connection, list(rows))


_BY_URGENCY = (CASES.c.rank, CASES.c.order_s, CASES.c.conversation)
_BY_TIME = (-CASES.c.last_s, CASES.c.conversation)


def _mine(member: str) -> ColumnElement[bool]:
    owned = and_(CASES.c.member == member, CASES.c.owner == Owner.STAFF.value)
    return or_(owned, CASES.c.assignee == member)


def _matching(query: Select[Any], wanted: Wanted) -> Select[Any]:
    """Narrow a query down to what is wanted."""
    table = CASES.c
    for column, value in (
        (table.service, wanted.service),
        (table.cause, wanted.cause),
        (table.domain, wanted.domain),
        (table.address, wanted.address),
        (table.language, wanted.language),
        (table.owner, wanted.owner and wanted.owner.value),
    ):
        if value is not None:
            query = query.where(column == value)
    if wanted.mine is not None:
        query = query.where(_mine(wanted.mine))
    if wanted.waiting:
        query = query.where(table.rank == WAITS)
    if wanted.requests:
        query = query.where(table.open_requests > 0)
    if wanted.undecided:
        query = query.where(table.cause.is_(None))
    if wanted.tag is not None:
        tagged = select(TAGS.c.conversation).where(TAGS.c.tag == wanted.tag)
        query = query.where(table.conversation.in_(tagged))
    if not (wanted.closed or wanted.text or wanted.owner is Owner.CLOSED):
        query = query.where(table.rank < CLOSED)
    return query


def _searching(
    connection: Connection, query: Select[Any], terms: tuple[str, ...]
) -> Select[Any]:
    """Narrow a query down to the cases in which every term stands."""
    if connection.dialect.name == "sqlite":
        found, joint = _IN_SQLITE, " AND ".join(f'"{one}"*' for one in terms)
    else:
        found, joint = _IN_POSTGRESQL, " & ".join(f"'{one}':*" for one in terms)
    rows = select(FINDS.c.conversation).where(found.bindparams(q=joint))
    return query.where(CASES.c.conversation.in_(rows))


def _marked(row: Row[Any], *, search: bool) -> str:
    if search:
        return f"{-row.last_s!r}:{row.conversation}"
    return f"{row.rank}:{row.order_s!r}:{row.conversation}"


def _place(after: str, parts: int) -> tuple[float | str, ...]:
    *numbers, conversation = after.split(":")
    place: tuple[float | str, ...]
    try:
        place = (*map(float, numbers), conversation)
    except ValueError:
        place = ()
    if len(place) != parts:
        msg = "after: expected the `next` of a page of the same view"
        raise UnusableInputError(msg)
    return place
