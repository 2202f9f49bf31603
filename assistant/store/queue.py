"""The queue: pages of cases, counts, and what is found by its words.

A page is read along one index, from a place on; nothing is sorted or counted to
show it. A search asks for every word of the query, whole or by its beginning.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import partial
from typing import Any

from sqlalchemy import (
    CompoundSelect,
    Select,
    func,
    select,
    text,
    tuple_,
)

from assistant.errors import UnusableInputError
from assistant.store.case import Case, Owner
from assistant.store.case_tables import CASES, TAGS
from assistant.store.cases import read_cases
from assistant.store.database import Database
from assistant.store.place import CLOSED, HELD, OWES, OWNERS, WAITS
from assistant.store.search import search
from assistant.store.words import terms_of

PAGE = 50
MOST_COUNTED = 1_000  # of one list: nobody reads on from there
MOST_TERMS = 8  # words of a query that count

_NUMBER = re.compile(r"-?[0-9]{1,19}(?:\.[0-9]{1,19})?(?:e[+-]?[0-9]{1,3})?")
_ASKED_FOR = text("cases.open_requests > 0")  # as the partial index has it


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Kinds:
    """How many cases of one list there are by service and by cause, most first."""

    services: tuple[tuple[str, int], ...]  # "" where none is known
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
        terms = terms_of(wanted.text)[:MOST_TERMS]
        if wanted.text.strip() and not terms:
            return Page(cases=())
        with self._database.reading() as connection:
            if terms:
                find = None if after is None else int(_parts(after, 1)[0])
                narrow = partial(_matching, wanted=wanted)
                rows = search(connection, terms, narrow, find, limit + 1)
            else:
                query = _matching(select(CASES), wanted).order_by(*_BY_URGENCY)
                if after is not None:
                    rank, order_s, conversation = _parts(after, 3)
                    place = (int(rank), float(order_s), conversation)
                    query = query.where(tuple_(*_BY_URGENCY) > place)
                rows = list(connection.execute(query.limit(limit + 1)))
            cases = read_cases(connection, rows[:limit])
        if len(rows) <= limit:
            return Page(cases=cases)
        last = rows[limit - 1]
        mark = f"{last.rank}:{last.order_s!r}:{last.conversation}"
        return Page(cases=cases, next=str(last.find) if terms else mark)

    def count(self, wanted: Wanted, most: int = MOST_COUNTED) -> int:
        """How many cases a page would show in all; *most* is as far as it looks."""
        terms = terms_of(wanted.text)[:MOST_TERMS]
        if wanted.text.strip() and not terms:
            return 0
        with self._database.reading() as connection:
            if terms:
                narrow = partial(_matching, wanted=wanted)
                return len(search(connection, terms, narrow, None, most))
            here = _matching(select(CASES.c.conversation), wanted).limit(most)
            counted = select(func.count()).select_from(here.subquery())
            return connection.execute(counted).scalar() or 0

    def counts(self, member: str) -> Counts:
        """Count the open cases, for the views of a member of staff."""
        case = CASES.c
        kinds = (case.rank, case.service, case.cause)
        query = select(*kinds, func.count()).where(case.rank < CLOSED).group_by(*kinds)
        mine = select(func.count()).select_from(_mine(member).subquery())
        requests = select(func.count()).select_from(CASES).where(_ASKED_FOR)
        owners: Counter[str] = Counter()
        services: Counter[str] = Counter()
        causes: Counter[str] = Counter()
        with self._database.reading() as connection:
            for rank, service, cause, number in connection.execute(query):
                owners[OWNERS[rank]] += number
                services[service or ""] += number
                causes[cause or ""] += number
            return Counts(
                waiting=owners[Owner.NOBODY],
                mine=connection.execute(mine).scalar() or 0,
                requests=connection.execute(requests).scalar() or 0,
                undecided=causes[""],
                owners=tuple(owners.most_common()),
                services=tuple(services.most_common()),
                causes=tuple(causes.most_common()),
            )

    def kinds(self, wanted: Wanted) -> Kinds:
        """Count what is wanted by service and by cause."""
        # By rank too, as one index has all three and no row need be read.
        kinds = (CASES.c.rank, CASES.c.service, CASES.c.cause)
        query = _matching(select(*kinds, func.count()), wanted).group_by(*kinds)
        services: Counter[str] = Counter()
        causes: Counter[str] = Counter()
        with self._database.reading() as connection:
            for _, service, cause, number in connection.execute(query):
                services[service or ""] += number
                causes[cause or ""] += number
        return Kinds(
            services=tuple(services.most_common()), causes=tuple(causes.most_common())
        )

    def tags(self, limit: int) -> tuple[str, ...]:
        """The tags that are used most, also in what is closed."""
        tag = TAGS.c.tag
        wanted = select(tag).group_by(tag).order_by(func.count().desc(), tag)
        with self._database.reading() as connection:
            return tuple(connection.execute(wanted.limit(limit)).scalars())

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


def _mine(member: str) -> CompoundSelect[Any]:
    """The open cases that a member owns or was assigned, each by its own index."""
    case = CASES.c
    owned = (case.member == member) & case.rank.in_((OWES, HELD))
    assigned = (case.assignee == member) & (case.rank < CLOSED)
    here = select(case.conversation)
    return here.where(owned).union(here.where(assigned))


def _matching(query: Select[Any], wanted: Wanted) -> Select[Any]:
    """Narrow a query down to what is wanted."""
    case, closed = CASES.c, wanted.owner is Owner.CLOSED
    for known, value in (
        (case.service, wanted.service),
        (case.cause, wanted.cause),
        (case.domain, wanted.domain),
        (case.address, wanted.address),
        (case.language, wanted.language),
        (case.owner, None if closed else wanted.owner and wanted.owner.value),
        (case.rank, CLOSED if closed else None),  # which the index of the queue has
    ):
        if value is not None:
            query = query.where(known == value)
    if wanted.mine is not None:
        query = query.where(case.conversation.in_(_mine(wanted.mine)))
    if wanted.waiting:
        query = query.where(case.rank == WAITS)
    if wanted.requests:
        query = query.where(_ASKED_FOR)
    if wanted.undecided:
        query = query.where(case.cause.is_(None))
    if wanted.tag is not None:
        tagged = select(TAGS.c.conversation).where(TAGS.c.tag == wanted.tag)
        query = query.where(case.conversation.in_(tagged))
    if not (wanted.closed or wanted.text or closed):
        query = query.where(case.rank < CLOSED)
    return query


def _parts(after: str, count: int) -> tuple[str, ...]:
    """The parts of a place that a page of the same view gave."""
    parts = tuple(after.split(":"))
    numbers = parts[:2] if len(parts) > 1 else parts
    if len(parts) != count or not all(map(_NUMBER.fullmatch, numbers)):
        msg = "after: expected the `next` of a page of the same view"
        raise UnusableInputError(msg)
    return parts
