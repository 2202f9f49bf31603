"""The web application over a desk that tells by heart and a store that is real."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import pytest
from flask import Flask
from flask.testing import FlaskClient

from assistant import answering
from assistant.desk import Desk
from assistant.knowledge.shelf import Shelf
from assistant.settings import Settings
from assistant.store.turns import Store
from assistant.web.app import create_app
from tests.blank import lay_down
from tests.browser import Browser
from tests.telling import TellingDesk


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(
        data=tmp_path,
        database=f"sqlite:///{tmp_path / 'chat.sqlite3'}",
        given_secret="x" * 40,
        max_characters=500,
        threads=4,
    )


@pytest.fixture
def store(settings: Settings) -> Iterator[Store]:
    lay_down(settings.data / "chat.sqlite3")
    store = answering.open_store(settings)
    yield store
    store.close()


@pytest.fixture
def desk(shelf: Shelf) -> TellingDesk:
    desk = TellingDesk(shelf)
    desk.go_on.set()
    return desk


class OurOwnPage(FlaskClient):
    """A browser that tells where its forms come from: our own page."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Flask's own
        super().__init__(*args, **kwargs)
        self.environ_base["HTTP_ORIGIN"] = "http://localhost"


@pytest.fixture
def app(settings: Settings, desk: TellingDesk, store: Store) -> Flask:
    app = create_app(settings, desk=cast("Desk", desk), store=store)
    app.test_client_class = OurOwnPage
    return app


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    browser = Browser()
    yield browser
    browser.close()
