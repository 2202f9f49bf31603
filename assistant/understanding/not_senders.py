"""Which of the services named do not send the mail in question.

Those that were left for another, that somebody else uses, in which a reader gets the
mail, and the site in which another program works.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from assistant.knowledge.shelf import Shelf
from assistant.understanding.named_places import (
    NEAR_CHARACTERS,
    Place,
    before,
    is_joined,
    is_mailbox,
    is_site,
)
from assistant.understanding.parts_played import (
    ANOTHERS,
    BARELY_SAID,
    BARELY_WELL,
    CLAUSE_ENDS,
    CORRECTED,
    DELETED,
    DENIED,
    DONE_WITH,
    FREE,
    FROM,
    FROM_FORMS,
    GOES_WELL,
    HOSTED,
    IS_HOST,
    ITS_ONES,
    ITS_OWN,
    KEEPS_HIS_MAIL,
    LATTER,
    LEFT_BEHIND,
    MAIL_AT,
    MOVED_TO,
    NO_LONGER,
    NOW,
    ONLY,
    OWN_MAIL,
    READERS,
    REFUSES,
    SHOWN,
    SITES_MAIL,
    THOSE_OF,
    THROUGH,
    TO_COME,
    TO_US,
    TOWARDS,
    WELL,
)
from assistant.understanding.sending_signs import arrives


def without_the_left(text: str, places: list[Place], shelf: Shelf) -> list[Place]:
    """Leave out the service that the customer left for another."""
    places = [
        p
        for p in places
        if not (FROM.search(before(text, p)) and TO_US.match(text[p.end :]))
        and not DELETED.search(before(text, p))
    ]
    if len({p.ids for p in places}) < 2:  # noqa: PLR2004 - nothing to leave it for
        return places
    reached = {
        p.ids
        for p in places
        if TOWARDS.search(before(text, p)) and not TO_COME.search(before(text, p))
    }
    came = {p.ids for p in places if NOW.search(before(text, p))}
    left = (
        {
            p.ids
            for p in places
            if LEFT_BEHIND.search(before(text, p))
            or (_others_alike(p, reached, shelf) and FROM.search(before(text, p)))
            or (came - {p.ids} and DONE_WITH.search(text[p.end :]))
            or _is_done_with(text, p, places)
            or _goes_well(text, p)
            or SHOWN.search(before(text, p))
            or (p is not places[-1] and CORRECTED.match(text[p.end :]))
            or (p is not places[-1] and LATTER.search(text[places[-1].end :]))
        }
        - reached
        - came
    )
    only = [
        p
        for p in places
        if ONLY.search(before(text, p))
        or ITS_ONES.match(text[p.end :])
        or (p is places[-1] and _those_of(text, p))
    ]
    return only or [p for p in places if p.ids not in left] or places


def _those_of(text: str, place: Place) -> bool:
    """Whether its mail is set apart, and not for doing well: "die van Kit niet"."""
    bare = BARELY_SAID.match(text[place.end :])
    if bare or not THOSE_OF.search(before(text, place)):
        return False
    said = text[place.end : place.end + 2 * NEAR_CHARACTERS].partition(".")[0]
    return not (WELL.search(said) or arrives(said)) or bool(DENIED.search(said))


def _others_alike(
    place: Place, reached: Collection[tuple[str, ...]], shelf: Shelf
) -> bool:
    """Whether another of its sort was moved to; a mailbox replaces no program."""
    return any(
        is_mailbox(place, shelf) == (shelf.services[ids[0]].kind == "mailbox")
        for ids in reached
        if ids != place.ids
    )


def _is_done_with(text: str, place: Place, places: Sequence[Place]) -> bool:
    """Whether it is said behind the name, and before the next: "no longer used"."""
    ends = [other.start for other in places if other.start > place.end]
    return bool(NO_LONGER.search(text[place.end : min(ends, default=len(text))]))


def _goes_well(text: str, place: Place) -> bool:
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


def without_anothers(text: str, places: list[Place]) -> list[Place]:
    """Leave out what somebody else uses: "mijn boekhouder gebruikt Exact, ik …"."""
    return [p for p in places if not ANOTHERS.search(before(text, p))] or places


def without_readers(text: str, places: list[Place], shelf: Shelf) -> list[Place]:
    """Leave out mailboxes in which the mail is read, or that merely exist."""
    tools = any(not is_mailbox(p, shelf) for p in places)
    sites = all(is_mailbox(p, shelf) or is_site(p, shelf) for p in places)
    kept = []
    for place in places:
        led, said = before(text, place), text[place.end :]
        if is_mailbox(place, shelf):
            mine = bool(OWN_MAIL.search(led)) or said.startswith(":")
            mine = mine or bool(KEEPS_HIS_MAIL.match(said))  # "bij Strato de mail"
            own = mine or _is_his(text, place, tools=tools)
            if READERS.search(led) and not own:
                continue
            if len(places) > 1 and REFUSES.search(said):
                continue  # "strato, gmail weigert"
            if HOSTED.search(led) or IS_HOST.search(said):
                continue  # it keeps the records, the mail may leave elsewhere
            joined = mine or is_joined(text, place, places) or (own and sites)
            if tools and not (joined or THROUGH.search(led)):
                continue
        kept.append(place)
    return kept


def _is_his(text: str, place: Place, *, tools: bool) -> bool:
    """Whether the mailbox is said to be his own: "wij zitten bij", "mail loopt bij"."""
    led = before(text, place)
    if any(one.search(led) for one in ITS_OWN):
        return True
    if MAIL_AT.search(led) and not FREE.match(text[place.start :]):
        return True
    return not tools and MOVED_TO.search(led) is not None


def without_sites(text: str, places: list[Place], shelf: Shelf) -> list[Place]:
    """Leave out the site in which another program works: "AcyMailing in Joomla".

    Nor does a site send that is named because it keeps the records.
    """
    sites = [place for place in places if is_site(place, shelf)]
    keep = [place for place in sites if HOSTED.search(before(text, place))]
    places = [place for place in places if place not in keep]
    kept = [
        place
        for place in places
        if place not in sites
        or FROM_FORMS.search(before(text, place))
        or SITES_MAIL.match(text[place.end :])
    ]
    return kept or places
