"""Finds cases by their words, the latest begun first, in either database.

A common word stands in nearly every case, a domain in one. SQLite walks its index
from the latest case on, and stops when the page is full. PostgreSQL would fetch
and sort all that match; so the latest cases are looked through first, which fills
the page for a common word, and only then is the index asked for all of them.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import Connection, Row, Select, column, func, select, table, text

from assistant.store.case_tables import CASES, FINDS

LATEST = 2_000  # cases that are looked through before the index is asked
_INDEX = table("finds_index", column("rowid"))
_MATCHES = text("finds_index MATCH :q")
_HOLDS = text("finds.vector @@ CAST(:q AS tsquery)")

Narrow = Callable[[Select[Any]], Select[Any]]


def search(
    connection: Connection,
    terms: tuple[str, ...],
    narrow: Narrow,
    before: int | None,
    limit: int,
) -> list[Row[Any]]:
    """Find the cases in which every term stands, or begins a word.

    Args:
        connection: Where to look.
        terms: Words, made by `terms_of`.
        narrow: Adds what else is wanted of a case.
        before: Only older ones than this find.
        limit: How many at most.

    Returns:
        Rows of cases, each with its place as `find`.
    """
    if connection.dialect.name == "sqlite":
        return _walked(connection, terms, narrow, before, limit)
    joint = " & ".join(f"'{one}':*" for one in terms)
    newest = connection.execute(select(func.max(FINDS.c.id))).scalar() or 0
    begin = newest + 1 if before is None else before
    found = _recent(connection, joint, narrow, begin, limit)
    if len(found) == limit or begin <= LATEST:
        return found
    return _indexed(connection, joint, narrow, begin, limit)


def _walked(
    connection: Connection,
    terms: tuple[str, ...],
    narrow: Narrow,
    before: int | None,
    limit: int,
) -> list[Row[Any]]:
    joint = " AND ".join(f'"{one}"*' for one in terms)
    both = _INDEX.join(FINDS, FINDS.c.id == _INDEX.c.rowid).join(
        CASES, CASES.c.conversation == FINDS.c.conversation
    )
    query = select(CASES, FINDS.c.id.label("find")).select_from(both)
    query = narrow(query.where(_MATCHES.bindparams(q=joint)))
    if before is not None:
        query = query.where(_INDEX.c.rowid < before)
    query = query.order_by(_INDEX.c.rowid.desc()).limit(limit)
    return list(connection.execute(query))


def _recent(
    connection: Connection, joint: str, narrow: Narrow, begin: int, limit: int
) -> list[Row[Any]]:
    both = FINDS.join(CASES, CASES.c.conversation == FINDS.c.conversation)
    query = select(CASES, FINDS.c.id.label("find")).select_from(both)
    query = narrow(query.where(_HOLDS.bindparams(q=joint)))
    query = query.where(FINDS.c.id < begin, FINDS.c.id >= begin - LATEST)
    query = query.order_by(FINDS.c.id.desc()).limit(limit)
    return list(connection.execute(query))


def _indexed(
    connection: Connection, joint: str, narrow: Narrow, begin: int, limit: int
) -> list[Row[Any]]:
    # By itself, so that the index of words is what it is found by.
    finds = (
        select(FINDS.c.id, FINDS.c.conversation)
        .where(_HOLDS.bindparams(q=joint))
        .cte("found")
        .prefix_with("MATERIALIZED", dialect="postgresql")
    )
    both = finds.join(CASES, CASES.c.conversation == finds.c.conversation)
    query = narrow(select(CASES, finds.c.id.label("find")).select_from(both))
    query = query.where(finds.c.id < begin).order_by(finds.c.id.desc())
    return list(connection.execute(query.limit(limit)))
