"""Milliseconds of CPU a message, and for pastes of 100 kB."""

# ruff: noqa: T201 - a bench prints its table

from __future__ import annotations

import itertools
import random
import statistics
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from rapidfuzz import fuzz, process

from assistant.knowledge.guide import Service, Topic
from assistant.knowledge.match import Matcher
from assistant.knowledge.shelf import Shelf
from assistant.understanding.question import Known, Question
from assistant.understanding.understand import understand

MEASURED = 60  # messages, of the plain way
SERVICES, NAMES_EACH, TOPICS, PHRASES_EACH = 163, 9, 100, 100
SYLLABLES = (
    "ba", "mo", "ri", "sen", "do", "fac", "tu", "lo", "pos", "ti", "ver", "mar", "ko",
    "lis", "na", "bu", "zel", "wi", "ra", "gon",
)  # fmt: skip
PASTES = {
    "words": "mijn mailchimp komt in spam " * 3600,
    "dots": "a." * 50_000,
    "addresses": "jan@klant.nl, " * 7_000,
    "header": "Received: from a.nl by b.nl\n" * 3_500,
    "empty lines": "\n" * 100_000,
    "one word": "x" * 100_000,
}


def print_times(shelf: Shelf, lines: Sequence[str]) -> None:
    """Print one line for each shelf and each paste."""
    padded = pad(shelf, lines)
    print()
    for name, each in (("as shipped", shelf), ("163 / 10,000", padded)):
        began = time.thread_time()
        matcher = Matcher(each)
        made_ms = (time.thread_time() - began) * 1000
        cold, warm = (measure(lines, each, matcher) for _ in range(2))
        print(f"{name:14} made in {made_ms:.0f} ms; cold {cold}; warm {warm}")
    print(f"for the machine: token_set_ratio over 10,000 phrases {yardstick(lines)}")
    matcher = Matcher(padded)
    for name, text in PASTES.items():
        print(f"100 kB {name:12} {measure([text] * 5, padded, matcher)}")


def yardstick(lines: Sequence[str]) -> str:
    """What plain rapidfuzz takes over 10,000 phrases, beside ours in the same run."""
    phrases = list(itertools.islice(itertools.cycle(lines), TOPICS * PHRASES_EACH))
    took = []
    for line in lines[:MEASURED]:
        began = time.thread_time()
        process.extract(line, phrases, scorer=fuzz.token_set_ratio, limit=5)
        took.append((time.thread_time() - began) * 1000)
    return f"median {statistics.median(took):.2f} ms"


def measure(texts: Sequence[str], shelf: Shelf, matcher: Matcher) -> str:
    """Understand every text; give the median and the 95th percentile."""
    took = []
    for text in texts:
        question = Question(text=text, asked_at=datetime(2026, 11, 25, tzinfo=UTC))
        began = time.thread_time()
        understand(question, Known(), shelf, matcher)
        took.append((time.thread_time() - began) * 1000)
    took.sort()
    p95 = took[int(len(took) * 0.95)]
    return f"median {statistics.median(took):.2f} ms, p95 {p95:.2f} ms"


def pad(shelf: Shelf, lines: Sequence[str]) -> Shelf:
    """Fill the shelf up with invented services and phrases, always the same."""
    rng = random.Random(7)  # noqa: S311 - a bench must repeat itself
    words = sorted({word for line in lines for word in line.split()})
    services = dict(shelf.services)
    while len(services) < SERVICES:
        names = ["".join(rng.sample(SYLLABLES, 4)) for _ in range(NAMES_EACH)]
        services[names[0]] = Service(
            id=names[0], name=names[0], kind="other", misspellings=tuple(names[1:])
        )
    topics = dict(shelf.topics)
    for number in range(TOPICS):
        examples = tuple(
            " ".join(rng.sample(words, rng.randint(3, 9))) for _ in range(PHRASES_EACH)
        )
        topics[f"topic-{number}"] = Topic(
            id=f"topic-{number}", titles={}, guides={}, examples={"nl": examples}
        )
    return replace(shelf, services=services, topics=topics)
