"""How fast an examination is, against the longest chain of questions it needs.

Run `python tests/bench/bench_engine.py [DOMAIN[=SERVICE,...] ...]` from the
project's root. The demo world is served on loopback; with DNS_WORLDS set to the
folder of a bench that has `dnsworld.py` and `critpath.py`, its worlds are used
and its bound, the longest chain of questions that need each other, is printed.

One line a domain: questions (those by TCP, those asked twice), round trips from
the first question to the last answer by the server's clock (those of the cure
included), the first finished step, and the CPU without delay.
"""

from __future__ import annotations

import asyncio
import cProfile
import os
import pstats
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from assistant import places
from assistant.checks.evidence import Evidence
from assistant.checks.examine import examine
from assistant.checks.progress import Step
from assistant.diagnosis.diagnose import diagnose
from assistant.diagnosis.finding import Diagnosis
from assistant.knowledge import files
from assistant.knowledge.shelf import Shelf
from assistant.lookup.recorder import Recorder
from assistant.remedies.prescribe import prescribe
from assistant.settings import Settings
from assistant.understanding.question import Subject
from assistant.wiring import resolvers
from tests.bench.slow_dns import DELAY_MS, Bench, worlds

TIMES = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What one examination took."""

    wall_s: float
    cpu_s: float
    examined_s: float
    first_step_s: float
    findings: tuple[str, ...]
    could_not_ask: tuple[str, ...] = ()


def look(
    domain: str,
    services: tuple[str, ...],
    server: str,
    shelf: Shelf,
    *,
    cure: bool = True,
) -> Taken:
    """Examine, diagnose and prescribe, as the desk does, with nothing remembered.

    Without *cure* it ends when the cause is known.
    """
    settings = Settings(demo=False)
    dns = Recorder(resolvers(settings, nameserver=server)(domain))
    subject = Subject(domain=domain, services=services)
    steps: list[float] = []

    def progress(step: Step) -> None:
        if step.done:
            steps.append(time.perf_counter())

    async def whole() -> tuple[float, Evidence, Diagnosis]:
        evidence = await examine(subject, dns, shelf, progress)
        examined = time.perf_counter()
        diagnosis = diagnose(evidence, shelf)
        if cure:
            await prescribe(diagnosis, evidence, shelf, dns)
        return examined, evidence, diagnosis

    began, cpu = time.perf_counter(), time.process_time()
    examined, evidence, diagnosis = asyncio.run(whole())
    return Taken(
        wall_s=time.perf_counter() - began,
        cpu_s=time.process_time() - cpu,
        examined_s=examined - began,
        first_step_s=min(steps) - began,
        findings=tuple(str(one.code) for one in diagnosis.findings),
        could_not_ask=evidence.could_not_ask,
    )


def outside_dnspython_s(work: Callable[[], object]) -> tuple[float, float]:
    """Profile; give the seconds in our own files, and the seconds in all."""
    profile = cProfile.Profile(time.process_time)
    profile.runcall(work)
    stats: Any = pstats.Stats(profile)
    ours = sum(
        own
        for (file, _, _), (_, _, own, _, _) in stats.stats.items()
        if f"{os.sep}assistant{os.sep}" in file
    )
    return ours, stats.total_tt


def measure(bench: Bench, shelf: Shelf, wanted: str) -> tuple[float, ...]:
    """Print one domain's line; give the ratio and the CPU in ms."""
    domain, _, listed = wanted.partition("=")
    services = tuple(one for one in listed.split(",") if one)
    address = bench.address
    bench.set_delay(0)
    look(domain, services, address, shelf)
    cpu, cured = (
        statistics.median(
            look(domain, services, address, shelf, cure=cure).cpu_s * 1000
            for _ in range(TIMES)
        )
        for cure in (False, True)
    )
    ours, all_s = outside_dnspython_s(
        lambda: look(domain, services, address, shelf, cure=False)
    )
    bench.set_delay(DELAY_MS)
    spans, firsts = [], []
    asked: list[tuple[str, str, bool, float]] = []
    for _ in range(TIMES):
        bench.reset()
        first_s = look(domain, services, address, shelf).first_step_s
        asked = bench.log()
        times = [at for *_, at in asked]
        spans.append((max(times) - min(times)) * 1000 / DELAY_MS + 1)
        firsts.append(first_s * 1000 / DELAY_MS)
    by_udp = [(name, kind) for name, kind, tcp, _ in asked if not tcp]
    bound, trips = bench.bounds(domain), statistics.median(spans)
    ratio, share = trips / bound if bound else 0.0, ours / all_s * cpu
    told = f"bound {bound}, ratio {ratio:.2f}; " if bound else ""
    sys.stdout.write(
        f"{wanted:36} {len(asked):3} ({len(asked) - len(by_udp)} tcp, "
        f"{len(by_udp) - len(set(by_udp))} twice)  {trips:5.2f} trips, {told}first "
        f"step {statistics.median(firsts):.2f}; CPU {cpu:.1f} ms, ours about "
        f"{share:.1f}, {cured:.1f} with the cure\n"
    )
    return ratio, cpu, share, cured


def main() -> None:
    """Measure every domain, then print the medians."""
    shelf = files.load(places.knowledge())
    with worlds() as bench:
        wanted = sys.argv[1:] or bench.domains
        lines = [measure(bench, shelf, one) for one in wanted]
        for one in bench.troubled:
            _tell_trouble(bench, shelf, one)
    columns = list(zip(*lines, strict=True))
    ratio, cpu, share, cured = (statistics.median(column) for column in columns)
    told = f"ratio {ratio:.2f} (worst {max(columns[0]):.2f}), " if ratio else ""
    sys.stdout.write(
        f"median: {told}CPU {cpu:.1f} ms of which ours about {share:.1f}; "
        f"{cured:.1f} with the cure\n"
    )


def _tell_trouble(bench: Bench, shelf: Shelf, domain: str) -> None:
    """Print how long a server that drops, fails and lies can keep us."""
    taken = look(domain, (), bench.address, shelf)
    sys.stdout.write(
        f"{domain}: {taken.wall_s * 1000:.0f} ms; could not ask "
        f"{', '.join(taken.could_not_ask) or 'nothing'}; "
        f"found {', '.join(taken.findings)}\n"
    )


if __name__ == "__main__":
    main()
