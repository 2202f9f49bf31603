"""The answer to "which of these programs sends the mail?" without a name in it."""

from __future__ import annotations

import re

from assistant.knowledge.shelf import Shelf
from assistant.understanding.question import Known, Slot
from assistant.understanding.senders import CERTAIN, Senders

_ALL = re.compile(r"\b(?:beiden?|allebei|allemaal|alle|both|all)\b")
_NONE = re.compile(r"\b(?:geen|niet|none|neither|not)\b")
_WHAT_IT_SENDS = {
    "newsletter": re.compile(r"nieuwsbrie|mailing|campagne|newsletter|campaign"),
    "invoicing": re.compile(r"factu|rekening|offerte|aanmaning|invoic|bill|quote"),
    "webshop": re.compile(r"bestel|winkel|shop|order|pakbon"),
    "helpdesk": re.compile(r"ticket|helpdesk|support|klantenservice"),
    "forms": re.compile(r"formulier|form\b|enquete|survey"),
}


def was_asked_between(known: Known) -> bool:
    """Whether the last turn asked which of several programs sends."""
    return bool(known.between) and known.asked[-1:] == (Slot.SERVICE,)


def chosen_between(text: str, known: Known, shelf: Shelf) -> Senders | None:
    """Those that the folded *text* chooses: "allebei", or "de nieuwsbrief"."""
    if not was_asked_between(known) or _NONE.search(text):
        return None
    chosen = known.between
    if not _ALL.search(text):
        chosen = tuple(one for one in known.between if _sends(one, text, shelf))
    return Senders(services=chosen, score=CERTAIN) if chosen else None


def _sends(service: str, text: str, shelf: Shelf) -> bool:
    known = shelf.services.get(service)  # a guide may have gone since he was asked
    told = _WHAT_IT_SENDS.get(known.kind) if known else None
    return told is not None and told.search(text) is not None
