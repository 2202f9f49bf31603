"""From a question to what was understood of it, earlier messages included.

The order matters: what was pasted is taken out and read by its own reader, names
and domains are found and masked, and only the words that are left tell the
problem.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from assistant.errors import UnusableInputError
from assistant.knowledge.match import Hit, Matcher
from assistant.knowledge.shelf import Shelf
from assistant.knowledge.words import blank, fold, tokens
from assistant.mail.headers.message import (
    Kind,
    Message,
    read,
    split_story,
)
from assistant.understanding.answers import affirmed_by, is_only
from assistant.understanding.concepts import Reading, read_concepts
from assistant.understanding.free_mail import FREE_MAIL_DOMAINS
from assistant.understanding.language import language_of
from assistant.understanding.mentions import Mentions, find_mentions
from assistant.understanding.problems import problem_of
from assistant.understanding.question import (
    Known,
    Problem,
    Question,
    Slot,
    Subject,
    Understanding,
)
from assistant.understanding.senders import Senders, senders_in
from assistant.understanding.topics import NEAR_TOPIC, topic_for

SURE_OFF_TOPIC = 70  # below it, an open question makes it an unclear answer

LONGEST_SCHEME = len("https://www.")

TROUBLES = frozenset(
    {
        Problem.SPAM, Problem.REJECTED, Problem.NOT_SENT, Problem.NOT_RECEIVED,
        Problem.SENDER_SHOWN_WRONG, Problem.SETUP_QUESTION,
    }
)  # fmt: skip
_LOOK_FIRST = TROUBLES | {Problem.RECHECK, Problem.CHANGE_REQUEST}
_LOOKED_AT = TROUBLES | {Problem.RECHECK, Problem.UNCLEAR}
_ASIDES = frozenset(
    {
        Problem.THANKS, Problem.HANDOVER, Problem.ABUSE, Problem.OUT_OF_SCOPE,
        Problem.UNCLEAR, Problem.RECHECK, Problem.EXPLAIN_CONCEPT, Problem.DNS_HOW,
        Problem.HEADER_HOW,
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """What this one message tells."""

    language: str
    senders: Senders
    mentions: Mentions
    problem: Problem
    sure: int
    topics: tuple[Hit, ...]
    message: Message | None
    affirmed: bool | None
    still: bool  # it goes on, after what was done
    bare: bool  # nothing but a name or a domain


def understand(
    question: Question, conversation_known: Known, shelf: Shelf, matcher: Matcher
) -> Understanding:
    """Understand *question* in the light of what the conversation knows."""
    told = _listen(question, conversation_known, shelf, matcher)
    known = _merge(conversation_known, told)
    problem = told.problem
    mentions = told.mentions
    filled = (
        told.senders.services or mentions.domains or mentions.address
        or mentions.bad_name
    )  # fmt: skip
    open_slot = conversation_known.asked[-1] if conversation_known.asked else None
    settles = open_slot is Slot.SMTP_FIELD and told.affirmed is not None
    if problem is Problem.UNCLEAR and (filled or told.message or settles):
        problem = known.problem or problem
    ranked = tuple(hit.id for hit in told.topics if hit.score >= NEAR_TOPIC)
    best = told.topics[0] if told.topics else None
    topic = topic_for(problem, told.topics, shelf)
    return Understanding(
        question=question,
        known=known,
        problem=problem,
        services=told.senders.services,
        candidates=told.senders.candidates,
        topic=topic,
        topics=ranked,
        message=told.message,
        domains=told.mentions.domains,
        bad_name=told.mentions.bad_name,
        affirmed=told.affirmed,
        score=max(told.sure, told.senders.score, best.score if topic and best else 0),
        subject=_subject(told, known, settles=settles),
    )


def _listen(question: Question, known: Known, shelf: Shelf, matcher: Matcher) -> _Told:
    story, message = _part(question.text)
    asked = known.asked[-1] if known.asked else None
    mentions = find_mentions(
        story,
        is_services_own=matcher.is_a_services_own,
        asked_for_domain=asked is Slot.DOMAIN,
    )
    if message is not None:
        mentions = _with_senders_domain(mentions, message, matcher)
    masked = _mask(story, mentions.spans)
    hits = tuple(
        hit for hit in matcher.services(story) if not _in_a_path(hit, mentions, story)
    )
    senders = senders_in(_folded(story), hits, shelf)
    words = [
        word.text
        for word in tokens(blank(_mask(masked, [(h.start, h.end) for h in hits])))
    ]
    whole = [word.text for word in tokens(blank(story))]
    language = language_of(whole, question.language or known.language)
    named = bool(senders.services or senders.candidates)
    reading = read_concepts(words, named=named, placed=bool(mentions.domains))
    problem, sure = _weigh(reading, message, answers=asked is not None)
    return _Told(
        language=language,
        senders=senders,
        mentions=mentions,
        problem=problem,
        sure=sure,
        topics=matcher.topics(masked, language),
        message=message,
        affirmed=affirmed_by(words),
        still=reading.has("STILL", "AGAIN", "NOW"),
        bare=is_only(words),
    )


def _weigh(
    reading: Reading, message: Message | None, *, answers: bool
) -> tuple[Problem, int]:
    """Tell the problem, with what was pasted and what had been asked in mind."""
    problem, sure = problem_of(reading)
    if answers and problem is Problem.OUT_OF_SCOPE and sure < SURE_OFF_TOPIC:
        return Problem.UNCLEAR, 0
    if message is not None and problem in {Problem.UNCLEAR, Problem.OUT_OF_SCOPE}:
        bounced = message.kind is Kind.BOUNCE
        return (Problem.REJECTED, 90) if bounced else (Problem.UNCLEAR, 90)
    return problem, sure


def _part(text: str) -> tuple[str, Message | None]:
    """Part the customer's words from what he pasted, and read that."""
    if ":" not in text:
        return text, None
    story, pasted = split_story(text)
    if not pasted.strip():
        return story, None
    try:
        message = read(pasted)
    except UnusableInputError:
        return story, None
    return story, None if message.kind is Kind.TEXT else message


def _with_senders_domain(
    mentions: Mentions, message: Message, matcher: Matcher
) -> Mentions:
    """Take the domain of the message's own sender, unless the words named one."""
    domain = message.analysed.from_domain
    if mentions.domains or domain is None:
        return mentions
    if domain in FREE_MAIL_DOMAINS:
        address = message.analysed.from_address
        return replace(mentions, free_address=True, address=mentions.address or address)
    if matcher.is_a_services_own(domain):
        return mentions
    return replace(mentions, domains=(domain,), bad_name=None)


def _in_a_path(hit: Hit, mentions: Mentions, text: str) -> bool:
    """Whether the hit stands behind the host of a web address: that names nobody."""
    return any(
        start <= hit.start < end
        and hit.start - start > LONGEST_SCHEME
        and text[hit.start - 1] != "@"
        for start, end in mentions.spans
    )


def _merge(known: Known, told: _Told) -> Known:
    """Keep what was known until this message says otherwise."""
    services = known.services
    if told.senders.services:
        earlier = known.services if told.senders.also else ()
        services = tuple(dict.fromkeys((*told.senders.services, *earlier)))
    domain = told.mentions.domains[0] if told.mentions.domains else known.domain
    problem = known.problem
    if told.problem not in _ASIDES or (
        problem is None and told.problem is not Problem.UNCLEAR
    ):
        problem = told.problem
    field = known.smtp_field
    if known.asked and known.asked[-1] is Slot.SMTP_FIELD and told.affirmed is not None:
        field = told.affirmed
    return replace(
        known,
        language=told.language,
        services=services,
        domain=domain,
        address=told.mentions.address or known.address,
        problem=problem,
        smtp_field=field,
    )


def _subject(told: _Told, known: Known, *, settles: bool) -> Subject | None:
    """Say what to examine, when enough is known and looking can help."""
    domain = known.domain
    if told.message is not None and told.message.analysed.from_domain:
        domain = domain or told.message.analysed.from_domain
    if domain is None or (told.senders.candidates and told.message is None):
        return None
    fills = bool(told.mentions.domains or told.senders.services)
    asks = told.problem in _LOOK_FIRST
    waits = told.problem is Problem.UNCLEAR and (
        (fills and (known.problem in _LOOKED_AT or told.bare)) or settles
    )
    if not (asks or waits or told.message is not None):
        return None
    own = known.address and known.address.endswith("@" + domain)
    return Subject(
        domain=domain,
        services=known.services,
        problem=known.problem,
        message=told.message,
        sender=known.address if own else None,
        smtp_field=known.smtp_field,
        fresh=told.problem is Problem.RECHECK or told.still,
    )


def _mask(text: str, spans: Iterable[tuple[int, int]]) -> str:
    letters = list(text)
    for start, end in spans:
        letters[start:end] = " " * (end - start)
    return "".join(letters)


def _folded(text: str) -> str:
    """Fold letter by letter, so that every place in it stays where it was."""
    return "".join(f if len(f := fold(c)) == 1 else c for c in text[:4000])
