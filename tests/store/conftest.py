"""A store of its own for each test, on a copy of one empty database.

Whoever asks for `store` is run on SQLite and on PostgreSQL.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from shutil import copy

import pytest

from assistant.store.tables import METADATA
from assistant.store.turns import Store
from tests.postgres import Postgres, postgres

KINDS = ["sqlite", "postgresql"]
EMPTIED = "; ".join(
    f'DELETE FROM "{one.name}"'  # noqa: S608 - our own tables
    for one in METADATA.sorted_tables[::-1]
)


@pytest.fixture(scope="session")
def server() -> Iterator[Postgres]:
    with postgres() as running:
        yield running


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("empty") / "turns.sqlite3"
    Store.open(f"sqlite:///{made}", made.with_name("lock")).close()
    return made


@pytest.fixture(scope="session")
def shared(server: Postgres, tmp_path_factory: pytest.TempPathFactory) -> str:
    """One database that is up to date; each test leaves it empty."""
    name = server.make()
    lock = tmp_path_factory.mktemp("shared") / "lock"
    Store.open(server.url(name), lock).close()
    return name


@pytest.fixture(params=KINDS)
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of an empty database that is up to date."""
    if request.param == "sqlite":
        copy(request.getfixturevalue("empty"), tmp_path / "turns.sqlite3")
        yield f"sqlite:///{tmp_path / 'turns.sqlite3'}"
        return
    server: Postgres = request.getfixturevalue("server")
    name: str = request.getfixturevalue("shared")
    yield server.url(name)
    server.tell(EMPTIED, name)


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


@pytest.fixture
def store(url: str, tmp_path: Path) -> Iterator[Store]:
    opened = Store.open(url, tmp_path / "lock")
    yield opened
    opened.close()
