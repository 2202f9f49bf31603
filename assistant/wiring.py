"""From settings to a desk with live parts: the only file that chooses them.

Memory is opened in answering.py, so that a terminal that asks one question does
not wait for a database.
"""

from __future__ import annotations

from collections.abc import Callable

from assistant import places
from assistant.desk import Desk
from assistant.knowledge import files
from assistant.knowledge.match import Matcher
from assistant.knowledge.shelf import Shelf
from assistant.lookup.cached import Cache, Cached, Fresh
from assistant.lookup.live import LiveResolver
from assistant.lookup.recorded import Recorded
from assistant.lookup.resolver import Resolver
from assistant.replies.texts import Texts
from assistant.settings import Settings
from assistant.understanding.question import Subject


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
        networks=files.networks(settings.data),
    )


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
