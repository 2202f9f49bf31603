"""What the customer asked, and what was understood of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from assistant.mail.headers.message import Message


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
    server of his own: yes, no, or not told.
    """

    language: str = "nl"
    services: tuple[str, ...] = ()
    domain: str | None = None
    address: str | None = None
    problem: Problem | None = None
    smtp_field: bool | None = None
    asked: tuple[Slot, ...] = ()


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
    message: Message | None = None  # a header, bounce or mail in the text
    domains: tuple[str, ...] = ()  # in this very message, the customer's
    bad_name: str | None = None
    affirmed: bool | None = None  # a plain yes or no
    score: int = 0
    subject: Subject | None = None
