"""Scenes: whole stories as data, played through the same desk that customers use.

A scene is a YAML file in tests/scenes. It either asks (`ask`: the customer's
messages in order) or examines (`examine`: a domain and its services), in a world
of its own (`records`, `rcodes`) or in one of the demo world (`demo: true`).
`unchecked` holds what is answered to who does not validate, `servers` what one
name server ("address:53") has otherwise than the resolvers (records, or a whole
zone), `networks` the lines of an index of networks.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from assistant import places
from assistant.desk import Desk, Look
from assistant.dialogue.conversation import Conversation, Exchange
from assistant.knowledge import files
from assistant.knowledge.match import Matcher
from assistant.knowledge.networks import Networks
from assistant.knowledge.shelf import Shelf
from assistant.lookup.answer import Answer, Query
from assistant.lookup.recorded import Recorded
from assistant.lookup.resolver import Resolver
from assistant.replies.texts import Texts
from assistant.turn import Turn
from assistant.understanding.account_values import AccountValue
from assistant.understanding.question import Question, Subject

FOLDER = Path(__file__).parent / "scenes"
ZONES = Path(__file__).parent / "zones"
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # C where it was built
NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Scene:
    """One story and what is expected of it."""

    name: str
    body: dict[str, Any]

    @property
    def expect(self) -> dict[str, Any]:
        """What the story must lead to."""
        expected: dict[str, Any] = self.body["expect"]
        return expected


@cache
def scenes() -> tuple[Scene, ...]:
    """All scenes, by name."""
    paths = sorted(FOLDER.glob("*.yaml")) + sorted(FOLDER.glob("remedies/*.yaml"))
    return tuple(Scene(path.stem, read(path)) for path in paths)


def read(path: Path) -> dict[str, Any]:
    """What a file of YAML holds."""
    text = path.read_text(encoding="utf-8")
    held: dict[str, Any] = yaml.load(text, Loader=LOADER)  # noqa: S506 - a safe loader, in C
    return held


@dataclass(frozen=True, slots=True)
class Split:
    """A world in which who validates, or which server is asked, matters."""

    ordinary: Resolver
    unchecked: Resolver
    servers: Mapping[str, Resolver]

    async def lookup(self, query: Query) -> Answer:
        """Answer from the world that the question is put to."""
        plain = replace(query, at=None, checking=True, fresh=False)
        if query.at is not None:
            there = self.servers.get(query.at)
            answer = await (there or self.ordinary).lookup(plain)
        else:
            there = self.ordinary if query.checking else self.unchecked
            answer = await there.lookup(plain)
        return replace(answer, query=query)


def world(scene: Scene) -> Resolver:
    """The DNS in which a scene plays."""
    ordinary = recorded(scene)
    if "unchecked" not in scene.body and "servers" not in scene.body:
        return ordinary
    servers = scene.body.get("servers", {})
    return Split(
        ordinary=ordinary,
        unchecked=_zone({"records": scene.body.get("unchecked")}),
        servers={
            place: _zone(held if isinstance(held, dict) else {"records": held})
            for place, held in servers.items()
        },
    )


def recorded(scene: Scene) -> Recorded:
    """The records of a scene, as the resolvers tell them."""
    if scene.body.get("demo"):
        return demo_world()
    shared = (_shared(name) for name in scene.body.get("with", ()))
    return Recorded.merged(_zone(scene.body), *shared)


@cache
def demo_world() -> Recorded:
    """The DNS of the demo world; nothing that is asked of it changes it."""
    zones = files.demo_zones(places.knowledge())
    return Recorded.merged(*(Recorded.from_zone(text) for text in zones))


@cache
def _shared(name: str) -> Recorded:
    return Recorded.from_zone((ZONES / f"{name}.yaml").read_text(encoding="utf-8"))


def _zone(body: Mapping[str, Any]) -> Recorded:
    zone = {key: body.get(key) or [] for key in ("records", "rcodes")}
    return Recorded.from_zone(yaml.safe_dump(zone))


def desk_of(scene: Scene, shelf: Shelf, matcher: Matcher, texts: Texts) -> Desk:
    """The desk in the scene's world."""
    dns = world(scene)
    networks = Networks.read(scene.body.get("networks", ""))
    return Desk(
        shelf=shelf,
        matcher=matcher,
        texts=texts,
        open_dns=lambda _: dns,
        networks=networks,
    )


def examined(scene: Scene, desk: Desk) -> Look:
    """Play a scene that examines."""
    return asyncio.run(desk.look(subject_of(scene)))


def subject_of(scene: Scene) -> Subject:
    """What a scene examines."""
    wanted = scene.body["examine"]
    return Subject(
        domain=wanted["domain"],
        services=tuple(wanted.get("services", ())),
        ip=wanted.get("ip"),
        sender=wanted.get("sender"),
        fresh=wanted.get("fresh", False),
        used=tuple(wanted.get("used", ())),
        unused=tuple(wanted.get("unused", ())),
        account_values=tuple(
            AccountValue(**value) for value in wanted.get("account_values", ())
        ),
    )


def asked(scene: Scene, desk: Desk) -> tuple[Turn, ...]:
    """Play a scene that asks, message by message."""
    conversation, turns = Conversation(id="scene"), []
    for text in scene.body["ask"]:
        question = Question(
            text=text, asked_at=NOW, language=scene.body.get("language")
        )
        turn = asyncio.run(desk.take(question, conversation))
        exchange = Exchange(
            understanding=turn.understanding,
            move=turn.move,
            diagnosis=turn.diagnosis,
            prescription=turn.prescription,
        )
        conversation = replace(
            conversation,
            known=turn.understanding.known,
            exchanges=(*conversation.exchanges, exchange),
        )
        turns.append(turn)
    return tuple(turns)


def look_of(turn: Turn) -> Look | None:
    """What a turn looked at."""
    if turn.evidence is None or turn.diagnosis is None or turn.prescription is None:
        return None
    return Look(
        evidence=turn.evidence,
        diagnosis=turn.diagnosis,
        prescription=turn.prescription,
    )
