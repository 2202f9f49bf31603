"""A restore on SQLite without keeping writers out: made beside, and then swapped in.

SQLite has one writer at a time, and reading a large backup takes minutes. So the
backup is read into a second file beside the database, while work goes on in the
first. Only the last step keeps writers out: what was deleted meanwhile is deleted
there too, what was ended since stays so, the numbers that the database draws go on
from where they are, and the pages of the second file take the place of the first
one's (SQLite's own backup, in one transaction: who reads sees the old or the new).
Who waits to write waits for that, a second for each hundred megabytes or so.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Connection, text

from assistant.store.database import Database
from assistant.store.upgrade import upgrade

WAIT_S = 60.0  # for a writer who is at work when the swap begins
_SUFFIX = ".restoring"

Settled = TypeVar("Settled")
Settle = Callable[[Connection, Connection], Settled]


def has_file(database: Database) -> bool:
    """Whether a database is a file of its own, which another can lie beside."""
    return database.url.drivername == "sqlite" and bool(database.url.database)


@contextmanager
def beside(database: Database) -> Iterator[Database]:
    """An empty database beside a file, brought up to date; gone afterwards."""
    file = _file(database)
    fresh = file.with_name(file.name + _SUFFIX)
    _remove(fresh)
    made = Database(f"sqlite:///{fresh}")
    try:
        upgrade(made, fresh.with_name(fresh.name + ".lock"))
        yield made
    finally:
        made.close()
        _remove(fresh)


def swap(
    old: Database, new: Database, settle: Settle[Settled]
) -> tuple[Settled, float]:
    """Put what is in *new* in the place of what is in *old*.

    Args:
        old: The database that is in use.
        new: The one beside it.
        settle: Brings over what changed in the old one meanwhile; it is given
            both, while nobody else writes.

    Returns:
        What *settle* gave, and for how many seconds nobody could write.
    """
    with closing(sqlite3.connect(_file(old), timeout=WAIT_S)) as target:
        with old.writing() as kept:
            began = time.monotonic()
            with new.writing() as fresh:
                settled = settle(kept, fresh)
                _go_on_counting(kept, fresh)
        with closing(sqlite3.connect(_file(new))) as source:
            source.backup(target)
        taken_s = time.monotonic() - began
        target.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return settled, taken_s


def _go_on_counting(old: Connection, new: Connection) -> None:
    """Draw no number twice: a browser may have seen it."""
    for name, last in old.execute(text("SELECT name, seq FROM sqlite_sequence")):
        told = {"name": name, "last": last}
        here = "UPDATE sqlite_sequence SET seq = max(seq, :last) WHERE name = :name"
        if not new.execute(text(here), told).rowcount:
            row = "INSERT INTO sqlite_sequence (name, seq) VALUES (:name, :last)"
            new.execute(text(row), told)


def _file(database: Database) -> Path:
    return Path(database.url.database or "")


def _remove(file: Path) -> None:
    for one in ("", "-wal", "-shm", "-journal", ".lock"):
        file.with_name(file.name + one).unlink(missing_ok=True)
