"""What headers showed of services, as far as it may be learned from.

A header is pasted by anybody: what is somebody else's name is left out, and what a
colleague confirms he can look at where it was seen.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice

from assistant.knowledge.foreign import owner
from assistant.knowledge.guide import Aligns, Service
from assistant.knowledge.seen_here import (
    ENVELOPE,
    LEAST,
    OWN,
    SELECTOR,
    SERVER,
    SIGNER,
)
from assistant.mail.headers.sender import below
from assistant.store.lesson import Sighting
from assistant.understanding.free_mail import FREE_MAIL_DOMAINS
from assistant.web.console.proposing import kept_as, laid_facts
from assistant.web.reception import reception

MOST = 60  # on one page
LOOKED_AT = 6  # conversations that are named beside one

Key = tuple[str, str, str]
"""Service, kind and value."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """One fact, where it was seen, and whether it was taken already.

    `taken` is the day in the guide; `waits` tells that it lies in the layer and
    counts when the program starts again.
    """

    seen: Sighting
    name: str  # the service's
    kept_as: str
    talks: tuple[str, ...] = ()
    taken: date | None = None
    waits: bool = False

    @property
    def enough(self) -> bool:
        """Whether so many customers showed it that it may be believed."""
        return self.seen.customers >= LEAST

    @property
    def open(self) -> bool:
        """Whether a colleague may confirm it."""
        return self.enough and self.taken is None and not self.waits


def gathered() -> tuple[Gathered, ...]:
    """What there is to confirm, the most customers first, and what was taken."""
    return tuple(islice(_all(1), MOST))


def confirmable(wanted: Key) -> Sighting | None:
    """The fact that a colleague wants to confirm; None where he may not."""
    for one in _all(LEAST):
        if one.open and (one.seen.service, one.seen.kind, one.seen.value) == wanted:
            return one.seen
    return None


def _all(least: int) -> Iterator[Gathered]:
    """Yield one by one, since a busy desk sees thousands that few customers had."""
    learning, guides = reception().store.learning, reception().desk.shelf
    seen = learning.sightings(least=least)
    for one in sorted(seen, key=lambda one: -one.customers):
        service = guides.services.get(one.service)
        told = None if service is None else _told(one, service)
        if told is not None:
            talks = learning.seen_in(one, LOOKED_AT) if told.enough else ()
            yield replace(told, talks=talks)


def _told(seen: Sighting, service: Service) -> Gathered | None:
    """How far a fact is; None for what the guide tells, or is somebody else's."""
    name = kept_as(seen)
    taken = {(one.kind, one.value): one.date for one in service.seen_here}
    day = taken.get((seen.kind, name))
    if day is None and is_published(seen, service):
        return None
    guides, free = reception().desk.shelf, FREE_MAIL_DOMAINS
    if owner(seen.kind, seen.value, service.id, guides, free) is not None:
        return None
    return Gathered(
        seen=seen,
        name=service.name,
        kept_as=name,
        taken=day,
        waits=day is None and (seen.kind, name) in laid_facts(service.id),
    )


def is_published(seen: Sighting, service: Service) -> bool:
    """Whether the guide tells it already."""
    prints, dkim, value = service.fingerprints, service.dkim, seen.value
    if seen.kind == SELECTOR or (seen.kind, value) == (SIGNER, OWN):
        return bool(dkim.records) or dkim.aligns is not None
    if (seen.kind, value) == (ENVELOPE, OWN):
        return bool(service.return_path) or service.spf.aligns is not Aligns.UNKNOWN
    names = {
        ENVELOPE: prints.return_paths,
        SIGNER: prints.dkim_domains,
        SERVER: prints.received_hosts,
    }
    return below(value, names.get(seen.kind, ()))
