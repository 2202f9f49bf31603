"""A backup of everything: one compressed file of JSON lines, read back by either.

It is written from one moment's view while others write, and holds the same for
SQLite and PostgreSQL, so that it is also the way from one to the other. Restoring
ends in one step: who reads meanwhile sees the old or the new, never a part. What was
deleted since the backup was made is deleted again.

On SQLite the backup is read into a file beside the database, and writers wait for
the last step alone. On PostgreSQL all is one transaction: new conversations go on,
and who writes in an older one waits for its end.
"""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
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
from assistant.store.database import Database
from assistant.store.desk_tables import DELETIONS
from assistant.store.keeping import drop, note_deletion
from assistant.store.swapping import beside, has_file, swap
from assistant.store.tables import CONVERSATIONS, METADATA
from assistant.store.upgrade import configuration, newest

FORMAT = 1
_BROKEN = (gzip.BadGzipFile, zlib.error, EOFError, ValueError, LookupError, TypeError)
Rows = Iterator[dict[str, Any]]
AT_ONCE = 500  # rows that are read or written together


@dataclass(frozen=True, slots=True, kw_only=True)
class Copied:
    """What a backup or a restore took along."""

    conversations: int
    rows: int
    deleted_again: int = 0
    locked_s: float = 0.0  # for how long nobody else could write


class Backups:
    """Writes and restores backups."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def write(self, file: Path, now: datetime) -> Copied:
        """Write everything to a new file that only its owner can read.

        Raises:
            FileExistsError: When *file* is there already.
        """
        file.touch(mode=0o600, exist_ok=False)
        draft = file.with_name(f".{file.name}.part")
        draft.touch(mode=0o600)
        counts: dict[str, int] = {}
        try:
            with (
                self._database.snapshot() as connection,
                gzip.open(draft, "wt", encoding="ascii", compresslevel=5) as lines,
            ):
                for line in _lines(connection, now, counts):
                    lines.write(json.dumps(line, separators=(",", ":")) + "\n")
            draft.replace(file)
        except BaseException:
            draft.unlink(missing_ok=True)
            file.unlink(missing_ok=True)
            raise
        return _copied(counts)

    def deletions(self) -> dict[str, float]:
        """What was deleted and when, to be kept apart from the database."""
        with self._database.reading() as connection:
            return _deletions(connection)

    def restore(self, file: Path, deleted: Mapping[str, float] | None = None) -> Copied:
        """Put a backup in the place of everything that is stored now.

        Args:
            file: The backup.
            deleted: What else was deleted since, where the database that knew
                it is lost.

        Raises:
            UnusableInputError: The file is no backup, or of a newer version.
        """
        try:
            with gzip.open(file, "rt", encoding="ascii") as lines:
                rows = map(json.loads, lines)
                revision = _revision(next(rows, None))
                if has_file(self._database):
                    return self._beside(rows, revision, deleted or {})
                return self._within(rows, revision, deleted or {})
        except _BROKEN as error:
            msg = f"{file}: expected a backup, whole, as `bezorgd backup` writes it"
            raise UnusableInputError(msg) from error

    def _within(
        self, rows: Rows, revision: str, deleted: Mapping[str, float]
    ) -> Copied:
        """In one transaction."""
        counts: dict[str, int] = {}
        with self._database.writing() as connection:
            gone = {**deleted, **_deletions(connection)}
            _empty(connection)
            _fill(connection, rows, revision, counts)
            again = _delete_again(connection, gone)
        return _copied(counts, again)

    def _beside(
        self, rows: Rows, revision: str, deleted: Mapping[str, float]
    ) -> Copied:
        """In a file of its own, swapped in at the end (swapping.py)."""
        counts: dict[str, int] = {}
        with beside(self._database) as fresh:
            with fresh.writing() as connection:
                _fill(connection, rows, revision, counts)
                again = _delete_again(connection, {**deleted, **self.deletions()})
            more, locked_s = swap(self._database, fresh, _delete_newest)
        return replace(_copied(counts, again + more), locked_s=locked_s)


def _lines(
    connection: Connection, now: datetime, counts: dict[str, int]
) -> Iterator[dict[str, Any]]:
    made = {"backup": FORMAT, "revision": newest(), "made_at": now.isoformat()}
    yield made
    for one in METADATA.sorted_tables:
        counts[one.name] = 0
        rows = connection.execution_options(yield_per=AT_ONCE).execute(select(one))
        for row in rows:
            counts[one.name] += 1
            yield {"in": one.name, "row": dict(row._mapping)}  # noqa: SLF001 - SQLAlchemy's public name


def _revision(head: Any) -> str:  # noqa: ANN401 - JSON
    if isinstance(head, dict) and head.get("backup") == FORMAT:
        return str(head["revision"])
    raise ValueError


def _deletions(connection: Connection) -> dict[str, float]:
    return {row.conversation: row.at_s for row in connection.execute(select(DELETIONS))}


def _empty(connection: Connection) -> None:
    for one in reversed(METADATA.sorted_tables):
        connection.execute(delete(one))


def _fill(
    connection: Connection,
    rows: Iterator[dict[str, Any]],
    revision: str,
    counts: dict[str, int],
) -> None:
    """Write the rows, by way of the tables that they were made with."""
    older = revision != newest()
    if older:
        _step(connection, command.downgrade, revision)
    waiting: list[dict[str, Any]] = []
    name = ""
    for line in rows:
        if waiting and (line["in"] != name or len(waiting) == AT_ONCE):
            _put(connection, name, waiting)
            waiting = []
        name = line["in"]
        counts[name] = counts.get(name, 0) + 1
        waiting.append(line["row"])
    if waiting:
        _put(connection, name, waiting)
    if older:
        _step(connection, command.upgrade, "head")
    _go_on_counting(connection)


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


def _delete_again(connection: Connection, gone: dict[str, float]) -> int:
    wanted = {**_deletions(connection), **gone}
    kept = set(connection.execute(select(CONVERSATIONS.c.id)).scalars())
    for conversation in kept & set(wanted):
        drop(connection, conversation, datetime.now(UTC))
    for conversation, at_s in wanted.items():
        note_deletion(connection, conversation, at_s)
    return len(kept & set(wanted))


def _delete_newest(old: Connection, new: Connection) -> int:
    """Delete in *new* what was deleted in *old* while *new* was made."""
    known, again = _deletions(new), 0
    for conversation, at_s in _deletions(old).items():
        if conversation not in known:
            kept = select(CONVERSATIONS.c.id).where(CONVERSATIONS.c.id == conversation)
            again += new.execute(kept).first() is not None
            drop(new, conversation, datetime.fromtimestamp(at_s, UTC))
    return again


def _copied(counts: dict[str, int], again: int = 0) -> Copied:
    return Copied(
        conversations=counts.get("conversations", 0) - again,
        rows=sum(counts.values()),
        deleted_again=again,
    )
