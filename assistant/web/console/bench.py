"""The bench: anything goes in without a conversation, and the whole answer comes out.

For who is on the phone. Nothing of it is kept, unless somebody attaches it to a
conversation or shares it.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from flask import Blueprint, request

from assistant.checks.evidence import ReverseFacts
from assistant.desk import Look
from assistant.replies.voice import Voice
from assistant.understanding.question import Known
from assistant.web import upload
from assistant.web.console import room
from assistant.web.console.attaching import MOST_ID, candidates
from assistant.web.console.casefile import CaseFile, case_of
from assistant.web.console.letter import Letter, letter_of
from assistant.web.console.measuring import Measured, measure
from assistant.web.console.simulated import Simulated, simulated_of
from assistant.web.console.takeaway import Takeaway, of_case, of_reply, sealed
from assistant.web.console.timeline import Picture, picture
from assistant.web.console.typed import cleaned
from assistant.web.reception import reception
from assistant.web.signin.guard import staff_only

MOST_WISHED = 8_000  # characters of records that are tried out

pages = Blueprint("bench", __name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """An answer of the bench, ready to be drawn."""

    measured: Measured
    case: CaseFile | None
    simulated: Simulated | None
    letter: Letter | None = None
    picture: Picture | None = None
    reverse: ReverseFacts | None = None
    guides: tuple[tuple[str, str], ...] = ()

    @property
    def takeaway(self) -> Takeaway:
        """What of it can be attached or shared."""
        reply, put = self.measured.reply, self.measured.put
        if self.case is not None:
            return of_case(self.case, reply.language)
        return of_reply(put.ip or room.say()("answer"), reply, datetime.now(UTC))


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
    text, wished = cleaned("text"), cleaned("wished")[:MOST_WISHED]
    most = reception().settings.max_characters
    if file is None and not text.strip():
        return bench(text, wished, notice="bench_empty")
    if len(text) > most:
        return bench(text, wished, notice="bench_long")
    if file is not None:
        taken = upload.taken(file, text, most)
        if taken.notice:
            return bench(text, wished, notice=taken.notice)
        return bench(text, wished, answer=answered(taken.text, wished), file=True)
    return bench(text, wished, answer=answered(text, wished))


def bench(
    text: str,
    wished: str,
    *,
    notice: str = "",
    answer: Shown | None = None,
    file: bool = False,
) -> str:
    """The page, with what lies on it."""
    told = ""
    if notice:
        said = room.say()
        own = said.has(notice)
        told = said(notice) if own else reception().words[said.language](notice)
    first = request.values.get("conversation", "")[:MOST_ID]
    facts: dict[str, object] = {}
    if answer is not None:
        taken, case = answer.takeaway, answer.case
        facts = {
            "kept": sealed(taken),
            "may_share": taken.open,
            "candidates": candidates(case.domain if case else None, first),
        }
    return room.page(
        "bench.html",
        text=text,
        wished=wished,
        notice=told,
        answer=answer,
        file=file,
        conversation=first,
        **facts,
    )


def answered(text: str, wished: str) -> Shown:
    """The engine's answer, laid out in the language of who asked."""
    desk, now = reception().desk, datetime.now(UTC)
    spoken = room.language()
    measured = asyncio.run(measure(text, wished, desk, spoken, now))
    voice = Voice(desk.texts, desk.shelf, Known(language=spoken))
    case = None
    if measured.look is not None:
        case = case_of(measured.look, desk.shelf, desk.texts, spoken, now)
    return Shown(
        measured=measured,
        case=case,
        simulated=_simulated(measured, spoken, now),
        letter=letter_of(measured.letter, voice)
        if measured.letter and case is None
        else None,
        picture=picture(measured.letter.timeline, voice)
        if measured.letter and case is None
        else None,
        reverse=measured.reverse,
        guides=() if case else _guides(measured, voice),
    )


def _simulated(measured: Measured, spoken: str, now: datetime) -> Simulated | None:
    desk, wanted = reception().desk, measured.simulated
    if wanted is None or measured.look is None:
        return None
    later: Look = replace(
        measured.look, evidence=wanted.evidence, diagnosis=wanted.diagnosis
    )
    case = case_of(later, desk.shelf, desk.texts, spoken, now)
    return simulated_of(wanted, measured.look, case, desk.shelf)


def _guides(measured: Measured, voice: Voice) -> tuple[tuple[str, str], ...]:
    """The guides of the services that were named, where nothing was measured."""
    services = (
        voice.shelf.services[one]
        for one in measured.put.understood.services
        if one in voice.shelf.services
    )
    return tuple((one.name, voice.in_language(one.guides)) for one in services)
