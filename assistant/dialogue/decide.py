"""What to do next: a table of (stage, event) → move.

`EVENTS` reads from top to bottom and the first that is so is the turn's event;
`TABLE` says what to do with it, and `repeats.py` sees to it that no answer comes
twice in a row and no third question in a row: then a person takes over.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

from assistant.dialogue import between, leaning
from assistant.dialogue.between import MOST_OPTIONS
from assistant.dialogue.conversation import Conversation
from assistant.dialogue.moves import (
    Ask,
    Close,
    Decline,
    Examine,
    Explain,
    HandOver,
    Move,
)
from assistant.dialogue.pasted import with_pasted
from assistant.dialogue.repeats import otherwise
from assistant.understanding.question import Follow, Problem, Slot, Understanding

MOST_GUIDES = 4  # to choose from
AFTER_A_LOOK = ("recheck", "how", "do-it")  # keys of words/choices
MAIN_PROBLEMS = (
    Problem.SPAM, Problem.NOT_RECEIVED, Problem.REJECTED, Problem.SETUP_QUESTION,
    Problem.SENDER_SHOWN_WRONG,
)  # fmt: skip
_NEED_A_LOOK = frozenset(
    {
        Problem.SPAM, Problem.REJECTED, Problem.NOT_SENT, Problem.NOT_RECEIVED,
        Problem.SENDER_SHOWN_WRONG, Problem.SETUP_QUESTION,
    }
)  # fmt: skip
_SHOWN_IN_A_HEADER = _NEED_A_LOOK - {Problem.NOT_SENT, Problem.SETUP_QUESTION}
_HOW_TO = frozenset(
    {Problem.DNS_HOW, Problem.HEADER_HOW, Problem.SMTP_HOW, Problem.EXPLAIN_CONCEPT}
)
_BY_WORDS = frozenset({Problem.EXPLAIN_CONCEPT, Problem.DNS_HOW})
_PLAIN = frozenset({Problem.UNCLEAR, Problem.CHANGE_REQUEST, Problem.THANKS})


Is = Callable[[Understanding, Conversation], bool]


class Stage(StrEnum):
    """Where the conversation stands."""

    NEW = "new"
    ASKED = "asked"  # the last move was a question back
    LOOKED = "looked"  # examined at least once
    WITH_PERSON = "with-person"  # handed over


class Event(StrEnum):
    """What this message brings."""

    RUDE = "rude"
    FOREIGN = "foreign"
    THANKFUL = "thankful"
    WANTS_PERSON = "wants-person"
    PERMITS = "permits"
    REFUSES = "refuses"
    AGREES = "agrees"
    ASKS_PRICE = "asks-price"
    NOTES = "notes"
    IS_UPSET = "is-upset"
    ASKS_HOW = "asks-how"
    IS_LOST = "is-lost"
    ASKS_HOW_LONG = "asks-how-long"
    FEARS_HARM = "fears-harm"
    REFUSED_OTHERWISE = "refused-otherwise"
    IS_UNSURE = "is-unsure"
    SOME_READERS = "some-readers"
    NAMES_SEVERAL = "names-several"
    WANTS_CHANGE = "wants-change"
    FREE_ADDRESS = "free-address"
    CHOICE = "choice"
    CAN_LOOK = "can-look"
    BAD_NAME = "bad-name"
    HOW_TO = "how-to"
    LACKS_DOMAIN = "lacks-domain"
    LACKS_PROBLEM = "lacks-problem"


def decide(understanding: Understanding, conversation: Conversation) -> Move:
    """Choose the move for this turn."""
    stage = stage_of(conversation)
    event = event_of(understanding, conversation)
    row = TABLE.get((stage, event)) or TABLE[None, event]
    return otherwise(row(understanding, conversation), conversation)


def stage_of(conversation: Conversation) -> Stage:
    """Tell where the conversation stands."""
    if not conversation.exchanges:
        return Stage.NEW
    last = conversation.exchanges[-1].move
    if isinstance(last, HandOver):
        return Stage.WITH_PERSON
    if isinstance(last, Ask):
        return Stage.ASKED
    return Stage.LOOKED if conversation.looks else Stage.NEW


def event_of(understanding: Understanding, conversation: Conversation) -> Event:
    """Tell what this message brings."""
    return next(event for event, is_so in EVENTS if is_so(understanding, conversation))


def _permits(u: Understanding, c: Conversation) -> bool:
    asked = c.known.asked[-1:] == (Slot.PERMISSION,)
    return asked and u.affirmed is True and u.problem in _PLAIN


def _refuses(u: Understanding, c: Conversation) -> bool:
    asked = c.known.asked[-1:] == (Slot.PERMISSION,)
    return asked and u.affirmed is False and u.problem in _PLAIN


def _agrees(u: Understanding, c: Conversation) -> bool:
    """A bare yes below records: most likely to "shall we do it for you?"."""
    looked = c.last is not None and isinstance(c.last.move, Examine)
    plain = u.affirmed is True and u.problem is Problem.UNCLEAR
    return plain and looked and leaning.gives_records(c.last)


def _free_address(u: Understanding, c: Conversation) -> bool:
    if u.follow is not None or u.bad_name is not None:
        return False
    lone = u.known.address is not None and u.known.domain is None
    asks = u.problem in _NEED_A_LOOK or u.problem is Problem.UNCLEAR
    return asks and (lone or (u.free_sender and not leaning.told_of_free_mail(c)))


def _follows(follow: Follow) -> Is:
    return lambda u, c: u.follow is follow and bool(c.exchanges)


def _upset(u: Understanding, _: Conversation) -> bool:
    return u.follow is Follow.UPSET and u.problem is Problem.HANDOVER


def _refused_otherwise(u: Understanding, _: Conversation) -> bool:
    asks = u.problem in _NEED_A_LOOK | {Problem.UNCLEAR}
    what_is_this = u.message is not None and u.problem in _HOW_TO
    sets_up = u.problem is Problem.SETUP_QUESTION and u.subject is not None
    return u.refusal is not None and (asks or what_is_this) and not sets_up


def _asks_how(u: Understanding, c: Conversation) -> bool:
    asks = u.problem is Problem.DNS_HOW and u.topic != leaning.HEADER_TOPIC
    return asks and _follows(Follow.HOW)(u, c)


def _notes(u: Understanding, c: Conversation) -> bool:
    return u.problem is Problem.THANKS and _follows(Follow.NOTED)(u, c)


def _lacks_domain(u: Understanding, _: Conversation) -> bool:
    if u.known.domain is not None:
        return False
    if u.message is not None:
        return True
    told = u.problem in _NEED_A_LOOK or u.problem is Problem.RECHECK
    return told or (u.problem is Problem.UNCLEAR and u.known.problem in _NEED_A_LOOK)


EVENTS: tuple[tuple[Event, Is], ...] = (
    (Event.RUDE, lambda u, _: u.problem is Problem.ABUSE),
    (Event.ASKS_PRICE, lambda u, _: u.follow is Follow.PRICE),
    (Event.FOREIGN, lambda u, _: u.problem is Problem.OUT_OF_SCOPE),
    (Event.PERMITS, _permits),
    (Event.REFUSES, _refuses),
    (Event.NOTES, _notes),
    (Event.THANKFUL, lambda u, _: u.problem is Problem.THANKS),
    (Event.IS_UPSET, _upset),
    (Event.WANTS_PERSON, lambda u, _: u.problem is Problem.HANDOVER),
    (Event.CHOICE, lambda u, _: bool(u.candidates) and u.subject is None),
    (Event.WANTS_CHANGE, lambda u, _: u.problem is Problem.CHANGE_REQUEST),
    (Event.REFUSED_OTHERWISE, _refused_otherwise),
    (Event.FREE_ADDRESS, _free_address),
    (Event.ASKS_HOW, _asks_how),
    (Event.IS_LOST, _follows(Follow.LOST)),
    (Event.ASKS_HOW_LONG, _follows(Follow.HOW_LONG)),
    (Event.FEARS_HARM, _follows(Follow.HARM)),
    (Event.IS_UNSURE, _follows(Follow.UNSURE)),
    (Event.SOME_READERS, _follows(Follow.SOME_READERS)),
    (Event.NAMES_SEVERAL, between.names_several),
    (Event.CAN_LOOK, lambda u, _: u.subject is not None),
    (Event.BAD_NAME, lambda u, _: u.bad_name is not None),
    (Event.HOW_TO, lambda u, _: u.problem in _HOW_TO),
    (Event.AGREES, _agrees),
    (Event.LACKS_DOMAIN, _lacks_domain),
    (Event.LACKS_PROBLEM, lambda _u, _c: True),
)


def _look(u: Understanding, c: Conversation) -> Move:
    if u.subject is None:
        return _ask_domain(u, c)
    return Examine(subject=with_pasted(u.subject, c))


def _ask_domain(u: Understanding, _: Conversation) -> Move:
    shown = u.message.analysed.from_domain if u.message else None
    if shown is not None and u.known.domain is None:
        return Ask(slot=Slot.DOMAIN, because="service-address")
    return Ask(slot=Slot.DOMAIN, because="bad-domain" if u.bad_name else "")


def _ask_problem(u: Understanding, c: Conversation) -> Move:
    if leaning.absent(c):
        return Ask(slot=Slot.DOMAIN, because="again")
    if c.looks and u.problem in _SHOWN_IN_A_HEADER:  # a detail of what was looked at
        return leaning.some_readers(u, c)
    if c.looks:
        options = (*u.topics[:2], *AFTER_A_LOOK)[:MOST_OPTIONS]
        return Ask(slot=Slot.PROBLEM, options=options, because="looked")
    problems = tuple(problem.value for problem in u.likeliest or MAIN_PROBLEMS)
    nearest = () if u.services or u.likeliest else u.topics
    options = nearest or problems  # a guide may be near, but what he means he knows
    return Ask(slot=Slot.PROBLEM, options=options[:MOST_OPTIONS])


def _explain(u: Understanding, c: Conversation) -> Move:
    if u.topic is None and u.problem in _BY_WORDS and u.topics:
        trouble = [p.value for p in u.likeliest[:2] if p in _NEED_A_LOOK]
        options = (*u.topics[:MOST_GUIDES], *trouble)[:MOST_OPTIONS]
        return Ask(slot=Slot.PROBLEM, options=options, because="guide")
    topic = u.topic or (u.topics[0] if u.topics else None)
    service = u.services[0] if u.services else None
    if topic is None and service is None:
        return _ask_problem(u, c)
    return Explain(topic=topic, service=service)


def _change(u: Understanding, c: Conversation) -> Move:
    """Look before a person changes anything, so that he gets proven records."""
    if u.known.domain is None:
        return _ask_domain(u, c)
    if u.subject is not None and not c.looks:
        return Examine(subject=u.subject)
    return HandOver(reason="change-request")


def _refused(u: Understanding, _: Conversation) -> Move:
    return Explain(refusal=u.refusal)


def _row(move: Move) -> Callable[[Understanding, Conversation], Move]:
    return lambda _u, _c: move


# None: in every stage that has no row of its own.
TABLE: dict[tuple[Stage | None, Event], Callable[[Understanding, Conversation], Move]]
TABLE = {
    (None, Event.RUDE): _row(Decline(reason="abuse")),
    (None, Event.FOREIGN): _row(Decline(reason="out-of-scope")),
    (None, Event.THANKFUL): _row(Close()),
    (None, Event.WANTS_PERSON): _row(HandOver(reason="asked-for")),
    (None, Event.PERMITS): _row(HandOver(reason="change-request")),
    (None, Event.CHOICE): between.ask_which,
    (None, Event.WANTS_CHANGE): _change,
    (None, Event.FREE_ADDRESS): leaning.free_mail,
    (None, Event.ASKS_PRICE): _row(Decline(reason="price")),
    (None, Event.REFUSES): _row(Close(reason="not-now")),
    (None, Event.IS_UPSET): _row(HandOver(reason="upset")),
    (None, Event.NOTES): _row(Close(reason="noted")),
    (None, Event.AGREES): _row(Ask(slot=Slot.PERMISSION)),
    (None, Event.ASKS_HOW): leaning.how,
    (None, Event.IS_LOST): leaning.lost,
    (None, Event.ASKS_HOW_LONG): leaning.how_long,
    (None, Event.FEARS_HARM): leaning.harm,
    (None, Event.REFUSED_OTHERWISE): _refused,
    (None, Event.IS_UNSURE): leaning.unsure,
    (None, Event.SOME_READERS): leaning.some_readers,
    (None, Event.NAMES_SEVERAL): between.ask_which_sends,
    (None, Event.CAN_LOOK): _look,
    (None, Event.BAD_NAME): _ask_domain,
    (None, Event.HOW_TO): _explain,
    (None, Event.LACKS_DOMAIN): _ask_domain,
    (None, Event.LACKS_PROBLEM): _ask_problem,
    (Stage.WITH_PERSON, Event.LACKS_PROBLEM): _row(HandOver(reason="not-understood")),
}
