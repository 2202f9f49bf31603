from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

import assistant.store.staff_tables  # noqa: F401 - its tables are known by import
from assistant.errors import StoreError
from assistant.store.database import Database
from assistant.store.tables import METADATA
from assistant.store.upgrade import configuration, newest, revision, upgrade


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = Database(f"sqlite:///{tmp_path / 'new.sqlite3'}")
    yield opened
    opened.close()


def not_of_the_index(name: str | None, _kind: str, _parents: object) -> bool:
    """SQLite's index of words is tables of its own, which no metadata knows."""
    return name is None or not name.startswith("finds_index")


def test_the_steps_lead_to_the_tables(database: Database, tmp_path: Path) -> None:
    upgrade(database, tmp_path / "lock")

    with database.reading() as connection:
        context = MigrationContext.configure(
            connection, opts={"include_name": not_of_the_index}
        )
        assert compare_metadata(context, METADATA) == []


def test_an_upgraded_database_is_at_the_newest_step(
    database: Database, tmp_path: Path
) -> None:
    assert revision(database) is None

    upgrade(database, tmp_path / "lock")

    assert revision(database) == newest() == "0004"


def test_every_step_can_go_back(database: Database, tmp_path: Path) -> None:
    upgrade(database, tmp_path / "lock")

    with database.writing() as connection:
        config = configuration()
        config.attributes["connection"] = connection
        command.downgrade(config, "base")

    assert revision(database) is None


def test_many_who_upgrade_at_once_do_it_once(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'new.sqlite3'}"
    failures: list[BaseException] = []

    def start() -> None:
        database = Database(url)
        try:
            upgrade(database, tmp_path / "lock")
        except StoreError as error:
            failures.append(error)
        finally:
            database.close()

    starters = [threading.Thread(target=start) for _ in range(6)]
    for starter in starters:
        starter.start()
    for starter in starters:
        starter.join()

    assert failures == []


def test_a_database_of_a_newer_version_is_refused(
    database: Database, tmp_path: Path
) -> None:
    upgrade(database, tmp_path / "lock")
    with database.writing() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")

    with pytest.raises(StoreError, match="newer version"):
        upgrade(database, tmp_path / "lock")


def test_sqlite_is_set_to_last(database: Database, tmp_path: Path) -> None:
    upgrade(database, tmp_path / "lock")

    with database.reading() as connection:
        told = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "busy_timeout", "synchronous", "foreign_keys")
        }

    assert told == {
        "journal_mode": "wal",
        "busy_timeout": 5000,
        "synchronous": 1,
        "foreign_keys": 1,
    }


def test_a_write_that_fails_leaves_nothing_behind(
    database: Database, tmp_path: Path
) -> None:
    upgrade(database, tmp_path / "lock")

    def write_one_row_twice() -> None:
        row = "INSERT INTO conversations VALUES ('a', 1, 1)"
        with database.writing() as connection:
            connection.exec_driver_sql(row)
            connection.exec_driver_sql(row)

    with pytest.raises(StoreError):
        write_one_row_twice()

    with sqlite3.connect(tmp_path / "new.sqlite3") as plain:
        assert plain.execute("SELECT count(*) FROM conversations").fetchone() == (0,)
    plain.close()
