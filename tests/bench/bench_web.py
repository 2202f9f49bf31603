"""How the pages hold under load: the chat beside a bare page, and a full house.

Run `python tests/bench/bench_web.py` from the project's root. First the chat's
first page and a bare Flask page of 30 messages are asked side by side, in this
process; then one real server (gunicorn, two workers) has 300 visitors who look for
news every few seconds while 20 checks start at the same moment, wave after wave,
each with a DNS of 20 ms. Let nothing else run beside it.
"""

# ruff: noqa: T201 - a bench prints its table

from __future__ import annotations

import asyncio
import os
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from flask import Flask, render_template
from jinja2 import DictLoader

from assistant import wiring
from assistant.lookup.answer import Answer, Query
from assistant.lookup.resolver import Resolver
from assistant.settings import Settings
from assistant.web.app import create_app

VISITORS = 300
LOOK_EVERY_S = 3.0
CHECKS = 20
DNS_S = 0.020
WAVE_EVERY_S = 10.0  # so often all twenty ask at the same moment
FOR_S = 20.0
ROUNDS = 300
NO_LIMIT = "1000000/minute"
PAGE = (
    "<!doctype html><title>{{ title }}</title><ol>{% for one in messages %}"
    "<li class={{ one.who }}><b>{{ one.who }}</b><p>{{ one.text }}</p>{% endfor %}</ol>"
)
MESSAGES = [{"who": "klant", "text": f"Bericht {n}: <spam>?"} for n in range(30)]
TURN_ID = re.compile(r'name="turn" value="([^"]+)"')


@dataclass(frozen=True, slots=True)
class Slow:
    """A DNS that takes its time."""

    beneath: Resolver

    async def lookup(self, query: Query) -> Answer:
        """Answer after a while."""
        await asyncio.sleep(DNS_S)
        return await self.beneath.lookup(query)


def bench_app() -> Flask:
    """The whole application over a slow demo world; for gunicorn's workers."""
    settings = Settings.from_environment(os.environ)
    pick = wiring.resolvers(settings)
    desk = wiring.open_desk(settings, lambda domain: Slow(pick(domain)))
    return create_app(settings, desk=desk, posts=NO_LIMIT)


def main() -> None:
    """Print both tables."""
    side_by_side()
    with tempfile.TemporaryDirectory() as folder:
        full_house(Path(folder))


def side_by_side() -> None:
    """The first page of the chat, and a bare page, in one thread."""
    bare = Flask("bare")
    bare.jinja_loader = DictLoader({"page.html": PAGE})
    bare.add_url_rule(
        "/", view_func=lambda: render_template("page.html", messages=MESSAGES)
    )
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        settings = Settings(data=data, database=f"sqlite:///{data / 'b.sqlite3'}")
        chat = create_app(settings, posts=NO_LIMIT)
        plain, ours = bare.test_client(), chat.test_client()
        rates = {
            "a bare page of 30 messages": rate(lambda: plain.get("/")),
            "the chat's first page": rate(lambda: ours.get("/")),
        }
    for name, one in rates.items():
        print(f"{name:34} {one:8.0f} pages a second of CPU")
    share = rates["the chat's first page"] / rates["a bare page of 30 messages"]
    print(f"{'the chat beside the bare page':34} {share:8.0%}   (wanted: 30%)")


def rate(ask: Callable[[], object]) -> float:
    """Pages a second of processor time; the best of three rounds."""
    best = 0.0
    for _ in range(3):
        began = time.process_time()
        for _ in range(ROUNDS):
            ask()
        best = max(best, ROUNDS / (time.process_time() - began))
    return best


def full_house(data: Path) -> None:
    """Three hundred who look for news, and twenty checks at once."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = subprocess.Popen(  # noqa: S603 - our own words
        [
            *(sys.executable, "-m", "gunicorn", "--workers", "2", "--threads", "32"),
            *(
                "--worker-class",
                "gthread",
                "--log-level",
                "error",
                "--no-control-socket",
            ),
            *("--bind", f"127.0.0.1:{port}", "tests.bench.bench_web:bench_app()"),
        ],
        env={
            **os.environ,
            "BEZORGD_DATA": str(data),
            "BEZORGD_SECRET": "b" * 40,
            "PYTHONPATH": os.pathsep.join(sys.path),
        },
    )
    try:
        address = f"http://127.0.0.1:{port}"
        wait_for(address)
        pages, answers = crowd(address)
    finally:
        server.terminate()
        server.wait(30)
    told("a look for news, or the page", pages, "wanted: p95 under 150 ms")
    told("a check, from press to answer", answers, "")


def crowd(address: str) -> tuple[list[float], list[float]]:
    """Let them all in, and note how long each thing took, in milliseconds."""
    over = time.monotonic() + FOR_S
    pages: list[float] = []
    answers: list[float] = []
    cookie = talk(address, "wat is een cname?", [])
    visitors = [
        threading.Thread(target=look, args=(address, cookie, place, over, pages))
        for place in range(VISITORS)
    ]
    checks = [
        threading.Thread(target=check, args=(address, over, answers))
        for _ in range(CHECKS)
    ]
    for one in (*visitors, *checks):
        one.start()
    for one in (*visitors, *checks):
        one.join()
    return pages, answers


def look(
    address: str, cookie: str, place: int, over: float, taken: list[float]
) -> None:
    """One visitor: now the page, then the news, every few seconds."""
    time.sleep(LOOK_EVERY_S * place / VISITORS)
    paths = ("/", "/news?after=1000000", "/news?after=1000000", "/news?after=1000000")
    turn = 0
    while time.monotonic() < over:
        request = urllib.request.Request(  # noqa: S310 - our own address
            address + paths[turn % len(paths)], headers={"Cookie": cookie}
        )
        began = time.perf_counter()
        with urllib.request.urlopen(request, timeout=60) as answer:  # noqa: S310 - our own address
            answer.read()
        taken.append((time.perf_counter() - began) * 1000)
        turn += 1
        time.sleep(LOOK_EVERY_S)


def check(address: str, over: float, taken: list[float]) -> None:
    """One who asks for a check with all the others, wave after wave."""
    while (left := over - time.monotonic()) > 0:
        talk(address, "mailchimp komt in de spam, bakkerij.example", taken)
        time.sleep(max(0.0, min(left, WAVE_EVERY_S - time.monotonic() % WAVE_EVERY_S)))


def talk(address: str, text: str, taken: list[float]) -> str:
    """Ask as a new visitor; gives the cookie of the conversation."""
    with urllib.request.urlopen(address, timeout=60) as page:  # noqa: S310 - our own address
        found = TURN_ID.search(page.read().decode())
    form = urllib.parse.urlencode({"turn": found[1] if found else "", "text": text})
    request = urllib.request.Request(  # noqa: S310 - our own address
        f"{address}/",
        form.encode(),
        {"Origin": address, "Accept": "text/event-stream"},
    )
    began = time.perf_counter()
    with urllib.request.urlopen(request, timeout=120) as answer:  # noqa: S310 - our own address
        answer.read()
        cookie = str(answer.headers["Set-Cookie"]).partition(";")[0]
    taken.append((time.perf_counter() - began) * 1000)
    return cookie


def wait_for(address: str) -> None:
    """Until the server answers."""
    for _ in range(300):
        try:
            with urllib.request.urlopen(f"{address}/healthz", timeout=5) as answer:  # noqa: S310 - our own address
                answer.read()
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
        else:
            return
    raise SystemExit("the server did not start")


def told(name: str, taken: list[float], wanted: str) -> None:
    """One line of the table."""
    cuts = statistics.quantiles(taken, n=100)
    print(
        f"{name:34} {len(taken):6} times · p50 {cuts[49]:7.1f} ms · "
        f"p95 {cuts[94]:7.1f} ms · p99 {cuts[98]:7.1f} ms   {wanted}"
    )


if __name__ == "__main__":
    main()
