from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from assistant.store.turns import Store
from assistant.understanding.question import Question
from tests.serving import Visitor, becomes, gone, serving

pytestmark = pytest.mark.enable_socket

BAKER = "mijn nieuwsbrieven van mailchimp komen in de spam, bakkerij.example"


@pytest.mark.soak
def test_the_address_is_printed_last_and_answers(tmp_path: Path) -> None:
    with serving(tmp_path) as served:
        page = Visitor.at(served.address).say(BAKER)

    assert served.printed[-1] == served.address
    assert "k2._domainkey" in page


def test_a_restart_loses_no_conversation(tmp_path: Path) -> None:
    with serving(tmp_path) as served:
        visitor = Visitor.at(served.address)
        before = visitor.say(BAKER)
    with serving(tmp_path) as served:
        later = Visitor(served.address, visitor.opener).see()

    assert "k2._domainkey" in before
    assert "k2._domainkey" in later


def test_told_to_stop_it_ends_well_and_its_children_with_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(home))

    with serving(tmp_path / "data") as served:
        Visitor.at(served.address).see()
        children = served.children()
        left_there = list(home.rglob("*"))

        status = served.stop()

        assert status == 0
        assert len(children) == 2
        assert all(gone(child) for child in children)
        assert left_there == []  # nothing in the home of whoever serves


@pytest.mark.soak
def test_an_interrupted_terminal_ends_it_as_well(tmp_path: Path) -> None:
    with serving(tmp_path) as served:
        assert served.stop(signal.SIGINT) == 0


@pytest.mark.soak
def test_children_end_when_the_parent_is_killed_outright(tmp_path: Path) -> None:
    with serving(tmp_path) as served:
        children = served.children()

        served.stop(signal.SIGKILL)

        assert becomes(lambda: all(gone(child) for child in children), 20)


@pytest.mark.soak
@pytest.mark.parametrize("child", [0, 1])
def test_a_child_that_dies_is_not_replaced_in_silence(
    tmp_path: Path, child: int
) -> None:
    with serving(tmp_path) as served:
        children = served.children()

        os.kill(children[child], signal.SIGKILL)

        assert served.parent.wait(30) == 1
        assert all(gone(one) for one in children)


@pytest.mark.soak  # tests/web/console/test_under_load.py kills one in every run
def test_a_question_that_a_killed_worker_left_is_answered_within_15_seconds(
    tmp_path: Path,
) -> None:
    now = datetime.now(UTC)
    store = Store.open(f"sqlite:///{tmp_path}/bezorgd.sqlite3", tmp_path / "lock")
    question = Question(text=BAKER, asked_at=now)
    store.ask(conversation=None, turn="left-behind", question=question, now=now)
    store.claim("left-behind", worker="killed", now=now)

    with serving(tmp_path):
        answered = becomes(lambda: store.turn("left-behind") is not None, 15)

    store.close()
    assert answered


def test_a_port_that_is_taken_is_told_in_one_line(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        second = subprocess.run(  # noqa: S603 - our own words
            [sys.executable, "-m", "assistant", "serve", "--port", port],
            capture_output=True,
            text=True,
            check=False,
            env={**os.environ, "BEZORGD_DATA": str(tmp_path)},
        )

    assert second.returncode == 2
    assert second.stderr.count("\n") == 1
    assert "expected a free port" in second.stderr


def test_production_without_its_settings_does_not_start(tmp_path: Path) -> None:
    tried = subprocess.run(
        [sys.executable, "-m", "assistant", "serve"],
        capture_output=True,
        text=True,
        check=False,
        env={
            **os.environ,
            "BEZORGD_ENVIRONMENT": "production",
            "BEZORGD_DATA": str(tmp_path),
        },
    )

    assert tried.returncode == 2
    assert "BEZORGD_SECRET is missing" in tried.stderr
    assert "BEZORGD_HOME is missing" in tried.stderr
    assert "Traceback" not in tried.stderr
