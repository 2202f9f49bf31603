from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from assistant.chores.equipment import Equipment
from assistant.chores.retention import DELETIONS_FILE, keep_no_longer, noted_deletions
from assistant.errors import UnusableInputError
from assistant.understanding.question import Question

NOON = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


def test_what_was_deleted_is_noted_beside_the_database(
    equipment: Equipment, tmp_path: Path
) -> None:
    question = Question(text="hallo", asked_at=NOON)
    asked = equipment.store.ask(
        conversation=None, turn="t1", question=question, now=NOON
    )
    later = NOON + timedelta(days=91)

    first = keep_no_longer(equipment, later)
    second = keep_no_longer(equipment, later)

    assert (first, second) == (1, 0)
    assert noted_deletions(tmp_path) == {asked.conversation: later.timestamp()}


def test_where_nothing_was_deleted_nothing_is_noted(tmp_path: Path) -> None:
    assert noted_deletions(tmp_path) == {}


@pytest.mark.parametrize("text", ["", "[]", "7", '{"a": "b"}', '{"a": null}'])
def test_a_damaged_note_is_told(tmp_path: Path, text: str) -> None:
    (tmp_path / DELETIONS_FILE).write_text(text, encoding="ascii")

    with pytest.raises(UnusableInputError, match=DELETIONS_FILE):
        noted_deletions(tmp_path)
