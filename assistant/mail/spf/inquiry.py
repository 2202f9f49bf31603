"""One evaluation under way: who is sending, what was asked and what it cost.

Everything that an evaluation has to remember between two terms is here, so that
the rules themselves (evaluate.py, matching.py) read as the RFC does.
"""

from __future__ import annotations

import ipaddress
import itertools
from collections.abc import Iterable
from dataclasses import dataclass, field

from assistant.lookup.answer import Answer, Query, Status
from assistant.lookup.resolver import Resolver
from assistant.lookup.together import together
from assistant.mail.spf import macro
from assistant.mail.spf.budget import MAX_PTR_NAMES, Budget
from assistant.mail.spf.names import is_askable
from assistant.mail.verdict import Verdict

UNKNOWN = "unknown"  # what %{p} and %{r} say when nobody knows (RFC 7208 §7.3)

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """How the evaluation of one domain ends.

    `domain` and `exp` are those of the record that decided, since an explanation
    is expanded where it stands (RFC 7208 §6.2).
    """

    verdict: Verdict
    reason: str
    domain: str = ""
    matched: str | None = None
    exp: str | None = None


@dataclass(slots=True, kw_only=True)
class Visit:
    """One term while it is visited: what it asked, and the cost so far."""

    lookups: int
    voids: int
    asked: list[str] = field(default_factory=list)
    void: bool = False


@dataclass(slots=True, kw_only=True)
class Inquiry:
    """The sender, the DNS and what has been spent."""

    dns: Resolver
    ip: Address
    local: str
    origin: str
    helo: str
    receiver: str
    now_s: int
    budget: Budget = field(default_factory=Budget)

    @property
    def address_type(self) -> str:
        """A or AAAA, after the family of the sender (RFC 7208 §5)."""
        return "A" if self.ip.version == 4 else "AAAA"  # noqa: PLR2004 - the version's own name

    def visit(self) -> Visit:
        """Open a visit at the cost so far."""
        return Visit(lookups=self.budget.lookups, voids=self.budget.voids)

    def charge(self) -> Ending | None:
        """Count a term that asks; an ending when it is one too many (§4.6.4)."""
        self.budget = self.budget.charge()
        return self._overspent()

    async def look(self, visit: Visit, name: str, kind: str) -> Answer:
        """Ask, and write down that it was asked; nothing is judged yet."""
        visit.asked.append(f"{name} {kind}")
        return await self.dns.lookup(Query(name=name, type=kind))

    def weigh(self, visit: Visit, answer: Answer) -> Ending | None:
        """Judge an answer: an ending when it cannot be gone on with.

        RFC 7208 §5: a failure or a timeout is a temperror. §4.6.4 limits the
        *terms* that ask and get nothing, so a term is void once, however many of
        its questions are.
        """
        if not answer.known:
            asked = f"{answer.query.name} {answer.query.type}"
            why = answer.reason or answer.status
            return Ending(verdict=Verdict.TEMPERROR, reason=f"{asked}: {why}")
        if answer.status is Status.FOUND or visit.void:
            return None
        return self.count_void(visit)

    def count_void(self, visit: Visit) -> Ending | None:
        """Count *visit* as void; an ending when that is one too many (§4.6.4)."""
        visit.void = True
        self.budget = self.budget.void()
        visit.voids = self.budget.voids
        return self._overspent()

    async def target(self, visit: Visit, spec: str, domain: str) -> str:
        """Expand a domain-spec to the name to ask (RFC 7208 §4.8 and §7)."""
        return macro.target_name(spec, await self.values(visit, spec, domain))

    async def values(self, visit: Visit, text: str, domain: str) -> dict[str, str]:
        """Give every macro letter its value; %{p} only when *text* needs it.

        RFC 7208 §7.2. The questions behind %{p} are the sender's doing and
        nobody's term: they cost the record nothing.
        """
        ip4 = self.address_type == "A"
        values = {
            "s": f"{self.local}@{self.origin}",
            "l": self.local,
            "o": self.origin,
            "d": domain,
            "i": str(self.ip) if ip4 else _nibbles(self.ip),
            "v": "in-addr" if ip4 else "ip6",
            "h": self.helo,
            "c": str(self.ip),
            "r": self.receiver,
            "t": str(self.now_s),
        }
        if "p" in macro.letters(text):
            names, _ = await self.validated(visit)
            values["p"] = _best(names, domain)
        return values

    async def validated(self, visit: Visit) -> tuple[tuple[str, ...], bool]:
        """Find the names of the sender's address that lead back to it.

        Returns:
            The names, and whether any question was answered with nothing.

        RFC 7208 §5.5: a failure makes a name, or all of them, drop out; only the
        first ten are tried (§4.6.4).
        """
        reverse = await self.look(visit, self.ip.reverse_pointer, "PTR")
        void = reverse.known and reverse.status is not Status.FOUND
        names = tuple(dict.fromkeys(_names(reverse.text[:MAX_PTR_NAMES])))
        answers = await together(
            self.look(visit, name, self.address_type) for name in names
        )
        void = void or any(
            one.known and one.status is not Status.FOUND for one in answers
        )
        leads_back = (self.ip in addresses(one) for one in answers)
        return tuple(itertools.compress(names, leads_back)), void

    def _overspent(self) -> Ending | None:
        reason = self.budget.overspent
        return Ending(verdict=Verdict.PERMERROR, reason=reason) if reason else None


def addresses(answer: Answer) -> tuple[Address, ...]:
    """Read the addresses of an A or AAAA answer; what is none is left out.

    RFC 7208 §5.3.
    """
    found: list[Address] = []
    for text in answer.text:
        try:
            found.append(ipaddress.ip_address(text))
        except ValueError:
            continue
    return tuple(found)


def _names(texts: Iterable[str]) -> Iterable[str]:
    plain = (text.removesuffix(".").lower() for text in texts)
    return (name for name in plain if is_askable(name))


def _best(names: tuple[str, ...], domain: str) -> str:
    # RFC 7208 §7.3: the domain itself, else a name below it, else any.
    below = (name for name in names if name.endswith(f".{domain.lower()}"))
    if domain.lower() in names:
        return domain
    return next(below, names[0] if names else UNKNOWN)


def _nibbles(ip: Address) -> str:
    # RFC 7208 §7.3: dotted nibbles, most significant first; capitals, as the
    # published suite expects (the DNS does not mind).
    return ".".join(ip.packed.hex().upper())
