"""Milliseconds of server time for a turn of the chat, beside a bare Flask page.

Run `python tests/bench/bench_chat.py` from the project's root. Each turn is posted
by a visitor of his own: stored, answered, stored again, as in the browser without
JavaScript.
"""

# ruff: noqa: T201 - a bench prints its table

from __future__ import annotations

import re
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from flask import Flask

from assistant.settings import Settings
from assistant.web.app import create_app

TURNS = 100
NO_LIMIT = "100000/minute"
QUESTIONS = {
    "no DNS: what is a CNAME?": "wat is een cname",
    "no DNS: a question back": "mijn facturen uit wefact komen niet aan",
    "the baker, demo world": "mailchimp komt in de spam, bakkerij.example",
}
TURN_ID = re.compile(r'name="turn" value="([^"]+)"')


def main() -> None:
    """Print one line for each kind of turn."""
    bare = Flask("bare")
    bare.add_url_rule("/", view_func=lambda: "<p>hello</p>")
    plain_ms = median_ms(lambda: bare.test_client().get("/"))
    print(f"{'a bare Flask page':28} {plain_ms:7.2f} ms")
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        database = f"sqlite:///{data / 'bench.sqlite3'}"
        app = create_app(Settings(data=data, database=database), posts=NO_LIMIT)
        page_ms = median_ms(lambda: app.test_client().get("/"))
        print(f"{'the empty chat':28} {page_ms:7.2f} ms")
        for name, text in QUESTIONS.items():
            print(f"{name:28} {turns_ms(app, text):7.2f} ms")


def turns_ms(app: Flask, text: str) -> float:
    """The median of POSTs of *text*, each by a new visitor."""
    taken = []
    for _ in range(TURNS):
        client = app.test_client()
        found = TURN_ID.search(client.get("/").get_data(as_text=True))
        turn = found.group(1) if found else ""
        began = time.perf_counter()
        answer = client.post("/", data={"text": text, "turn": turn})
        taken.append((time.perf_counter() - began) * 1000)
        if answer.status_code != 303:
            raise SystemExit(f"expected 303, got {answer.status_code}")
    return statistics.median(taken)


def median_ms(ask: Callable[[], object]) -> float:
    """The median time of a GET."""
    taken = []
    for _ in range(TURNS):
        began = time.perf_counter()
        ask()
        taken.append((time.perf_counter() - began) * 1000)
    return statistics.median(taken)


if __name__ == "__main__":
    main()
