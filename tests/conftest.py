"""What every room's tests lean on: the shelf that ships, and the shipped texts."""

from __future__ import annotations

import os

import pytest

from assistant import places
from assistant.knowledge import files
from assistant.knowledge.match import Matcher
from assistant.knowledge.shelf import Shelf
from assistant.replies.texts import Texts


@pytest.fixture(autouse=True)
def _plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """No setting of the one who runs the tests reaches them."""
    for name in os.environ:
        if name.startswith("BEZORGD_"):
            monkeypatch.delenv(name)


@pytest.fixture(scope="session")
def shelf() -> Shelf:
    return files.load(places.knowledge())


@pytest.fixture(scope="session")
def matcher(shelf: Shelf) -> Matcher:
    return Matcher(shelf)


@pytest.fixture(scope="session")
def texts() -> Texts:
    return Texts.load(places.templates(), None)
