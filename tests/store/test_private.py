"""What is stored is its owner's alone, whoever starts the program."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from assistant.store import backup, swapping
from assistant.store.database import Database
from assistant.store.turns import Store
from tests.store.asking import NOON, ask


@pytest.fixture(autouse=True)
def umask() -> Iterator[None]:
    """The umask of most machines: everybody may read."""
    before = os.umask(0o022)
    yield
    os.umask(before)


def modes(folder: Path) -> dict[str, int]:
    kept = folder.glob("one.sqlite3*")
    return {
        one.name: one.stat().st_mode & 0o777 for one in kept if one.suffix != ".lock"
    }


def opened(folder: Path) -> Store:
    return Store.open(f"sqlite:///{folder / 'one.sqlite3'}", folder / "lock")


def test_a_new_database_and_its_log_are_its_owners_alone(tmp_path: Path) -> None:
    store = opened(tmp_path)
    ask(store)

    assert modes(tmp_path) == {
        "one.sqlite3": 0o600,
        "one.sqlite3-wal": 0o600,
        "one.sqlite3-shm": 0o600,
    }
    store.close()


def test_a_database_that_others_could_read_is_closed_to_them(tmp_path: Path) -> None:
    first = opened(tmp_path)
    ask(first)
    for file in tmp_path.glob("one.sqlite3*"):
        file.chmod(0o644)

    second = opened(tmp_path)
    ask(second, "t2")

    assert set(modes(tmp_path).values()) == {0o600}
    first.close()
    second.close()


def test_the_copy_of_a_restore_is_its_owners_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = opened(tmp_path)
    ask(store)
    store.backups.write(tmp_path / "b.gz", NOON)
    seen: dict[str, int] = {}

    @contextmanager
    def beside(database: Database) -> Iterator[Database]:
        with swapping.beside(database) as fresh:
            yield fresh
            seen.update(modes(tmp_path))

    monkeypatch.setattr(backup, "beside", beside)
    store.backups.restore(tmp_path / "b.gz")

    assert seen["one.sqlite3.restoring"] == 0o600
    assert set(seen.values()) == {0o600}
    store.close()


def test_a_place_that_cannot_be_written_is_told_by_the_database(tmp_path: Path) -> None:
    (tmp_path / "one.sqlite3").mkdir()

    assert not Store(Database(f"sqlite:///{tmp_path / 'one.sqlite3'}")).alive()


TURNED_OFF = """
import sqlite3, sys
line = sqlite3.connect(sys.argv[1], timeout=0)
try:
    print(*line.execute("PRAGMA journal_mode=DELETE").fetchone())
except sqlite3.OperationalError as refused:
    print(refused)
"""


def test_to_open_it_once_more_drops_no_lock_of_the_first(tmp_path: Path) -> None:
    """A process that closes any handle of a file drops its locks (fcntl, POSIX)."""
    first = opened(tmp_path)
    ask(first)
    second = opened(tmp_path)
    ask(second, "t2")
    second.close()

    file = str(tmp_path / "one.sqlite3")
    other = subprocess.run(  # noqa: S603 - our own words
        [sys.executable, "-c", TURNED_OFF, file],
        capture_output=True,
        text=True,
        check=True,
    )

    assert other.stdout.strip() == "database is locked"
    first.close()
