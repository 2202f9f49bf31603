"""What is worth a word about a message, beside its cause. One function a code."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.checks.message_notes import (
    BULK_NOTE,
    played_address,
    receiver_of_bulk,
)
from assistant.diagnosis.codes import Code
from assistant.diagnosis.finding import Details, Finding
from assistant.diagnosis.message_cause import is_ours
from assistant.diagnosis.told import Told, judgeable, service_name
from assistant.knowledge.shelf import Shelf
from assistant.mail.headers.people import domain_of

RECEIVERS = {"gmail": "Gmail", "yahoo": "Yahoo", "outlook": "Outlook.com"}
LONG_S = 900  # on the way; an ordinary delay is seconds


def message_bulk_rules(evidence: Told, shelf: Shelf) -> Iterator[Finding]:
    """Bulk mail lacks what this receiver asks of it."""
    facts = judgeable(evidence)
    receiver = receiver_of_bulk(facts.message) if facts else None
    if facts is None or receiver is None:
        return
    wanted = tuple(one for one in facts.notes if one.startswith(BULK_NOTE))
    if wanted:
        details: Details = {
            "shown": facts.shown or "",
            "receiver": RECEIVERS[receiver],
            "missing": tuple(one.removeprefix(BULK_NOTE) for one in wanted),
            "service": service_name(facts, shelf),
        }
        at = facts.shown or ""
        yield Finding(code=Code.MESSAGE_BULK_RULES, at=at, details=details)


def message_delayed(evidence: Told, shelf: Shelf) -> Iterator[Finding]:
    """The message lay still somewhere on its way."""
    facts = evidence.message
    if facts is None or facts.timeline.skewed:
        return  # with a clock that is wrong, no time can be told
    for leg in facts.timeline.legs:
        slow = leg.number == facts.timeline.slowest
        if slow and leg.delay_s is not None and leg.delay_s >= LONG_S:
            details: Details = {
                "minutes": leg.delay_s // 60,
                "sender": leg.sender or leg.ip or "",
                "next": leg.by or "",
            }
            at = leg.by or evidence.subject.domain
            yield Finding(code=Code.MESSAGE_DELAYED, at=at, details=details)


def message_false_verdict(evidence: Told, shelf: Shelf) -> Iterator[Finding]:
    """A field speaks in the receiver's name and was there before he had the mail."""
    facts = evidence.message
    if facts is not None and facts.message.forged_stamp:
        by = facts.message.stated_by or facts.message.receiver or ""
        yield Finding(code=Code.MESSAGE_FALSE_VERDICT, at=by, details={"by": by})


def message_open_end(evidence: Told, shelf: Shelf) -> Iterator[Finding]:
    """A signature leaves the end of the text open."""
    facts = evidence.message
    for one in facts.verified_dkim if facts else ():
        if one.unsigned_tail:
            details: Details = {"signer": one.domain}
            yield Finding(code=Code.MESSAGE_OPEN_END, at=one.domain, details=details)
            return


def message_other_address(evidence: Told, shelf: Shelf) -> Iterator[Finding]:
    """The name shown plays an address, or answers go to somebody else."""
    facts = judgeable(evidence)
    if facts is None:
        return
    about = facts.message
    answers = domain_of(about.reply_to)
    named = played_address(about.from_display)
    strange = named is not None and not is_ours(facts, domain_of(named))
    elsewhere = answers is not None and not is_ours(facts, answers)
    if strange or elsewhere:
        details: Details = {
            "shown": about.from_address or facts.shown or "",
            "named": (named or "") if strange else "",
            "answers_to": (about.reply_to or "") if elsewhere else "",
        }
        at = facts.shown or ""
        yield Finding(code=Code.MESSAGE_OTHER_ADDRESS, at=at, details=details)


def message_policy_changed(evidence: Told, shelf: Shelf) -> Iterator[Finding]:
    """The domain asks something else of receivers than when the mail came in."""
    facts = judgeable(evidence)
    if facts is None or "policy-changed" not in facts.notes:
        return
    stated = facts.stated.dmarc
    now = facts.discovery.walk.policy if facts.discovery else None
    if stated and stated.policy and now:
        details: Details = {
            "shown": facts.shown or "",
            "then": stated.policy,
            "now": now,
        }
        at = facts.shown or ""
        yield Finding(code=Code.MESSAGE_POLICY_CHANGED, at=at, details=details)
