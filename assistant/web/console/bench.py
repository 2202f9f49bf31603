"""The bench: anything goes in without a conversation, and the whole answer comes out.

For who is on the phone. Nothing of it is kept, unless somebody attaches it to a
conversation or shares it.
"""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

from flask import Blueprint, request

from assistant.web import upload
from assistant.web.console import queue, room
from assistant.web.console.attaching import MOST_ID, candidates
from assistant.web.console.measuring import measure
from assistant.web.console.shown import Shown, shown_of
from assistant.web.console.takeaway import sealed, takeaway_of
from assistant.web.console.typed import cleaned
from assistant.web.reception import reception
from assistant.web.signin.guard import audit, staff_only

SHORT = 80  # characters; what is longer tells more than a program and a domain

pages = Blueprint("bench", __name__)


@pages.get("/bench")
@staff_only
def show() -> str:
    """An empty bench, or one with a domain laid ready; a GET asks nothing."""
    return bench(request.args.get("text", "")[: room.LONGEST_LINE], "")


@pages.post("/bench")
@staff_only
def work() -> str:
    """Measure what was put on the bench."""
    file = upload.given()
    text, wished = with_program(cleaned("text")), cleaned("wished")
    most = reception().settings.max_characters
    if file is None and not text.strip():
        return bench(text, wished, notice="bench_empty")
    if len(text) > most:
        return bench(text, wished, notice="bench_long")
    if file is not None:
        taken = upload.taken(file, text, most)
        if taken.notice:
            return bench(text, wished, notice=taken.notice)
        answer = answered(taken.text, wished)
        return bench(text, wished, answer=answer, file=True)
    return bench(text, wished, answer=answered(text, wished))


def with_program(text: str) -> str:
    """What was put there, with the program that was chosen where it was in doubt."""
    known = reception().desk.shelf.services.get(request.form.get("program", ""))
    if known is None:
        return text
    if len(text) > SHORT or "\n" in text.strip():
        return f"{known.name}\n{text}"
    # The word that was in doubt gives way; a domain or an address stays.
    kept = [word for word in text.split() if "." in word or ":" in word]
    return " ".join([known.name, *kept])


def bench(
    text: str,
    wished: str,
    *,
    notice: str = "",
    answer: dict[str, Shown] | None = None,
    file: bool = False,
) -> str:
    """The page, with what lies on it; the answer is there in every language."""
    told = ""
    if notice:
        said = room.say()
        own = said.has(notice)
        told = said(notice) if own else reception().words[said.language](notice)
    first = request.values.get("conversation", "")[:MOST_ID]
    facts: dict[str, object] = {}
    if answer is not None:
        shown = answer[room.language()]
        taken = takeaway_of(answer, room.console_words())
        facts = {
            "answer": shown,
            "kept": sealed(taken),
            "may_share": taken.open,
            "candidates": candidates(shown.case.domain if shown.case else None, first),
            "languages": tongues(first),
        }
    return room.page(
        "bench.html",
        text=text,
        wished=wished,
        notice=told,
        file=file,
        conversation=first,
        counts=queue.badges(queue.counted()),
        **facts,
    )


def tongues(conversation: str) -> tuple[tuple[str, str], ...]:
    """The languages to share in, first that of the conversation one came from."""
    case = reception().store.cases.case(conversation) if conversation else None
    spoken = case.language if case else None
    first = spoken if spoken in room.spoken() else room.language()
    ordered = sorted(room.spoken(), key=lambda one: one != first)
    return tuple((one, room.console_words()[one]("language")) for one in ordered)


def answered(text: str, wished: str) -> dict[str, Shown]:
    """The engine's answer, in the language of who asked and then in the others."""
    desk, now = reception().desk, datetime.now(UTC)
    spoken = room.language()
    measured = asyncio.run(measure(text, wished, desk, spoken, now))
    subject = measured.put.subject
    audit("measured", subject.domain if subject else measured.put.ip or "")
    languages = dict.fromkeys((spoken, *room.spoken()))
    words = room.console_words()
    return {one: shown_of(measured, desk, words[one], now) for one in languages}
