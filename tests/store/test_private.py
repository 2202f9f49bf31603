"""What is stored is its owner's alone, whoever starts the program."""

from __future__ import annotations

import os
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
