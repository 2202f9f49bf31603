"""What headers showed of services, as far as it may be learned from.

A header is pasted by anybody: what is somebody else's name is left out, and what a
colleague confirms he can look at where it was seen.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

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
    def open(self) -> bool:
        """Whether a colleague may confirm it."""
        few = self.seen.customers < LEAST
        return not few and self.taken is None and not self.waits


def gathered() -> tuple[Gathered, ...]:
    """What there is to confirm, the most customers first, and what was taken."""
    found = sorted(_all(1), key=lambda one: -one.seen.customers)
    return tuple(found[:MOST])


def confirmable(wanted: Key) -> Sighting | None:
    """The fact that a colleague wants to confirm; None where he may not."""
    for one in _all(LEAST):
        if one.open and (one.seen.service, one.seen.kind, one.seen.value) == wanted:
            return one.seen
    return None


def _all(least: int) -> Iterator[Gathered]:
    learning, guides = reception().store.learning, reception().desk.shelf
    laid: dict[str, frozenset[tuple[str, str]]] = {}
    for seen in learning.sightings(least=least):
        service = guides.services.get(seen.service)
        foreign = FREE_MAIL_DOMAINS
        if service is None or owner(
            seen.kind, seen.value, seen.service, guides, foreign
        ):
            continue
        name = kept_as(seen)
        key = (seen.kind, name)
        known = {(one.kind, one.value): one.date for one in service.seen_here}
        if key not in known and is_published(seen, service):
            continue
        if seen.service not in laid:
            laid[seen.service] = laid_facts(seen.service)
        enough = seen.customers >= LEAST
        yield Gathered(
            seen=seen,
            name=service.name,
            kept_as=name,
            talks=learning.seen_in(seen, LOOKED_AT) if enough else (),
            taken=known.get(key),
            waits=key not in known and key in laid[seen.service],
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
