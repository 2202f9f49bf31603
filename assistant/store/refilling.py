"""A backup's lines, read into empty tables, by way of the tables they were made with.

The last line counts what stands before it: a file that was cut off where its
compression does not show it is refused. Backups of before that line are still
read, and say so.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from alembic import command
from alembic.script.revision import RevisionError
from alembic.util.exc import CommandError
from sqlalchemy import (
    ColumnClause,
    Connection,
    Integer,
    Table,
    column,
    delete,
    func,
    insert,
    select,
    table,
    text,
)

from assistant.errors import UnusableInputError
from assistant.store import case_tables, desk_tables, own_tables, staff_tables  # noqa: F401 - they fill METADATA
from assistant.store.tables import METADATA
from assistant.store.upgrade import configuration, newest

FORMAT = 2
WITHOUT_END = 1  # the format of before the last line
AT_ONCE = 500  # rows that are read or written together

Rows = Iterator[dict[str, Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What a backup tells of itself."""

    revision: str
    made_s: float
    ends: bool  # whether its last line tells that it is whole


def head_of(line: Any) -> Head:  # noqa: ANN401 - JSON
    """Read the first line.

    Raises:
        ValueError: It is no backup's.
        KeyError: Something is missing in it.
    """
    if not isinstance(line, dict) or line.get("backup") not in (FORMAT, WITHOUT_END):
        raise ValueError
    return Head(
        revision=str(line["revision"]),
        made_s=datetime.fromisoformat(line["made_at"]).timestamp(),
        ends=line["backup"] != WITHOUT_END,
    )


def empty(connection: Connection) -> None:
    """Take everything out."""
    for one in reversed(METADATA.sorted_tables):
        connection.execute(delete(one))


def fill(connection: Connection, rows: Rows, head: Head) -> dict[str, int]:
    """Write the rows, and tell how many of each table.

    Raises:
        ValueError: The file is not whole.
        UnusableInputError: It was made by a newer version.
    """
    older, counts = head.revision != newest(), dict[str, int]()
    if older:
        _step(connection, command.downgrade, head.revision)
    waiting: list[dict[str, Any]] = []
    name = ""
    for line in _whole(rows, counts, head):
        if waiting and (line["in"] != name or len(waiting) == AT_ONCE):
            _put(connection, name, waiting)
            waiting = []
        name = line["in"]
        waiting.append(line["row"])
    if waiting:
        _put(connection, name, waiting)
    if older:
        _step(connection, command.upgrade, "head")
    _go_on_counting(connection)
    return counts


def _whole(rows: Rows, counts: dict[str, int], head: Head) -> Rows:
    """The lines with a row, counted and held against the last one."""
    ended: dict[str, int] | None = None
    for line in rows:
        if ended is not None:
            raise ValueError
        if head.ends and "end" in line:
            ended = {name: many for name, many in line["end"].items() if many}
            continue
        counts[line["in"]] = counts.get(line["in"], 0) + 1
        yield line
    if head.ends and ended != counts:
        raise ValueError


def _put(connection: Connection, name: str, rows: list[dict[str, Any]]) -> None:
    if name not in METADATA.tables:
        raise ValueError(name)
    columns: list[ColumnClause[Any]] = [column(key) for key in rows[0]]
    connection.execute(insert(table(name, *columns)), rows)


def _step(connection: Connection, way: Any, goal: str) -> None:  # noqa: ANN401 - of Alembic
    config = configuration()
    config.attributes["connection"] = connection
    try:
        way(config, goal)
    except (CommandError, RevisionError) as error:
        msg = "the backup was made by a newer version of this program"
        raise UnusableInputError(msg) from error


def _go_on_counting(connection: Connection) -> None:
    """Let PostgreSQL number new rows after those that were put in."""
    if connection.dialect.name != "postgresql":
        return
    for one in METADATA.sorted_tables:
        key = _counted(one)
        if key is not None:
            place = f"pg_get_serial_sequence('{one.name}', '{key}')"
            last = connection.execute(select(func.max(one.c[key]))).scalar() or 0
            number = f"GREATEST(nextval({place}), :last)"
            connection.execute(
                text(f"SELECT setval({place}, {number})"), {"last": last}
            )


def _counted(one: Table) -> str | None:
    """The column that the database numbers by itself."""
    key = one.autoincrement_column
    return None if key is None or not isinstance(key.type, Integer) else key.name
