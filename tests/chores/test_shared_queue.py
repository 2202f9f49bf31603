"""A queue that several machines share, at Debian's redis-server."""

from __future__ import annotations

import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from assistant.chores.equipment import Equipment
from assistant.chores.queue import open_queue, register
from assistant.store.turns import Store
from assistant.understanding.question import Question
from tests.serving import becomes, serving

LONG_AGO = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)

pytestmark = pytest.mark.soak


@pytest.fixture
def redis(tmp_path: Path) -> Iterator[str]:
    """The address of a server of the test's own, on a socket."""
    with running(tmp_path) as address:
        yield address


@contextmanager
def running(tmp_path: Path, *login: str) -> Iterator[str]:
    """Run a server until the test is over, which wants a login or none."""
    socket = tmp_path / "redis.sock"
    order = ["redis-server", "--port", "0", "--unixsocket", str(socket)]
    order += ["--save", "", "--appendonly", "no", "--dir", str(tmp_path)]
    if login:
        order += ["--user", login[0], "on", f">{login[1]}", "~*", "+@all"]
    server = subprocess.Popen(order, stdout=subprocess.DEVNULL)  # noqa: S603 - our own words
    try:
        assert becomes(socket.exists, 20)
        yield f"unix://{socket}"
    finally:
        server.terminate()
        server.wait(20)


def left(store: Store, turn: str) -> None:
    question = Question(text="wat is een cname", asked_at=LONG_AGO)
    store.ask(conversation=None, turn=turn, question=question, now=LONG_AGO)


def test_two_machines_at_one_queue_answer_each_question_once(
    equipment: Equipment, redis: str, tmp_path: Path
) -> None:
    for number in range(12):
        left(equipment.store, f"t{number}")
    machines = [open_queue(tmp_path, url=redis) for _ in range(2)]
    for machine in machines:
        register(machine, equipment)()

    def work(number: int) -> None:
        queue = machines[number]
        while (task := queue.dequeue()) is not None:
            queue.execute(task)

    workers = [threading.Thread(target=work, args=(n,)) for n in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    events = [one.kind.value for one in equipment.store.cases.events(0)]
    assert events.count("answered") == 12
    assert equipment.store.unfinished(datetime.now(UTC)) == ()


def test_serve_does_its_chores_from_a_shared_queue(
    redis: str,
    tmp_path: Path,
    socket_enabled: None,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("BEZORGD_QUEUE", redis)
    data = tmp_path / "data"
    store = Store.open(f"sqlite:///{data / 'bezorgd.sqlite3'}", data / "migrate.lock")
    left(store, "t1")

    with serving(data):
        answered = becomes(lambda: store.turn("t1") is not None, 60)

    store.close()
    assert answered
    assert not (data / "chores.sqlite3").exists()


def test_a_queue_that_comes_up_later_costs_no_answer(
    tmp_path: Path, socket_enabled: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BEZORGD_QUEUE", f"unix://me:hunter2@{tmp_path}/redis.sock")
    data, log = tmp_path / "data", tmp_path / "log"
    store = Store.open(f"sqlite:///{data / 'bezorgd.sqlite3'}", data / "migrate.lock")
    left(store, "t1")

    with log.open("wb") as told, serving(data, told=told.fileno()):
        time.sleep(10)  # some sweeps long
        before = log.read_text().splitlines()
        with running(tmp_path, "me", "hunter2"):
            answered = becomes(lambda: store.turn("t1") is not None, 30)

    store.close()
    first, *later = before
    assert answered
    assert first.startswith(f"bezorgd: the queue at unix://{tmp_path}/redis.sock does")
    assert 1 <= len(later) <= 5
    assert "hunter2" not in log.read_text()
