"""Which DMARC record speaks for a domain, and whose domain it is.

Receivers are mixed: new ones walk up the tree of names (RFC 9989 §4.10), older
ones ask the public suffix list (RFC 7489 §6.6.3). Both ways are answered here,
because what we tell a customer has to hold at both.

All names of a walk are asked at once. A walk that stops early at a psd tag then
asked a little too much, but never more than its eight, and one round trip is
what the customer waits for.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from assistant.errors import RecordSyntaxError
from assistant.lookup.answer import Answer, Query, Status
from assistant.lookup.name import MAX_NAME, parents, registered_domain
from assistant.lookup.resolver import Resolver
from assistant.lookup.together import together
from assistant.mail.dmarc.record import Record, is_dmarc, is_meant, parse, psd_of

LABEL = "_dmarc."
LABELS_AFTER_JUMP = 7  # RFC 9989 §4.10 step 4
ONE_STEP_DOWN = {"reject": "quarantine", "quarantine": "none", "none": "none"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What one way of looking found.

    `policy` is what the record asks for this domain (p, sp or np), `effective`
    the same with the test mode applied. `problem` says why no policy is known:
    several, broken, or unreachable when the DNS did not answer; None with no
    record means that there is none. `organizational_domain` is None when the
    DNS did not answer for a name that could have decided it. `broken` is the
    text that was meant as a record, `why` what was expected in it.
    """

    record: Record | None = None
    text: str | None = None
    found_at: str | None = None
    organizational_domain: str | None = None
    policy: str | None = None
    effective: str | None = None
    problem: str | None = None
    broken: str | None = None
    why: str = ""
    several: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Discovery:
    """Both ways, and the names that were asked for them."""

    domain: str
    walk: Found
    psl: Found
    asked: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Published:
    """What stands at one name of the tree."""

    name: str
    status: Status
    texts: tuple[str, ...]  # those that start as a DMARC record must
    meant: tuple[str, ...]  # those that were only meant to

    @property
    def single(self) -> bool:
        return len(self.texts) == 1

    @property
    def several(self) -> bool:
        return len(self.texts) > 1

    @property
    def psd(self) -> str:
        return psd_of(self.texts[0]) if self.single else "u"


def walk_names(domain: str) -> tuple[str, ...]:
    """Name what a walk from *domain* asks, in order; at most eight names.

    RFC 9989 §4.10 steps 3, 4 and 7.
    """
    above = parents(domain)
    skipped = max(0, len(above) - LABELS_AFTER_JUMP)
    return (domain, *above[skipped:])


async def discover(domain: str, dns: Resolver) -> Discovery:
    """Find the record that speaks for *domain*, both ways (RFC 9989 §4.10.1)."""
    names = walk_names(domain)
    registered = registered_domain(domain) or domain
    asked = tuple(dict.fromkeys((*names, registered)))
    published = await _ask(asked, dns)
    walk = _by_walk(domain, names, published)
    exists = await _exists(domain, walk, published[domain], dns)
    return Discovery(
        domain=domain,
        walk=_in_force(domain, walk, exists=exists),
        psl=_by_suffix(domain, registered, published),
        asked=tuple(f"{LABEL}{name}" for name in asked),
    )


async def organizational_domain(domain: str, dns: Resolver) -> str | None:
    """Find whose domain this is, by the walk; None when the DNS did not answer.

    RFC 9989 §4.10.2.
    """
    names = walk_names(domain)
    seen, failed = _walked(names, await _ask(names, dns))
    return None if failed else _organization(domain, seen)


async def _ask(names: tuple[str, ...], dns: Resolver) -> Mapping[str, _Published]:
    queries = [Query(name=f"{LABEL}{name}", type="TXT") for name in names]
    # A name so long that no _dmarc fits before it can hold no record.
    answers = await together(
        dns.lookup(query) if len(query.name) <= MAX_NAME else _absent(query)
        for query in queries
    )
    pairs = zip(names, answers, strict=True)
    return {name: _published(name, answer) for name, answer in pairs}


async def _absent(query: Query) -> Answer:
    return Answer(query=query, status=Status.ABSENT)


def _published(name: str, answer: Answer) -> _Published:
    texts = tuple(text for text in answer.text if is_dmarc(text))
    others = (text for text in answer.text if not is_dmarc(text))
    meant = tuple(text for text in others if is_meant(text))
    return _Published(name=name, status=answer.status, texts=texts, meant=meant)


def _walked(
    names: tuple[str, ...], published: Mapping[str, _Published]
) -> tuple[tuple[_Published, ...], bool]:
    """Follow the walk to its end; True: it ended at a name that did not answer.

    RFC 9989 §4.10 steps 2 and 6.
    """
    seen: list[_Published] = []
    for name in names:
        here = published[name]
        if not here.status.known:
            return tuple(seen), True
        seen.append(here)
        if here.psd in {"y", "n"}:
            break
    return tuple(seen), False


def _organization(domain: str, seen: tuple[_Published, ...]) -> str:
    """Select the organizational domain (RFC 9989 §4.10.2)."""
    holding = [here for here in seen if here.single]
    for here in holding:
        if here.psd == "n":
            return here.name
        if here.psd == "y" and here.name != domain:
            return _one_below(domain, here.name)
    return holding[-1].name if holding else domain


def _one_below(domain: str, suffix: str) -> str:
    labels = domain.split(".")
    return ".".join(labels[-(suffix.count(".") + 2) :])


def _by_walk(
    domain: str, names: tuple[str, ...], published: Mapping[str, _Published]
) -> Found:
    """Choose author domain, else organization, else suffix (RFC 9989 §4.10.1)."""
    own = published[domain]
    seen, failed = _walked(names, published)
    organization = None if failed else _organization(domain, seen)
    if own.single or own.several:
        return replace(_read(own), organizational_domain=organization)
    if organization is None:
        return Found(problem="unreachable")
    chosen = _above(organization, seen)
    if chosen is not None:
        found = replace(_read(chosen), organizational_domain=organization)
        return replace(found, broken=found.broken or next(iter(own.meant), None))
    meant = next((text for here in seen for text in here.meant), None)
    problem = "broken" if meant is not None else None
    return Found(
        organizational_domain=organization,
        problem=problem,
        broken=meant,
        why="v=DMARC1 as its first tag" if meant is not None else "",
    )


def _above(organization: str, seen: tuple[_Published, ...]) -> _Published | None:
    # A set that is discarded is not replaced by a record from further up: the
    # suffix does not speak for an organization that publishes (§4.10.1, note).
    for here in seen:
        if here.name == organization and (here.single or here.several):
            return here
    if seen[-1].psd == "y":
        return seen[-1]
    return next((here for here in seen if here.several), None)


def _by_suffix(
    domain: str, registered: str, published: Mapping[str, _Published]
) -> Found:
    """Look as older receivers do: the domain, then what was registered.

    RFC 7489 §6.6.3; it knows sp but neither np nor t.
    """
    for name in dict.fromkeys((domain, registered)):
        here = published[name]
        if not here.status.known:
            return Found(problem="unreachable", organizational_domain=registered)
        if here.single or here.several:
            found = replace(_read(here), organizational_domain=registered)
            record = found.record
            if record is None:
                return found
            below = record.subdomain_policy if name != domain else None
            policy = below or record.policy
            return replace(found, policy=policy, effective=policy)
    meant = published[domain].meant + published[registered].meant
    if not meant:
        return Found(organizational_domain=registered)
    return Found(
        organizational_domain=registered,
        problem="broken",
        broken=meant[0],
        why="v=DMARC1 as its first tag",
    )


def _read(here: _Published) -> Found:
    """Read what stands at a name that holds one record or several."""
    if here.several:
        return Found(found_at=here.name, problem="several", several=here.texts)
    text = here.texts[0]
    try:
        record = parse(text)
    except RecordSyntaxError as error:
        return Found(
            text=text,
            found_at=here.name,
            problem="broken",
            broken=text,
            why=error.expected,
        )
    return Found(record=record, text=text, found_at=here.name)


async def _exists(
    domain: str, found: Found, own: _Published, dns: Resolver
) -> bool | None:
    """Whether the domain exists; asked only where np could decide.

    RFC 9989 §3.2.13: it does not when the DNS says NXDOMAIN.
    """
    record = found.record
    if record is None or found.found_at == domain or record.absent_policy is None:
        return True
    if record.absent_policy == (record.subdomain_policy or record.policy):
        return True
    if own.status in {Status.FOUND, Status.EMPTY}:
        return True  # something stands below it, so it stands
    answer = await dns.lookup(Query(name=domain, type="A"))
    return answer.status is not Status.ABSENT if answer.known else None


def _in_force(domain: str, found: Found, *, exists: bool | None) -> Found:
    """Add the policy: p at home, np or sp below (RFC 9989 §4.10.1), t applied."""
    record = found.record
    if record is None:
        return found
    if exists is None:
        return replace(found, problem="unreachable")
    policy = record.policy
    if found.found_at != domain:
        below = record.subdomain_policy or policy
        policy = below if exists else record.absent_policy or below
    effective = ONE_STEP_DOWN[policy] if record.testing else policy
    return replace(found, policy=policy, effective=effective)
