"""What one message tells: the words of its header judged. One function a code.

`cause_of` puts the same facts into one word, for those who read a message by
itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from assistant.checks.message import SERVICE_ADDRESS, MessageFacts
from assistant.checks.stated import DkimResult, SpfResult
from assistant.diagnosis.codes import Code
from assistant.diagnosis.finding import Details, Finding
from assistant.knowledge.shelf import Shelf
from assistant.mail.dmarc.align import relaxed_by_suffix
from assistant.mail.verdict import Verdict
from assistant.understanding.question import Subject

FAILED_SPF = frozenset({Verdict.FAIL, Verdict.SOFTFAIL, Verdict.PERMERROR})
FAILED_DKIM = frozenset({Verdict.FAIL, Verdict.PERMERROR, Verdict.POLICY})
CHANGED = frozenset({"body_changed", "header_changed", "signature_failed"})
KEYLESS = frozenset({"no_key", "revoked", "key_broken", "key_too_short"})
REFUSED = frozenset({"reject", "oreject"})
REFUSALS = {
    "dmarc": "dmarc_reject",
    "spf": "spf_fail",
    "dkim": "dkim_missing",
    "blocklist": "blocklisted_ip",
    "content": "content_spam",
    "reputation": "content_spam",
    "authentication": "not_aligned_spf_and_dkim",
}
NOT_ALIGNED = frozenset({"not_aligned_spf_and_dkim", "dkim_missing", "dmarc_reject"})


class Told(Protocol):
    """The part of Evidence that these rules look at."""

    @property
    def subject(self) -> Subject:
        """What was examined."""
        ...

    @property
    def message(self) -> MessageFacts | None:
        """The message, if there was one."""
        ...


def cause_of(facts: MessageFacts) -> str:
    """Name why this message was treated as it was; the contract's vocabulary.

    A receiver's refusal is its own reason and comes first; then what vouches
    for the address shown; then what could have and did not.
    """
    refused = REFUSALS.get(facts.refusal.kind) if facts.refusal else None
    if refused and (facts.refusal is None or facts.refusal.kind != "authentication"):
        return refused
    if refused:
        told = _unaligned(facts) if _told(facts) and not facts.aligned else None
        return told if told not in {None, "insufficient_data"} else refused
    if not _told(facts) or facts.shown is None:
        return "insufficient_data"
    dmarc = facts.stated.dmarc
    passed = dmarc is not None and dmarc.result is Verdict.PASS
    if facts.aligned or (facts.aligned is None and passed):
        return _of_spam(facts) or "ok"
    return _unaligned(facts)


def message_not_aligned(evidence: Told, shelf: Shelf) -> Iterator[Finding]:
    """What passed belongs to another domain than the reader sees."""
    facts = _judgeable(evidence)
    if facts is None or facts.aligned or cause_of(facts) not in NOT_ALIGNED:
        return
    spf = facts.best.spf
    passed = [one for one in facts.best.dkim if one.result is Verdict.PASS]
    details: Details = {
        "shown": facts.shown or "",
        "checked_spf": (spf.domain or "") if spf else "",
        "checked_dkim": (passed[0].domain or "") if passed else "",
        "service": _name(facts, shelf),
    }
    yield Finding(code=Code.MESSAGE_NOT_ALIGNED, at=facts.shown or "", details=details)


def message_spf_failed(evidence: Told, shelf: Shelf) -> Iterator[Finding]:
    """The server that sent is not in the list of the sender's domain."""
    facts = _judgeable(evidence)
    spf = facts.best.spf if facts else None
    if facts is None or spf is None or facts.aligned or spf.result not in FAILED_SPF:
        return
    details: Details = {
        "shown": facts.shown or "",
        "checked_spf": spf.domain or "",
        "ip": spf.ip or "",
        "result": str(spf.result),
    }
    at = spf.domain or facts.shown or ""
    yield Finding(code=Code.MESSAGE_SPF_FAILED, at=at, details=details)


def message_dkim_failed(evidence: Told, shelf: Shelf) -> Iterator[Finding]:
    """A signature is there and does not hold."""
    facts = _judgeable(evidence)
    if facts is None or facts.aligned:
        return
    failed = [one for one in facts.best.dkim if one.result in FAILED_DKIM]
    failed.sort(key=lambda one: not _ours(facts, one.domain))
    if failed:
        one = failed[0]
        details: Details = {
            "shown": facts.shown or "",
            "checked_dkim": one.domain or "",
            "selector": one.selector or "",
            "reason": one.reason or "",
        }
        at = one.domain or facts.shown or ""
        yield Finding(code=Code.MESSAGE_DKIM_FAILED, at=at, details=details)


def message_sender_of_service(evidence: Told, shelf: Shelf) -> Iterator[Finding]:
    """The reader sees an address of a service, so no record of his can help."""
    facts = evidence.message
    if facts is not None and _of_another(facts, evidence.subject.domain):
        shown = facts.shown or ""
        details: Details = {"shown": shown, "service": _name(facts, shelf)}
        yield Finding(code=Code.MESSAGE_SENDER_OF_SERVICE, at=shown, details=details)


def message_aligned(evidence: Told, shelf: Shelf) -> Iterator[Finding]:
    """A mechanism vouches for the very domain that the reader sees."""
    facts = _judgeable(evidence)
    if facts is None or not facts.aligned:
        return
    both = facts.aligned_spf and facts.aligned_dkim
    by = "both" if both else "spf" if facts.aligned_spf else "dkim"
    details: Details = {"shown": facts.shown or "", "by": by}
    yield Finding(code=Code.MESSAGE_ALIGNED, at=facts.shown or "", details=details)


def message_incomplete(evidence: Told, shelf: Shelf) -> Iterator[Finding]:
    """What was pasted does not hold what decides."""
    facts = evidence.message
    if facts is None or facts.refusal or cause_of(facts) != "insufficient_data":
        return
    details: Details = {"missing": missing(facts)}
    at = facts.shown or evidence.subject.domain
    yield Finding(code=Code.MESSAGE_INCOMPLETE, at=at, details=details)


def missing(facts: MessageFacts) -> tuple[str, ...]:
    """Name the fields that would have told more, and are not there."""
    about = facts.message
    there = {
        "From": about.from_domain is not None,
        "Received": bool(about.hops),
        "Return-Path": about.envelope_domain is not None,
        "Authentication-Results": about.stated is not None,
    }
    return tuple(name for name, present in there.items() if not present)


def _unaligned(facts: MessageFacts) -> str:
    """Name the cause where nothing vouches for the address shown."""
    spf, dkim, message = facts.best.spf, facts.best.dkim, facts.message
    own = [one for one in dkim if _ours(facts, one.domain)]
    dmarc = facts.best.dmarc
    disposition = (dmarc.disposition or "") if dmarc else ""
    passes = _passes(spf, dkim)
    unsigned = facts.aligned_dkim is False and not _signed(dkim)
    spf_failed = spf is not None and spf.result in FAILED_SPF
    ours = spf is not None and _ours(facts, spf.domain)
    known = facts.aligned is False or facts.stated.dmarc is not None
    checks = (
        (message.forged_stamp, "forged"),
        (any(one.reason in CHANGED for one in own), "dkim_fail_body_changed"),
        (message.forwarded or message.mailing_list, "forwarded"),
        (disposition in REFUSED, "dmarc_reject"),
        (spf_failed and ours, "spf_fail"),
        (any(one.reason in KEYLESS for one in own), "dkim_missing"),
        (passes and unsigned and known, "dkim_missing"),
        (passes and known, "not_aligned_spf_and_dkim"),
        (any(one.reason in CHANGED for one in dkim), "dkim_fail_body_changed"),
        (spf_failed and unsigned and not facts.service, "forged"),
        (spf_failed, "spf_fail"),
        (unsigned and known, "dkim_missing"),
        (known, "not_aligned_spf_and_dkim"),
    )
    return next((cause for so, cause in checks if so), "insufficient_data")


def _passes(spf: SpfResult | None, dkim: tuple[DkimResult, ...]) -> bool:
    by_spf = spf is not None and spf.result is Verdict.PASS
    return by_spf or any(one.result is Verdict.PASS for one in dkim)


def _signed(dkim: tuple[DkimResult, ...]) -> bool:
    return any(one.result is not Verdict.NONE for one in dkim)


def _of_spam(facts: MessageFacts) -> str | None:
    if facts.message.spam.verdict != "spam":
        return None
    return "blocklisted_ip" if facts.message.spam.listed else "content_spam"


def _told(facts: MessageFacts) -> bool:
    # A policy that stands in the DNS today says nothing of a message yet.
    return bool(facts.best.spf or facts.best.dkim or facts.stated.dmarc)


def _ours(facts: MessageFacts, domain: str | None) -> bool:
    return bool(domain and facts.shown and relaxed_by_suffix(facts.shown, domain))


def _judgeable(evidence: Told) -> MessageFacts | None:
    """The message, unless it went out under somebody else's address."""
    facts = evidence.message
    if facts is None or facts.shown is None:
        return None
    return None if _of_another(facts, evidence.subject.domain) else facts


def _of_another(facts: MessageFacts, domain: str) -> bool:
    if facts.shown is None:
        return False
    if facts.sender_case == SERVICE_ADDRESS:
        return True
    return not relaxed_by_suffix(facts.shown, domain)


def _name(facts: MessageFacts, shelf: Shelf) -> str:
    service = shelf.services.get(facts.service or "")
    return service.name if service else ""
