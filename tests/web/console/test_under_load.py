"""A desk at work: customers who look for news, staff who watch and reply, and ask.

All of it goes over the net to a whole `bezorgd serve` of two workers. In the soak
for five minutes and at the full numbers, and with a worker killed twenty times;
otherwise for some seconds, with one that is killed.
"""

from __future__ import annotations

import asyncio
import os
import secrets
import signal
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest

from assistant import answering
from assistant.desk import Desk
from assistant.dialogue.conversation import Conversation
from assistant.settings import Settings
from assistant.store.case import Happening
from assistant.store.messages import UNDO_S
from assistant.store.turns import Store
from assistant.understanding.question import Question
from assistant.web.app import create_app
from assistant.web.signin.sessions import NAME
from tests.consoling import BAKER
from tests.crowding import (
    CSRF,
    Customer,
    Place,
    Watcher,
    customers,
    every,
    memory_mb,
    wait,
)
from tests.entering import come_in, hire
from tests.postgres import postgres
from tests.serving import Serving, serving

pytestmark = pytest.mark.enable_socket

SECRET = "x" * 40
REPLIES_A_S = 5
ASK_EVERY_S = 3.0  # slower than what one address may send
FOR_GOOD_S = 90.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """How many, and for how long."""

    visitors: int
    watchers: int
    for_s: float
    kills: int = 0
    replied: int = 50  # so many of the visitors get replies


SAMPLE = Size(visitors=20, watchers=6, for_s=6, kills=1, replied=10)
FIVE_MINUTES = Size(visitors=300, watchers=30, for_s=300)
TWENTY_KILLS = Size(visitors=300, watchers=30, for_s=240, kills=20)


@dataclass(slots=True, kw_only=True)
class Shift:
    """What was done at the desk, by whom, and what came of it."""

    place: Place
    size: Size
    store: Store
    visitors: list[Customer]
    watchers: list[Watcher]
    staff: list[tuple[str, str]]  # cookie and token
    over: asyncio.Event = field(default_factory=asyncio.Event)
    sent: dict[str, str] = field(default_factory=dict)  # reply → conversation
    lost: list[str] = field(default_factory=list)  # replies whose sender heard nothing
    asked: dict[str, str] = field(default_factory=dict)  # turn → question
    memory_mb: float = 0.0

    async def work(self, served: Serving) -> None:
        """Let everybody do what he does until it is over."""
        asyncio.get_running_loop().call_later(self.size.for_s, self.over.set)
        async with asyncio.TaskGroup() as desk:
            for one in self.visitors:
                desk.create_task(one.live(self.place, 3.0, self.over))
            for watcher in self.watchers:
                desk.create_task(watcher.watch(self.place, self.over))
            desk.create_task(every(1 / REPLIES_A_S, self.over, self.reply))
            desk.create_task(every(ASK_EVERY_S, self.over, self.ask))
            desk.create_task(self.kill(served))
        self.memory_mb = memory_mb(served.parent.pid)

    async def reply(self, number: int) -> None:
        """A member of staff replies to the next customer of his."""
        customer = number % self.size.replied
        cookie, token = self.staff[customer % len(self.staff)]
        talk, text = self.visitors[customer].talk, f"antwoord {number}."
        form = {"csrf_token": token, "text": text, "act": "send", "anyway": "1"}
        heard = await self.place.ask(f"/console/c/{talk}/write", cookie, form)
        if heard.status == 303:
            self.sent[text] = talk
        else:
            assert heard.status == 0, heard
            self.lost.append(text)

    async def ask(self, number: int) -> None:
        """A new customer asks, and sends his form again until it is taken."""
        turn = secrets.token_urlsafe(12)
        self.asked[turn] = f"vraag {number}: wat is een cname?"
        form = {"turn": turn, "text": self.asked[turn]}
        while True:
            heard = await self.place.ask("/", form=form, accept="text/event-stream")
            if "event: asked" in heard.text:
                return
            assert heard.status == 0, heard
            await asyncio.sleep(0.5)

    async def kill(self, served: Serving) -> None:
        """Kill a worker now and then, without a word."""
        for _ in range(self.size.kills):
            await wait(self.size.for_s / (self.size.kills + 1), self.over)
            os.kill(secrets.choice(workers(served)), signal.SIGKILL)

    async def read_to_the_end(self) -> None:
        """Let every customer look once more, when nothing can be undone any more."""
        for one in self.visitors[: self.size.replied]:
            one.cursor = 0
            await one.look(self.place)

    def replies(self) -> Counter[tuple[str, str]]:
        """Every reply that is kept, with its conversation."""
        now = datetime.now(UTC)
        return Counter(
            (one.message.text, customer.talk)
            for customer in self.visitors[: self.size.replied]
            for one in self.store.messages.thread(customer.talk, now, staff=True)
            if one.message
        )


def workers(served: Serving) -> list[int]:
    """The processes of the server that answer."""
    server = served.children()[0]
    listed = Path(f"/proc/{server}/task/{server}/children").read_text()
    return [int(one) for one in listed.split()]


@pytest.fixture(params=["sqlite"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'bezorgd.sqlite3'}"
        return
    with postgres() as server:
        yield server.url(server.make())


@pytest.fixture
def opened(url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """The settings of a desk of two workers, in the environment too."""
    monkeypatch.setenv("BEZORGD_WORKERS", "2")
    monkeypatch.setenv("BEZORGD_SECRET", SECRET)
    monkeypatch.setenv("BEZORGD_DATABASE", url)
    return Settings(data=tmp_path, database=url, given_secret=SECRET, workers=2)


@pytest.fixture
def store(opened: Settings) -> Iterator[Store]:
    kept = answering.open_store(opened)
    yield kept
    kept.close()


def worked(settings: Settings, desk: Desk, store: Store, size: Size) -> Shift:
    """Prepare a desk, serve it, and let everybody work."""
    now = datetime.now(UTC)
    question = Question(text=BAKER, asked_at=now, language="nl")
    turn = asyncio.run(desk.take(question, Conversation(id="crowd")))
    visitors = customers(store, turn, SECRET, size.visitors)
    for one in visitors[: size.replied]:
        store.cases.hand_over(one.talk, "asked-for", now)
    app = create_app(settings, desk=desk, store=store)
    staff = []
    for name in ("anna", "bob"):
        client = app.test_client()
        come_in(client, hire(app, f"{name}@desk.example"))
        token = CSRF.search(client.get("/console/bench").text)
        cookie = client.get_cookie(NAME)
        assert token is not None
        assert cookie is not None
        staff.append((f"{NAME}={cookie.value}", token[1]))
    with serving(settings.data) as served:
        shift = Shift(
            place=Place(int(served.address.rpartition(":")[2])),
            size=size,
            store=store,
            visitors=visitors,
            watchers=[
                Watcher(staff[one % 2][0], store.cases.latest())
                for one in range(size.watchers)
            ],
            staff=staff,
        )
        asyncio.run(shift.work(served))
        settle(shift)
    return shift


def settle(shift: Shift) -> None:
    """Wait until every question has its answer and nothing can be undone."""
    last = time.monotonic() + FOR_GOOD_S
    while any(shift.store.turn(one) is None for one in shift.asked):
        assert time.monotonic() < last, "a question has no answer"
        time.sleep(0.5)
    if shift.size.for_s > UNDO_S:
        time.sleep(UNDO_S + 1)
        asyncio.run(shift.read_to_the_end())


def nothing_is_lost_or_doubled(shift: Shift) -> None:
    """Look at everything from every side."""
    kept = shift.replies()
    assert shift.sent
    assert all(kept[text, talk] == 1 for text, talk in shift.sent.items())
    assert set(kept.values()) == {1}
    assert {text for text, _ in kept} <= {*shift.sent, *shift.lost}
    questions = [shift.store.question(turn) for turn in shift.asked]
    assert [one and one[1].text for one in questions] == list(shift.asked.values())
    last = max(min(one.cursor for one in shift.watchers), 0)
    happened = {
        one.cursor
        for one in shift.store.cases.events(0, 100_000)
        if one.kind is Happening.REPLIED and one.cursor <= last
    }
    assert happened
    for watcher in shift.watchers:
        assert happened <= set(watcher.told)
        assert set(watcher.told.values()) == {1}


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
def test_a_busy_desk_loses_and_doubles_nothing_when_a_worker_dies(
    opened: Settings, demo_desk: Desk, store: Store
) -> None:
    shift = worked(opened, demo_desk, store, SAMPLE)

    nothing_is_lost_or_doubled(shift)


@pytest.mark.soak
@pytest.mark.parametrize("url", ["sqlite", "postgresql"], indirect=True)
def test_a_busy_desk_stays_quick_and_small_for_five_minutes(
    opened: Settings, demo_desk: Desk, store: Store
) -> None:
    shift = worked(opened, demo_desk, store, FIVE_MINUTES)

    nothing_is_lost_or_doubled(shift)
    for one in shift.visitors[: shift.size.replied]:
        mine = [text for text, talk in shift.sent.items() if talk == one.talk]
        assert mine
        assert all(one.page.count(text) == 1 for text in mine)
    assert not shift.lost
    assert set(shift.place.statuses) == {200, 204}
    assert shift.place.p95_ms() < 200
    assert shift.memory_mb < 400


@pytest.mark.soak
@pytest.mark.parametrize("url", ["sqlite", "postgresql"], indirect=True)
def test_twenty_killed_workers_lose_and_double_nothing(
    opened: Settings, demo_desk: Desk, store: Store
) -> None:
    shift = worked(opened, demo_desk, store, TWENTY_KILLS)

    nothing_is_lost_or_doubled(shift)
