"""Whatever is put on the bench, through the whole engine, without a conversation.

The same desk answers that customers ask. What was typed may be a domain, a
service, an address, a record, a header, a whole message, a bounce, or a sentence
that holds several of them; what it is, is worked out and told.
"""

from __future__ import annotations

import re
import time
from dataclasses import dataclass, replace
from datetime import datetime
from ipaddress import ip_address

from assistant.checks.evidence import ReverseFacts
from assistant.checks.message import MessageFacts, examine_message
from assistant.checks.reverse import examine_reverse
from assistant.desk import Desk, Look
from assistant.dialogue.conversation import Conversation
from assistant.dialogue.moves import Examine
from assistant.lookup.recorder import Recorder
from assistant.mail.headers.story import split_story
from assistant.replies.compose import compose
from assistant.replies.reply import Reply
from assistant.understanding.question import (
    Known,
    Question,
    Subject,
    Understanding,
)
from assistant.understanding.understand import understand
from assistant.web.console.whatif import (
    WhatIf,
    Wishes,
    lay_over,
    read_wishes,
    what_if,
)

SEARCHED = 2_000  # characters of the story in which an address is looked for
_ADDRESS = re.compile(
    r"(?<![\w.:])(?:\d{1,3}(?:\.\d{1,3}){3}|[0-9a-fA-F:]*::?[0-9a-fA-F:.]+)(?![\w:])"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Put:
    """What was put on the bench, and what it was taken for."""

    understood: Understanding
    subject: Subject | None
    ip: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """The engine's whole answer; `reply` is what a customer would be told."""

    put: Put
    look: Look | None
    letter: MessageFacts | None
    reverse: ReverseFacts | None
    reply: Reply
    wishes: Wishes
    simulated: WhatIf | None
    elapsed_ms: int


def put(text: str, desk: Desk, language: str, now: datetime) -> Put:
    """Work out what lies on the bench."""
    question = Question(text=text, asked_at=now, language=language)
    understood = understand(
        question, Known(language=language), desk.shelf, desk.matcher
    )
    known = replace(understood.known, language=language)
    understood = replace(understood, known=known)
    ip = address_in(split_story(text)[0] if understood.message else text)
    domain = known.domain or _of_message(understood)
    subject = understood.subject
    if subject is None and domain is not None:
        subject = Subject(
            domain=domain, services=known.services, message=understood.message
        )
    if subject is not None and ip is not None:
        subject = replace(subject, ip=ip)
    return Put(understood=understood, subject=subject, ip=ip)


def _of_message(understood: Understanding) -> str | None:
    message = understood.message
    return message.analysed.from_domain if message else None


def address_in(text: str) -> str | None:
    """The first IP address in a text, if there is one."""
    for found in _ADDRESS.finditer(text[:SEARCHED]):
        try:
            return str(ip_address(found[0].strip(".")))
        except ValueError:
            continue
    return None


async def measure(
    text: str, wished: str, desk: Desk, language: str, now: datetime
) -> Measured:
    """Examine, judge, prescribe, and try out what was wished."""
    started = time.perf_counter()
    lain = put(text, desk, language, now)
    if lain.subject is None:
        return await _without_domain(lain, desk, language, started)
    look = await desk.look(lain.subject)
    wishes = read_wishes(wished, look.evidence.subject.domain)
    simulated = None
    if wishes.wishes:
        dns = Recorder(desk.open_dns(look.evidence.subject))
        sets = await lay_over(wishes.wishes, dns)
        simulated = await what_if(sets, look.evidence, look.diagnosis, desk.shelf, dns)
    return Measured(
        put=lain,
        look=look,
        letter=look.evidence.message,
        reverse=look.evidence.reverse,
        reply=_reply(lain, look, desk),
        wishes=wishes,
        simulated=simulated,
        elapsed_ms=_since(started),
    )


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
    lain: Put, desk: Desk, language: str, started: float
) -> Measured:
    question = replace(lain.understood.question, language=language)
    start = Conversation(id="bench", known=Known(language=language))
    turn = await desk.take(question, start)
    message = lain.understood.message
    letter = await examine_message(message, None, desk.shelf) if message else None
    dns = Recorder(desk.open_dns(Subject(domain="arpa")))
    return Measured(
        put=lain,
        look=None,
        letter=letter,
        reverse=await examine_reverse(lain.ip, dns),
        reply=turn.reply,
        wishes=Wishes(),
        simulated=None,
        elapsed_ms=_since(started),
    )


def _since(started: float) -> int:
    return round((time.perf_counter() - started) * 1000)
