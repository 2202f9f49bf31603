"""A short way to say something to the understanding."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from assistant.knowledge.match import Matcher
from assistant.knowledge.shelf import Shelf
from assistant.understanding.question import Known, Question, Understanding
from assistant.understanding.understand import understand

Hear = Callable[..., Understanding]


@pytest.fixture
def hear(shelf: Shelf, matcher: Matcher) -> Hear:
    def said(
        text: str, known: Known | None = None, page: str | None = None
    ) -> Understanding:
        when = datetime(2026, 11, 25, 12, tzinfo=UTC)
        question = Question(text=text, asked_at=when, language=page)
        return understand(question, known or Known(), shelf, matcher)

    return said
