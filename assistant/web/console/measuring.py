"""Whatever is put on the bench, through the whole engine, without a conversation.

The same desk answers that customers ask; nothing here is said in any language
but the reply, so that one measurement can be told in all of them.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field, replace
from datetime import datetime

from assistant.checks.evidence import Evidence, ReverseFacts
from assistant.checks.message import MessageFacts, examine_message
from assistant.checks.reverse import examine_reverse
from assistant.checks.senders import Owner, owners_of
from assistant.desk import Desk, Look
from assistant.dialogue.conversation import Conversation
from assistant.dialogue.moves import Examine
from assistant.lookup.answer import Status
from assistant.lookup.overlay import Overlay
from assistant.lookup.recorder import Recorder
from assistant.lookup.resolver import Resolver
from assistant.mail.spf.audit import Audit, audit
from assistant.replies.compose import compose
from assistant.replies.reply import Reply
from assistant.understanding.question import Known, Subject
from assistant.web.console.put import Put, put
from assistant.web.console.whatif import Laid, WhatIf, lay_over, what_if
from assistant.web.console.wishing import Wishes, organisation, read_wishes

NOWHERE = Subject(domain="arpa")  # opens the DNS for what belongs to no domain
ITS_DOMAIN = "of-this-record.example"
"""Stands for the domain of a record that was pasted without it."""

_OWN_SERVERS = {  # a bare `a` or `mx` costs a lookup and leads to what we don't know
    (ITS_DOMAIN, "A"): ("192.0.2.1",),
    (ITS_DOMAIN, "AAAA"): ("2001:db8::1",),
    (ITS_DOMAIN, "MX"): (f"10 {ITS_DOMAIN}",),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """What came of the records that were wished for.

    `idle` tells why none was tried at all: no_domain or no_zone.
    """

    wishes: Wishes = field(default_factory=Wishes)
    laid: Laid = field(default_factory=Laid)
    outcome: WhatIf | None = None
    idle: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """The engine's whole answer; `reply` is what a customer would be told.

    `owners` is whose address it may be, `spf` the weighed record that was pasted
    without a domain.
    """

    put: Put
    look: Look | None
    letter: MessageFacts | None
    reverse: ReverseFacts | None
    reply: Reply
    tried: Tried
    elapsed_ms: int
    owners: tuple[Owner, ...] = ()
    spf: Audit | None = None


async def measure(
    text: str, wished: str, desk: Desk, language: str, now: datetime
) -> Measured:
    """Examine, judge, prescribe, and try out what was wished."""
    started = time.perf_counter()
    lain = put(text, desk, language, now)
    if lain.subject is None:
        return await _without_domain(lain, wished, desk, language, started)
    look = await desk.look(lain.subject)
    dns = Recorder(desk.open_dns(look.evidence.subject))
    reverse = look.evidence.reverse
    return Measured(
        put=lain,
        look=look,
        letter=look.evidence.message,
        reverse=reverse,
        owners=await _owners(reverse, dns, desk),
        reply=_reply(lain, look, desk),
        tried=await _tried(wished, look, dns, desk),
        elapsed_ms=_since(started),
    )


async def _tried(wished: str, look: Look, dns: Resolver, desk: Desk) -> Tried:
    """The wishes, read and laid over the DNS as far as that can be done."""
    evidence = look.evidence
    wishes = read_wishes(wished, evidence.subject.domain)
    if not wishes.wishes:
        return Tried(wishes=wishes)
    if _has_no_zone(evidence):
        return Tried(wishes=wishes, idle="no_zone")
    laid = await lay_over(wishes.wishes, dns)
    if not laid.sets:
        return Tried(wishes=wishes, laid=laid)
    outcome = await what_if(laid, evidence, desk.shelf, dns)
    return Tried(wishes=wishes, laid=laid, outcome=outcome)


def _has_no_zone(evidence: Evidence) -> bool:
    """Whether nobody registered the name, so that there is nothing to write in."""
    domain, zone = evidence.subject.domain, evidence.zone
    absent = zone.status is Status.ABSENT and domain == organisation(domain)
    return absent or zone.registered is False


async def _owners(
    reverse: ReverseFacts | None, dns: Resolver, desk: Desk
) -> tuple[Owner, ...]:
    if reverse is None:
        return ()
    return await owners_of(reverse, dns, desk.shelf, desk.networks)


def _reply(lain: Put, look: Look, desk: Desk) -> Reply:
    subject = look.evidence.subject
    known = lain.understood.known
    known = replace(known, domain=subject.domain, services=subject.services)
    return compose(
        replace(lain.understood, known=known, subject=subject),
        Examine(subject=subject),
        look.evidence,
        look.diagnosis,
        look.prescription,
        desk.shelf,
        desk.texts,
    )


async def _without_domain(
    lain: Put, wished: str, desk: Desk, language: str, started: float
) -> Measured:
    question = replace(lain.understood.question, language=language)
    start = Conversation(id="bench", known=Known(language=language))
    turn = await desk.take(question, start)
    message = lain.understood.message
    letter = await examine_message(message, None, desk.shelf) if message else None
    dns = Recorder(desk.open_dns(NOWHERE))
    reverse = await examine_reverse(lain.ip, dns)
    return Measured(
        put=lain,
        look=None,
        letter=letter,
        reverse=reverse,
        owners=await _owners(reverse, dns, desk),
        spf=await _weighed(lain.record, desk) if lain.record else None,
        reply=turn.reply,
        tried=Tried(idle="no_domain" if wished.strip() else ""),
        elapsed_ms=_since(started),
    )


async def _weighed(record: str, desk: Desk) -> Audit:
    """What a record costs wherever it is published (RFC 7208 §4.6.4)."""
    led = [term.partition(":")[2] for term in record.split() if ":" in term]
    demo = next((one for one in led if one.endswith(".example")), "")
    dns = desk.open_dns(Subject(domain=demo) if demo else NOWHERE)
    sets = {(ITS_DOMAIN, "TXT"): (record,), **_OWN_SERVERS}
    return await audit(ITS_DOMAIN, Overlay(beneath=dns, proposed=sets))


def _since(started: float) -> int:
    return round((time.perf_counter() - started) * 1000)
