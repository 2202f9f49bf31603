"""What one message tells: the words of its header judged. One function a code.

message_cause.py puts the same facts into one word.
"""

from __future__ import annotations

from collections.abc import Iterator

from assistant.checks.message import MessageFacts
from assistant.diagnosis.codes import Code
from assistant.diagnosis.finding import Details, Finding
from assistant.diagnosis.message_cause import (
    CHANGED,
    FAILED_DKIM,
    FAILED_SPF,
    cause_of,
    is_ours,
)
from assistant.diagnosis.spam_words import FILTERS, meanings_of
from assistant.diagnosis.told import (
    Told,
    is_helpdesks,
    judgeable,
    of_another,
    service_name,
)
from assistant.knowledge.shelf import Shelf
from assistant.mail.headers.people import domain_of
from assistant.mail.verdict import Verdict

# What PHP and the panels of web hosters write into mail of a website.
OF_A_WEBSITE = frozenset({"x-php-originating-script", "x-php-script", "x-source-dir"})
NOT_ALIGNED = frozenset({"not_aligned_spf_and_dkim", "dkim_missing", "dmarc_reject"})


def message_not_aligned(evidence: Told, shelf: Shelf) -> Iterator[Finding]:
    """What passed belongs to another domain than the reader sees."""
    facts = judgeable(evidence)
    if facts is None or facts.aligned or cause_of(facts) not in NOT_ALIGNED:
        return
    spf = facts.best.spf
    passed = [one for one in facts.best.dkim if one.result is Verdict.PASS]
    details: Details = {
        "shown": facts.shown or "",
        "checked_spf": (spf.domain or "") if spf else "",
        "checked_dkim": (passed[0].domain or "") if passed else "",
        "service": service_name(facts, shelf),
    }
    yield Finding(code=Code.MESSAGE_NOT_ALIGNED, at=facts.shown or "", details=details)


def message_spf_failed(evidence: Told, shelf: Shelf) -> Iterator[Finding]:
    """The server that sent is not in the list of the sender's domain."""
    facts = judgeable(evidence)
    spf = facts.best.spf if facts else None
    if facts is None or spf is None or facts.aligned or spf.result not in FAILED_SPF:
        return
    details: Details = {
        "shown": facts.shown or "",
        "checked_spf": spf.domain or "",
        "ip": spf.ip or "",
        "result": str(spf.result),
        "website": bool({one.key for one in facts.message.fields} & OF_A_WEBSITE),
    }
    at = spf.domain or facts.shown or ""
    yield Finding(code=Code.MESSAGE_SPF_FAILED, at=at, details=details)


def message_dkim_failed(evidence: Told, shelf: Shelf) -> Iterator[Finding]:
    """A signature is there and does not hold."""
    facts = judgeable(evidence)
    if facts is None or facts.aligned:
        return
    failed = [one for one in facts.best.dkim if one.result in FAILED_DKIM]
    failed.sort(key=lambda one: not is_ours(facts, one.domain))
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
    if facts is not None and of_another(facts, evidence.subject.domain):
        shown = facts.shown or ""
        details: Details = {"shown": shown, "service": service_name(facts, shelf)}
        yield Finding(code=Code.MESSAGE_SENDER_OF_SERVICE, at=shown, details=details)


def message_aligned(evidence: Told, shelf: Shelf) -> Iterator[Finding]:
    """A mechanism vouches for the very domain that the reader sees."""
    facts = judgeable(evidence)
    if facts is None or not facts.aligned:
        return
    both = facts.aligned_spf and facts.aligned_dkim
    by = "both" if both else "spf" if facts.aligned_spf else "dkim"
    silent = tuple(FILTERS.get(one, one) for one in facts.message.spam.silent)
    details: Details = {"shown": facts.shown or "", "by": by, "silent": silent}
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


def message_forged(evidence: Told, shelf: Shelf) -> Iterator[Finding]:
    """Somebody else may have written the domain's name above his own mail."""
    facts = evidence.message
    if facts is None or facts.shown is None or cause_of(facts) != "forged":
        return
    entry, dmarc = facts.message.border, facts.best.dmarc
    now = facts.discovery.walk.policy if facts.discovery else None
    details: Details = {
        "shown": facts.shown,
        "ip": (entry.ip or "") if entry else "",
        "host": (entry.sender or "") if entry else "",
        "answers_to": _elsewhere(facts),
        "policy": now or (dmarc.policy if dmarc else None) or "",
    }
    yield Finding(code=Code.MESSAGE_FORGED, at=facts.shown, details=details)


def message_forwarded(evidence: Told, shelf: Shelf) -> Iterator[Finding]:
    """Somebody passed the message on, which breaks SPF and sometimes more."""
    facts = judgeable(evidence)
    if facts is None or facts.aligned or facts.refusal:
        return
    about = facts.message
    if not (about.forwarded or about.mailing_list):
        return
    entry = about.border
    own = [one for one in facts.best.dkim if is_ours(facts, one.domain)]
    details: Details = {
        "shown": facts.shown or "",
        "by": (entry.sender or entry.ip or "") if entry else "",
        "list": about.mailing_list,
        "changed": any(one.reason in CHANGED for one in own),
        "signed": bool(own)
        or any(is_ours(facts, one.domain) for one in about.signatures),
    }
    yield Finding(code=Code.MESSAGE_FORWARDED, at=facts.shown or "", details=details)


def message_judged_spam(evidence: Told, shelf: Shelf) -> Iterator[Finding]:
    """The sender is proven, and a filter put the message away all the same."""
    facts = evidence.message
    if facts is None or facts.refusal or cause_of(facts) != "content_spam":
        return
    spam = facts.message.spam
    meanings = meanings_of(spam.why)
    details: Details = {
        "shown": facts.shown or "",
        "filters": tuple(FILTERS.get(one, one) for one in spam.by),
        "words": spam.why,
        "meanings": meanings,
        "silent": tuple(FILTERS.get(one, one) for one in spam.silent),
        "reader": "reader" in meanings,
        "bulk": "bulk" in meanings,
    }
    at = facts.shown or evidence.subject.domain
    yield Finding(code=Code.MESSAGE_JUDGED_SPAM, at=at, details=details)


def message_server_listed(evidence: Told, shelf: Shelf) -> Iterator[Finding]:
    """A filter says that the sending server stands on a block list."""
    facts = evidence.message
    if facts is None or facts.refusal or cause_of(facts) != "blocklisted_ip":
        return
    entry = facts.message.border
    ip = (entry.ip or "") if entry else ""
    details: Details = {
        "shown": facts.shown or "",
        "ip": ip,
        "words": facts.message.spam.why,
        "ours": is_helpdesks(evidence, ip, shelf),
        "service": service_name(facts, shelf),
    }
    at = facts.shown or evidence.subject.domain
    yield Finding(code=Code.MESSAGE_SERVER_LISTED, at=at, details=details)


def _elsewhere(facts: MessageFacts) -> str:
    answers = domain_of(facts.message.reply_to)
    return answers if answers and not is_ours(facts, answers) else ""
