"""A reply composed from the case, in the customer's language, to be edited."""

from __future__ import annotations

from assistant.desk import Look
from assistant.replies.case import Case
from assistant.replies.plain import markdown
from assistant.replies.publish import to_publish
from assistant.replies.reply import Prose, Reply
from assistant.replies.voice import Voice
from assistant.understanding.question import Known
from assistant.web.console.room import console_words
from assistant.web.reception import reception


def case_in(look: Look, language: str) -> Case:
    """A look with a voice in the customer's language."""
    desk, subject = reception().desk, look.evidence.subject
    known = Known(language=language, services=subject.services, domain=subject.domain)
    voice = Voice(desk.texts, desk.shelf, known)
    return Case(look.evidence, look.diagnosis, look.prescription, voice)


def composed(look: Look, language: str, name: str) -> str:
    """Verdict, records and steps as a letter with the member's name under it."""
    case = case_in(look, language)
    said = console_words().get(language) or console_words()["nl"]
    parts = list(to_publish(case, by_letter=True))
    verdict = case.told(case.verdict) if case.verdict else None
    told = []
    if verdict:
        shown = verdict.paragraphs[:1] if parts else verdict.paragraphs
        told = [Prose(markdown=one) for one in (f"**{verdict.headline}**", *shown)]
    greeting = Prose(markdown=said("letter_greeting"))
    closing = Prose(markdown=said("letter_closing", name=name))
    letter = Reply(language=language, parts=(greeting, *told, *parts, closing))
    return markdown(letter).strip()
