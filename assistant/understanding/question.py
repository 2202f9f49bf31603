"""What the customer asked, and what was understood of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from assistant.mail.headers.message import Message
from assistant.understanding.account_values import AccountValue


class Problem(StrEnum):
    """What troubles the customer; the vocabulary of the command line's JSON."""

    SPAM = "spam"
    REJECTED = "rejected"
    NOT_SENT = "not_sent"
    NOT_RECEIVED = "not_received"
    SENDER_SHOWN_WRONG = "sender_shown_wrong"
    SETUP_QUESTION = "setup_question"
    DNS_HOW = "dns_how"
    HEADER_HOW = "header_how"
    SMTP_HOW = "smtp_how"
    EXPLAIN_CONCEPT = "explain_concept"
    CHANGE_REQUEST = "change_request"
    RECHECK = "recheck"
    HANDOVER = "handover"
    THANKS = "thanks"
    OUT_OF_SCOPE = "out_of_scope"
    ABUSE = "abuse"
    UNCLEAR = "unclear"


class Follow(StrEnum):
    """A short saying that leans on the answer above it."""

    HOW = "how"  # "hoe doe ik dat", "waar zit dat menu", "kan ik dat zelf?"
    LOST = "lost"  # "dat snap ik niet"
    UNSURE = "unsure"  # "weet ik niet"
    SOME_READERS = "some-readers"  # "bij Gmail wel maar Hotmail niet"
    PRICE = "price"  # "wat kost dat"
    PROCEED = "proceed"  # "ja doe maar"
    NOTED = "noted"  # "ok"
    UPSET = "upset"  # "wat een rotservice"
    HOW_LONG = "how-long"  # "hoe lang duurt dat?"
    HARM = "harm"  # "kan dat kwaad?", "hoe draai ik het terug?"


class Slot(StrEnum):
    """What one question back can ask for."""

    SERVICE = "service"
    DOMAIN = "domain"
    MESSAGE = "message"
    PROBLEM = "problem"
    RECIPIENT = "recipient"
    ACCOUNT_VALUES = "account_values"
    PERMISSION = "permission"
    SMTP_FIELD = "smtp_field"  # told as "permission" outside: a yes or a no
    STILL_USED = "still_used"  # is a sender in the SPF record still in use?


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One message of the customer, as it came in."""

    text: str
    asked_at: datetime
    language: str | None = None  # what the page was shown in, a hint only


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What the conversation knows until the customer says otherwise.

    `services` are ids, best first. `asked` is what the last turn asked for, if it
    did. `smtp_field` is whether the customer's program has a field for a mail
    server of his own: yes, no, or not told. `host` is the id of the panel in which
    the domain's DNS is edited, once seen. `page` is the language that the page was
    last shown in: when it changes, the customer changed it. `used` and `unused`
    are terms of the SPF record whose sender he does or does not use any more,
    `asked_term` is the one that was asked about last. `account_values` are the
    records that he pasted from his account. `between` are those of the services of
    which he did not tell which sends, until he is asked.
    """

    language: str = "nl"
    page: str | None = None
    services: tuple[str, ...] = ()
    domain: str | None = None
    address: str | None = None
    problem: Problem | None = None
    smtp_field: bool | None = None
    host: str | None = None
    asked: tuple[Slot, ...] = ()
    asked_term: str = ""
    used: tuple[str, ...] = ()
    unused: tuple[str, ...] = ()
    account_values: tuple[AccountValue, ...] = ()
    between: tuple[str, ...] = ()

    @property
    def begun(self) -> bool:
        """Whether anything was told or asked before."""
        told = self.services or self.domain or self.address or self.problem
        return bool(told or self.asked)


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What to examine: a domain, seen from the services that send for it."""

    domain: str
    services: tuple[str, ...] = ()
    problem: Problem | None = None
    message: Message | None = None
    ip: str | None = None
    sender: str | None = None
    smtp_field: bool | None = None
    fresh: bool = False  # past the cache: the customer says that he changed it
    used: tuple[str, ...] = ()  # terms of SPF whose sender is still in use
    unused: tuple[str, ...] = ()  # those whose sender is not, as he said by name
    account_values: tuple[AccountValue, ...] = ()  # pasted from his account


@dataclass(frozen=True, slots=True, kw_only=True)
class Understanding:
    """What was understood of one question, earlier messages included.

    `candidates` are the ids between which the text leaves a choice (two names
    that lie too close, or two services named); then `known.services` is left as
    it was. `bad_name` is what stood where a domain was meant and is none.
    `score` is 0 to 100: how sure the best of service and topic is.
    """

    question: Question
    known: Known
    problem: Problem
    services: tuple[str, ...] = ()  # named in this very message
    candidates: tuple[str, ...] = ()
    topic: str | None = None
    topics: tuple[str, ...] = field(default=())  # the nearest, best first
    likeliest: tuple[Problem, ...] = ()  # what it may be about, best first
    message: Message | None = None  # a header, bounce or mail in the text
    domains: tuple[str, ...] = ()  # in this very message, the customer's
    bad_name: str | None = None
    affirmed: bool | None = None  # a plain yes or no
    follow: Follow | None = None  # what only the answer above gives a meaning
    refusal: str | None = None  # what a server's answer says that no DNS cures
    free_sender: bool = False  # sends from a free provider's address, says this text
    score: int = 0
    subject: Subject | None = None
