"""Why a message was treated as it was, in one word of the contract."""

from __future__ import annotations

from assistant.checks.message import MessageFacts
from assistant.checks.stated import DkimResult, SpfResult
from assistant.diagnosis.forgery import looks_forged
from assistant.mail.dmarc.align import relaxed_by_suffix
from assistant.mail.verdict import Verdict

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


def _unaligned(facts: MessageFacts) -> str:
    """Name the cause where nothing vouches for the address shown."""
    spf, dkim, message = facts.best.spf, facts.best.dkim, facts.message
    own = [one for one in dkim if is_ours(facts, one.domain)]
    dmarc = facts.best.dmarc
    disposition = (dmarc.disposition or "") if dmarc else ""
    passes = _passes(spf, dkim)
    unsigned = facts.aligned_dkim is False and not _signed(dkim)
    spf_failed = spf is not None and spf.result in FAILED_SPF
    ours = spf is not None and is_ours(facts, spf.domain)
    known = facts.aligned is False or facts.stated.dmarc is not None
    checks = (
        (message.forged_stamp, "forged"),
        (any(one.reason in CHANGED for one in own), "dkim_fail_body_changed"),
        (message.forwarded or message.mailing_list, "forwarded"),
        (disposition in REFUSED, "dmarc_reject"),
        (spf_failed and unsigned and looks_forged(facts), "forged"),
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


def is_ours(facts: MessageFacts, domain: str | None) -> bool:
    """Whether a domain is the one that the reader sees, or of the same owner."""
    return bool(domain and facts.shown and relaxed_by_suffix(facts.shown, domain))
