"""A message as staff see it: who is shown, who was checked, what the filter said.

Two voices stay apart, as in the checks: what the receiver stated, and what we
verified ourselves. What stands here comes from strangers, and is text only.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from assistant.checks.message import MessageFacts
from assistant.checks.stated import Results
from assistant.diagnosis.message import missing
from assistant.diagnosis.message_cause import cause_of
from assistant.mail.headers.refusal import Refusal
from assistant.replies.quoting import flat
from assistant.replies.voice import Voice

MOST_FIELDS = 200  # of a header that are shown raw
MOST_QUOTED = 2_000  # characters of one field
WORDS = {True: "yes", False: "no", None: "unknown"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """What one voice says of one mechanism."""

    mechanism: str
    result: str
    about: str
    more: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Vouched:
    """Which domain was checked beside the one that the reader sees."""

    mechanism: str
    checked: str
    same: str  # yes | no | unknown


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """Everything of one message, ready to be drawn.

    `people` are names of fields with what stands there, `quoted` is the field on
    which the verdict rests, `header` the fields as they came.
    """

    kind: str
    cause: str
    missing: tuple[str, ...]
    shown: str
    people: tuple[tuple[str, str], ...]
    stated_by: str
    stated: tuple[Stated, ...]
    verified: tuple[Stated, ...]
    vouched: tuple[Vouched, ...]
    spam: str
    spam_by: tuple[str, ...]
    spam_why: tuple[str, ...]
    spam_silent: tuple[str, ...]
    refusal: Refusal | None
    notes: tuple[str, ...]
    quoted: str
    header: tuple[tuple[str, str], ...]


def letter_of(facts: MessageFacts, voice: Voice) -> Letter:
    """Lay out what is known of a message."""
    about = facts.message
    return Letter(
        kind=str(facts.handed_in),
        cause=cause_of(facts),
        missing=tuple(flat(one) for one in missing(facts)),
        shown=flat(facts.shown or ""),
        people=tuple(_people(facts)),
        stated_by=flat(about.stated_by or ""),
        stated=tuple(_said(facts.stated)),
        verified=tuple(_said(facts.verified)),
        vouched=tuple(_vouched(facts)),
        spam=about.spam.verdict,
        spam_by=tuple(flat(one) for one in about.spam.by),
        spam_why=tuple(flat(one) for one in about.spam.why),
        spam_silent=tuple(flat(one) for one in about.spam.silent),
        refusal=facts.refusal,
        notes=tuple(voice.word("notes", code) for code in facts.notes),
        quoted=_quoted(facts),
        header=tuple(
            (flat(one.name), one.value[:MOST_QUOTED])
            for one in about.fields[:MOST_FIELDS]
        ),
    )


def _people(facts: MessageFacts) -> Iterator[tuple[str, str]]:
    about = facts.message
    shown = (
        ("From", " ".join(filter(None, (about.from_display, about.from_address)))),
        ("Return-Path", about.envelope_address or about.envelope_domain or ""),
        ("Reply-To", about.reply_to or ""),
        ("Subject", about.subject or ""),
    )
    yield from ((name, flat(value)) for name, value in shown if value)


def _said(results: Results) -> Iterator[Stated]:
    if spf := results.spf:
        yield Stated(
            mechanism="SPF",
            result=str(spf.result),
            about=flat(spf.domain or ""),
            more=flat(spf.ip or ""),
        )
    for one in results.dkim:
        yield Stated(
            mechanism="DKIM",
            result=str(one.result),
            about=flat(one.domain or ""),
            more=flat(" ".join(filter(None, (one.selector, one.reason)))),
        )
    if dmarc := results.dmarc:
        policy = f"p={dmarc.policy}" if dmarc.policy else ""
        yield Stated(
            mechanism="DMARC",
            result=str(dmarc.result or "unknown"),
            about=policy,
            more=flat(dmarc.disposition or ""),
        )


def _vouched(facts: MessageFacts) -> Iterator[Vouched]:
    spf, dkim = facts.best.spf, facts.best.dkim
    checked = flat((spf.domain or "?") if spf else "")
    yield Vouched(mechanism="SPF", checked=checked, same=WORDS[facts.aligned_spf])
    signed = flat(", ".join(one.domain or "?" for one in dkim))
    yield Vouched(mechanism="DKIM", checked=signed, same=WORDS[facts.aligned_dkim])


def _quoted(facts: MessageFacts) -> str:
    about = facts.message
    stamp = about.stated
    if (
        stamp is None
        or stamp.source == "summary"
        or stamp.position >= len(about.fields)
    ):
        return ""
    field = about.fields[stamp.position]
    return flat(f"{field.name}: {field.value}")
