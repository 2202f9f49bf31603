"""The receiver's border: who took the message in, and from whom.

Each server puts its line on top, and anybody can write lines before he sends.
So the receiver is read from the top, down to the first line of another house.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.lookup.name import registered_domain
from assistant.mail.headers.received import Hop, address, is_outside

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
