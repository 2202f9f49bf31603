"""Which of the services named sends the mail in question.

"Van Exact naar WeFact" speaks of WeFact, and "bij Outlook komt het in de spam" of
a reader's mail program. What the text leaves open is a choice, not a guess.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.knowledge.match import Hit
from assistant.knowledge.shelf import Shelf
from assistant.understanding.named_places import (
    Place,
    is_joined,
    places_of,
)
from assistant.understanding.not_senders import (
    without_anothers,
    without_readers,
    without_sites,
    without_the_left,
)
from assistant.understanding.parts_played import (
    ALSO,
    ASKS_ALSO,
    BOTH,
    EITHER,
    HAS_BESIDE_IT,
)
from assistant.understanding.sending_signs import (
    Sign,
    all_of_them,
    one_record_for_all,
    sign_of,
)

CERTAIN = 100
_USUAL = {"invoicing": "invoice", "newsletter": "newsletter", "webshop": "order"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Senders:
    """The services that send, best first, or those between which to choose."""

    services: tuple[str, ...] = ()
    candidates: tuple[str, ...] = ()
    score: int = 0
    also: bool = False  # besides the ones known already
    doubted: bool = False  # which of these sends, the text does not tell


def senders_in(text: str, hits: Sequence[Hit], shelf: Shelf) -> Senders:
    """Tell which of the *hits* in the folded *text* send the mail in question."""
    places = places_of(hits)
    places = without_the_left(text, places, shelf)
    places = without_anothers(text, places)
    if not (BOTH.search(text) or one_record_for_all(text)):
        places = without_readers(text, places, shelf)
        places = without_sites(text, places, shelf)
    places, doubted = _with_signs(text, places, shelf)
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
    doubted = doubted and len(sure) > 1
    also = _is_besides(text)
    return Senders(services=sure, score=score, also=also, doubted=doubted)


def without_readers_programs(senders: Senders, shelf: Shelf) -> Senders:
    """Leave out mailboxes: who asks for a header names what he reads mail with."""
    sends = [one for one in senders.services if shelf.services[one].kind != "mailbox"]
    return replace(senders, services=tuple(sends), candidates=())


def _with_signs(
    text: str, places: list[Place], shelf: Shelf
) -> tuple[list[Place], bool]:
    """Those that send by what is said of them, and whether that is in doubt.

    Nothing is in doubt where each of them sends by a sign of its own, or is named in
    one breath with one that does, or carries the mail of another.
    """
    if len({p.ids for p in places}) < 2:  # noqa: PLR2004 - nothing to tell apart
        return places, False
    signs = _signs(text, places, shelf)
    kept = [p for p in places if signs[p.ids] is not Sign.OTHER]
    kept = [p for p in kept if not _is_place_of_work(text, p, kept, shelf)]
    names = len({p.ids for p in kept})
    if names < 2 or all_of_them(text, names):  # noqa: PLR2004 - one is left
        return kept or places, not kept
    sending = {
        p.ids for p in kept if signs[p.ids] is Sign.SENDS or is_joined(text, p, kept)
    }
    carriers = {p.ids for p in kept if _carries(p, shelf)}
    carried = len(carriers)  # the one by the other
    open_ = {p.ids for p in kept} - sending - carriers
    return kept, not (len(open_) <= carried or _is_besides(text))


def _signs(
    text: str, places: Sequence[Place], shelf: Shelf
) -> dict[tuple[str, ...], Sign]:
    """What is told of each; of one named twice, the part that it does not play."""
    found: dict[tuple[str, ...], set[Sign]] = {}
    for place in places:
        least = max((p.end for p in places if p.end <= place.start), default=0)
        most = min((p.start for p in places if p.start >= place.end), default=len(text))
        usual = _usual_mail(place, shelf)
        sign = sign_of(text, (place.start, place.end), (least, most), usual)
        found.setdefault(place.ids, set()).add(sign)
    order = (Sign.OTHER, Sign.SENDS, Sign.OPEN)
    return {ids: next(s for s in order if s in told) for ids, told in found.items()}


def _usual_mail(place: Place, shelf: Shelf) -> str:
    """What such a program sends, in a word; nothing where that may be anything."""
    kinds = {shelf.services[id_].kind for id_ in place.ids}
    return _USUAL.get(kinds.pop(), "") if len(kinds) == 1 else ""


def _is_place_of_work(
    text: str, place: Place, places: Sequence[Place], shelf: Shelf
) -> bool:
    """Whether it is the shop or site beside which another program sends."""
    if any(shelf.services[id_].kind not in {"webshop", "website"} for id_ in place.ids):
        return False
    beside = HAS_BESIDE_IT.match(text[place.end :])
    return beside is not None and any(p.start > place.end for p in places)


def _carries(place: Place, shelf: Shelf) -> bool:
    """Whether it carries the mail of others: "Sendy via Amazon SES"."""
    return all(shelf.services[id_].kind == "transactional" for id_ in place.ids)


def _is_besides(text: str) -> bool:
    """Whether it sends as well, rather than that something is asked of it as well."""
    return bool(ALSO.search(text)) and not ASKS_ALSO.search(text)
