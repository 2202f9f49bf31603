"""Where the services are named in a message, and what stands right around them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.knowledge.match import Hit
from assistant.knowledge.shelf import Shelf
from assistant.understanding.parts_played import JOINED

NEAR_CHARACTERS = 45  # before a name; what tells its part in the story


@dataclass(frozen=True, slots=True)
class Place:
    """One name in the text: what it may mean (ids), and the characters it takes."""

    ids: tuple[str, ...]
    score: int
    start: int
    end: int


def places_of(hits: Sequence[Hit]) -> list[Place]:
    """Put together the hits that have one and the same place, in order."""
    places: dict[tuple[int, int], list[Hit]] = {}
    for hit in hits:
        places.setdefault((hit.start, hit.end), []).append(hit)
    return [
        Place(
            tuple(dict.fromkeys(hit.id for hit in found)),
            max(hit.score for hit in found),
            *span,
        )
        for span, found in sorted(places.items())
    ]


def before(text: str, place: Place) -> str:
    """The words that lead to a name."""
    return text[max(0, place.start - NEAR_CHARACTERS) : place.start]


def is_joined(text: str, place: Place, places: Sequence[Place]) -> bool:
    """Whether it is named in one breath with another: "365 en MailerLite"."""
    gaps = [(p.end, place.start) for p in places if p.end <= place.start]
    gaps += [(place.end, p.start) for p in places if p.start >= place.end]
    listed = len(places) > 2  # noqa: PLR2004 - two names and a comma are no list
    return any(
        JOINED.match(text[start:end]) or (listed and text[start:end] == ", ")
        for start, end in gaps
    )


def is_site(place: Place, shelf: Shelf) -> bool:
    """Whether it is the site, in which other programs may work."""
    return all(shelf.services[id_].kind == "website" for id_ in place.ids)


def is_mailbox(place: Place, shelf: Shelf) -> bool:
    """Whether mail is read and written in it."""
    return all(shelf.services[id_].kind == "mailbox" for id_ in place.ids)
