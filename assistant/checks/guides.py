"""What the DNS says of the guides' own facts: every host that they name, asked.

A guide grows old without a sound: a maker renames an include, a key moves. So
each host of the facts becomes a claim, and each claim is held against the DNS.
What could not be asked is told as that, and is never taken for gone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum

from assistant.checks.guide_claims import Claim, Role
from assistant.lookup.answer import Answer, Query, Status
from assistant.lookup.resolver import Resolver
from assistant.lookup.together import together
from assistant.mail.spf.audit import Audit, Branch, BranchState, audit
from assistant.mail.spf.budget import MAX_LOOKUPS

LEAST_LABELS = 2  # a name above this is a registry's, and always there


class Standing(StrEnum):
    """What became of a claim."""

    STANDS = "stands"
    CHANGED = "changed"  # the name is there, what the guide says of it is not
    GONE = "gone"
    NOT_ASKED = "could not ask"


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A claim, and what the DNS says of it; an include has its audit."""

    claim: Claim
    standing: Standing
    told: str = ""
    audit: Audit | None = None


def unheard(seen: Seen) -> None:
    """Take no notice of progress."""


async def hold(
    claims: Iterable[Claim], dns: Resolver, tell: Callable[[Seen], None] = unheard
) -> tuple[Seen, ...]:
    """Hold every claim against the DNS; *tell* hears of each as it is settled."""

    async def one(claim: Claim) -> Seen:
        seen = await _ASKED[claim.role](claim, dns)
        tell(seen)
        return seen

    return await together(one(claim) for claim in claims)


async def _include(claim: Claim, dns: Resolver) -> Seen:
    weighed = await audit(claim.host, dns)
    standing, told = _weighed(weighed, claim.lookups)
    return Seen(claim=claim, standing=standing, told=told, audit=weighed)


def _weighed(weighed: Audit, stated: int | None) -> tuple[Standing, str]:
    if not weighed.status.known:
        return Standing.NOT_ASKED, weighed.status.value
    if weighed.status is Status.ABSENT:
        return Standing.GONE, "no such name"
    cost = weighed.lookups + 1  # the include itself counts, RFC 7208 §4.6.4
    if fault := _fault(weighed.root):
        return Standing.CHANGED, fault
    if weighed.unreachable:
        return Standing.NOT_ASKED, f"in part: {weighed.unreachable[0]}"
    return _priced(cost, stated)


def _priced(cost: int, stated: int | None) -> tuple[Standing, str]:
    if cost > MAX_LOOKUPS:
        return Standing.CHANGED, f"costs {cost} lookups, more than {MAX_LOOKUPS}"
    if stated is not None and stated != cost:
        return Standing.CHANGED, f"costs {cost} lookups, the guide says {stated}"
    return Standing.STANDS, f"costs {cost}"


def _fault(root: Branch | None) -> str:
    if root is None:
        return "no SPF record at this name"
    if root.state is BranchState.TWO:
        return "more than one SPF record"
    if root.state is BranchState.BROKEN:
        return f"breaks its grammar: {root.problem}"
    return ""


async def _key(claim: Claim, dns: Resolver) -> Seen:
    answer = await dns.lookup(Query(name=claim.host, type="TXT"))
    if answer.status is not Status.FOUND:
        return _plainly(claim, answer, "no key at this name")
    keys = [text for text in answer.text if "p=" in text]
    if not keys:
        standing, told = Standing.CHANGED, "a TXT record that is no key"
    elif all(_is_revoked(text) for text in keys):
        standing, told = Standing.CHANGED, "the key is revoked (p= is empty)"
    else:
        standing, told = Standing.STANDS, "a key"
    return Seen(claim=claim, standing=standing, told=told)


async def _server(claim: Claim, dns: Resolver) -> Seen:
    answers = await together(
        dns.lookup(Query(name=claim.host, type=kind)) for kind in ("A", "AAAA")
    )
    found = [one for one in answers if one.status is Status.FOUND]
    if found:
        return Seen(
            claim=claim, standing=Standing.STANDS, told=", ".join(found[0].text[:2])
        )
    unknown = next((one for one in answers if not one.known), answers[0])
    return _plainly(claim, unknown, "no address")


async def _name(claim: Claim, dns: Resolver) -> Seen:
    answer = await dns.lookup(Query(name=claim.host, type="A"))
    if answer.status is Status.EMPTY:
        return Seen(claim=claim, standing=Standing.STANDS, told="exists")
    return _plainly(claim, answer, "exists")


async def _suffix(claim: Claim, dns: Resolver) -> Seen:
    """A suffix need not exist itself; what it lies under must."""
    labels = claim.host.split(".")
    asked = await _name(claim, dns)
    for first in range(1, len(labels) - LEAST_LABELS + 1):
        if asked.standing is not Standing.GONE:
            break
        above = ".".join(labels[first:])
        answer = await dns.lookup(Query(name=above, type="A"))
        if answer.status in {Status.FOUND, Status.EMPTY}:
            told = f"not itself; {above} exists"
            return Seen(claim=claim, standing=Standing.STANDS, told=told)
        asked = _plainly(claim, answer, "exists")
    return asked


def _plainly(claim: Claim, answer: Answer, empty: str) -> Seen:
    standing, told = {
        Status.FOUND: (Standing.STANDS, "exists"),
        Status.EMPTY: (Standing.CHANGED, empty),
        Status.ABSENT: (Standing.GONE, "no such name"),
    }.get(answer.status, (Standing.NOT_ASKED, answer.reason or answer.status.value))
    return Seen(claim=claim, standing=standing, told=told)


def _is_revoked(key: str) -> bool:
    parts = {part.strip() for part in key.split(";")}
    return "p=" in parts


_ASKED = {
    Role.INCLUDE: _include,
    Role.KEY: _key,
    Role.SERVER: _server,
    Role.NAME: _name,
    Role.SUFFIX: _suffix,
}
