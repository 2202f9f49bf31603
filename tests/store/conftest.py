"""A store of its own for each test, on a copy of one empty database."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from shutil import copy

import pytest

from assistant.store.turns import Store


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("empty") / "turns.sqlite3"
    Store.open(f"sqlite:///{made}", made.with_name("lock")).close()
    return made


@pytest.fixture
def store(tmp_path: Path, empty: Path) -> Iterator[Store]:
    copy(empty, tmp_path / "turns.sqlite3")
    opened = Store.open(f"sqlite:///{tmp_path / 'turns.sqlite3'}", tmp_path / "lock")
    yield opened
    opened.close()
