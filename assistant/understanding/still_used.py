"""Is a sender in the SPF record still in use? Only its owner can say.

What he does not say outright is kept: nothing is taken out on a doubt.
"""

from __future__ import annotations

from dataclasses import replace

from assistant.understanding.question import Follow, Known, Slot


def asked_of_use(known: Known) -> bool:
    """Whether the last answer asked if a sender is still in use."""
    return known.asked[-1:] == (Slot.STILL_USED,) and bool(known.asked_term)


def with_use(known: Known, affirmed: bool | None, follow: Follow | None) -> Known:
    """What is known after the answer to that question; a doubt counts as a yes."""
    term = known.asked_term
    if affirmed is False:
        return replace(known, unused=_more(known.unused, term))
    if affirmed is True or follow is Follow.UNSURE:
        return replace(known, used=_more(known.used, term))
    return known


def _more(terms: tuple[str, ...], term: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*terms, term)))
