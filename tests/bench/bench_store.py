"""Milliseconds for the queue and for a search, over a year of a busy desk.

Run `python tests/bench/bench_store.py [sqlite|postgresql]` from the project's root.
It fills a database with 50,000 conversations and 400,000 turns and messages, and
prints for each view the median and the time that 95 of 100 stay below. A smaller
desk is measured with `--share 0.1`.
"""

# ruff: noqa: T201, S311 - a bench prints its table, and its dice are no secret

from __future__ import annotations

import argparse
import json
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Table

from assistant.store import case_tables as cases
from assistant.store.case import Owner
from assistant.store.database import Database
from assistant.store.place import placed
from assistant.store.queue import Wanted
from assistant.store.tables import CONVERSATIONS, TURNS
from assistant.store.turns import Store
from assistant.store.words import words_of
from tests.postgres import postgres

NOW = datetime(2026, 11, 2, 12, 0, tzinfo=UTC)
CONVERSATIONS_COUNT, TURNS_EACH, MESSAGES_EACH = 50_000, 5, 3
ROUNDS = 60
SERVICES = ["mailchimp", "wefact", "laposta", "exact", "moneybird", "brevo", None]
CAUSES = ["spf-missing", "spf-two-records", "dkim-not-published", "dmarc-strict", None]
WORDS = tuple(
    """mijn nieuwsbrief facturen komt komen niet aan in de spam ongewenst bij gmail
    outlook hotmail klant klanten mail domein record spf dkim dmarc ingesteld sinds
    gisteren verhuisd website formulier afzender geweigerd foutmelding""".split()  # noqa: SIM905 - words, as they are read
)
NAMES = ("bakkerij", "bloemen", "fiets", "garage", "school", "kapper", "notaris")


def main() -> None:
    """Measure what was asked for, both kinds unless told."""
    reading = argparse.ArgumentParser()
    reading.add_argument("kind", nargs="?", choices=["sqlite", "postgresql"])
    reading.add_argument("--share", type=float, default=1.0)
    told = reading.parse_args()
    count = int(CONVERSATIONS_COUNT * told.share)
    with tempfile.TemporaryDirectory() as folder:
        if told.kind != "postgresql":
            url = f"sqlite:///{folder}/bench.sqlite3"
            measure("sqlite", filled(url, Path(folder), count), count)
        if told.kind != "sqlite":
            with postgres() as server:
                name = server.make()
                store = filled(server.url(name), Path(folder), count)
                server.tell("VACUUM ANALYZE", name)  # as it does within minutes
                measure("postgresql", store, count)


def filled(url: str, folder: Path, count: int) -> Store:
    """Open a database and fill it."""
    store = Store.open(url, folder / "lock")
    fill(Database(url), count)
    return store


def measure(kind: str, store: Store, count: int) -> None:
    """Print one database's table."""
    print(
        f"{kind}: {count:,} conversations, {count * TURNS_EACH:,} turns, "
        f"{count * MESSAGES_EACH:,} messages"
    )
    dice = random.Random(7)
    queue = store.queue

    def domain() -> str:
        return f"{dice.choice(NAMES)}-{dice.randrange(count)}.example"

    views: dict[str, Callable[[], object]] = {
        "queue, all open": lambda: queue.page(Wanted()),
        "queue, waiting": lambda: queue.page(Wanted(waiting=True)),
        "queue, mine": lambda: queue.page(Wanted(mine=f"m{dice.randrange(9)}")),
        "queue, change requests": lambda: queue.page(Wanted(requests=True)),
        "queue, by service": lambda: queue.page(Wanted(service="wefact")),
        "queue, by cause": lambda: queue.page(Wanted(cause="spf-missing")),
        "queue, undecided": lambda: queue.page(Wanted(undecided=True)),
        "queue, closed": lambda: queue.page(Wanted(owner=Owner.CLOSED)),
        "queue, by language": lambda: queue.page(Wanted(language="en")),
        "queue, by tag": lambda: queue.page(Wanted(tag="vip")),
        "filters, waiting": lambda: queue.kinds(Wanted(waiting=True)),
        "filters, mine": lambda: queue.kinds(Wanted(mine=f"m{dice.randrange(9)}")),
        "filters, all open": lambda: queue.kinds(Wanted()),
        "filters, closed": lambda: queue.kinds(Wanted(owner=Owner.CLOSED)),
        "tags to choose from": lambda: queue.tags(8),
        "queue, page 20": lambda: queue.page(Wanted(), after=twentieth),
        "counts": lambda: queue.counts("m1"),
        "queue with its counts": lambda: (queue.page(Wanted()), queue.counts("m1")),
        "search, two words": lambda: queue.page(Wanted(text=two(dice))),
        "search, one common word": lambda: queue.page(Wanted(text=dice.choice(WORDS))),
        "search, domain": lambda: queue.page(Wanted(text=domain())),
        "search, half a domain": lambda: queue.page(Wanted(text=domain()[:12])),
        "search, address": lambda: queue.page(Wanted(text="info@" + domain())),
        "one conversation": lambda: store.messages.thread(
            f"c{dice.randrange(count)}", NOW, staff=True
        ),
        "events since": lambda: store.cases.events(count - 50),
        "numbers, 12 weeks": lambda: store.numbers.weeks(NOW),
    }
    twentieth = None
    for _ in range(20):
        twentieth = queue.page(Wanted(), after=twentieth).next
    for name, look in views.items():
        median_ms, p95_ms = timed(look)
        print(f"  {name:26} median {median_ms:7.1f} ms   p95 {p95_ms:7.1f} ms")
    store.close()


def timed(look: Callable[[], object]) -> tuple[float, float]:
    """The median of many looks, and the time that 95 of 100 stay below."""
    taken = []
    look()
    for _ in range(ROUNDS):
        began = time.perf_counter()
        look()
        taken.append((time.perf_counter() - began) * 1000)
    return statistics.median(taken), statistics.quantiles(taken, n=20)[-1]


def two(dice: random.Random) -> str:
    """Two words that many customers write."""
    return " ".join(dice.sample(WORDS, 2))


def fill(database: Database, count: int) -> None:
    """Write the rows in bulk."""
    dice = random.Random(3)
    stories = [story(number, dice) for number in range(count)]
    put(database, CONVERSATIONS, (conversation(one) for one in stories))
    put(database, cases.CASES, (case(one) for one in stories))
    put(database, cases.TAGS, (tagged(one) for one in stories if one["tag"]))
    put(database, cases.FINDS, (find(one) for one in stories))
    put(database, TURNS, (turn for one in stories for turn in turns(one)))
    put(database, cases.MESSAGES, (row for one in stories for row in messages(one)))
    put(database, cases.EVENTS, (happened(one) for one in stories))
    database.close()


def put(database: Database, table: Table, rows: Iterator[dict[str, Any]]) -> None:
    """Write many rows of one table as fast as the database takes them."""
    with database.writing() as connection:
        if connection.dialect.name == "postgresql":
            first = next(rows)
            names = ", ".join(f'"{name}"' for name in first)
            raw = connection.connection.cursor()
            with raw.copy(f'COPY "{table.name}" ({names}) FROM STDIN') as copy:
                copy.write_row(tuple(first.values()))
                for row in rows:
                    copy.write_row(tuple(row.values()))
        else:
            connection.execute(table.insert(), list(rows))


def story(number: int, dice: random.Random) -> dict[str, Any]:
    """What one conversation is about."""
    started = NOW - timedelta(minutes=10 * number)
    roll = dice.random()
    owner = "closed" if roll < 0.5 else "bot" if roll < 0.97 else "staff"
    owner = "nobody" if roll > 0.99 else owner
    return {
        "id": f"c{number}",
        "owner": owner,
        "member": f"m{dice.randrange(9)}" if owner in {"staff", "closed"} else None,
        "service": dice.choice(SERVICES),
        "cause": dice.choice(CAUSES),
        "domain": f"{dice.choice(NAMES)}-{number}.example",
        "severity": dice.choice(["error", "warning", "ok", None]),
        "problem": dice.choice(["spam", "rejected", "setup_question"]),
        "language": "en" if dice.random() < 0.1 else "nl",
        "tag": dice.choice(["vip", "storing", "bellen", *[None] * 27]),
        "requests": int(dice.random() < 0.004),
        "started_s": started.timestamp(),
        "last_s": started.timestamp() + 900,
        "lines": [" ".join(dice.choices(WORDS, k=14)) for _ in range(TURNS_EACH)],
    }


def conversation(one: dict[str, Any]) -> dict[str, Any]:
    """Its row."""
    return {"id": one["id"], "started_s": one["started_s"], "touched_s": one["last_s"]}


def case(one: dict[str, Any]) -> dict[str, Any]:
    """Its case."""
    row = {
        "conversation": one["id"],
        "owner": one["owner"],
        "member": one["member"],
        "waiting_s": one["last_s"] if one["owner"] == "nobody" else None,
        "due_s": None,
        "counts_s": None,
        "service": one["service"],
        "domain": one["domain"],
        "address": f"info@{one['domain']}",
        "problem": one["problem"],
        "cause": one["cause"],
        "severity": one["severity"],
        "language": one["language"],
        "last_line": one["lines"][-1],
        "last_writer": "customer",
        "said": "Uw SPF-record noemt deze dienst nog niet. " * 4,
        "started_s": one["started_s"],
        "last_s": one["last_s"],
        "first_answer_s": one["started_s"] + 4,
        "open_requests": one["requests"],
        "helped": one["owner"] == "closed",
        "mail_confirmed": False,
    }
    return {**row, **placed(row)}


def tagged(one: dict[str, Any]) -> dict[str, Any]:
    """Its tag."""
    return {"conversation": one["id"], "tag": one["tag"]}


def find(one: dict[str, Any]) -> dict[str, Any]:
    """The words by which it is found."""
    told = " ".join([*one["lines"], f"info@{one['domain']}", one["service"] or ""])
    return {"conversation": one["id"], "words": " ".join(words_of(told))}


def turns(one: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Its turns, of an ordinary length."""
    for place, line in enumerate(one["lines"], 1):
        value = {"text": line, "asked_at": NOW.isoformat(), "language": "nl"}
        asked = json.dumps({"format": 1, "value": value})
        yield {
            "id": f"{one['id']}-{place}",
            "conversation": one["id"],
            "position": place,
            "state": "asked",
            "question": asked + " " * 900,
            "asked_s": one["started_s"],
            "failures": 3,
            "withheld": False,
        }


def messages(one: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """What was written in it besides."""
    for place in range(TURNS_EACH + 1, TURNS_EACH + MESSAGES_EACH + 1):
        yield {
            "id": f"{one['id']}-{place}",
            "conversation": one["id"],
            "position": place,
            "writer": "staff",
            "member": "m1",
            "text": one["lines"][0] * 3,
            "at_s": one["last_s"],
            "shown_s": one["last_s"],
        }


def happened(one: dict[str, Any]) -> dict[str, Any]:
    """One event of it."""
    return {"kind": "asked", "conversation": one["id"], "at_s": one["last_s"]}


if __name__ == "__main__":
    main()
