"""From settings to live parts: the only file that chooses them."""

from __future__ import annotations

import asyncio
import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from assistant import places
from assistant.checks.progress import Progress, silent
from assistant.desk import Desk
from assistant.dialogue.conversation import Conversation
from assistant.errors import StoreError
from assistant.knowledge import files
from assistant.knowledge.match import Matcher
from assistant.knowledge.shelf import Shelf
from assistant.lookup.cached import Cache, Cached, Fresh
from assistant.lookup.live import LiveResolver
from assistant.lookup.recorded import Recorded
from assistant.lookup.resolver import Resolver
from assistant.replies.texts import Texts
from assistant.settings import Settings
from assistant.store.turns import BEAT_S, Store
from assistant.understanding.question import Subject

log = logging.getLogger(__name__)


def open_shelf(settings: Settings) -> Shelf:
    """Read the guides, the operator's layer on top."""
    return files.load(places.knowledge(), settings.home)


def open_texts(settings: Settings) -> Texts:
    """Read the texts of replies, the operator's layer on top."""
    return Texts.load(places.templates(), settings.home)


def open_desk(
    settings: Settings, choose: Callable[[str], Resolver] | None = None
) -> Desk:
    """Put a desk together.

    Args:
        settings: Whose layer and whose limits hold.
        choose: The DNS for a domain; `resolvers(settings)` when not given.
    """
    shelf = open_shelf(settings)
    pick = resolvers(settings) if choose is None else choose
    return Desk(
        shelf=shelf,
        matcher=Matcher(shelf),
        texts=open_texts(settings),
        open_dns=lambda subject: _dns_for(subject, pick),
    )


def open_store(settings: Settings) -> Store:
    """Open memory, brought to the tables of this version."""
    return Store.open(settings.database, settings.data / "migrate.lock")


def answer(
    turn: str, desk: Desk, store: Store, worker: str, progress: Progress = silent
) -> bool:
    """Claim a turn, work its answer out and store it.

    Returns:
        False when another worker has the turn, or took it over meanwhile.
    """
    if not store.claim(turn, worker=worker, now=datetime.now(UTC)):
        return False
    started = time.monotonic()
    with _claimed(store, turn, worker):
        asked = store.question(turn)
        if asked is None:  # forgotten a moment ago
            return False
        place, question = asked
        conversation = store.conversation(place, before=turn) or Conversation(id=place)
        answered = asyncio.run(desk.take(question, conversation, progress))
        kept = store.finish(turn, worker, answered, datetime.now(UTC))
    taken_ms = round((time.monotonic() - started) * 1000)
    log.info("turn answered", extra={"turn": turn, "ms": taken_ms, "kept": kept})
    return kept


@contextmanager
def _claimed(store: Store, turn: str, worker: str) -> Iterator[None]:
    """Keep the claim's heart beating; give the claim back when work fails."""
    over = threading.Event()
    heart = threading.Thread(
        target=_beat, args=(store, turn, worker, over), name="heart", daemon=True
    )
    heart.start()
    try:
        yield
    except BaseException:
        store.release(turn, worker)
        raise
    finally:
        over.set()


def _beat(store: Store, turn: str, worker: str, over: threading.Event) -> None:
    while not over.wait(BEAT_S):
        try:
            if not store.beat(turn, worker, datetime.now(UTC)):
                return
        except StoreError:
            log.warning("heartbeat not stored", extra={"turn": turn})


def resolvers(
    settings: Settings,
    *,
    zone: str | None = None,
    nameserver: str | None = None,
    deadline_s: float | None = None,
) -> Callable[[str], Resolver]:
    """Choose the DNS: domain → a resolver for one turn.

    A zone's text wins over a name server, and both win over the demo world,
    which answers for what ends in `.example`. The live resolvers do the rest;
    what one turn asked, the next ones know.

    Raises:
        UnusableInputError: When the zone's text breaks its format.
    """
    servers = settings.nameservers if nameserver is None else (nameserver,)
    recorded = None if zone is None else Recorded.from_zone(zone)
    demo = _demo_world() if settings.demo and zone is None else None
    cache = Cache()

    def choose(domain: str) -> Resolver:
        if recorded is not None:
            return recorded
        if demo is not None and nameserver is None and in_demo_world(domain):
            return demo
        live = LiveResolver(
            servers=servers,
            timeout_s=settings.timeout_s,
            deadline_s=deadline_s or settings.deadline_s,
            max_queries=settings.max_queries,
        )
        return Cached(live, cache)

    return choose


def _dns_for(subject: Subject, pick: Callable[[str], Resolver]) -> Resolver:
    dns = pick(subject.domain)
    return Fresh(dns) if subject.fresh else dns


def in_demo_world(domain: str) -> bool:
    """Whether a domain can only exist in the demo world."""
    return domain == "example" or domain.endswith(".example")


def _demo_world() -> Recorded:
    zones = files.demo_zones(places.knowledge())
    return Recorded.merged(*(Recorded.from_zone(text) for text in zones))
