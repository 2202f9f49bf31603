"""A desk in a small world, and a store of its own for each test."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from assistant.chores.equipment import Equipment
from assistant.desk import Desk
from assistant.settings import Settings
from assistant.store.turns import Store
from tests.blank import lay_down

NOON = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


@pytest.fixture(scope="session")
def desk(demo_desk: Desk) -> Desk:
    return demo_desk


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    file = lay_down(tmp_path / "turns.sqlite3")
    opened = Store.open(f"sqlite:///{file}", tmp_path / "lock")
    yield opened
    opened.close()


@pytest.fixture
def equipment(desk: Desk, store: Store, tmp_path: Path) -> Equipment:
    return Equipment(
        desk=desk,
        store=store,
        worker="chores",
        settings=Settings(
            address="https://chat.example", given_secret="s" * 32, data=tmp_path
        ),
    )
