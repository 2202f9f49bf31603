from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from sqlite3 import OperationalError

import pytest
from redis.exceptions import ConnectionError as RedisConnectionError
from typing_extensions import override

from assistant.checks.progress import Progress, silent
from assistant.chores import queue
from assistant.chores.consumer import Clockwork
from assistant.chores.equipment import Equipment
from assistant.chores.queue import open_queue, register, sweep, trouble_with
from assistant.chores.retention import keep_no_longer
from assistant.desk import Desk
from assistant.dialogue.conversation import Conversation
from assistant.errors import UnusableInputError
from assistant.settings import Settings
from assistant.store.turns import Store
from assistant.turn import Turn
from assistant.understanding.question import Question
from tests.blank import lay_down

LONG_AGO = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Stumbling(Desk):
    """A desk that breaks on one word."""

    @override
    async def take(
        self,
        question: Question,
        conversation: Conversation,
        progress: Progress = silent,
    ) -> Turn:
        """Answer one question, unless it stumbles."""
        if "struikel" in question.text:
            raise RuntimeError(question.text)
        return await Desk.take(self, question, conversation, progress)


@pytest.fixture(scope="module")
def desk(demo_desk: Desk) -> Desk:
    whole = demo_desk
    return Stumbling(whole.shelf, whole.matcher, whole.texts, whole.open_dns)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    file = lay_down(tmp_path / "turns.sqlite3")
    opened = Store.open(f"sqlite:///{file}", tmp_path / "lock")
    yield opened
    opened.close()


@pytest.fixture
def equipment(desk: Desk, store: Store, tmp_path: Path) -> Equipment:
    settings = Settings(data=tmp_path)
    return Equipment(desk=desk, store=store, worker="chores", settings=settings)


def left(store: Store, turn: str, text: str = "hallo, mijn mail komt niet aan") -> str:
    question = Question(text=text, asked_at=LONG_AGO)
    asked = store.ask(conversation=None, turn=turn, question=question, now=LONG_AGO)
    return asked.conversation


def test_a_question_that_was_left_is_answered(
    equipment: Equipment, tmp_path: Path
) -> None:
    left(equipment.store, "t1")
    put_in = register(open_queue(tmp_path, at_once=True), equipment)

    put_in()

    turn = equipment.store.turn("t1")
    assert turn is not None
    assert turn.reply.parts


def test_a_sweep_is_safe_to_run_twice(equipment: Equipment, tmp_path: Path) -> None:
    left(equipment.store, "t1")
    put_in = register(open_queue(tmp_path, at_once=True), equipment)
    put_in()
    first = equipment.store.turn("t1")

    put_in()

    assert equipment.store.turn("t1") == first


def test_a_turn_handed_out_twice_is_answered_once(equipment: Equipment) -> None:
    left(equipment.store, "t1")

    first = queue.answer(equipment, "t1")
    second = queue.answer(equipment, "t1")

    assert (first, second) == (True, False)


def test_a_worker_that_fell_silent_is_taken_over(equipment: Equipment) -> None:
    left(equipment.store, "t1")
    equipment.store.claim("t1", worker="killed", now=LONG_AGO)
    handed: list[str] = []

    assert sweep(equipment, handed.append) == 1

    assert handed == ["t1"]


def test_a_worker_that_lives_is_left_alone(equipment: Equipment) -> None:
    left(equipment.store, "t1")
    equipment.store.claim("t1", worker="busy", now=datetime.now(UTC))

    assert sweep(equipment, lambda _turn: None) == 0


def test_a_turn_that_breaks_keeps_no_other_waiting(equipment: Equipment) -> None:
    left(equipment.store, "t1", "struikel")
    left(equipment.store, "t2")

    with pytest.raises(RuntimeError):
        queue.answer(equipment, "t1")
    queue.answer(equipment, "t2")

    assert equipment.store.turn("t1") is None
    assert equipment.store.turn("t2") is not None


def test_a_turn_that_breaks_is_free_for_the_next(equipment: Equipment) -> None:
    left(equipment.store, "t1", "struikel")

    with pytest.raises(RuntimeError):
        queue.answer(equipment, "t1")

    assert equipment.store.claim("t1", worker="next", now=datetime.now(UTC))


def test_what_is_no_longer_kept_is_deleted_and_twice_is_safe(
    equipment: Equipment,
) -> None:
    days = equipment.desk.shelf.helpdesk.keep_conversations_days
    old = datetime.now(UTC) - timedelta(days=days + 1)
    question = Question(text="hallo", asked_at=old)
    equipment.store.ask(conversation=None, turn="t1", question=question, now=old)

    now = datetime.now(UTC)

    first = keep_no_longer(equipment, now)
    second = keep_no_longer(equipment, now)

    assert (first, second) == (1, 0)


def test_no_sweep_is_put_in_while_another_waits(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queue, "SWEEP_EVERY_S", 0.01)
    waiting = open_queue(tmp_path)
    put_in = _task(waiting)
    over = threading.Event()
    clock = threading.Thread(
        target=queue.keep_sweeping, args=(waiting, put_in, over), daemon=True
    )

    clock.start()
    over.wait(0.3)
    over.set()
    clock.join()

    assert waiting.pending_count() == 1


class Faltering:
    """A queue whose driver raises an error of its own, and then works again."""

    def __init__(self, error: Exception) -> None:
        self.error, self.asked = error, 0

    def pending_count(self) -> int:
        """How many wait, unless it falters."""
        self.asked += 1
        if self.asked <= 2:
            raise self.error
        return 0


@pytest.mark.parametrize(
    "error",
    [
        OperationalError("database is locked"),
        RedisConnectionError("Error 111 connecting to 10.0.0.1:6379."),
        KeyError("something that nobody thought of"),
    ],
)
def test_the_clock_goes_on_whatever_a_queue_raises(
    monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    monkeypatch.setattr(queue, "SWEEP_EVERY_S", 0.01)
    over = threading.Event()

    queue.keep_sweeping(Faltering(error), over.set, over)

    assert over.is_set()


def test_a_clock_that_breaks_ends_the_process() -> None:
    over, ended = threading.Event(), threading.Event()

    def go() -> None:
        raise SystemExit

    clock = Clockwork(go, over, ended.set)
    clock.start()
    clock.join()

    assert ended.is_set()
    assert clock.broke


def test_a_clock_that_was_told_to_stop_ends_nothing() -> None:
    over, ended = threading.Event(), threading.Event()
    over.set()

    clock = Clockwork(lambda: None, over, ended.set)
    clock.start()
    clock.join()

    assert not ended.is_set()
    assert not clock.broke


@pytest.mark.enable_socket
def test_a_queue_that_is_away_is_told_in_a_word(tmp_path: Path) -> None:
    away = open_queue(tmp_path, url="redis://127.0.0.1:1/0")

    assert trouble_with(away) == "ConnectionError"
    assert trouble_with(open_queue(tmp_path)) == ""


def test_a_queues_address_that_is_none_is_told_without_its_password(
    tmp_path: Path,
) -> None:
    with pytest.raises(UnusableInputError) as caught:
        open_queue(tmp_path, url="redis://:hunter2@10.0.0.1:port/0")

    assert "redis://10.0.0.1:port/0" in str(caught.value)
    assert "hunter2" not in str(caught.value)


def _task(waiting: object) -> Callable[[], object]:
    task = getattr(waiting, "task")()  # noqa: B009 - huey has no types
    made: Callable[[], object] = task(lambda: None)
    return made
