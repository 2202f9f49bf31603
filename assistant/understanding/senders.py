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

NEAR_CHARACTERS = 45  # before a name; what tells its part in the story
CERTAIN = 100

_LEFT_BEHIND = re.compile(
    r"\b(?:in plaats van|instead of|niet meer (?:via|met|bij)"
    r"|no longer (?:with|use|using)|vroeger|voorheen|previously|formerly"
    r"|(?:don.?t|do not|didn.?t|doesn.?t|never)(?: \w+)? (?:use|have)"
    r"|weg bij|eerder|eerst|used to use|left|before|moved (?:over |away )?from"
    r"|hiervoor (?:zaten|hadden|gebruikten) (?:we|wij|ik)(?: bij)?"
    r"|sinds (?:we|wij|ik) van"
    r"|(?:oude|old)(?: \w+){0,2} (?:van|of|from))"
    r"(?: (?:via|met|with))?\s*$"
    r"|\b(?:geen|niet|no|not)(?: (?:met|via|van|uit|meer|with|from|by|using))*\s*$"
    r"|\b(?:vroeger|voorheen|eerst|eerder|altijd|jarenlang|previously|formerly|used to)"
    r"\b[^.!?,;]{0,30}\b(?:via|met|in|uit|vanuit|bij|gebruikt\w*|with|through|from|use"
    r"|using|on|hadden|had)(?: (?:we|wij|ik|i))?\s*$"
)
_FROM = re.compile(r"\b(?:van|vanuit|from|vanaf|out of|met)\s*$")
_TOWARDS = re.compile(
    r"(?:\b(?:naar|to)|->|→|=>)\s*$"
    r"|\b(?:overgegaan|overgestapt|overgang|gaan over|stappen over|overschakelen"
    r"|overgeschakeld)\b[^.!?]{0,40}\bop\s*$"
)
_NOW = re.compile(
    r"\b(?:nu|now|tegenwoordig|inmiddels|currently|nowadays)\b[^.!?,;]{0,16}$"
)
_DONE_WITH = re.compile(
    r"^[^.!?;]{0,24}\b(?:te duur|duur|opgezegd|gestopt|stopten|verlaten|weggedaan|beu"
    r"|weg|too expensive|expensive|cancelled|canceled|quit|gave up|dropped)\b"
)
_READERS = re.compile(
    r"\b(?:bij|naar|to|at|op|aan|by|door)\s*$|"
    r"\b(?:klant\w*|ontvanger\w*|leden|mensen|iedereen|abonnees?|customers?|clients?"
    r"|recipients?|people|users?|subscribers?|gebruikers?|iemand|someone|client\w*"
    r"|patient\w*|leerling\w*|ouders?|parents?|lezers?|readers?|bezoekers?|anyone)\b"
    r"[^.!?]{0,12}"
    r"\b(?:met|van|bij|op|in|with|on|at|using)(?: een| an?)?\s*$"
)
_NO_LONGER = re.compile(
    r"^[^.!?]{0,60}\b(?:die |dat |deze )?(?:gebruik\w*|hebben|heb)"
    r" (?:we|wij|ik)(?: \w+)? niet meer\b"
    r"|^[^.!?]{0,60}\b(?:we|i) (?:do not|don't|no longer) (?:use|have)\b"
    r"(?: (?:it|that|that one|this))?(?: any ?more)?"
)
_REFUSES = re.compile(
    r"^\s*(?:weiger\w*|blokkeer\w*|refuses?|rejects?|blocks?|bounces?|accepteert"
    r"|gooit|stuurt (?:\w+ ){0,2}terug|puts?|marks?|flags?)\b"
)
_GOES_WELL = re.compile(
    r"\b(nieuwsbrie\w+|factu\w+|mailings?|newsletters?|invoices?|offertes?|quotes?"
    r"|campagnes?|campaigns?|herinneringen|reminders?) "
    r"(?:zelf )?(?:gaa\w*|komt|komen|werk\w*|is|are|goes?|works?|arrives?)"
    r" (?:wel |gewoon |prima )?(?:goed|prima|fine|ok|well|aan)\b"
)
_CLAUSE_ENDS = re.compile(
    r"[.,;:!?](?=\s|$)|\s(?:maar|but|alleen|only|while|terwijl|en|and)\s"
)
_WELL = re.compile(
    r"\b(?:gaa\w*|werk\w*|doe\w*|kom\w*|zijn|is|are|goes?|works?|arrives?|do|does)\b"
    r"(?: (?:het|wel|gewoon|allemaal|altijd|netjes|all|just|always)){0,2}"
    r" (?:goed|prima|perfect|uitstekend|fine|ok|okay|well|wel aan|gewoon aan)\b"
    r"|\b(?:prima|goed|gewoon goed) (?:gaat|gaan|werkt|werken|aankomt|aankomen)\b"
)
_BARELY_WELL = re.compile(r"^ (?:is )?(?:goed|prima|fine|ok)\s*$")
_DENIED = re.compile(r"\b(?:niet|geen|not|never|nooit|no|ook)\b|n.t\b|\?")
_LATTER = re.compile(r"\b(?:die|dat|deze|the|that) (?:laatste|latter|last one)\b")
_OWN = re.compile(
    r"\b(?:onze|ons|mijn|our|my|wij|we|ik|i)\b[^.!?]{0,30}"
    r"\b(?:zit|zitten|draait|loopt|staat|staan|hebben|heb|hosted|gehost|runs?|is|are"
    r"|have)\b[^.!?]{0,12}$"
)
_MOVED = re.compile(
    r"\b(?:overstap|overgestapt|overgang|overgegaan|gegaan|verhuisd|verhuizing|migratie"
    r"|gemigreerd|moved|moving|switched|migrated|migration|stappen over)\b[^.!?]{0,32}$"
)
_ANOTHERS = re.compile(
    r"\b(?:boekhouder|boekhoudster|accountant|buurman|buurvrouw|collega|vriend|vriendin"
    r"|zus|broer|zwager|leverancier|bookkeeper|neighbou?r|colleague|friend|supplier)\b"
    r"(?:(?!\b(?:ik|wij|we|maar|i|but)\b)[^.!?,]){0,25}$"
)
_HOSTED = re.compile(
    r"\b(?:dns|txt|cname|records?|mx|zone|domein\w*|domains?|nameservers?|naamservers?|website|webhosting)\b"
    r"[^.!?,]{0,20}\b(?:bij|at|with|van|by|in)\s*$"
)
_IS_HOST = re.compile(
    r"^\s*(?:is|=|als|as)\b[^.!?]{0,12}\b(?:dns|domein\w*|domain|host(?:ing|er)?)\b"
)
_THROUGH = re.compile(
    r"\b(?:via|through|smtp van|smtp of|met|with|using|vanuit|uit"
    r"|(?:langs|over|spf(?:[ -]record)? van|spf(?:[ -]record)? (?:of|for|voor))"
    r"(?: (?:mijn|onze|ons|my|our|de|the))?)\s*$"
)
_JOINED = re.compile(
    r"^\s*(?:(?:en|and|&|\+)\s*(?:(?:de|the|onze|our|mijn|my) )?|plus\b[^.!?]{0,40})$"
)
_CONNECTS = re.compile(
    r"\b(?:koppel\w*|connect\w*|verbind\w*|link\w*)\b[^.!?]{0,40}\s$"
)
_CORRECTED = re.compile(
    r"^[\s.,;:!…-]*(?:no,? wait|nee,? wacht|oh? nee|nee,? sorry|sorry,? (?:ik|i) )"
)
_SHOWN = re.compile(r"\b(?:adres|address) (?:met|with)(?: \w+)?\s*$")
_EITHER = re.compile(r"^[\s,]*(?:of|or|/|óf)\s*$")
_ALSO = re.compile(r"\b(?:ook|also|too|daarnaast|as well)\b")
_ASKS_ALSO = re.compile(
    r"\b(?:moet|moeten|hoeft|should|must|need|needs)\b|\b(?:daar|dan|hier)\w* ook\b"
)
_BOTH = re.compile(r"\b(?:beide|beiden|allebei|zowel|noch|both|neither|either)\b")
_FROM_FORMS = re.compile(
    r"\b\w*(?:formulier\w*|forms?|bestelmail\w*|bestellingen|orders?)"
    r" (?:van|uit|vanuit|via|from|in|op|on)(?: (?:de|het|mijn|onze|the|my|our))?\s*$"
)


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
    if not _BOTH.search(text):
        places = _without_readers(text, places, shelf)
        places = _without_sites(text, places, shelf)
    if not places:
        return Senders()
    unsure = next((p.ids for p in places if len(p.ids) > 1), ())
    sure = tuple(dict.fromkeys(p.ids[0] for p in places if len(p.ids) == 1))
    score = max(p.score for p in places)
    if unsure and not set(unsure).intersection(sure):
        return Senders(candidates=unsure, score=score)
    for one, other in itertools.pairwise(places):
        if one.ids != other.ids and _EITHER.match(text[one.end : other.start]):
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
    reached = {p.ids for p in places if _TOWARDS.search(_before(text, p))}
    came = {p.ids for p in places if _NOW.search(_before(text, p))}
    left = (
        {
            p.ids
            for p in places
            if _LEFT_BEHIND.search(_before(text, p))
            or (reached - {p.ids} and _FROM.search(_before(text, p)))
            or (came - {p.ids} and _DONE_WITH.search(text[p.end :]))
            or _is_done_with(text, p, places)
            or _goes_well(text, p)
            or _SHOWN.search(_before(text, p))
            or (p is not places[-1] and _CORRECTED.match(text[p.end :]))
            or (p is not places[-1] and _LATTER.search(text[places[-1].end :]))
        }
        - reached
        - came
    )
    return [p for p in places if p.ids not in left] or places


def _is_done_with(text: str, place: _Place, places: Sequence[_Place]) -> bool:
    """Whether it is said behind the name, and before the next: "no longer used"."""
    ends = [other.start for other in places if other.start > place.end]
    return bool(_NO_LONGER.search(text[place.end : min(ends, default=len(text))]))


def _goes_well(text: str, place: _Place) -> bool:
    """Whether what it is used for is what goes well: "Spotler voor de nieuwsbrief"."""
    cuts = [(m.start(), m.end()) for m in _CLAUSE_ENDS.finditer(text)]
    begins = max((end for _, end in cuts if end <= place.start), default=0)
    stops = min((start for start, _ in cuts if start >= place.end), default=len(text))
    denied = _DENIED.search(text[begins : stops + 1])
    bare = _BARELY_WELL.match(text[place.end : stops]) and begins == place.start
    if not denied and (bare or _WELL.search(text[place.end : stops])):
        return True  # "mailchimp doet het prima, maar …"
    after = text[place.end : place.end + NEAR_CHARACTERS]
    return any(
        re.match(rf"\s*(?:voor|for) (?:\w+ )?{re.escape(found[1])}\b", after)
        for found in _GOES_WELL.finditer(text)
    )


def _without_anothers(text: str, places: list[_Place]) -> list[_Place]:
    """Leave out what somebody else uses: "mijn boekhouder gebruikt Exact, ik …"."""
    return [p for p in places if not _ANOTHERS.search(_before(text, p))] or places


def _without_readers(text: str, places: list[_Place], shelf: Shelf) -> list[_Place]:
    """Leave out mailboxes in which the mail is read, or that merely exist."""
    tools = any(not _is_mailbox(p, shelf) for p in places)
    kept = []
    for place in places:
        before = _before(text, place)
        if _is_mailbox(place, shelf):
            own = any(one.search(before) for one in (_OWN, _MOVED, _CONNECTS))
            if _READERS.search(before) and not own:
                continue
            if len(places) > 1 and _REFUSES.search(text[place.end :]):
                continue  # "strato, gmail weigert"
            if _HOSTED.search(before) or _IS_HOST.search(text[place.end :]):
                continue  # it keeps the records, the mail may leave elsewhere
            joined = _is_joined(text, place, places)
            if tools and not (joined or _THROUGH.search(before)):
                continue
        kept.append(place)
    return kept


def _is_joined(text: str, place: _Place, places: Sequence[_Place]) -> bool:
    """Whether it is named in one breath with another: "365 en MailerLite"."""
    gaps = [(p.end, place.start) for p in places if p.end <= place.start]
    gaps += [(place.end, p.start) for p in places if p.start >= place.end]
    return any(_JOINED.match(text[start:end]) for start, end in gaps)


def _without_sites(text: str, places: list[_Place], shelf: Shelf) -> list[_Place]:
    """Leave out the site in which another program works: "AcyMailing in Joomla"."""
    kept = [
        place
        for place in places
        if any(shelf.services[id_].kind != "website" for id_ in place.ids)
        or _FROM_FORMS.search(_before(text, place))
    ]
    return kept or places


def _is_besides(text: str) -> bool:
    """Whether it sends as well, rather than that something is asked of it as well."""
    return bool(_ALSO.search(text)) and not _ASKS_ALSO.search(text)


def _is_mailbox(place: _Place, shelf: Shelf) -> bool:
    return all(shelf.services[id_].kind == "mailbox" for id_ in place.ids)
