from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from assistant import answering, wiring
from assistant.cli.main import main
from assistant.settings import Settings
from assistant.understanding.question import Question
from tests.consoling import HEADER

Run = Callable[..., Result]
NOON = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setenv("BEZORGD_DATA", str(tmp_path / "data"))

    def invoke(*words: str) -> Result:
        return CliRunner().invoke(main, words)

    return invoke


def test_a_stored_turn_is_taken_again_with_the_same_outcome(
    run: Run, tmp_path: Path
) -> None:
    settings = Settings(
        data=tmp_path / "data", database=f"sqlite:///{tmp_path}/data/bezorgd.sqlite3"
    )
    store = answering.open_store(settings)
    now = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
    text = "mijn nieuwsbrieven van mailchimp komen in de spam, bakkerij.example"
    question = Question(text=text, asked_at=now)
    store.ask(conversation=None, turn="t1", question=question, now=now)
    answering.answer("t1", wiring.open_desk(settings), store, "w")
    store.close()

    result = run("replay", "t1")

    assert result.exit_code == 0
    assert text in result.stdout
    assert "move      examine" in result.stdout
    assert "dkim-not-published" in result.stdout
    assert "same      True" in result.stdout


def test_a_replay_tells_that_what_was_pasted_is_no_longer_kept(
    run: Run, tmp_path: Path
) -> None:
    settings = Settings(
        data=tmp_path / "data", database=f"sqlite:///{tmp_path}/data/bezorgd.sqlite3"
    )
    store = answering.open_store(settings)
    question = Question(text=f"waarom in de spam?\n\n{HEADER}", asked_at=NOON)
    store.ask(conversation=None, turn="t1", question=question, now=NOON)
    answering.answer("t1", wiring.open_desk(settings), store, "w")
    before = run("replay", "t1")
    later = datetime.now(UTC) + timedelta(days=30)
    store.keeping.drop_raws(later, keep_days=14)
    store.close()

    after, told = run("replay", "t1"), run("replay", "t1", "--json")

    assert "no longer kept" not in before.stderr
    assert "no longer kept" in after.stderr
    assert json.loads(told.stdout)["raw_removed_at"] == later.isoformat(
        timespec="seconds"
    )
