"""What to do with a follow-up: it gets its meaning from the answer above it."""

from __future__ import annotations

from collections.abc import Mapping

from assistant.diagnosis.codes import Code, Topic
from assistant.dialogue.conversation import Conversation, Exchange
from assistant.dialogue.moves import Ask, Examine, Explain, Move
from assistant.understanding.question import Known, Slot, Subject, Understanding

HEADER_TOPIC = "find-the-header"
HOW_LONG_TOPIC = "dns-how-long"
FREE_MAIL_TOPIC = "free-mail-sender"
DNS_TOPIC = "which-record-does-what"
TOPIC_OF: Mapping[Topic, str] = {
    Topic.SPF: "what-is-spf",
    Topic.DKIM: "what-is-dkim",
    Topic.DMARC: "what-is-dmarc",
    Topic.MX: DNS_TOPIC,
    Topic.ZONE: DNS_TOPIC,
    Topic.MESSAGE: HEADER_TOPIC,
}


def how(u: Understanding, c: Conversation) -> Move:
    """Tell how to do what was just advised."""
    asked = _asked(c)
    if asked is Slot.DOMAIN:
        return Ask(slot=Slot.DOMAIN, because="unsure")
    if asked is Slot.MESSAGE:
        return Explain(topic=HEADER_TOPIC)
    if c.last is not None and c.last.move == Explain(topic=HEADER_TOPIC):
        return Ask(slot=Slot.MESSAGE, because="again")
    service = next(iter(u.services or u.known.services), None)
    if asked is Slot.SMTP_FIELD and not u.services:
        return Ask(slot=Slot.SMTP_FIELD)
    of_service = u.services or u.known.smtp_field
    if not of_service and gives_records(last_look(c)):
        return Explain(records=True)
    return Explain(topic=None if service else u.topic or DNS_TOPIC, service=service)


def how_long(u: Understanding, c: Conversation) -> Move:
    """How long it takes before a change is seen."""
    return Explain(topic=HOW_LONG_TOPIC)


def harm(u: Understanding, c: Conversation) -> Move:
    """What the records do not touch, and how to take them back."""
    if gives_records(last_look(c)):
        return Explain(reassures=True)
    return Explain(topic=DNS_TOPIC)


def lost(u: Understanding, c: Conversation) -> Move:
    """Say it in another way: what was found, from the beginning."""
    asked = _asked(c)
    look = last_look(c)
    cause = look.diagnosis.cause if look and look.diagnosis else None
    if cause is not None and cause.topic in TOPIC_OF:
        return Explain(topic=TOPIC_OF[cause.topic])
    if asked in {Slot.DOMAIN, Slot.SMTP_FIELD}:
        return Ask(slot=asked, because="unsure")
    if asked is Slot.MESSAGE:
        return Explain(topic=HEADER_TOPIC)
    return Explain(topic=u.topic or DNS_TOPIC)


def unsure(u: Understanding, c: Conversation) -> Move:
    """He does not know what was asked: help him find it, or go on without."""
    asked, known = _asked(c), u.known
    if asked is Slot.MESSAGE:
        return Explain(topic=HEADER_TOPIC)
    if asked is Slot.SMTP_FIELD:
        return Ask(slot=Slot.SMTP_FIELD, because="unsure")
    if known.domain is None:
        return Ask(slot=Slot.DOMAIN, because="unsure")
    if asked in {Slot.SERVICE, Slot.PROBLEM} and not c.looks:
        return Examine(subject=subject_of(known))
    return Ask(slot=Slot.PROBLEM, because="looked")


def some_readers(u: Understanding, c: Conversation) -> Move:
    """At one receiver it goes well and at another it does not."""
    if u.known.domain is None:
        return Ask(slot=Slot.DOMAIN)
    if not c.looks:
        return Examine(subject=u.subject or subject_of(u.known))
    return Ask(slot=Slot.MESSAGE, because="some-readers")


def subject_of(known: Known) -> Subject:
    """All that is known, as something to look at; its domain must be known."""
    return Subject(
        domain=known.domain or "",
        services=known.services,
        problem=known.problem,
        smtp_field=known.smtp_field,
    )


def last_look(c: Conversation) -> Exchange | None:
    """The last exchange in which something was examined."""
    return c.looks[-1] if c.looks else None


def absent(c: Conversation) -> bool:
    """Whether the domain that was last looked at does not exist."""
    look = last_look(c)
    cause = look.diagnosis.cause if look and look.diagnosis else None
    return cause is not None and cause.code is Code.DOMAIN_ABSENT


def gives_records(look: Exchange | None) -> bool:
    """Whether that look gave records to publish."""
    given = look.prescription if look else None
    return given is not None and bool(given.changes or given.unknowns)


def _asked(c: Conversation) -> Slot | None:
    return c.known.asked[-1] if c.known.asked else None


def free_mail(_: Understanding, c: Conversation) -> Move:
    """Say once why a free address does not do, then ask for his own domain."""
    if told_of_free_mail(c):
        return Ask(slot=Slot.DOMAIN, because="free-mail")
    return Explain(topic=FREE_MAIL_TOPIC)


def told_of_free_mail(c: Conversation) -> bool:
    """Whether he was told already that a free address does not do."""
    return Explain(topic=FREE_MAIL_TOPIC) in [x.move for x in c.exchanges]
