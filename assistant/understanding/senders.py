"""Which of the services named sends the mail in question.

"Van Exact naar WeFact" speaks of WeFact, and "bij Outlook komt het in de spam" of
a reader's mail program. What the text leaves open is a choice, not a guess.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.knowledge.match import Hit
from assistant.knowledge.shelf import Shelf
from assistant.understanding.parts_played import (
    ALSO,
    ANOTHERS,
    ASKS_ALSO,
    BARELY_WELL,
    BOTH,
    CLAUSE_ENDS,
    CORRECTED,
    DENIED,
    DONE_WITH,
    EITHER,
    FREE,
    FROM,
    FROM_FORMS,
    GOES_WELL,
    HOSTED,
    IS_HOST,
    ITS_OWN,
    JOINED,
    LATTER,
    LEFT_BEHIND,
    MAIL_AT,
    NO_LONGER,
    NOW,
    ONLY,
    READERS,
    REFUSES,
    SHOWN,
    THROUGH,
    TOWARDS,
    WELL,
)

NEAR_CHARACTERS = 45  # before a name; what tells its part in the story
CERTAIN = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Senders:
    """The services that send, best first, or those between which to choose."""

    services: tuple[str, ...] = ()
    candidates: tuple[str, ...] = ()
    score: int = 0
    also: bool = False  # besides the ones known already


@dataclass(frozen=True, slots=True)
class _Place:
    ids: tuple[str, ...]
    score: int
    start: int
    end: int


def senders_in(text: str, hits: Sequence[Hit], shelf: Shelf) -> Senders:
    """Tell which of the *hits* in the folded *text* send the mail in question."""
    places = _places(hits)
    places = _without_the_left(text, places)
    places = _without_anothers(text, places)
    if not BOTH.search(text):
        places = _without_readers(text, places, shelf)
        places = _without_sites(text, places, shelf)
    if not places:
        return Senders()
    unsure = next((p.ids for p in places if len(p.ids) > 1), ())
    named = tuple(dict.fromkeys(p.ids[0] for p in places if len(p.ids) == 1))
    # "MailPro van Spotler" is the product, not its maker as well.
    sure = tuple(n for n in named if not any(o.startswith(f"{n}-") for o in named))
    score = max(p.score for p in places)
    if unsure and not set(unsure).intersection(sure):
        return Senders(candidates=unsure, score=score)
    for one, other in itertools.pairwise(places):
        if one.ids != other.ids and EITHER.match(text[one.end : other.start]):
            return Senders(candidates=sure, score=score)
    return Senders(services=sure, score=score, also=_is_besides(text))


def without_readers_programs(senders: Senders, shelf: Shelf) -> Senders:
    """Leave out mailboxes: who asks for a header names what he reads mail with."""
    sends = [one for one in senders.services if shelf.services[one].kind != "mailbox"]
    return replace(senders, services=tuple(sends), candidates=())


def _places(hits: Sequence[Hit]) -> list[_Place]:
    places: dict[tuple[int, int], list[Hit]] = {}
    for hit in hits:
        places.setdefault((hit.start, hit.end), []).append(hit)
    return [
        _Place(
            tuple(dict.fromkeys(hit.id for hit in found)),
            max(hit.score for hit in found),
            *span,
        )
        for span, found in sorted(places.items())
    ]


def _before(text: str, place: _Place) -> str:
    return text[max(0, place.start - NEAR_CHARACTERS) : place.start]


def _without_the_left(text: str, places: list[_Place]) -> list[_Place]:
    """Leave out the service that the customer left for another."""
    if len({p.ids for p in places}) < 2:  # noqa: PLR2004 - nothing to leave it for
        return places
    reached = {p.ids for p in places if TOWARDS.search(_before(text, p))}
    came = {p.ids for p in places if NOW.search(_before(text, p))}
    left = (
        {
            p.ids
            for p in places
            if LEFT_BEHIND.search(_before(text, p))
            or (reached - {p.ids} and FROM.search(_before(text, p)))
            or (came - {p.ids} and DONE_WITH.search(text[p.end :]))
            or _is_done_with(text, p, places)
            or _goes_well(text, p)
            or SHOWN.search(_before(text, p))
            or (p is not places[-1] and CORRECTED.match(text[p.end :]))
            or (p is not places[-1] and LATTER.search(text[places[-1].end :]))
        }
        - reached
        - came
    )
    only = [p for p in places if ONLY.search(_before(text, p))]
    return only or [p for p in places if p.ids not in left] or places


def _is_done_with(text: str, place: _Place, places: Sequence[_Place]) -> bool:
    """Whether it is said behind the name, and before the next: "no longer used"."""
    ends = [other.start for other in places if other.start > place.end]
    return bool(NO_LONGER.search(text[place.end : min(ends, default=len(text))]))


def _goes_well(text: str, place: _Place) -> bool:
    """Whether what it is used for is what goes well: "Spotler voor de nieuwsbrief"."""
    cuts = [(m.start(), m.end()) for m in CLAUSE_ENDS.finditer(text)]
    begins = max((end for _, end in cuts if end <= place.start), default=0)
    stops = min((start for start, _ in cuts if start >= place.end), default=len(text))
    denied = DENIED.search(text[begins : stops + 1])
    bare = BARELY_WELL.match(text[place.end : stops]) and begins == place.start
    if not denied and (bare or WELL.search(text[place.end : stops])):
        return True  # "mailchimp doet het prima, maar …"
    after = text[place.end : place.end + NEAR_CHARACTERS]
    return any(
        re.match(rf"\s*(?:voor|for) (?:\w+ )?{re.escape(found[1])}\b", after)
        for found in GOES_WELL.finditer(text)
    )


def _without_anothers(text: str, places: list[_Place]) -> list[_Place]:
    """Leave out what somebody else uses: "mijn boekhouder gebruikt Exact, ik …"."""
    return [p for p in places if not ANOTHERS.search(_before(text, p))] or places


def _without_readers(text: str, places: list[_Place], shelf: Shelf) -> list[_Place]:
    """Leave out mailboxes in which the mail is read, or that merely exist."""
    tools = any(not _is_mailbox(p, shelf) for p in places)
    sites = all(_is_mailbox(p, shelf) or _is_site(p, shelf) for p in places)
    kept = []
    for place in places:
        before = _before(text, place)
        if _is_mailbox(place, shelf):
            own = any(one.search(before) for one in ITS_OWN) or (
                MAIL_AT.search(before) and not FREE.match(text[place.start :])
            )
            if READERS.search(before) and not own:
                continue
            if len(places) > 1 and REFUSES.search(text[place.end :]):
                continue  # "strato, gmail weigert"
            if HOSTED.search(before) or IS_HOST.search(text[place.end :]):
                continue  # it keeps the records, the mail may leave elsewhere
            joined = _is_joined(text, place, places) or (own and sites)
            if tools and not (joined or THROUGH.search(before)):
                continue
        kept.append(place)
    return kept


def _is_joined(text: str, place: _Place, places: Sequence[_Place]) -> bool:
    """Whether it is named in one breath with another: "365 en MailerLite"."""
    gaps = [(p.end, place.start) for p in places if p.end <= place.start]
    gaps += [(place.end, p.start) for p in places if p.start >= place.end]
    return any(JOINED.match(text[start:end]) for start, end in gaps)


def _without_sites(text: str, places: list[_Place], shelf: Shelf) -> list[_Place]:
    """Leave out the site in which another program works: "AcyMailing in Joomla"."""
    kept = [
        place
        for place in places
        if not _is_site(place, shelf) or FROM_FORMS.search(_before(text, place))
    ]
    return kept or places


def _is_besides(text: str) -> bool:
    """Whether it sends as well, rather than that something is asked of it as well."""
    return bool(ALSO.search(text)) and not ASKS_ALSO.search(text)


def _is_site(place: _Place, shelf: Shelf) -> bool:
    return all(shelf.services[id_].kind == "website" for id_ in place.ids)


def _is_mailbox(place: _Place, shelf: Shelf) -> bool:
    return all(shelf.services[id_].kind == "mailbox" for id_ in place.ids)
