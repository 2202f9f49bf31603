"""From settings to live parts: the only file that chooses them."""

from __future__ import annotations

from collections.abc import Callable

from assistant import places
from assistant.knowledge import files
from assistant.lookup.live import LiveResolver
from assistant.lookup.recorded import Recorded
from assistant.lookup.resolver import Resolver
from assistant.settings import Settings


def resolvers(
    settings: Settings,
    *,
    zone: str | None = None,
    nameserver: str | None = None,
    deadline_s: float | None = None,
) -> Callable[[str], Resolver]:
    """Choose the DNS: domain → a resolver for one turn.

    A zone's text wins over a name server, and both win over the demo world,
    which answers for what ends in `.example`. The live resolvers do the rest.

    Raises:
        UnusableInputError: When the zone's text breaks its format.
    """
    servers = settings.nameservers if nameserver is None else (nameserver,)
    recorded = None if zone is None else Recorded.from_zone(zone)
    demo = _demo_world() if settings.demo and zone is None else None

    def choose(domain: str) -> Resolver:
        if recorded is not None:
            return recorded
        if demo is not None and nameserver is None and in_demo_world(domain):
            return demo
        return LiveResolver(
            servers=servers,
            timeout_s=settings.timeout_s,
            deadline_s=deadline_s or settings.deadline_s,
            max_queries=settings.max_queries,
        )

    return choose


def in_demo_world(domain: str) -> bool:
    """Whether a domain can only exist in the demo world."""
    return domain == "example" or domain.endswith(".example")


def _demo_world() -> Recorded:
    zones = files.demo_zones(places.knowledge())
    return Recorded.merged(*(Recorded.from_zone(text) for text in zones))
