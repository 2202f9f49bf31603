from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.postgres import postgres
from tests.serving import Visitor, serving


@pytest.fixture(params=["sqlite", "postgresql"])
def data(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Path]:
    """A folder to serve from, with the database set."""
    monkeypatch.setenv("BEZORGD_DATA", str(tmp_path))
    if request.param == "sqlite":
        yield tmp_path
        return
    with postgres() as server:
        monkeypatch.setenv("BEZORGD_DATABASE", server.url(server.make()))
        yield tmp_path


def bezorgd(*words: str) -> str:
    done = subprocess.run(  # noqa: S603 - our own words
        [sys.executable, "-m", "assistant", *words],
        capture_output=True,
        text=True,
        check=True,
        env=os.environ.copy(),
    )
    return done.stdout


@pytest.mark.soak
def test_a_backup_is_made_and_restored_while_serving(
    data: Path, socket_enabled: None
) -> None:
    with serving(data) as running:
        early, late, new = (Visitor.at(running.address) for _ in range(3))
        early.say("wat is een cname")
        kept = bezorgd("backup", str(data / "kept.gz"))
        late.say("waar vind ik de header van een bericht")

        back = bezorgd("restore", str(data / "kept.gz"), "--yes")

        pages = early.see(), late.see(), new.say("wat is spf")

    assert "1 conversation, " in kept
    assert back.startswith("Restored 1 conversation.\nEverybody signs in again.\n")
    assert "wat is een cname" in pages[0]
    assert "waar vind ik de header" not in pages[1]
    assert "wat is spf" in pages[2]
