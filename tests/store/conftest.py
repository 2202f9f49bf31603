"""One database of each kind for all tests; every test leaves it empty.

Whoever asks for `store` or `url` is run on SQLite and on PostgreSQL.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import delete

from assistant.store.database import Database
from assistant.store.tables import METADATA
from assistant.store.turns import Store
from tests.postgres import Postgres, postgres

KINDS = ["sqlite", "postgresql"]


@pytest.fixture(scope="session")
def server() -> Iterator[Postgres]:
    with postgres() as running:
        yield running


@pytest.fixture(scope="session", params=KINDS)
def kept(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Database]:
    """The database that the tests of one kind share, brought up to date."""
    folder = tmp_path_factory.mktemp("kept")
    url = f"sqlite:///{folder / 'turns.sqlite3'}"
    if request.param == "postgresql":
        server: Postgres = request.getfixturevalue("server")
        url = server.url(server.make())
    Store.open(url, folder / "lock").close()
    opened = Database(url)
    yield opened
    opened.close()


@pytest.fixture
def store(kept: Database) -> Iterator[Store]:
    yield Store(kept)
    with kept.writing() as connection:
        for table in reversed(METADATA.sorted_tables):
            connection.execute(delete(table))


@pytest.fixture
def url(kept: Database, store: Store) -> str:
    """The address of the database behind `store`, for those who open their own."""
    return kept.url.render_as_string(hide_password=False)


@pytest.fixture(params=KINDS)
def bare_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database in which nothing is yet."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'new.sqlite3'}"
        return
    server: Postgres = request.getfixturevalue("server")
    name = server.make()
    yield server.url(name)
    server.drop(name)
