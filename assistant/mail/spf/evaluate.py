"""May this address send for this sender? The decision, and every step to it.

RFC 7208 §4: a result is decided by the first term that matches. The trace tells
every term visited, what it asked and what it had cost by then, because a result
that nobody can follow convinces nobody.
"""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass, field, replace

from assistant.errors import RecordSyntaxError, UnusableInputError
from assistant.lookup.resolver import Resolver
from assistant.mail.spf import macro
from assistant.mail.spf.inquiry import UNKNOWN, Ending, Inquiry, Visit
from assistant.mail.spf.matching import matches
from assistant.mail.spf.names import checkable, is_askable
from assistant.mail.spf.record import Mechanism, Modifier, Record, is_spf, parse
from assistant.mail.spf.trace import Step, Trace
from assistant.mail.verdict import Verdict

MAX_SENDER = 1000  # characters; RFC 5321 §4.5.3.1.3 allows a path of 256
VERSION = "v=spf1"
NO_DOMAIN = "no domain that can be checked"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """The result for one sender, with its reason and every step to it.

    `domain` is the one whose record was asked for; `matched` the term of it (or
    of where it redirects to) that decided.
    """

    verdict: Verdict
    domain: str
    explanation: str | None = None
    reason: str
    lookups: int = 0
    voids: int = 0
    matched: str | None = None
    trace: tuple[Step, ...] = ()


async def check_host(
    *,
    ip: str,
    sender: str,
    helo: str,
    dns: Resolver,
    domain: str | None = None,
    receiver: str = UNKNOWN,
    now_s: int = 0,
) -> Outcome:
    """Decide whether *ip* may send for *sender*.

    An empty *sender* has its *helo* checked instead (§2.4); *domain* names whose
    record to check when it is not the sender's. An IPv4 address in IPv6 is taken
    as IPv4. An explanation says *receiver* for %{r} and *now_s*, seconds since
    1970, for %{t}.

    Raises:
        UnusableInputError: *ip* is no address.

    RFC 7208 §4.
    """
    address = _address(ip)
    local, origin = _identity(sender, helo)
    wanted = (origin if domain is None else domain)[:MAX_SENDER]
    checked = checkable(wanted)
    if checked is None or max(len(sender), len(helo)) > MAX_SENDER:
        return Outcome(verdict=Verdict.NONE, domain=wanted, reason=NO_DOMAIN)
    inquiry = Inquiry(
        dns=dns,
        ip=address,
        local=local,
        origin=checkable(origin) or origin,
        helo=helo,
        receiver=receiver,
        now_s=now_s,
    )
    return await _Evaluation(inquiry=inquiry).outcome(checked)


@dataclass(slots=True, kw_only=True)
class _Evaluation:
    """One evaluation under way, with the trace it leaves."""

    inquiry: Inquiry
    trace: Trace = field(default_factory=Trace)

    async def outcome(self, domain: str) -> Outcome:
        visit = self.inquiry.visit()
        at = self.trace.open(visit, domain, VERSION, 0)
        ending = await self._evaluate(domain, 0, visit)
        note = ending.reason if len(self.trace.steps) == 1 else ""
        self.trace.close(at, visit, note=note)
        explanation = await self._explain(ending)
        return Outcome(
            verdict=ending.verdict,
            domain=domain,
            explanation=explanation,
            reason=ending.reason,
            lookups=self.inquiry.budget.lookups,
            voids=self.inquiry.budget.voids,
            matched=ending.matched,
            trace=tuple(self.trace.steps),
        )

    async def _evaluate(self, domain: str, depth: int, visit: Visit) -> Ending:
        # RFC 7208 §4.6: the whole record is read before its first term is tried.
        record = await self._fetch(domain, visit)
        if isinstance(record, Ending):
            return record
        for term in record.tried:
            result = await self._visit(term, domain, depth)
            if isinstance(result, Ending):
                return result
            if result and isinstance(term, Mechanism):
                return Ending(
                    verdict=term.qualifier.verdict,
                    reason=f"{term.text} of {domain} matches",
                    domain=domain,
                    matched=term.text,
                    exp=record.exp,
                )
        reason = f"nothing in the record of {domain} matches"
        return Ending(verdict=Verdict.NEUTRAL, reason=reason)

    async def _fetch(self, domain: str, visit: Visit) -> Record | Ending:
        # RFC 7208 §4.3 to §4.5.
        if checkable(domain) is None:
            return _ending(Verdict.NONE, f"{domain} is no name that can be asked")
        answer = await self.inquiry.look(visit, domain, "TXT")
        of_a_term = visit.lookups > 0  # the first question is nobody's, so free
        if of_a_term or not answer.known:
            ending = self.inquiry.weigh(visit, answer)
            if ending is not None:
                return ending
        records = [text for text in answer.text if is_spf(text)]
        if not records:
            return _ending(Verdict.NONE, f"{domain} has no SPF record")
        if len(records) > 1:
            return _ending(Verdict.PERMERROR, f"{domain} has {len(records)} records")
        try:
            return parse(records[0])
        except RecordSyntaxError as fault:
            where = f"expected {fault.expected} at {fault.offset}"
            return _ending(Verdict.PERMERROR, f"the record of {domain}: {where}")

    async def _visit(
        self, term: Mechanism | Modifier, domain: str, depth: int
    ) -> bool | Ending:
        over = self.inquiry.charge() if term.costs else None
        visit = self.inquiry.visit()
        at = self.trace.open(visit, domain, term.text, depth)
        if over is not None:
            self.trace.close(at, visit, note=over.reason)
            return over
        if isinstance(term, Modifier):
            ending = await self._redirect(term, domain, depth, visit)
            self.trace.close(at, visit, matched=True)
            return ending
        result: bool | Ending = True  # all, RFC 7208 §5.1
        if term.name == "include":
            result = await self._include(term, domain, depth, visit)
        elif term.name != "all":
            result = await matches(term, domain, self.inquiry, visit)
        if isinstance(result, Ending):
            self.trace.close(at, visit, note=result.reason)
        else:
            self.trace.close(at, visit, matched=result)
        return result

    async def _include(
        self, term: Mechanism, domain: str, depth: int, visit: Visit
    ) -> bool | Ending:
        # RFC 7208 §5.2, the table: none inside is a permerror outside.
        target = await self.inquiry.target(visit, term.domain or "", domain)
        inner = await self._evaluate(target, depth + 1, visit)
        if inner.verdict is Verdict.NONE:
            return _ending(Verdict.PERMERROR, inner.reason)
        if inner.verdict in {Verdict.TEMPERROR, Verdict.PERMERROR}:
            return inner
        return inner.verdict is Verdict.PASS

    async def _redirect(
        self, term: Modifier, domain: str, depth: int, visit: Visit
    ) -> Ending:
        # RFC 7208 §6.1: the target's result, its explanation too; none there is
        # a permerror here.
        target = await self.inquiry.target(visit, term.value, domain)
        ending = await self._evaluate(target, depth, visit)
        if ending.verdict is Verdict.NONE:
            return replace(ending, verdict=Verdict.PERMERROR)
        return ending

    async def _explain(self, ending: Ending) -> str | None:
        # RFC 7208 §6.2: whatever goes wrong, it is as if there were no exp; it
        # costs nothing (§4.6.4).
        if ending.verdict is not Verdict.FAIL or ending.exp is None:
            return None
        visit = self.inquiry.visit()
        name = await self.inquiry.target(visit, ending.exp, ending.domain)
        if not is_askable(name):
            return None
        answer = await self.inquiry.look(visit, name, "TXT")
        if len(answer.text) != 1:
            return None
        text = answer.text[0]
        allowed = macro.ALLOWED_IN_EXPLANATION
        if macro.first_fault(text, allowed=allowed, spaces=True) >= 0:
            return None
        values = await self.inquiry.values(visit, text, ending.domain)
        return macro.expand(text, values)


def _ending(verdict: Verdict, reason: str) -> Ending:
    return Ending(verdict=verdict, reason=reason)


def _address(text: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address:
    # RFC 7208 §5: an IPv4-mapped address is an IPv4 address.
    try:
        address = ipaddress.ip_address(text.strip().partition("%")[0])
    except ValueError:
        raise UnusableInputError(f"{text[:80]!r}: expected an IP address") from None
    mapped = address.ipv4_mapped if isinstance(address, ipaddress.IPv6Address) else None
    return mapped or address


def _identity(sender: str, helo: str) -> tuple[str, str]:
    # RFC 7208 §2.4 and §4.3: HELO for an empty sender, postmaster for no local part.
    if not sender:
        return "postmaster", helo
    local, _, domain = sender.rpartition("@")
    return local or "postmaster", domain
