from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from assistant.cli.main import main
from assistant.store.turns import Store
from assistant.understanding.question import Question

NOON = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


def bezorgd(data: Path, *words: str) -> Result:
    return CliRunner(env={"BEZORGD_DATA": str(data)}).invoke(main, words)


@pytest.fixture
def talk(tmp_path: Path) -> str:
    """A conversation of piet@bakkerij.example."""
    store = Store.open(f"sqlite:///{tmp_path / 'bezorgd.sqlite3'}", tmp_path / "lock")
    asked = store.ask(
        conversation=None,
        turn="t1",
        question=Question(text="hallo", asked_at=NOON),
        now=NOON,
    )
    store.cases.contact(asked.conversation, "piet@bakkerij.example")
    store.close()
    return asked.conversation


def test_a_person_who_was_deleted_stays_deleted_after_a_restore(
    tmp_path: Path, talk: str
) -> None:
    file = tmp_path / "kept.gz"

    kept = bezorgd(tmp_path, "backup", str(file))
    person = bezorgd(tmp_path, "person", "export", "piet@bakkerij.example")
    gone = bezorgd(tmp_path, "person", "delete", "piet@bakkerij.example", "--yes")
    back = bezorgd(tmp_path, "restore", str(file), "--yes")

    assert kept.stdout.startswith(f"{file}: 1 conversation, ")
    assert json.loads(person.stdout)["conversations"][0]["conversation"]["id"] == talk
    assert gone.stdout == "1 conversation deleted.\n"
    assert back.stdout == "Restored 0 conversations, 1 deleted again.\n"
    assert [one.exit_code for one in (kept, person, gone, back)] == [0, 0, 0, 0]


@pytest.mark.parametrize(
    "words",
    [
        ("restore", "none.gz"),
        ("person", "export", "piet"),
        ("person", "delete", "piet @bakkerij.example"),
    ],
)
def test_unusable_words_are_told_in_one_line(
    tmp_path: Path, words: tuple[str, ...]
) -> None:
    told = bezorgd(tmp_path, *words)

    assert told.exit_code == 2
    assert len(told.stderr.splitlines()) == 1
    assert "expected" in told.stderr
