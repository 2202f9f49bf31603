"""What a prescription adds to an examination: CPU, and questions asked twice.

Run `python tests/bench/bench_remedies.py` from the project's root. Every scene of
tests/scenes that examines is played; one line a percentile, then the dearest.
"""

from __future__ import annotations

import asyncio
import statistics
import time
from collections import Counter
from dataclasses import dataclass, field

from assistant import places
from assistant.checks.examine import examine
from assistant.diagnosis.diagnose import diagnose
from assistant.knowledge import files
from assistant.knowledge.shelf import Shelf
from assistant.lookup.answer import Answer, Query
from assistant.lookup.recorder import Recorder
from assistant.lookup.resolver import Resolver
from assistant.remedies.prescribe import prescribe
from tests.stage import Scene, scenes, subject_of, world

TIMES = 5


@dataclass(slots=True)
class Counting:
    """Counts what reaches the DNS itself."""

    beneath: Resolver
    asked: Counter[Query] = field(default_factory=Counter)

    async def lookup(self, query: Query) -> Answer:
        """Count, and pass on."""
        self.asked[query] += 1
        return await self.beneath.lookup(query)


async def _once(scene: Scene, shelf: Shelf) -> tuple[float, int, int]:
    counting = Counting(world(scene))
    dns = Recorder(counting)
    evidence = await examine(subject_of(scene), dns, shelf)
    diagnosis = diagnose(evidence, shelf)
    before = sum(counting.asked.values())
    started = time.process_time()
    await prescribe(diagnosis, evidence, shelf, dns)
    added_ms = (time.process_time() - started) * 1000
    twice = sum(count - 1 for count in counting.asked.values())
    return added_ms, twice, sum(counting.asked.values()) - before


def main() -> None:
    """Play all scenes and print what was measured."""
    shelf = files.load(places.knowledge())
    rows = []
    for scene in scenes():
        if "examine" in scene.body:
            runs = [asyncio.run(_once(scene, shelf)) for _ in range(TIMES)]
            added_ms = statistics.median(run[0] for run in runs)
            rows.append((added_ms, scene.name, runs[0][1], runs[0][2]))
    rows.sort()
    times = [row[0] for row in rows]
    cuts = statistics.quantiles(times, n=20)
    print(f"{len(rows)} scenes, CPU added by diagnosis to proof, ms:")  # noqa: T201 - a bench prints
    print(f"  median {statistics.median(times):.1f}  p95 {cuts[-1]:.1f}")  # noqa: T201 - a bench prints
    print(f"asked twice: {sum(row[2] for row in rows)}")  # noqa: T201 - a bench prints
    for added_ms, name, _, more in rows[-5:]:
        print(f"  {added_ms:6.1f} ms, {more} questions more: {name}")  # noqa: T201 - a bench prints


if __name__ == "__main__":
    main()
