from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import cast

import pytest

from assistant import answering, wiring
from assistant.checks.progress import Progress, Step, silent
from assistant.desk import Desk
from assistant.dialogue.conversation import Conversation
from assistant.dialogue.moves import Close
from assistant.errors import StoreError, UnusableInputError
from assistant.lookup.answer import Query, Status
from assistant.lookup.cached import Cached
from assistant.lookup.recorded import Recorded
from assistant.replies.reply import Prose, Reply
from assistant.settings import Settings
from assistant.store.turns import Store
from assistant.turn import Turn
from assistant.understanding.question import Known, Problem, Question, Understanding

ZONE = "records: [{name: bakkerij.example, type: TXT, value: uit het bestand}]"
NOON = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
QUESTION = Question(text="hallo", asked_at=NOON)


@dataclass(slots=True)
class SlowDesk:
    """Takes a question up, and answers it when told to."""

    go_on: threading.Event = field(default_factory=threading.Event)
    taken: threading.Event = field(default_factory=threading.Event)
    seen: list[Conversation] = field(default_factory=list)
    breaks: bool = False

    async def take(
        self,
        question: Question,
        conversation: Conversation,
        progress: Progress = silent,
    ) -> Turn:
        """Answer, in the end."""
        progress(Step(name="zone", done=True))
        self.seen.append(conversation)
        self.taken.set()
        if self.breaks:
            raise ZeroDivisionError
        await asyncio.to_thread(self.go_on.wait, 20)
        understanding = Understanding(
            question=question, known=Known(domain="a.example"), problem=Problem.THANKS
        )
        return Turn(
            question=question,
            understanding=understanding,
            move=Close(),
            reply=Reply(language="nl", parts=(Prose(markdown="dag"),)),
        )


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store.open(f"sqlite:///{tmp_path}/turns.sqlite3", tmp_path / "lock")
    yield opened
    opened.close()


def ask(store: Store, turn: str, conversation: str | None = None) -> str:
    asked = store.ask(conversation=conversation, turn=turn, question=QUESTION, now=NOON)
    return asked.conversation


def answer(store: Store, desk: SlowDesk, turn: str, worker: str = "w") -> bool:
    return answering.answer(turn, cast("Desk", desk), store, worker)


async def test_a_zone_file_wins_over_everything() -> None:
    choose = wiring.resolvers(Settings(), zone=ZONE, nameserver="127.0.0.1:1")

    answer = await choose("bakkerij.example").lookup(
        Query(name="bakkerij.example", type="TXT")
    )

    assert answer.text == ("uit het bestand",)


def test_a_name_server_wins_over_the_demo_world() -> None:
    choose = wiring.resolvers(Settings(), nameserver="127.0.0.1:1")

    assert isinstance(choose("bakkerij.example"), Cached)


async def test_a_domain_under_example_is_answered_by_the_demo_world() -> None:
    resolver = wiring.resolvers(Settings())("bakkerij.example")

    answer = await resolver.lookup(Query(name="bakkerij.example", type="MX"))

    assert isinstance(resolver, Recorded)
    assert answer.status is Status.FOUND


@pytest.mark.parametrize("domain", ["bakkerij.nl", "example.nl", "notexample"])
def test_every_other_domain_is_asked_live(domain: str) -> None:
    assert isinstance(wiring.resolvers(Settings())(domain), Cached)


def test_the_demo_world_can_be_switched_off() -> None:
    choose = wiring.resolvers(Settings(demo=False))

    assert isinstance(choose("bakkerij.example"), Cached)


def test_each_turn_has_limits_of_its_own() -> None:
    choose = wiring.resolvers(Settings())

    assert choose("bakkerij.nl") is not choose("bakkerij.nl")


def test_a_zone_that_breaks_its_format_is_told_before_any_question() -> None:
    with pytest.raises(UnusableInputError):
        wiring.resolvers(Settings(), zone="records: 7")


def test_a_turn_is_answered_and_kept(store: Store) -> None:
    ask(store, "t1")
    desk = SlowDesk()
    desk.go_on.set()

    assert answer(store, desk, "t1")

    turn = store.turn("t1")
    assert turn is not None
    assert turn.reply.parts == (Prose(markdown="dag"),)


def test_a_turn_that_is_no_turn_is_not_answered(store: Store) -> None:
    assert not answer(store, SlowDesk(), "t1")


def test_a_turn_knows_what_came_before_it(store: Store) -> None:
    conversation = ask(store, "t1")
    ask(store, "t2", conversation)
    desk = SlowDesk()
    desk.go_on.set()

    answer(store, desk, "t1")
    answer(store, desk, "t2")

    first, second = desk.seen
    assert (first.known.domain, len(first.exchanges)) == (None, 0)
    assert (second.known.domain, len(second.exchanges)) == ("a.example", 1)


def test_a_long_answer_keeps_its_claim_by_beating(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answering, "BEAT_S", 0.02)
    ask(store, "t1")
    desk = SlowDesk()
    worker = threading.Thread(target=answer, args=(store, desk, "t1"))
    worker.start()
    desk.taken.wait(10)
    beaten = threading.Event()

    beaten.wait(0.5)
    soon = datetime.now(UTC) + timedelta(seconds=2.8)
    taken_over = store.claim("t1", worker="other", now=soon)
    desk.go_on.set()
    worker.join()

    assert not taken_over
    assert store.turn("t1") is not None


def test_an_answer_that_lost_its_claim_is_thrown_away(store: Store) -> None:
    ask(store, "t1")
    desk = SlowDesk()
    kept: list[bool] = []
    worker = threading.Thread(
        target=lambda: kept.append(answer(store, desk, "t1", "slow"))
    )
    worker.start()
    desk.taken.wait(10)

    later = datetime.now(UTC) + timedelta(seconds=60)
    assert store.claim("t1", worker="other", now=later)
    desk.go_on.set()
    worker.join()

    assert kept == [False]
    assert store.turn("t1") is None


def test_a_desk_that_breaks_gives_its_claim_back(store: Store) -> None:
    ask(store, "t1")

    with pytest.raises(ZeroDivisionError):
        answer(store, SlowDesk(breaks=True), "t1")

    (stored,) = store.thread(store.question("t1")[0])  # type: ignore[index]  # it is there
    assert (stored.state, stored.failures) == ("asked", 1)


def test_a_heart_that_cannot_be_stored_beats_on(
    store: Store, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(answering, "BEAT_S", 0.01)
    ask(store, "t1")
    desk = SlowDesk()
    tries = threading.Semaphore(0)

    def fail(*_: object) -> bool:
        tries.release()
        raise StoreError

    monkeypatch.setattr(store, "beat", fail)
    worker = threading.Thread(target=answer, args=(store, desk, "t1"))
    worker.start()

    for _ in range(3):
        assert tries.acquire(timeout=10)
    desk.go_on.set()
    worker.join()

    assert store.turn("t1") is not None
    assert "heartbeat not stored" in caplog.messages
