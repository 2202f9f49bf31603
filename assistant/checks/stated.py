"""The receiver's own results, in three values that do not depend on dialects."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.mail.headers.message import Message
from assistant.mail.headers.people import domain_of
from assistant.mail.headers.stamps import Result, sending_ip
from assistant.mail.verdict import Verdict

POLICIES = frozenset({"none", "quarantine", "reject"})
# "p=QUARANTINE sp=NONE dis=QUARANTINE" in a comment of Google's and others'.
PAIR = re.compile(r"(?<![\w-])(p|policy|dis|d)\s?=\s?([A-Za-z]{4,10})(?![\w.])")
# Microsoft says what it did; in two cases that tells the policy as well.
ACTIONS = {"oreject": "reject", "reject": "reject", "quarantine": "quarantine"}


@dataclass(frozen=True, slots=True, kw_only=True)
class SpfResult:
    """SPF's result, the domain it is about and the address that was judged."""

    result: Verdict
    domain: str | None = None
    ip: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DkimResult:
    """One signature's result; `reason` says why it is no pass."""

    domain: str | None
    selector: str | None
    result: Verdict
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DmarcResult:
    """DMARC's result; `result` is None where it could not be told."""

    result: Verdict | None
    policy: str | None = None
    disposition: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """One voice's results; what it says nothing of is None or empty."""

    spf: SpfResult | None = None
    dkim: tuple[DkimResult, ...] = ()
    dmarc: DmarcResult | None = None


def stated_results(message: Message) -> Results:
    """Read what the receiver stated."""
    stamp = message.stated
    if stamp is None:
        return Results()
    spf, dmarc = stamp.result("spf"), stamp.result("dmarc")
    return Results(
        spf=_spf(spf, message) if spf else None,
        dkim=tuple(_dkim(one, message) for one in stamp.of("dkim")),
        dmarc=_dmarc(dmarc) if dmarc else None,
    )


def _spf(result: Result, message: Message) -> SpfResult:
    told = result.property("smtp.mailfrom", "smtp.mail", "envelope-from")
    domain = domain_of(told) or domain_of(result.property("smtp.helo", "helo"))
    ip = sending_ip(result) or (message.border.ip if message.border else None)
    envelope = message.envelope_domain if not domain else None
    return SpfResult(result=result.verdict, domain=domain or envelope, ip=ip)


def _dkim(result: Result, message: Message) -> DkimResult:
    domain = domain_of(result.property("header.d")) or domain_of(
        result.property("header.i")
    )
    selector = result.property("header.s")
    alone = len(message.signatures) == 1 and result.verdict is not Verdict.NONE
    if alone and domain in {None, message.signatures[0].domain}:
        domain = domain or message.signatures[0].domain or None
        selector = selector or message.signatures[0].selector or None
    if selector is None and domain:
        of_domain = [one for one in message.signatures if one.domain == domain]
        selector = of_domain[0].selector if len(of_domain) == 1 else None
    return DkimResult(
        domain=domain,
        selector=selector or None,
        result=result.verdict,
        reason=result.reason,
    )


def _dmarc(result: Result) -> DmarcResult:
    told = {name: word.lower() for name, word in reversed(PAIR.findall(result.note))}
    action = (result.property("action", "dis") or "").lower()
    policy = result.property("policy.published-domain-policy", "policy.dmarc", "p")
    applied = result.property("policy.applied-disposition")
    disposition = applied or told.get("dis") or told.get("d") or action or None
    stands = policy or told.get("p") or told.get("policy") or ACTIONS.get(action)
    known = stands.lower() if stands and stands.lower() in POLICIES else None
    return DmarcResult(
        result=result.verdict,
        policy=known,
        disposition=disposition.lower() if disposition else None,
    )
