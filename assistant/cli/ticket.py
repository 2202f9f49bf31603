"""What happened to a message, as text that a support engineer puts in a ticket."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.checks.message import MessageFacts
from assistant.checks.stated import Results
from assistant.cli.ticket_words import CAUSES, LABELS, NOTES, REFUSALS, said
from assistant.cli.timeline import lines_of
from assistant.diagnosis.message import missing
from assistant.diagnosis.message_cause import cause_of
from assistant.diagnosis.refused import code_of
from assistant.mail.headers.message import Message
from assistant.mail.headers.refusal import Refusal

MOST_QUOTED = 600  # characters of a field that is quoted as evidence


def ticket(message: Message, facts: MessageFacts, language: str | None) -> str:
    """Write the report: the cause first, then what it rests on."""
    return "\n".join(_lines(message, facts, language))


def _lines(
    message: Message, facts: MessageFacts, language: str | None
) -> Iterator[str]:
    cause = cause_of(facts)
    if facts.refusal:
        code = code_of(facts.refusal)
        named = cause == "insufficient_data"  # the contract has no word for it
        yield f"{message.kind}: {code if named else cause}"
        yield said(REFUSALS, code, language)
    else:
        yield f"{message.kind}: {cause}"
        yield said(CAUSES, cause, language)
    if cause == "insufficient_data" and facts.refusal is None:
        yield from _wanted(facts, language)
    yield from _people(facts)
    for voice, results in (("stated", facts.stated), ("verified", facts.verified)):
        yield from (_row(voice, line) for line in _spoken(results))
    yield from _alignment(facts, language)
    yield from _filter(facts, language)
    if facts.refusal:
        yield from _refused(facts.refusal, language)
    for note in facts.notes:
        yield _row(said(LABELS, "note", language), said(NOTES, note, language))
    yield from _quoted(facts, language)
    yield from lines_of(facts.timeline, language)


def _row(name: str, value: str) -> str:
    return f"{name + ':':14}{value}"


def _people(facts: MessageFacts) -> Iterator[str]:
    about = facts.message
    shown = (
        ("From", " ".join(filter(None, (about.from_display, about.from_address)))),
        ("Return-Path", about.envelope_address or about.envelope_domain or ""),
        ("Reply-To", about.reply_to or ""),
        ("Sender", about.sender_address or ""),
        ("Subject", about.subject or ""),
        ("Service", facts.service or ""),
        ("Stated by", about.stated_by or ""),
    )
    yield from (_row(name, value) for name, value in shown if value)


def _wanted(facts: MessageFacts, language: str | None) -> Iterator[str]:
    if names := missing(facts):
        yield _row(said(LABELS, "missing", language), ", ".join(names))
        yield said(LABELS, "how", language)


def _spoken(results: Results) -> Iterator[str]:
    if results.spf:
        spf = results.spf
        yield f"SPF {spf.result} {spf.domain or '?'} {spf.ip or ''}".rstrip()
    for one in results.dkim:
        reason = f" ({one.reason})" if one.reason else ""
        where = f"{one.domain or '?'} {one.selector or ''}".rstrip()
        yield f"DKIM {one.result} {where}{reason}"
    if results.dmarc:
        dmarc = results.dmarc
        asked = f" p={dmarc.policy}" if dmarc.policy else ""
        done = f" disposition={dmarc.disposition}" if dmarc.disposition else ""
        yield f"DMARC {dmarc.result or 'unknown'}{asked}{done}"


def _alignment(facts: MessageFacts, language: str | None) -> Iterator[str]:
    spf, dkim = facts.best.spf, facts.best.dkim
    checked = {
        "SPF": (spf.domain or "?") if spf else "",
        "DKIM": ", ".join(one.domain or "?" for one in dkim),
    }
    shown = said(LABELS, "shown", language)
    for name, aligned in (("SPF", facts.aligned_spf), ("DKIM", facts.aligned_dkim)):
        word = said(
            LABELS, {True: "yes", False: "no", None: "unknown"}[aligned], language
        )
        both = f" ({checked[name]} / {shown} {facts.shown})" if checked[name] else ""
        yield _row(said(LABELS, "aligned", language), f"{name} {word}{both}")


def _filter(facts: MessageFacts, language: str | None) -> Iterator[str]:
    spam = facts.message.spam
    if spam.by:
        why = f" ({', '.join(spam.why)})" if spam.why else ""
        yield _row("spam", f"{spam.verdict}{why}, {', '.join(spam.by)}")
    if spam.silent:
        names = ", ".join(spam.silent)
        yield _row("spam", said(LABELS, "silent", language, names=names))


def _refused(refusal: Refusal, language: str | None) -> Iterator[str]:
    lasting = said(LABELS, "for_good" if refusal.permanent else "for_now", language)
    listed = (
        f"{refusal.kind} {refusal.listed_by}" if refusal.listed_by else refusal.kind
    )
    about = filter(None, (refusal.ip, refusal.about))
    told = ", ".join(filter(None, (listed, lasting, refusal.maker, *about)))
    yield _row(said(LABELS, "refused", language), told)
    yield _row(said(LABELS, "quoted", language), refusal.text[:MOST_QUOTED])


def _quoted(facts: MessageFacts, language: str | None) -> Iterator[str]:
    # The field on which the verdict rests, as it stands there.
    about = facts.message
    stamp = about.stated
    if stamp is None or stamp.source == "summary":
        return
    field = about.fields[stamp.position]
    told = f"{field.name}: {field.value}"[:MOST_QUOTED]
    yield _row(said(LABELS, "quoted", language), told)
