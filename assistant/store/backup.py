"""A backup of everything: one compressed file of JSON lines, read back by either.

It is written from one moment's view while others write, and holds the same for
SQLite and PostgreSQL, so that it is also the way from one to the other. Restoring
ends in one step: who reads meanwhile sees the old or the new, never a part. What was
deleted since the backup was made is deleted again, and what was ended stays ended
(carrying.py).

On SQLite the backup is read into a file beside the database, and writers wait for
the last step alone. On PostgreSQL all is one transaction: new conversations go on,
and who writes in an older one waits for its end.
"""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, select

from assistant.errors import UnusableInputError
from assistant.store.carrying import Carried, carry, hold_still, present
from assistant.store.database import Database
from assistant.store.desk_tables import DELETIONS
from assistant.store.keeping import drop, note_deletion
from assistant.store.refilling import (
    AT_ONCE,
    FORMAT,
    Head,
    Rows,
    empty,
    fill,
    head_of,
)
from assistant.store.swapping import beside, has_file, swap
from assistant.store.tables import CONVERSATIONS, METADATA
from assistant.store.upgrade import newest

_BROKEN = (gzip.BadGzipFile, zlib.error, EOFError, ValueError, LookupError, TypeError)


@dataclass(frozen=True, slots=True, kw_only=True)
class Copied:
    """What a backup or a restore took along."""

    conversations: int
    rows: int
    deleted_again: int = 0
    locked_s: float = 0.0  # for how long nobody else could write
    whole: bool = True  # False where an older backup does not tell whether it is
    carried: Carried = field(default_factory=Carried)


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

    def restore(
        self,
        file: Path,
        deleted: Mapping[str, float] | None = None,
        now: datetime | None = None,
    ) -> Copied:
        """Put a backup in the place of everything that is stored now.

        Args:
            file: The backup.
            deleted: What else was deleted since, where the database that knew
                it is lost.
            now: The clock.

        Raises:
            UnusableInputError: The file is no backup, not whole, or of a newer
                version.
        """
        put_in = self._beside if has_file(self._database) else self._within
        try:
            with gzip.open(file, "rt", encoding="ascii") as lines:
                rows = map(json.loads, lines)
                head = head_of(next(rows, None))
                return put_in(rows, head, deleted or {}, now or datetime.now(UTC))
        except _BROKEN as error:
            msg = f"{file}: expected a backup, whole, as `bezorgd backup` writes it"
            raise UnusableInputError(msg) from error

    def _within(
        self, rows: Rows, head: Head, deleted: Mapping[str, float], now: datetime
    ) -> Copied:
        """In one transaction."""
        with self._database.writing() as connection:
            hold_still(connection)
            gone = {**deleted, **_deletions(connection)}
            here = present(connection, head.made_s)
            empty(connection)
            counts = fill(connection, rows, head)
            again = _delete_again(connection, gone)
            carried = carry(connection, here, head.made_s, now)
        return _copied(counts, again, whole=head.ends, carried=carried)

    def _beside(
        self, rows: Rows, head: Head, deleted: Mapping[str, float], now: datetime
    ) -> Copied:
        """In a file of its own, swapped in at the end (swapping.py)."""

        def settle(old: Connection, new: Connection) -> tuple[int, Carried]:
            more = _delete_newest(old, new)
            return more, carry(new, present(old, head.made_s), head.made_s, now)

        with beside(self._database) as fresh:
            with fresh.writing() as connection:
                counts = fill(connection, rows, head)
                again = _delete_again(connection, {**deleted, **self.deletions()})
            (more, carried), locked_s = swap(self._database, fresh, settle)
        return _copied(
            counts,
            again + more,
            locked_s=locked_s,
            whole=head.ends,
            carried=carried,
        )


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
    yield {"end": dict(counts)}


def _deletions(connection: Connection) -> dict[str, float]:
    return {row.conversation: row.at_s for row in connection.execute(select(DELETIONS))}


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


def _copied(counts: dict[str, int], again: int = 0, **told: Any) -> Copied:  # noqa: ANN401 - as Copied has them
    return Copied(
        conversations=counts.get("conversations", 0) - again,
        rows=sum(counts.values()),
        deleted_again=again,
        **told,
    )
