"""A slow DNS for the benches: served on loopback, in a process of its own."""

from __future__ import annotations

import asyncio
import importlib
import multiprocessing
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from assistant import places
from assistant.knowledge import files
from assistant.lookup.recorded import Recorded
from tests.nameserver import name_server

Pipe = Connection  # commands one way, answers the other
DELAY_MS = 20.0
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
    log: Callable[[], list[tuple[str, str, bool, float]]]
    bounds: Callable[[str], int | None]
    domains: tuple[str, ...]
    troubled: tuple[str, ...] = ()


@contextmanager
def worlds() -> Iterator[Bench]:
    """Serve the demo world, or the worlds of a bench elsewhere."""
    folder = os.environ.get("DNS_WORLDS")
    serve, given = (_serve_demo, ()) if folder is None else (_serve_worlds, (folder,))
    with served(serve, *given) as bench:
        yield bench


@contextmanager
def served(serve: Callable[..., None], *given: object) -> Iterator[Bench]:
    """Serve in a process of its own, so that the server's work is not ours.

    *serve* gets a pipe: it sends the address and the domains, and then obeys.
    """
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=serve, args=(theirs, *given), daemon=True)
    process.start()

    def told(what: str, *facts: object) -> Any:  # noqa: ANN401 - each deed has an answer of its own
        ours.send((what, *facts))
        return ours.recv()

    address, domains, *more = ours.recv()
    try:
        yield Bench(
            address=address,
            domains=domains,
            troubled=more[0] if more else (),
            set_delay=partial(told, "delay"),
            reset=partial(told, "reset"),
            log=partial(told, "log"),
            bounds=partial(told, "bound"),
        )
    finally:
        told("stop")
        process.join()


def obey(pipe: Pipe, deeds: dict[str, Callable[..., object]]) -> None:
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
    troubled = tuple(
        domain for domain, each in zones.worlds.items() if each.get("skip_peers")
    )
    domains = tuple(one for one in zones.worlds if one not in troubled)

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
        pipe.send((f"127.0.0.1:{world.port}", domains, troubled))
        obey(
            pipe,
            {
                "delay": world.set_delay,
                "reset": world.reset,
                "bound": bound,
                "log": lambda: [
                    (one["name"], one["type"], one["proto"] == "tcp", one["t"])
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
    """Serve the demo world."""
    zones = files.demo_zones(places.knowledge())
    serve_world(
        pipe, Recorded.merged(*(Recorded.from_zone(text) for text in zones)), DEMO
    )


def serve_world(pipe: Pipe, world: Recorded, domains: tuple[str, ...]) -> None:
    """Serve a recorded world; commands are heard in a thread beside it."""

    async def serve() -> None:
        async with name_server(world) as server:
            pipe.send((server.address, domains))
            deeds: dict[str, Callable[..., object]] = {
                "delay": lambda ms: setattr(server, "delay_s", ms / 1000),
                "reset": server.log.clear,
                "bound": lambda _: None,
                "log": lambda: [
                    (one.name, one.type, one.by_tcp, one.at) for one in server.log
                ],
            }
            await asyncio.to_thread(obey, pipe, deeds)

    asyncio.run(serve())
