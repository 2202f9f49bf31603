"""What was not understood or not solved, grouped by likeness, with what to do.

A proposal is a file in the form of `knowledge/`, to be taken along or laid in the
operator's layer; either only after the check of `bezorgd knowledge check`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from flask import Blueprint, Response, abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response as BaseResponse

from assistant.knowledge.parse import LANGUAGES
from assistant.knowledge.seen_here import LEAST
from assistant.store.lesson import Lesson, LessonState
from assistant.store.staff import Role
from assistant.web.console import queue, room
from assistant.web.console.gathered import confirmable, gathered
from assistant.web.console.laying import lay, may_lay, mistakes
from assistant.web.console.likeness import LONGEST, grouped, told, vocabulary
from assistant.web.console.lines import service
from assistant.web.console.people import me
from assistant.web.console.proposing import (
    Proposal,
    sheet,
    with_alias,
    with_example,
    with_section,
    with_sighting,
    written_pages,
)
from assistant.web.console.typed import cleaned
from assistant.web.reception import reception
from assistant.web.signin.guard import audit, member, staff_only

MOST_SHOWN = 300  # lessons; comparing grows with the square
LONGEST_SECTION = 4_000  # characters of a part that is added to a page
MOST_TOLD = 600  # characters of what the check says
LAY = "lay-"  # before an act: into the layer, instead of taken along
Named = tuple[str, str]

pages = Blueprint("learning", __name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """A form that was refused: what was typed is not typed twice."""

    lesson: str
    act: str
    text: str
    target: str


@pages.get("/learning")
@staff_only
def show() -> str:
    """The list, and what headers showed of services."""
    audit("read_lessons")
    return _page(room.flashed())


@pages.post("/learning/<lesson>")
@staff_only
def decide(lesson: str) -> ResponseReturnValue:
    """Dismiss lessons that are alike, or propose what would cure them."""
    learning = reception().store.learning
    one = learning.lesson(lesson)
    if one is None:
        abort(404)
    act, ids = request.form.get("act", ""), (lesson, *request.form.getlist("also"))
    if act == "dismiss":
        learning.decide(ids, LessonState.DISMISSED, me(), datetime.now(UTC))
        audit("lesson_dismissed", lesson)
        return _back("told", room.say()("lesson_dismissed"))
    lays = act.startswith(LAY)
    act = act.removeprefix(LAY)
    made = proposal(act, one)
    refusal = room.say()("proposal_empty") if made is None else refused(made, lays=lays)
    if made is None or refusal:
        typed = {name: cleaned(name) for name in ("text", "target")}
        filled = Filled(lesson=lesson, act=act, **typed)
        return _page({"notice": refusal}, filled), 422
    learning.decide(ids, LessonState.PROPOSED, me(), datetime.now(UTC))
    audit("lesson_proposed", lesson)
    return given(made, lays=lays)


@pages.post("/learning/seen")
@staff_only
def confirm() -> ResponseReturnValue:
    """Take what headers showed of a service into its sheet."""
    fields = (request.form.get(name, "") for name in ("service", "kind", "value"))
    identity, kind, value = fields
    seen = confirmable((identity, kind, value))
    made = None if seen is None else with_sighting(seen)
    if made is None:
        return _back("notice", room.say()("seen_gone"))
    lays = request.form.get("act", "").startswith(LAY)
    refusal = refused(made, lays=lays)
    if refusal:
        return _back("notice", refusal)
    audit("sighting_confirmed", f"{identity} {kind} {value}")
    return given(made, lays=lays)


def _page(flashed: Mapping[str, str], filled: Filled | None = None) -> str:
    desk = reception().desk
    known = vocabulary(desk.shelf)
    lessons = reception().store.learning.lessons(limit=MOST_SHOWN)
    return room.page(
        "learning.html",
        groups=[told(one, desk.matcher, known) for one in grouped(lessons)],
        gathered=gathered(),
        services=_named((one.id, one.name) for one in desk.shelf.services.values()),
        topics=_named((one, _title(f"topics/{one}")) for one in desk.shelf.topics),
        written=_named((one, _title(one)) for one in written_pages()),
        service=service,
        worth=LEAST,
        layer=reception().settings.home is not None,
        lays=_lays(),
        filled=filled,
        flashed=flashed,
        counts=queue.badges(queue.counted()),
    )


def proposal(act: str, lesson: Lesson) -> Proposal | None:
    """The file that an act asks for; None for what is empty or names nothing known."""
    guides, target = reception().desk.shelf, request.form.get("target", "")
    spoken = lesson.language if lesson.language in LANGUAGES else room.language()
    text = " ".join(cleaned("text").split())[:LONGEST]
    if text and act == "alias" and target in guides.services:
        return with_alias(target, text)
    if text and act == "example" and target in guides.topics:
        return with_example(target, spoken, text)
    section = cleaned("text").strip()[:LONGEST_SECTION]
    if section and act == "section" and target in written_pages():
        return with_section(target, spoken, section)
    return None


def refused(made: Proposal, *, lays: bool) -> str:
    """Why a proposal is not given, in the words of the check; "" when it was well.

    What is to be laid lies there when this is empty.
    """
    say = room.say()
    if lays and not _lays():
        abort(403)
    if made.content == sheet(made.label):
        return say("proposal_known")
    wrong = mistakes(made, datetime.now(UTC).date())
    if wrong:
        sentences = " · ".join(wrong)[:MOST_TOLD]
        return say("proposal_refused", sentences=sentences)
    try:
        if lays and not lay(made):
            return say("laying_changed", file=made.label)
    except OSError as error:
        return say("laying_failed", reason=error.strerror or str(error))
    return ""


def given(made: Proposal, *, lays: bool) -> ResponseReturnValue:
    """The answer to a proposal that was well: a file, or that it lies there."""
    if not lays:
        return file(made)
    audit("guide_laid", made.label)
    return _back("told", room.say()("guide_laid", file=made.label))


def _lays() -> bool:
    """Whether this colleague may write in the layer; administrators may."""
    return member().role is Role.ADMIN and may_lay()


def _back(kind: str, told_so: str) -> BaseResponse:
    flash(told_so, kind)
    return redirect(url_for("console.learning.show"), 303)


def file(made: Proposal) -> Response:
    """A file to be taken along."""
    answer = Response(made.content, mimetype="text/plain")
    answer.headers["Content-Disposition"] = f"attachment; filename={made.name}"
    return answer


def _named(pairs: Iterable[Named]) -> list[Named]:
    return sorted(pairs, key=lambda one: one[1].casefold())


def _title(guide: str) -> str:
    """The name of "topics/ID" or "services/ID" as a reader sees it."""
    kind, _, identity = guide.partition("/")
    if kind == "services":
        return service(identity)
    topic = reception().desk.shelf.topics.get(identity)
    return topic.titles.get(room.language(), identity) if topic else identity
