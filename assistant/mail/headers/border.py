"""The receiver's border: where the message came in, and whose word counts.

Anybody can write fields into a message before he sends it. What a receiver adds
stands above what was there. So of all who speak in the receiver's name only the
topmost is believed, and nobody who speaks in another.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.lookup.name import registered_domain
from assistant.mail.headers.received import Hop, address, is_outside
from assistant.mail.headers.stamps import Stamp

# Microsoft's stamps bear no authserv-id; its servers are named below these.
MICROSOFT = ("outlook.com", "exchangelabs.com", "office365.us", "outlook.cn")


def is_host(text: str | None) -> bool:
    """Whether `by` names a host that the world can tell apart.

    RFC 5321 §4.4 asks for a domain or an address; many put a nickname there.
    """
    return bool(text) and "." in (text or "") and address(text or "") is None


def same_house(one: str, other: str) -> bool:
    """Whether two hosts belong to one organisation.

    RFC 8601 §2.5: an authserv-id is a name of the receiver's choosing; in
    practice its host, or the domain above it.
    """
    if one == other:
        return True
    mine, theirs = registered_domain(one), registered_domain(other)
    if mine or theirs:
        return mine == theirs
    return (
        "." in one
        and "." in other
        and one.rpartition(".")[2] == other.rpartition(".")[2]
        and (one.endswith(f".{other}") or other.endswith(f".{one}"))
    )


def is_microsoft(host: str | None) -> bool:
    """Whether a host is one of Microsoft's mail servers."""
    return host is not None and any(
        host == end or host.endswith(f".{end}") for end in MICROSOFT
    )


def receiver_of(hops: Sequence[Hop]) -> str | None:
    """Return the host that took the message in last, by its own word.

    Hand-overs within (no name after `by`, nobody outside before it) are passed
    over. None when the border shows only an address.

    RFC 5321 §4.4: each server puts its line on top.
    """
    for hop in hops:
        if is_host(hop.by):
            return hop.by
        if is_outside(hop.ip):
            return None
    return None


def first_foreign(hops: Sequence[Hop], receiver: str | None) -> int | None:
    """Return the position of the first hop that somebody else wrote.

    RFC 8601 §5: below it, nothing can be the receiver's.
    """
    if receiver is None:
        return hops[0].position if hops else None
    for hop in hops:
        if is_host(hop.by) and hop.by and not same_house(hop.by, receiver):
            return hop.position
    return None


def entry_of(hops: Sequence[Hop], receiver: str | None) -> Hop | None:
    """Return the hop in which the message came in from outside.

    RFC 7208 §2.4: the address that SPF is about is the one seen here.
    """
    for hop in hops:
        if receiver and is_host(hop.by) and hop.by and not same_house(hop.by, receiver):
            return None
        inside = receiver and hop.sender and same_house(hop.sender, receiver)
        if is_outside(hop.ip) and not inside:
            return hop
    return None


def trusted(
    stamps: Sequence[Stamp], hops: Sequence[Hop], receiver: str | None
) -> tuple[Stamp | None, Stamp | None]:
    """Choose whose word counts: the topmost that speaks in the receiver's name.

    Its place among the hops is no condition where it bears that name, since some
    programs sort the fields of what they copy.

    Returns:
        The receiver's Authentication-Results and its Received-SPF, if any.

    RFC 8601 §5, §7.1.
    """
    results = (one for one in stamps if one.source == "authentication-results")
    foreign = first_foreign(hops, receiver)
    own = (one for one in stamps if foreign is None or one.position < foreign)
    spf = (one for one in own if one.source == "received-spf")
    return (
        next((one for one in results if _speaks_for(one, hops, receiver)), None),
        next((one for one in spf if _may_be_of(one, receiver)), None),
    )


def joined(
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


def filled(stated: Stamp | None, more: Stamp | None) -> Stamp | None:
    """Add the methods of *more* of which nothing is stated yet (RFC 7208 §9.1)."""
    if stated is None or more is None:
        return stated or more
    methods = {one.method for one in stated.results}
    added = tuple(one for one in more.results if one.method not in methods)
    return replace(stated, results=(*stated.results, *added))


def claims_falsely(
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
