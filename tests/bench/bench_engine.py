"""How fast an examination is, against the longest chain of questions it needs.

Run `python tests/bench/bench_engine.py [DOMAIN[=SERVICE,...] ...]` from the
project's root. The demo world is served on loopback; with DNS_WORLDS set to the
folder of a bench that has `dnsworld.py` and `critpath.py`, its worlds are used
and its bound, the longest chain of questions that need each other, is printed.

One line a domain: questions (those by TCP, those asked twice), round trips from
the first question to the last answer, the first finished step, CPU without delay.
"""

from __future__ import annotations

import asyncio
import cProfile
import importlib
import multiprocessing
import os
import pstats
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from assistant import places
from assistant.checks.examine import examine
from assistant.checks.progress import Step
from assistant.diagnosis.diagnose import diagnose
from assistant.knowledge import files
from assistant.knowledge.shelf import Shelf
from assistant.lookup.recorded import Recorded
from assistant.lookup.recorder import Recorder
from assistant.remedies.prescribe import prescribe
from assistant.settings import Settings
from assistant.understanding.question import Subject
from assistant.wiring import resolvers
from tests.nameserver import name_server

Pipe = Connection  # commands one way, answers the other
DELAY_MS = 20.0
TIMES = 5
DEMO = (
    "bakkerij.example=mailchimp", "kapper.example=mailchimp",
    "installateur.example=wefact", "advies.example=wefact",
    "webshop.example=acymailing", "stichting.example=boekhouden-nl",
    "fiets.example=mailchimp", "schilder.example=wefact",
)  # fmt: skip


@dataclass(slots=True)
class Bench:
    """A name server under way: its address, its delay and what it was asked."""

    address: str
    set_delay: Callable[[float], None]
    reset: Callable[[], None]
    log: Callable[[], list[tuple[str, str, bool]]]
    bounds: Callable[[str], int | None]
    domains: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What one examination took."""

    wall_s: float
    cpu_s: float
    examined_s: float
    first_step_s: float
    findings: tuple[str, ...]


def look(domain: str, services: tuple[str, ...], server: str, shelf: Shelf) -> Taken:
    """Examine, diagnose and prescribe, as the desk does, with nothing remembered."""
    settings = Settings(demo=False)
    dns = Recorder(resolvers(settings, nameserver=server)(domain))
    subject = Subject(domain=domain, services=services)
    steps: list[float] = []

    def progress(step: Step) -> None:
        if step.done:
            steps.append(time.perf_counter())

    async def whole() -> tuple[float, tuple[str, ...]]:
        evidence = await examine(subject, dns, shelf, progress)
        examined = time.perf_counter()
        diagnosis = diagnose(evidence, shelf)
        await prescribe(diagnosis, evidence, shelf, dns)
        return examined, tuple(str(one.code) for one in diagnosis.findings)

    began, cpu = time.perf_counter(), time.process_time()
    examined, findings = asyncio.run(whole())
    return Taken(
        wall_s=time.perf_counter() - began,
        cpu_s=time.process_time() - cpu,
        examined_s=examined - began,
        first_step_s=min(steps) - began,
        findings=findings,
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
    """Print one domain's line; give round trips, ratio and CPU in ms."""
    domain, _, listed = wanted.partition("=")
    services = tuple(one for one in listed.split(",") if one)
    bench.set_delay(0)
    look(domain, services, bench.address, shelf)
    cpus = [
        look(domain, services, bench.address, shelf).cpu_s * 1000 for _ in range(TIMES)
    ]
    ours, all_s = outside_dnspython_s(
        lambda: look(domain, services, bench.address, shelf)
    )
    bench.set_delay(DELAY_MS)
    runs = []
    for _ in range(TIMES):
        bench.reset()
        runs.append(look(domain, services, bench.address, shelf))
    asked = bench.log()
    by_udp = [(name, kind) for name, kind, tcp in asked if not tcp]
    trips, whole, first = (
        statistics.median(one) * 1000 / DELAY_MS
        for one in (
            [run.examined_s for run in runs],
            [run.wall_s for run in runs],
            [run.first_step_s for run in runs],
        )
    )
    bound, cpu = bench.bounds(domain), statistics.median(cpus)
    ratio = whole / bound if bound else float("nan")
    share = ours / all_s * cpu
    sys.stdout.write(
        f"{wanted:36} {len(asked):3} ({len(asked) - len(by_udp)} tcp, "
        f"{len(by_udp) - len(set(by_udp))} twice)  {trips:5.2f} trips examined, "
        f"{whole:5.2f} prescribed, bound {bound or '?'}, ratio {ratio:.2f}; "
        f"first step {first:.2f}; CPU {cpu:.1f} ms, ours about {share:.1f}\n"
    )
    return whole, ratio, cpu, share


def main() -> None:
    """Measure every domain, then print the medians."""
    shelf = files.load(places.knowledge())
    with worlds() as bench:
        wanted = sys.argv[1:] or bench.domains
        lines = [measure(bench, shelf, one) for one in wanted]
    columns = list(zip(*lines, strict=True))
    _, ratio, cpu, share = (statistics.median(column) for column in columns)
    sys.stdout.write(
        f"median ratio {ratio:.2f} (worst {max(columns[1]):.2f}), "
        f"CPU {cpu:.1f} ms of which ours about {share:.1f}\n"
    )


@contextmanager
def worlds() -> Iterator[Bench]:
    """Serve in a process of its own, so that the server's work is not ours."""
    folder = os.environ.get("DNS_WORLDS")
    serve, given = (_serve_demo, ()) if folder is None else (_serve_worlds, (folder,))
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=serve, args=(theirs, *given), daemon=True)
    process.start()

    def told(what: str, *facts: object) -> Any:  # noqa: ANN401 - each deed has an answer of its own
        ours.send((what, *facts))
        return ours.recv()

    address, domains = ours.recv()
    try:
        yield Bench(
            address=address,
            domains=domains,
            set_delay=partial(told, "delay"),
            reset=partial(told, "reset"),
            log=partial(told, "log"),
            bounds=partial(told, "bound"),
        )
    finally:
        told("stop")
        process.join()


def _obey(pipe: Pipe, deeds: dict[str, Callable[..., object]]) -> None:
    """Do what the other process says, until it says "stop"."""
    while (said := pipe.recv())[0] != "stop":
        pipe.send(deeds[said[0]](*said[1:]))
    pipe.send(None)


def _serve_worlds(pipe: Pipe, folder: str) -> None:
    """Serve the worlds of a bench elsewhere."""
    sys.path.insert(0, folder)
    dnsworld: Any = importlib.import_module("dnsworld")
    critpath: Any = importlib.import_module("critpath")
    paths = sorted((Path(folder) / "worlds").glob("[0-9]*.yaml"))
    zones = dnsworld.Zones().load(paths)
    domains = tuple(
        domain for domain, each in zones.worlds.items() if not each.get("skip_peers")
    )

    def bound(domain: str) -> int:
        """The longest chain of questions of which each needs the one before.

        Where there are two records, the cure is one of both, and what that one
        asks must be asked before it can be said.
        """
        records = critpath.dmarc(zones, domain)[0], critpath.mx(zones, domain)
        asked = [*records, critpath.spf_full(zones, domain)[0].asked]
        _, texts = zones.texts(domain, "TXT")
        for text in (one for one in texts if one.lower().startswith("v=spf1 ")):
            alone = _With(zones, domain, text)
            asked.append(critpath.spf_full(alone, domain)[0].asked)
        return max(int(critpath.depth(one)) for one in asked)

    with dnsworld.World(paths, delay=DELAY_MS) as world:
        pipe.send((f"127.0.0.1:{world.port}", domains))
        _obey(
            pipe,
            {
                "delay": world.set_delay,
                "reset": world.reset,
                "bound": bound,
                "log": lambda: [
                    (one["name"], one["type"], one["proto"] == "tcp")
                    for one in world.log()
                ],
            },
        )


@dataclass(frozen=True, slots=True)
class _With:
    """Zones in which a domain has one text and no other."""

    zones: Any
    domain: str
    text: str

    def texts(self, name: str, kind: str) -> tuple[str, list[str]]:
        """What stands there, as the zones tell it."""
        if (name.lower().rstrip("."), kind) == (self.domain, "TXT"):
            return "ok", [self.text]
        found: tuple[str, list[str]] = self.zones.texts(name, kind)
        return found

    def __getattr__(self, name: str) -> object:
        found: object = getattr(self.zones, name)
        return found


def _serve_demo(pipe: Pipe) -> None:
    """Serve the demo world; commands are heard in a thread beside it."""
    zones = files.demo_zones(places.knowledge())
    world = Recorded.merged(*(Recorded.from_zone(text) for text in zones))

    async def serve() -> None:
        async with name_server(world) as server:
            pipe.send((server.address, DEMO))
            deeds: dict[str, Callable[..., object]] = {
                "delay": lambda ms: setattr(server, "delay_s", ms / 1000),
                "reset": server.log.clear,
                "bound": lambda _: None,
                "log": lambda: [(one.name, one.type, one.by_tcp) for one in server.log],
            }
            await asyncio.to_thread(_obey, pipe, deeds)

    asyncio.run(serve())


if __name__ == "__main__":
    main()
