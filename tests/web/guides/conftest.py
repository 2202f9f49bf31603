"""One application for all the guides: nothing here is written or remembered."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

import pytest
from flask import Flask
from flask.testing import FlaskClient

from assistant import answering
from assistant.desk import Desk
from assistant.knowledge.shelf import Shelf
from assistant.settings import Settings
from assistant.web.app import create_app
from tests.telling import TellingDesk


@pytest.fixture(scope="session")
def library(shelf: Shelf, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    data = tmp_path_factory.mktemp("guides")
    settings = Settings(
        data=data, database=f"sqlite:///{data / 'chat.sqlite3'}", given_secret="x" * 40
    )
    store = answering.open_store(settings)
    desk = cast("Desk", TellingDesk(shelf))
    yield create_app(settings, desk=desk, store=store)
    store.close()


@pytest.fixture(scope="session")
def client(library: Flask) -> FlaskClient:
    return library.test_client()
