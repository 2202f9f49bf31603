"""How long until a colleague sees who waits: from the database to the line on screen.

Run `python tests/bench/bench_queue.py` from the project's root. It fills a database
with 50,000 conversations, serves it as an operator does, opens the queue in Chromium
and hands conversations over. Printed are how long the page takes, and how long it
takes until a new line stands in it. A smaller desk is measured with `--share 0.1`.
"""

# ruff: noqa: T201 - a bench prints its table

from __future__ import annotations

import argparse
import os
import statistics
import tempfile
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from playwright.sync_api import Page

from assistant import wiring
from assistant.settings import Settings
from assistant.store.staff import Role
from assistant.store.turns import Store
from assistant.understanding.question import Question
from assistant.web.app import create_app
from assistant.web.signin.sessions import NAME
from tests.bench.bench_store import CONVERSATIONS_COUNT, filled
from tests.browser import Browser
from tests.entering import come_in, hire
from tests.serving import serving

ROUNDS = 20
LONG_AGO = datetime(2025, 1, 1, tzinfo=UTC)  # so that it comes first in the queue


@dataclass(frozen=True, slots=True)
class Seen:
    """Milliseconds of every round."""

    page: tuple[float, ...]
    line: tuple[float, ...]


def main() -> None:
    """Fill, serve, and look."""
    reading = argparse.ArgumentParser()
    reading.add_argument("--share", type=float, default=1.0)
    count = int(CONVERSATIONS_COUNT * reading.parse_args().share)
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        settings = Settings(
            data=data, database=f"sqlite:///{data / 'bezorgd.sqlite3'}", workers=2
        )
        store = filled(settings.database, data, count)
        cookie = signed_in(settings, store)
        os.environ["BEZORGD_WORKERS"] = "2"
        browser = Browser()
        with serving(data) as served:
            seen = browser.visit(
                lambda page: watch(page, served.address, cookie, store)
            )
        browser.close()
        store.close()
    print(f"queue on screen, {count:,} conversations, sqlite, two workers")
    for name, taken in (("page loaded", seen.page), ("new line seen", seen.line)):
        p95 = statistics.quantiles(taken, n=20)[-1]
        print(
            f"  {name:26} median {statistics.median(taken):7.1f} ms   p95 {p95:7.1f} ms"
        )


def signed_in(settings: Settings, store: Store) -> str:
    """The cookie of a colleague who came in."""
    app = create_app(settings, desk=wiring.open_desk(settings), store=store)
    client = app.test_client()
    come_in(client, hire(app, "anna@desk.example", Role.ADMIN))
    found = client.get_cookie(NAME)
    assert found is not None
    return found.value


def watch(page: Page, base: str, cookie: str, store: Store) -> Seen:
    """Open the queue often, and then wait for lines in it."""
    page.context.add_cookies([{"name": NAME, "value": cookie, "url": base}])
    loaded = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        page.goto(f"{base}/console/")
        loaded.append((time.perf_counter() - began) * 1000)
    page.wait_for_timeout(2_000)  # the stream is open by then
    appeared = []
    for number in range(ROUNDS):
        conversation = handed_over(store, number)
        began = time.perf_counter()
        page.locator(f"[data-line][href*='{conversation}']").wait_for()
        appeared.append((time.perf_counter() - began) * 1000)
    return Seen(tuple(loaded), tuple(appeared))


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
