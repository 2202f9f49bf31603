"""A whole record weighed with no sender in mind: what it may cost at worst.

An evaluation stops at the first match and at the eleventh lookup. This one does
neither: it visits every term that can be reached, counts as RFC 7208 §4.6.4
counts when nothing matches early, and tells which branch is to blame.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from assistant.errors import RecordSyntaxError
from assistant.lookup.answer import Answer, Query, Status
from assistant.lookup.resolver import Resolver
from assistant.lookup.together import together
from assistant.mail.spf import macro
from assistant.mail.spf.budget import MAX_MX_HOSTS
from assistant.mail.spf.matching import mail_hosts
from assistant.mail.spf.mended import mended
from assistant.mail.spf.names import is_askable
from assistant.mail.spf.record import Mechanism, Modifier, Record, is_spf, parse

MAX_DEPTH = 20  # includes within includes; ten already break the record
MAX_TERMS = 60  # terms followed in one audit; six times what is allowed
LEADS_ON = frozenset({"include", "redirect"})
_SENDER_FREE = frozenset("d")  # macro letters that need no sender


class BranchState(StrEnum):
    """What became of one term that asks the DNS."""

    OK = "ok"
    MISSING = "missing"  # the name exists, what the term needs is not there
    TWO = "two"  # more than one SPF record
    BROKEN = "broken"  # the record found breaks its grammar or a limit
    ABSENT = "absent"  # the name does not exist
    UNREACHABLE = "unreachable"  # could not be asked
    LOOP = "loop"  # it is one of its own ancestors
    UNKNOWN = "unknown"  # depends on the sender, or the audit stopped here


@dataclass(frozen=True, slots=True, kw_only=True)
class Branch:
    """One term and all that hangs below it; the root has no term.

    `lookups` counts the whole branch, its own term included, and so does `voids`
    for the names that answer with nothing.
    """

    term: str
    domain: str
    record: str | None = None
    state: BranchState
    problem: str = ""
    lookups: int
    void_names: tuple[str, ...] = ()
    children: tuple[Branch, ...] = ()

    def walk(self) -> Iterator[Branch]:
        """Yield this branch and all below it, in the order of the record."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True, slots=True, kw_only=True)
class Audit:
    """What the record of a domain costs and where it breaks.

    `status` is that of the question for the record itself. `dead` holds the
    terms of the domain's own record that are never tried (RFC 7208 §5.1).
    """

    domain: str
    records: tuple[str, ...]
    root: Branch | None
    lookups: int
    voids: int
    void_names: tuple[str, ...]
    costliest: Branch | None
    unreachable: tuple[str, ...]
    status: Status
    dead: tuple[str, ...] = ()


def unmet(name: str) -> None:
    """Take no notice of a name that was met."""


async def audit(
    domain: str, dns: Resolver, met: Callable[[str], None] = unmet
) -> Audit:
    """Weigh the SPF record of *domain* without a sender.

    *met* is told every name that a term leads to, before it is asked.

    RFC 7208 §4.6.4: include, a, mx, ptr, exists and redirect are counted, also
    past ten; terms after `all`, and a redirect beside it, are never tried (§5.1).
    """
    answer = await dns.lookup(Query(name=domain, type="TXT"))
    records = tuple(text for text in answer.text if is_spf(text))
    root: Branch | None = None
    if records:
        place = _Place(term="", domain=domain, path=(domain,))
        root = await _Walk(dns=dns, met=met).record(place, answer)
        if root.state in {BranchState.TWO, BranchState.BROKEN}:
            await _foresee(place, records, dns, met)
    dead = _dead(root)
    void_names = root.void_names if root else ()
    branches, children = (root.walk(), root.children) if root else ((), ())
    lost = [one.domain for one in branches if one.state is BranchState.UNREACHABLE]
    if not answer.known:
        lost.insert(0, domain)
    return Audit(
        domain=domain,
        records=records,
        root=root,
        lookups=root.lookups if root else 0,
        voids=len(void_names),
        void_names=void_names,
        costliest=max(children, key=lambda one: one.lookups, default=None),
        unreachable=tuple(dict.fromkeys(lost)),
        status=answer.status,
        dead=dead,
    )


def _dead(root: Branch | None) -> tuple[str, ...]:
    # RFC 7208 §5.1.
    if root is None or root.state is not BranchState.OK or not root.record:
        return ()
    return tuple(term.text for term in parse(root.record).dead)


async def _foresee(
    place: _Place, records: tuple[str, ...], dns: Resolver, met: Callable[[str], None]
) -> None:
    """Ask what one mended record would ask, since it will be weighed next.

    RFC 7208 §4.5 and §4.6: as they stand, nothing in them is ever tried.
    """
    await _Walk(dns=dns, met=met).terms(place, mended(records))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """Where the walk stands: the term, its target and the domains above it."""

    term: str
    domain: str
    path: tuple[str, ...]

    def branch(
        self,
        state: BranchState,
        problem: str = "",
        *,
        record: str | None = None,
        extra: int = 0,
        void_names: tuple[str, ...] = (),
        children: tuple[Branch, ...] = (),
    ) -> Branch:
        """Close this place; *extra* lookups were counted and not followed."""
        own = 1 if self.term else 0
        below = tuple(name for child in children for name in child.void_names)
        return Branch(
            term=self.term,
            domain=self.domain,
            record=record,
            state=state,
            problem=problem,
            lookups=own + extra + sum(child.lookups for child in children),
            void_names=void_names + below,
            children=children,
        )


@dataclass(slots=True, kw_only=True)
class _Walk:
    """One audit under way; the only thing that changes is how much is left."""

    dns: Resolver
    met: Callable[[str], None]
    left: int = field(default=MAX_TERMS)

    async def record(self, place: _Place, answer: Answer) -> Branch:
        """Weigh the record that *answer* brought (RFC 7208 §4.5 and §4.6)."""
        records = tuple(text for text in answer.text if is_spf(text))
        if not answer.known:
            return place.branch(BranchState.UNREACHABLE, answer.reason)
        if not records:
            absent = answer.status is Status.ABSENT
            state = BranchState.ABSENT if absent else BranchState.MISSING
            void = answer.status in {Status.ABSENT, Status.EMPTY}
            return place.branch(state, void_names=(place.domain,) if void else ())
        if len(records) > 1:
            return place.branch(BranchState.TWO)
        try:
            record = parse(records[0])
        except RecordSyntaxError as fault:
            problem = f"expected {fault.expected} at {fault.offset}"
            return place.branch(BranchState.BROKEN, problem, record=records[0])
        return await self.terms(place, record)

    async def terms(self, place: _Place, record: Record) -> Branch:
        """Visit side by side all terms that ask (RFC 7208 §4.6.4)."""
        costly = [term for term in record.tried if term.costs]
        followed = costly[: self.left]
        self.left -= len(followed)
        # What leads on is asked first: packets leave one after the other.
        leading = sorted(followed, key=lambda term: term.name not in LEADS_ON)
        weighed = await together(self._term(place, term) for term in leading)
        by_term = {id(term): one for term, one in zip(leading, weighed, strict=True)}
        children = tuple(by_term[id(term)] for term in followed)
        extra = len(costly) - len(followed)
        return place.branch(
            BranchState.OK,
            f"{extra} terms were counted and not followed" if extra else "",
            record=record.text,
            extra=extra,
            children=children,
        )

    async def _term(self, parent: _Place, term: Mechanism | Modifier) -> Branch:
        raw = term.value if isinstance(term, Modifier) else term.domain
        spec = parent.domain if raw is None else raw
        place = _Place(term=term.text, domain=spec, path=parent.path)
        if term.name == "ptr":
            return place.branch(BranchState.OK)
        if raw is not None:
            if not macro.letters(raw) <= _SENDER_FREE:
                return place.branch(BranchState.UNKNOWN, "depends on the sender")
            name = macro.target_name(raw, {"d": parent.domain})
            place = _Place(term=term.text, domain=name, path=parent.path)
        if not is_askable(place.domain):
            return place.branch(BranchState.ABSENT, "no name that the DNS can hold")
        self.met(place.domain)
        return await self._asked(place, term.name)

    async def _asked(self, place: _Place, name: str) -> Branch:
        if name in LEADS_ON:
            return await self._deeper(place)
        if name == "mx":
            return await self._mx(place)
        if name == "a":
            return _closed(place, await self._addresses(place.domain))
        query = Query(name=place.domain, type="A")  # exists, RFC 7208 §5.7
        return _closed(place, await self.dns.lookup(query))

    async def _deeper(self, place: _Place) -> Branch:
        if place.domain in place.path:
            return place.branch(BranchState.LOOP)
        if len(place.path) > MAX_DEPTH:
            return place.branch(BranchState.UNKNOWN, "too deep to follow")
        answer = await self.dns.lookup(Query(name=place.domain, type="TXT"))
        inner = _Place(
            term=place.term, domain=place.domain, path=(*place.path, place.domain)
        )
        return await self.record(inner, answer)

    async def _mx(self, place: _Place) -> Branch:
        # RFC 7208 §5.4; §4.6.4: more than ten hosts break the record, and a term
        # is void once, whether it has no hosts or its hosts have no address.
        answer = await self.dns.lookup(Query(name=place.domain, type="MX"))
        if len(answer.records) > MAX_MX_HOSTS:
            problem = f"{len(answer.records)} mail hosts, {MAX_MX_HOSTS} are allowed"
            return place.branch(BranchState.BROKEN, problem)
        hosts = mail_hosts(answer.text)
        answers = await together(self._addresses(host) for host in hosts)
        for host, one in zip(hosts, answers, strict=True):
            if not one.known:
                return place.branch(BranchState.UNREACHABLE, f"{host}: {one.reason}")
            if one.status is not Status.FOUND and one.recorded:
                problem = f"{host} has no address"
                return place.branch(BranchState.OK, problem, void_names=(host,))
        return _closed(place, answer)

    async def _addresses(self, name: str) -> Answer:
        # RFC 7208 §5: A or AAAA is asked after the family of the sender, so a
        # name is only sure to be void when it has neither.
        queries = (Query(name=name, type=kind) for kind in ("A", "AAAA"))
        ip4, ip6 = await together(self.dns.lookup(query) for query in queries)
        return ip6 if ip4.status is Status.EMPTY else ip4


def _closed(place: _Place, answer: Answer) -> Branch:
    if not answer.known:
        return place.branch(BranchState.UNREACHABLE, answer.reason)
    if answer.status is Status.FOUND:
        return place.branch(BranchState.OK)
    absent = answer.status is Status.ABSENT
    state = BranchState.ABSENT if absent else BranchState.MISSING
    return place.branch(state, void_names=(place.domain,))
