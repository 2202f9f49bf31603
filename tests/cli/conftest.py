"""Commands read what ships once; a test with a layer of its own reads that anew."""

from __future__ import annotations

import pytest

from assistant import wiring
from assistant.knowledge.match import Matcher
from assistant.knowledge.shelf import Shelf
from assistant.replies.texts import Texts
from assistant.settings import Settings

read_shelf, read_texts = wiring.open_shelf, wiring.open_texts


@pytest.fixture(autouse=True)
def _read_once(
    monkeypatch: pytest.MonkeyPatch, shelf: Shelf, matcher: Matcher, texts: Texts
) -> None:
    def open_shelf(settings: Settings) -> Shelf:
        return shelf if settings.home is None else read_shelf(settings)

    def open_texts(settings: Settings) -> Texts:
        return texts if settings.home is None else read_texts(settings)

    def match(wanted: Shelf) -> Matcher:
        return matcher if wanted is shelf else Matcher(wanted)

    monkeypatch.setattr(wiring, "open_shelf", open_shelf)
    monkeypatch.setattr(wiring, "open_texts", open_texts)
    monkeypatch.setattr(wiring, "Matcher", match)
