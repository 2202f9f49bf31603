"""Brings a database to the tables of this version, one process at a time."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util.exc import CommandError

from assistant.errors import StoreError
from assistant.store.database import Database, one_at_a_time

_SCRIPTS = Path(__file__).resolve().parent / "migrations"


def upgrade(database: Database, lock: Path) -> None:
    """Run the steps that are still to be run.

    Args:
        database: The database to bring up.
        lock: A file that processes of one machine take turns with.

    Raises:
        StoreError: When the database is newer than this program.
    """
    if revision(database) == newest():
        return
    with _alone(lock), database.writing() as connection:
        one_at_a_time(connection, "upgrade")  # other machines take turns too
        config = configuration()
        config.attributes["connection"] = connection
        try:
            command.upgrade(config, "head")
        except CommandError as error:
            msg = "the database was made by a newer version of this program"
            raise StoreError(msg) from error


def revision(database: Database) -> str | None:
    """The last step that this database has seen."""
    with database.reading() as connection:
        return MigrationContext.configure(connection).get_current_revision()


@cache
def newest() -> str | None:
    """The last step that this program knows."""
    return ScriptDirectory.from_config(configuration()).get_current_head()


def configuration() -> Config:
    """Tell Alembic where the steps lie; no file of its own is read."""
    config = Config()
    # ConfigParser takes a percent sign for its own.
    config.set_main_option("script_location", str(_SCRIPTS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config


@contextmanager
def _alone(lock: Path) -> Iterator[None]:
    lock.parent.mkdir(parents=True, exist_ok=True)
    with lock.open("w", encoding="ascii") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield
