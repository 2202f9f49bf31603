"""How the pages hold under load: the chat beside a bare page, and a full house.

Run `python tests/bench/bench_web.py` from the project's root. First the chat's
page and a bare Flask page of 30 messages are asked by `wrk`, in turn, of servers of
the same kind (gunicorn, two workers of eight threads). The chat's page is that of a
new visitor, of one who wrote 15 messages and got 15 answers of a person, and of one
with 15 whole answers of the assistant. Then one server as operators have it has 300
visitors who look for news every few seconds while 20 checks start at the same
moment, wave after wave, each with a DNS of 20 ms. All of it shares the processor
with who asks, so let nothing else run beside it; the processor's time for a request
tells more than requests a second where something does.
"""

# ruff: noqa: T201 - a bench prints its table

from __future__ import annotations

import asyncio
import os
import re
import secrets
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from flask import Flask, render_template
from jinja2 import DictLoader

from assistant import answering, wiring
from assistant.cli.children import SWITCH_S, gunicorn_settings
from assistant.dialogue.conversation import Conversation
from assistant.lookup.answer import Answer, Query
from assistant.lookup.resolver import Resolver
from assistant.settings import Settings
from assistant.understanding.question import Question
from assistant.web.app import create_app, warm
from assistant.web.reception import signer
from tests.crowding import Customer, Place, customers, wait
from tests.serving import free_port

SECRET = "b" * 40
VISITORS = 300
LOOK_EVERY_S = 3.0
CHECKS = 20
DNS_S = 0.020
WAVE_EVERY_S = 10.0  # so often all twenty ask at the same moment
FOR_S = 30.0
ROUNDS = 2
WRK_S = 3
SAID = 15  # each by the customer and by the other side: 30 messages
NO_LIMIT = "1000000/minute"
BAKER = "mailchimp komt in de spam, bakkerij.example"
PAGE = """<!doctype html><html lang="nl"><head><title>{{ title }}</title></head>
<body><h1>{{ title }}</h1><ol>{% for one in messages %}<li class="{{ one.who }}">
<b>{{ one.who }}</b> <p>{{ one.text }}</p><time>{{ one.at }}</time></li>
{% endfor %}</ol><form method="post" action="/send"><textarea name="q"></textarea>
</form></body></html>"""
MESSAGES = [
    {"who": "klant", "text": f"Bericht {n}: waarom <bij Gmail>?", "at": f"10:{n:02d}"}
    for n in range(SAID * 2)
]


@dataclass(frozen=True, slots=True)
class Slow:
    """A DNS that takes its time."""

    beneath: Resolver

    async def lookup(self, query: Query) -> Answer:
        """Answer after a while."""
        await asyncio.sleep(DNS_S)
        return await self.beneath.lookup(query)


def bare_app() -> Flask:
    """What Flask itself costs: one page of 30 messages, and nothing behind it."""
    app = Flask("bare")
    app.jinja_loader = DictLoader({"page.html": PAGE})
    told = {"title": "Hulp bij e-mail", "messages": MESSAGES}
    app.add_url_rule("/", view_func=lambda: render_template("page.html", **told))
    return app


def bench_app() -> Flask:
    """The whole application over a slow demo world; for gunicorn's workers."""
    sys.setswitchinterval(SWITCH_S)
    settings = Settings.from_environment(os.environ)
    pick = wiring.resolvers(settings)
    desk = wiring.open_desk(settings, lambda domain: Slow(pick(domain)))
    app = create_app(settings, desk=desk, posts=NO_LIMIT)
    warm(app)
    return app


@contextmanager
def served(app: str, data: Path, threads: int) -> Iterator[tuple[int, int]]:
    """A server of two workers: its port, and its process."""
    port = free_port()
    kept = gunicorn_settings(Settings())["keepalive"]
    order = f"-k gthread -w 2 --threads {threads} --keep-alive {kept} --log-level error"
    server = subprocess.Popen(  # noqa: S603 - our own words
        [
            *(sys.executable, "-m", "gunicorn", *order.split(), "--no-control-socket"),
            *("--bind", f"127.0.0.1:{port}", f"tests.bench.bench_web:{app}()"),
        ],
        env={
            **os.environ,
            "BEZORGD_DATA": str(data),
            "BEZORGD_SECRET": SECRET,
            "PYTHONPATH": os.pathsep.join(sys.path),
        },
    )
    try:
        asyncio.run(_until_it_answers(port))
        yield port, server.pid
    finally:
        server.terminate()
        server.wait(30)


async def _until_it_answers(port: int) -> None:
    for _ in range(600):
        if (await Place(port).ask("/")).status:
            return
        await asyncio.sleep(0.1)
    raise SystemExit("the server did not start")


def main() -> None:
    """Print both tables."""
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        settings = Settings(
            data=data,
            database=f"sqlite:///{data / 'bezorgd.sqlite3'}",
            given_secret=SECRET,
        )
        if shutil.which("wrk"):
            side_by_side(data, settings)
        else:
            print("wrk is not here (Debian: apt-get install wrk): no side by side")
        full_house(data, settings)


def side_by_side(data: Path, settings: Settings) -> None:
    """The pages of the chat and a bare page, in turn, and what each costs."""
    people, answers = with_a_person(settings), with_answers(settings)
    with served("bare_app", data, 8) as bare, served("bench_app", data, 8) as ours:
        pages = {
            "a bare page of 30 messages": (bare, ""),
            "the chat: a new visitor": (ours, ""),
            "the chat: 30 messages": (ours, people),
            "the chat: 15 whole answers": (ours, answers),
        }
        taken: dict[str, list[tuple[float, float, float]]] = {one: [] for one in pages}
        for _ in range(ROUNDS):
            for name, ((port, process), cookie) in pages.items():
                taken[name].append(wrk(port, process, cookie))
    base, base_us = (
        statistics.median(one[at] for one in taken["a bare page of 30 messages"])
        for at in (0, 2)
    )
    for name, rounds in taken.items():
        rate, p99_ms, cpu_us = (
            statistics.median(one) for one in zip(*rounds, strict=True)
        )
        print(
            f"{name:28} {rate:6.0f}/s = {rate / base:4.0%} · p99 {p99_ms:6.1f} ms · "
            f"processor {cpu_us:5.0f} us = {base_us / cpu_us:4.0%}"
        )
    print("wanted: 30% of the bare page, p99 at most 150 ms")


def wrk(port: int, process: int, cookie: str) -> tuple[float, float, float]:
    """Requests a second, p99 in ms, and the server's microseconds for each."""
    more = ("-H", f"Cookie: {cookie}") if cookie else ()
    address = f"http://127.0.0.1:{port}/"
    order = ("wrk", "-t2", "-c16", "-d1s", "--latency", *more, address)
    subprocess.run(order, capture_output=True, check=True)  # noqa: S603 - our own words
    before, order = processor_s(process), (*order[:3], f"-d{WRK_S}s", *order[4:])
    told = subprocess.run(order, capture_output=True, text=True, check=True).stdout  # noqa: S603 - our own words
    if "Non-2xx" in told:
        raise SystemExit(told)
    count = int(re.findall(r"([0-9]+) requests in", told)[0])
    rate = float(re.findall(r"Requests/sec:\s+([0-9.]+)", told)[0])
    number, unit = re.findall(r"99%\s+([0-9.]+)(us|ms|s)", told)[0]
    p99_ms = float(number) * {"us": 0.001, "ms": 1, "s": 1000}[unit]
    return rate, p99_ms, (processor_s(process) - before) / count * 1e6


def processor_s(parent: int) -> float:
    """The processor's seconds of the workers under a server."""
    listed = Path(f"/proc/{parent}/task/{parent}/children")
    ticks = 0
    for one in listed.read_text().split():
        stat = Path(f"/proc/{one}/stat").read_text().rpartition(")")[2].split()
        ticks += int(stat[11]) + int(stat[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def with_a_person(settings: Settings) -> str:
    """The cookie of one who wrote 15 messages, and was answered as often."""
    store, now = answering.open_store(settings), datetime.now(UTC)
    question = Question(text=BAKER, asked_at=now, language="nl")
    talk: str | None = None
    for number in range(SAID):
        turn = f"person-{number}"
        asked = store.ask(conversation=talk, turn=turn, question=question, now=now)
        talk = asked.conversation
        if number == 0:
            answering.answer(turn, wiring.open_desk(settings), store, "bench")
        store.cases.hand_over(talk, "asked-for", now)
        store.messages.say(talk, f"Bericht {number}: wij *kijken* het na.", now)
    store.close()
    return f"bezorgd={signer(SECRET).dumps(talk)}"


def with_answers(settings: Settings) -> str:
    """The cookie of one with 15 whole answers."""
    store, desk = answering.open_store(settings), wiring.open_desk(settings)
    talk: str | None = None
    for number in range(SAID):
        now, turn = datetime.now(UTC), f"answer-{number}"
        text = BAKER if number % 2 else "wat is een cname?"
        question = Question(text=text, asked_at=now, language="nl")
        talk = store.ask(
            conversation=talk, turn=turn, question=question, now=now
        ).conversation
        answering.answer(turn, desk, store, "bench")
    store.close()
    return f"bezorgd={signer(SECRET).dumps(talk)}"


def full_house(data: Path, settings: Settings) -> None:
    """Three hundred who look for news, and twenty checks at once."""
    store, desk = answering.open_store(settings), wiring.open_desk(settings)
    question = Question(text=BAKER, asked_at=datetime.now(UTC), language="nl")
    turn = asyncio.run(desk.take(question, Conversation(id="crowd")))
    visitors = customers(store, turn, SECRET, VISITORS)
    store.close()
    with served("bench_app", data, settings.threads) as (port, _):
        place, answers = Place(port), asyncio.run(crowd(port, visitors))
    place, taken = answers
    told("a look for news, or the page", place.looks_ms, "wanted: p95 under 150 ms")
    told("a check, from press to answer", taken, "")
    print(f"statuses: {dict(sorted(place.statuses.items()))}")


async def crowd(port: int, visitors: list[Customer]) -> tuple[Place, list[float]]:
    """Let them all in, and note how long each thing took, in milliseconds."""
    place, over, taken = Place(port), asyncio.Event(), list[float]()
    asyncio.get_running_loop().call_later(FOR_S, over.set)
    async with asyncio.TaskGroup() as everybody:
        for one in visitors:
            everybody.create_task(one.live(place, LOOK_EVERY_S, over))
        for _ in range(CHECKS):
            everybody.create_task(checks(port, over, taken))
    return place, taken


async def checks(port: int, over: asyncio.Event, taken: list[float]) -> None:
    """One who asks for a check with all the others, wave after wave."""
    place = Place(port)
    await wait(LOOK_EVERY_S, over)
    while not over.is_set():
        began, turn = time.perf_counter(), secrets.token_urlsafe(12)
        form = {"turn": turn, "text": BAKER}
        heard = await place.ask("/", form=form, accept="text/event-stream")
        cookie = heard.headers.get("set-cookie", "")
        shown = "event: turn" in heard.text
        while not shown:
            await asyncio.sleep(0.5)
            shown = (await place.ask(f"/turn/{turn}", cookie)).status == 200
        taken.append((time.perf_counter() - began) * 1000)
        await wait(WAVE_EVERY_S - time.monotonic() % WAVE_EVERY_S, over)


def told(name: str, taken: list[float], wanted: str) -> None:
    """One line of the table."""
    cuts = statistics.quantiles(taken, n=100)
    print(
        f"{name:30} {len(taken):6} times · p50 {cuts[49]:7.1f} ms · "
        f"p95 {cuts[94]:7.1f} ms · p99 {cuts[98]:7.1f} ms   {wanted}"
    )


if __name__ == "__main__":
    main()
