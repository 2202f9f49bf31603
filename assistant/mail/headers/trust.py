"""Whose word counts: of all stamps in a header, the receiver's own.

Anybody can write fields into a message before he sends it. What a receiver adds
stands above what was there. So of all who speak in the receiver's name only the
topmost is believed, and nobody who speaks in another.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.mail.headers.border import (
    entry_of,
    first_foreign,
    is_microsoft,
    receiver_of,
    same_house,
)
from assistant.mail.headers.received import Hop
from assistant.mail.headers.stamps import Stamp


@dataclass(frozen=True, slots=True, kw_only=True)
class Trust:
    """The receiver by its own word, where mail came in, and what it stated.

    `spf` is its Received-SPF. `forged` tells that another field speaks in its
    name and says otherwise.
    """

    receiver: str | None = None
    entry: Hop | None = None
    stated: Stamp | None = None
    spf: Stamp | None = None
    forged: bool = False


def weigh(stamps: Sequence[Stamp], hops: Sequence[Hop]) -> Trust:
    """Choose whose word counts: the topmost that speaks in the receiver's name.

    RFC 8601 §5, §7.1.
    """
    receiver = receiver_of(hops)
    entry = entry_of(hops, receiver)
    foreign = first_foreign(hops, receiver)
    results = [one for one in stamps if one.source == "authentication-results"]
    if _tells_order(hops):
        # Below a line of somebody else's server it was there before the border
        # took the message in, in whomever's name it speaks.
        results = [one for one in results if foreign is None or one.position < foreign]
    stated = next((one for one in results if _speaks_for(one, hops, receiver)), None)
    stated = _joined(stated, stamps, entry)
    own = (one for one in stamps if foreign is None or one.position < foreign)
    spf = (one for one in own if one.source == "received-spf")
    return Trust(
        receiver=receiver,
        entry=entry,
        stated=stated,
        spf=next((one for one in spf if _may_be_of(one, receiver)), None),
        forged=_claims_falsely(stamps, stated, receiver, entry),
    )


def filled(stated: Stamp | None, more: Stamp | None) -> Stamp | None:
    """Add the methods of *more* of which nothing is stated yet (RFC 7208 §9.1)."""
    if stated is None or more is None:
        return stated or more
    methods = {one.method for one in stated.results}
    added = tuple(one for one in more.results if one.method not in methods)
    return replace(stated, results=(*stated.results, *added))


def _tells_order(hops: Sequence[Hop]) -> bool:
    # Some programs sort the fields of what they copy. Where every Received line
    # stands next to the other, their place among the rest proves nothing.
    return any(
        below.position - above.position > 1 for above, below in itertools.pairwise(hops)
    )


def _joined(
    stated: Stamp | None, stamps: Sequence[Stamp], entry: Hop | None
) -> Stamp | None:
    """Add what the same border stated in more fields, one a program.

    Only fields above the line with which the message came in: nobody outside
    can have put them there.

    RFC 8601 §4.1: a border may add several.
    """
    if stated is None or stated.by is None or entry is None:
        return stated
    whose, top = stated.by, stated.position
    for stamp in stamps:
        own = stamp.by is not None and same_house(stamp.by, whose)
        if own and top < stamp.position < entry.position:
            stated = filled(stated, stamp)
    return stated


def _claims_falsely(
    stamps: Sequence[Stamp],
    stated: Stamp | None,
    receiver: str | None,
    entry: Hop | None,
) -> bool:
    """Whether another stamp speaks in the receiver's name and says otherwise.

    RFC 8601 §5: a border removes such fields, but not every border does.
    """
    if receiver is None:
        return False
    said = {(one.method, one.verdict) for one in stated.results} if stated else set()
    for stamp in stamps:
        above = entry is not None and stamp.position < entry.position
        if above or stamp.by is None:
            continue
        if stamp.source != "authentication-results":
            continue
        differs = {(one.method, one.verdict) for one in stamp.results} - said
        if differs and same_house(stamp.by, receiver):
            return True
    return False


def _speaks_for(stamp: Stamp, hops: Sequence[Hop], receiver: str | None) -> bool:
    if receiver is None:
        # A fragment without hops, or a border that shows only an address: then
        # the place above it is the whole proof.
        return not hops or (stamp.by is not None and stamp.position < hops[0].position)
    if stamp.by is None:
        return is_microsoft(receiver)
    return same_house(stamp.by, receiver)


def _may_be_of(stamp: Stamp, receiver: str | None) -> bool:
    return (
        stamp.by is None
        or receiver is None
        or same_house(stamp.by, receiver)
        or (
            # Microsoft's servers name themselves protection.outlook.com here.
            is_microsoft(receiver) and is_microsoft(stamp.by)
        )
    )
