"""One message by itself: what it names, what it tells, in which language.

The order matters: what was pasted is taken out and read by its own reader, names
and domains are found and masked, and only the words that are left tell the
problem.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from assistant.errors import UnusableInputError
from assistant.knowledge.match import Hit, Matcher
from assistant.knowledge.ordinary import ORDINARY_WORDS
from assistant.knowledge.shelf import Shelf
from assistant.knowledge.words import SCANNED_CHARACTERS, blank, fold, tokens
from assistant.lookup.name import registered_domain
from assistant.mail.headers.message import Kind, Message, read, split_story
from assistant.understanding.answers import affirmed_by, field_told
from assistant.understanding.concepts import Reading, read_concepts
from assistant.understanding.followups import followup_in, problem_after
from assistant.understanding.free_mail import FREE_MAIL_DOMAINS
from assistant.understanding.language import language_of
from assistant.understanding.likely import Likely, likely, settle
from assistant.understanding.mentions import Mentions, find_mentions
from assistant.understanding.problems import first_told
from assistant.understanding.question import Follow, Known, Problem, Question, Slot
from assistant.understanding.refusals import OF_THE_SENDER, refusal_told
from assistant.understanding.senders import Senders, senders_in

_STRAYS = frozenset({Problem.OUT_OF_SCOPE, Problem.ABUSE})
SURE_OFF_TOPIC = 70  # below it, an ongoing talk makes it an unclear answer
SURE_IN_A_TALK = 85  # of a rule; a general one says little of a short answer
STRAYED = 0.7  # a share
LONGEST_SCHEME = len("https://www.")

# What a server wrote is English, whatever language the customer speaks.
_ADDRESS = re.compile(r"\S+@\S+")
_REFUSAL = re.compile(r"(?m)\b[45]\d\d[ -]+#?[245]\.\d{1,3}\.\d{1,3}\b.*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What this one message tells."""

    language: str
    senders: Senders
    mentions: Mentions
    problem: Problem
    sure: int
    topics: tuple[Hit, ...]
    message: Message | None
    affirmed: bool | None
    field: bool | None  # whether his program has a field for a mail server
    follow: Follow | None
    refusal: str | None
    still: bool  # it goes on, after what was done
    reading: Reading
    opinion: Likely | None  # what the weights say, rules aside


def listen(question: Question, known: Known, shelf: Shelf, matcher: Matcher) -> Told:
    """Hear what *question* tells, with what is *known* in mind."""
    story, message = _part(question.text)
    mentions = _mentions(story, message, known, matcher)
    masked = _mask(story, mentions.spans)
    hits = tuple(
        hit for hit in matcher.services(story) if not _in_a_path(hit, mentions, story)
    )
    senders = senders_in(_folded(story), hits, shelf)
    words = _words(_mask(masked, [(h.start, h.end) for h in hits]))
    whole = _words(_REFUSAL.sub("", story))
    reading = _read(words, senders, mentions, shelf)
    affirmed = affirmed_by(words)
    field = field_told(whole, affirmed, asked=known.asked[-1:] == (Slot.SMTP_FIELD,))
    opinion = likely(reading, shelf.weights)
    leans = not (reading.placed or message or field is not None)
    follow = _follow(whole, opinion) if leans else None
    ruled = _ruled(reading, opinion, shelf.weights.limits, begun=known.begun)
    problem, sure = _weigh(ruled, message, begun=known.begun)
    if field is not None or _only_fills(reading, problem, known, affirmed=affirmed):
        problem, sure = Problem.UNCLEAR, 0
    if follow is not None:
        problem = problem_after(follow, problem, known)
    language = language_of(whole, _spoken(question, known))
    return Told(
        language=language,
        senders=senders,
        mentions=mentions,
        problem=problem,
        sure=sure,
        topics=matcher.topics(masked, language),
        message=message,
        affirmed=affirmed,
        field=field,
        follow=follow,
        refusal=_refusal(story, message, mentions, known),
        still=reading.has("STILL", "AGAIN", "NOW"),
        reading=reading,
        opinion=opinion,
    )


def _mentions(
    story: str, message: Message | None, known: Known, matcher: Matcher
) -> Mentions:
    mentions = find_mentions(
        story,
        is_services_own=cache(lambda name: _is_a_services(name, matcher)),
        asked_for_domain=known.asked[-1:] == (Slot.DOMAIN,),
    )
    if message is None:
        return mentions
    return _with_senders_domain(mentions, message, matcher)


def _read(
    words: Sequence[str], senders: Senders, mentions: Mentions, shelf: Shelf
) -> Reading:
    named = bool(senders.services or senders.candidates)
    placed = bool(mentions.domains or mentions.bad_name)
    reading = read_concepts(words, named=named, placed=placed)
    return _with_foreign(reading, mentions, shelf)


def _with_foreign(reading: Reading, mentions: Mentions, shelf: Shelf) -> Reading:
    """Add that a service's technical address was seen; nobody names a program so."""
    for name in mentions.foreign if reading.words else ():
        homes = (service.homepage for service in shelf.services.values())
        if not any(f"{name}/".startswith(_home(one)) for one in homes):
            return replace(reading, concepts=reading.concepts | {"FOREIGN"})
    return reading


@lru_cache(maxsize=1024)
def _home(homepage: str) -> str:
    return homepage.partition("//")[2].removeprefix("www.").rstrip("/") + "/"


def _spoken(question: Question, known: Known) -> str:
    """The language of a text that does not show its own."""
    if known.begun and question.language == known.page:
        return known.language
    return question.language or known.language


def _words(text: str) -> list[str]:
    return [word.text for word in tokens(blank(text))]


def _refusal(
    story: str, message: Message | None, mentions: Mentions, known: Known
) -> str | None:
    placed = bool(mentions.domains or known.domain)
    return refusal_told(story, message, placed=placed)


def _follow(words: Sequence[str], opinion: Likely | None) -> Follow | None:
    """The follow-up; "waar vind ik mijn factuur" leans on no answer of ours."""
    found = followup_in(words)
    strays = opinion is not None and opinion.of(*_STRAYS) >= STRAYED
    return None if strays and found is Follow.HOW else found


def _only_fills(
    reading: Reading, problem: Problem, known: Known, *, affirmed: bool | None
) -> bool:
    """Whether it tells what was asked for: "ja, en ons domein is bakkerij.nl"."""
    if not known.begun or problem is not Problem.SETUP_QUESTION:
        return False
    names = reading.placed and not reading.has("SETUP", "AUTH", "DNS", "HOW", "CHECK")
    told = known.problem is not None and not reading.has("LOOK", "SENDER_RULES")
    return reading.placed and (affirmed is True or (names and told))


def _ruled(
    reading: Reading,
    opinion: Likely | None,
    limits: Mapping[str, float],
    *,
    begun: bool,
) -> tuple[Problem, int]:
    """The problem by the rules and the weights; short answers lean on the rules."""
    ruled, sure = first_told(reading)
    if begun and opinion is not None:
        vague = ruled is Problem.UNCLEAR or sure < SURE_IN_A_TALK
        answers = reading.placed or reading.named
        least = limits["begun" if vague else "sure"]
        strays = opinion.best in _STRAYS and not answers
        if answers or not (vague or strays) or opinion.of(opinion.best) < least:
            return ruled, sure
    return settle(ruled, sure, opinion, limits)


def _weigh(
    ruled: tuple[Problem, int], message: Message | None, *, begun: bool
) -> tuple[Problem, int]:
    """Tell the problem, with what was pasted and what came before in mind."""
    problem, sure = ruled
    if begun and problem is Problem.OUT_OF_SCOPE and sure < SURE_OFF_TOPIC:
        return Problem.UNCLEAR, 0
    if message is not None and problem in {Problem.UNCLEAR, Problem.OUT_OF_SCOPE}:
        bounced = message.kind is Kind.BOUNCE
        return (Problem.REJECTED, 90) if bounced else (Problem.UNCLEAR, 90)
    return problem, sure


def _part(text: str) -> tuple[str, Message | None]:
    """The customer's words, as far as they are scanned, and what he pasted."""
    story, message = _parted(text)
    return story[:SCANNED_CHARACTERS], message


def _parted(text: str) -> tuple[str, Message | None]:
    if ":" not in text and not _REFUSAL.search(text):
        return text, None
    story, pasted = split_story(text)
    if not pasted.strip():
        return story, None
    try:
        message = read(pasted)
    except UnusableInputError:
        return story, None
    return story, None if message.kind is Kind.TEXT else message


def _is_a_services(domain: str, matcher: Matcher) -> bool:
    """Whether *domain* is a service's: listed, or its very name under another end."""
    if matcher.is_a_services_own(domain):
        return True
    label = (registered_domain(domain) or domain).partition(".")[0]
    if label in ORDINARY_WORDS:
        return False
    return any(
        hit.exact and (hit.start, hit.end) == (0, len(label))
        for hit in matcher.services(label)
    )


def _with_senders_domain(
    mentions: Mentions, message: Message, matcher: Matcher
) -> Mentions:
    """Take the domain of the message's own sender, unless the words named one."""
    domain = message.sender_domain
    if mentions.domains:
        return mentions
    if domain is None:
        return _with_refused_domain(mentions, message, matcher)
    if domain in FREE_MAIL_DOMAINS:
        address = message.analysed.from_address
        return replace(mentions, free_address=True, address=mentions.address or address)
    if matcher.is_a_services_own(domain):
        return replace(mentions, foreign=(*mentions.foreign, domain))
    return replace(mentions, domains=(domain,), bad_name=None)


def _with_refused_domain(
    mentions: Mentions, message: Message, matcher: Matcher
) -> Mentions:
    """Take the domain told in or behind a lone line of refusal; no address in it."""
    refusal = message.refusal
    if refusal is None or message.fields or mentions.address:
        return mentions
    if refusal.kind not in OF_THE_SENDER:  # it names a list, or the receiver
        return mentions
    told = find_mentions(
        _ADDRESS.sub(" ", refusal.text),
        is_services_own=cache(lambda name: _is_a_services(name, matcher)),
        asked_for_domain=False,
    )
    return replace(mentions, domains=told.domains[:1]) if told.domains else mentions


def _in_a_path(hit: Hit, mentions: Mentions, text: str) -> bool:
    """Whether the hit stands behind the host of a web address: that names nobody."""
    return any(
        start <= hit.start < end
        and hit.start - start > LONGEST_SCHEME
        and text[hit.start - 1] != "@"
        for start, end in mentions.spans
    )


def _mask(text: str, spans: Iterable[Sequence[int]]) -> str:
    letters = list(text)
    for start, end in spans:
        letters[start:end] = " " * (end - start)
    return "".join(letters)


def _folded(text: str) -> str:
    """Fold letter by letter, so that every place in it stays where it was."""
    if text.isascii():
        return text.casefold()
    return "".join(f if len(f := fold(c)) == 1 else c for c in text)
