"""One message by itself: what it names, what it tells, in which language.

The order matters: what was pasted is taken out and read by its own reader, names
and domains are found and masked, and only the words that are left tell the
problem.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from assistant.errors import UnusableInputError
from assistant.knowledge.match import Hit, Matcher
from assistant.knowledge.shelf import Shelf
from assistant.knowledge.weights import Weights
from assistant.knowledge.words import SCANNED_CHARACTERS, blank, fold, tokens
from assistant.mail.headers.message import Kind, Message
from assistant.mail.headers.story import part, split_story
from assistant.understanding.answers import affirmed_by, field_told
from assistant.understanding.between import chosen_between
from assistant.understanding.concepts import Reading, read_concepts
from assistant.understanding.domains_told import in_a_path, mentions_in, typed
from assistant.understanding.followups import followup_in, problem_after
from assistant.understanding.language import language_of
from assistant.understanding.likely import Likely, likely, settle
from assistant.understanding.mentions import Mentions
from assistant.understanding.problems import first_told
from assistant.understanding.question import Follow, Known, Problem, Question, Slot
from assistant.understanding.refusals import refusal_told
from assistant.understanding.senders import (
    Senders,
    senders_in,
    without_readers_programs,
)

_STRAYS = frozenset({Problem.OUT_OF_SCOPE, Problem.ABUSE})
SURE_OFF_TOPIC = 70  # below it, an ongoing talk makes it an unclear answer
SURE_OUTRIGHT = 95
SURE_STRAY = 90  # below it, a name told in a talk is an answer
STRAYED = 0.7  # a share
SURE_PLEASED = 90
SURE_FOREIGN = 80  # no program named in it sends the mail
SURE_NAMED = 60  # "mijn programma is exact" is an answer, whatever it resembles

_PLEASED = re.compile(r"[\u2764\U0001f44c-\U0001f44f\U0001f60a\U0001f642\U0001f64f]")
# What a server wrote is English, whatever language the customer speaks.
_CODE = re.compile(r"\b[45]\d\d[ -]+#?[245]\.\d|\b5\.\d{1,2}\.\d{1,3}\b")
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
    asks: bool  # with a question mark
    reading: Reading
    opinion: Likely | None  # what the weights say, rules aside


@dataclass(frozen=True, slots=True)
class _Heard:
    """What the problem is told by."""

    reading: Reading
    opinion: Likely | None
    message: Message | None
    affirmed: bool | None
    field: bool | None
    follow: Follow | None


def listen(question: Question, known: Known, shelf: Shelf, matcher: Matcher) -> Told:
    """Hear what *question* tells, with what is *known* in mind."""
    story, message = _part(question.text)
    mentions = mentions_in(story, message, known, matcher)
    masked = _mask(story, mentions.spans)
    found = matcher.services(story)
    hits = [hit for hit in found if not in_a_path(hit, mentions, story)]
    senders = _senders(_folded(story), hits, known, shelf)
    words = _words(_mask(masked, [(h.start, h.end) for h in hits]))
    whole = _words(_REFUSAL.sub("", story))
    reading = _read(words, senders, mentions, shelf)
    refused = _CODE.search(question.text[:SCANNED_CHARACTERS]) is not None
    reading = replace(reading, refused=refused)
    affirmed = affirmed_by(words)
    field = field_told(whole, affirmed, asked=known.asked[-1:] == (Slot.SMTP_FIELD,))
    opinion = likely(reading, shelf.weights)
    leans = not (reading.placed or message or field is not None)
    follow = _follow(whole, opinion) if leans else None
    heard = _Heard(reading, opinion, message, affirmed, field, follow)
    problem, sure = _problem(heard, known, shelf.weights)
    if not words and _PLEASED.search(story):
        problem, sure = Problem.THANKS, SURE_PLEASED
    language = language_of(whole, _spoken(question, known))
    return Told(
        language=language,
        senders=_sending(senders, problem, sure, shelf),
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
        asks="?" in story,
        reading=reading,
        opinion=opinion,
    )


def _senders(story: str, hits: Sequence[Hit], known: Known, shelf: Shelf) -> Senders:
    """The programs that send, by their names or as the answer to "which of these"."""
    named = senders_in(story, hits, shelf)
    if named.services:
        return named
    return chosen_between(story, known, shelf) or named


def _sending(senders: Senders, problem: Problem, sure: int, shelf: Shelf) -> Senders:
    """Those of the programs named that send, for a matter of this kind."""
    if problem is Problem.OUT_OF_SCOPE and sure >= SURE_FOREIGN:
        return Senders()
    if problem is Problem.HEADER_HOW:
        return without_readers_programs(senders, shelf)
    return senders


def _problem(heard: _Heard, known: Known, weights: Weights) -> tuple[Problem, int]:
    """The problem and how sure, what came before in mind."""
    reading = heard.reading
    ruled = _ruled(reading, heard.opinion, weights, begun=known.begun)
    problem, sure = _weigh(ruled, heard, begun=known.begun)
    fills = _only_fills(reading, problem, known, affirmed=heard.affirmed)
    if heard.field is not None or fills:
        problem, sure = Problem.UNCLEAR, 0
    if heard.follow is not None:
        problem = problem_after(heard.follow, problem, known)
    return problem, sure


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
    weights: Weights,
    *,
    begun: bool,
) -> tuple[Problem, int]:
    """The problem by the rules and the weights; short answers lean on the rules."""
    if reading.has("OUTRIGHT") and not reading.has(
        "NO_PERSON"
    ):  # a person, whatever else is told beside it
        return Problem.HANDOVER, SURE_OUTRIGHT
    ruled, sure = first_told(reading)
    if begun and opinion is not None:
        answers = reading.placed or reading.named
        least = weights.limits["filled" if answers else "begun"]
        silent = opinion.best is Problem.UNCLEAR  # what came before tells more
        if silent or opinion.of(opinion.best) < least:
            return ruled, sure
    return settle(ruled, sure, opinion, weights)


def _weigh(
    ruled: tuple[Problem, int], heard: _Heard, *, begun: bool
) -> tuple[Problem, int]:
    """Tell the problem, with what was pasted and what came before in mind."""
    problem, sure = ruled
    message, reading = heard.message, heard.reading
    least = SURE_OFF_TOPIC if begun else SURE_NAMED if reading.named else 0
    if begun and (reading.named or reading.placed):
        least = SURE_STRAY  # most likely the name or the domain that was asked for
    if problem is Problem.OUT_OF_SCOPE and sure < least:
        return Problem.UNCLEAR, 0
    if message is not None and problem in {Problem.UNCLEAR, Problem.OUT_OF_SCOPE}:
        bounced = message.kind is Kind.BOUNCE or message.refusal is not None
        return (Problem.REJECTED, 90) if bounced else (Problem.UNCLEAR, 90)
    if reading.refused and problem in {Problem.UNCLEAR, Problem.HANDOVER}:
        return (problem, sure) if sure >= SURE_OFF_TOPIC else (Problem.REJECTED, 60)
    return problem, sure


def _part(text: str) -> tuple[str, Message | None]:
    """The customer's words, as far as they are scanned, and what he pasted."""
    story, message = _parted(text)
    return typed(story[:SCANNED_CHARACTERS]), message


def _parted(text: str) -> tuple[str, Message | None]:
    if ":" not in text and not _REFUSAL.search(text):
        return text, None
    try:
        story, message = part(text)
    except UnusableInputError:
        return split_story(text)[0], None
    return story, None if message and message.kind is Kind.TEXT else message


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
