"""How long the queue and a search take, as pages, and until a new line is seen.

Run `python tests/bench/bench_queue.py [sqlite|postgresql]` from the project's root. It
fills a database with 50,000 conversations and 400,000 turns and messages, and serves
it with two workers, as an operator does. Printed are the whole answer of the queue's
page and of searches over HTTP (bars: 95 of 100 under 100 and 200 ms), the page in
Chromium with everything it loads, and, where a customer is handed over, how long it
takes until his line stands on the screen. `--share 0.1` measures a smaller desk.
"""

# ruff: noqa: T201, S311 - a bench prints its table, and its dice are no secret

from __future__ import annotations

import argparse
import http.client
import os
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import quote, urlsplit

from playwright.sync_api import Page

from assistant import wiring
from assistant.settings import Settings
from assistant.store.staff import Role
from assistant.store.turns import Store
from assistant.understanding.question import Question
from assistant.web.app import create_app
from assistant.web.signin.sessions import NAME
from tests.bench.bench_store import CONVERSATIONS_COUNT, NAMES, WORDS, filled
from tests.browser import Browser
from tests.entering import come_in, hire
from tests.postgres import postgres
from tests.serving import serving

ROUNDS = 20
ANSWERS = 100
WARM = 10  # answers that are not counted: both workers have met each page then
LONG_AGO = datetime(2025, 1, 1, tzinfo=UTC)  # so that it comes first in the queue


def main() -> None:
    """Measure both kinds of database, unless told."""
    reading = argparse.ArgumentParser()
    reading.add_argument("kind", nargs="?", choices=["sqlite", "postgresql"])
    reading.add_argument("--share", type=float, default=1.0)
    told = reading.parse_args()
    count = int(CONVERSATIONS_COUNT * told.share)
    for kind in (told.kind,) if told.kind else ("sqlite", "postgresql"):
        with tempfile.TemporaryDirectory() as folder, database(kind, folder) as made:
            print(f"{kind}, {count:,} conversations, two workers")
            measure(*made, Path(folder), count)


@contextmanager
def database(kind: str, folder: str) -> Iterator[tuple[str, Callable[[], None]]]:
    """An empty database, and what its server does by itself within minutes."""
    if kind == "sqlite":
        yield f"sqlite:///{folder}/bezorgd.sqlite3", lambda: None
        return
    with postgres() as server:
        name = server.make()
        yield server.url(name), lambda: server.tell("VACUUM ANALYZE", name)


def measure(url: str, settle: Callable[[], None], data: Path, count: int) -> None:
    """Fill, serve, and look."""
    settings = Settings(data=data, database=url, workers=2)
    store = filled(url, data, count)
    settle()
    cookie = signed_in(settings, store)
    os.environ |= {"BEZORGD_WORKERS": "2", "BEZORGD_DATABASE": url}
    browser = Browser()
    with serving(data) as served:
        ask(served.address, cookie, count)
        browser.visit(lambda page: watch(page, served.address, cookie, store))
    browser.close()
    store.close()


def ask(address: str, cookie: str, count: int) -> None:
    """The pages alone, one after the other over one connection."""
    dice = random.Random(7)

    def domain() -> str:
        return f"{dice.choice(NAMES)}-{dice.randrange(count)}.example"

    wanted: dict[str, Callable[[], str]] = {
        "queue": lambda: "",
        "queue, all open": lambda: "?view=open",
        "queue, by service": lambda: "?view=open&service=wefact",
        "search, two words": lambda: f"?q={quote(' '.join(dice.sample(WORDS, 2)))}",
        "search, a common word": lambda: f"?q={dice.choice(WORDS)}",
        "search, a domain": lambda: f"?q={domain()}",
        "search, half a domain": lambda: f"?q={domain()[:12]}",
        "search, an address": lambda: f"?q={quote('info@' + domain())}",
    }
    line = http.client.HTTPConnection(urlsplit(address).netloc)
    for name, query in wanted.items():
        taken = [answered(line, f"/console/{query()}", cookie) for _ in range(ANSWERS)]
        tell(name, taken[WARM:])
    line.close()


def answered(line: http.client.HTTPConnection, path: str, cookie: str) -> float:
    """The milliseconds until a page was read whole."""
    began = time.perf_counter()
    line.request("GET", path, headers={"Cookie": f"{NAME}={cookie}"})
    answer = line.getresponse()
    page = answer.read()
    taken_ms = (time.perf_counter() - began) * 1000
    if answer.status != http.client.OK or b"data-cursor" not in page:
        raise AssertionError(path, answer.status)
    return taken_ms


def tell(name: str, taken_ms: list[float]) -> None:
    """Print one row."""
    p95 = statistics.quantiles(taken_ms, n=20)[-1]
    median = statistics.median(taken_ms)
    print(f"  {name:26} median {median:7.1f} ms   p95 {p95:7.1f} ms", flush=True)


def signed_in(settings: Settings, store: Store) -> str:
    """The cookie of a colleague who came in."""
    app = create_app(settings, desk=wiring.open_desk(settings), store=store)
    client = app.test_client()
    come_in(client, hire(app, "anna@desk.example", Role.ADMIN))
    found = client.get_cookie(NAME)
    assert found is not None
    return found.value


def watch(page: Page, base: str, cookie: str, store: Store) -> None:
    """Open the queue often in a browser, and then wait for lines in it."""
    page.context.add_cookies([{"name": NAME, "value": cookie, "url": base}])
    loaded = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        page.goto(f"{base}/console/")
        loaded.append((time.perf_counter() - began) * 1000)
    tell("in Chromium, loaded", loaded)
    page.wait_for_timeout(2_000)  # the stream is open by then
    appeared = []
    for number in range(ROUNDS):
        conversation = handed_over(store, number)
        began = time.perf_counter()
        page.locator(f"[data-line][href*='{conversation}']").wait_for()
        appeared.append((time.perf_counter() - began) * 1000)
    tell("new line on the screen", appeared)


def handed_over(store: Store, number: int) -> str:
    """A conversation that waits from now on, more urgent than every other."""
    then = LONG_AGO - timedelta(minutes=number)
    question = Question(text="mijn mail komt niet aan", asked_at=then)
    asked = store.ask(
        conversation=None, turn=f"new-{number}", question=question, now=then
    )
    store.cases.hand_over(asked.conversation, "asked-for", then)
    return asked.conversation


if __name__ == "__main__":
    main()
