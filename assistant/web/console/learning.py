"""What was not understood or not solved, grouped by likeness, with what to do.

A proposal is a file in the form of `knowledge/`, to be looked over and laid in
the operator's layer; it counts only after `bezorgd knowledge check`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from flask import Blueprint, Response, abort, flash, redirect, request, url_for
from rapidfuzz import fuzz, utils
from werkzeug.wrappers import Response as BaseResponse

from assistant.store.lesson import Lesson, LessonState, Sighting
from assistant.web.console import queue, room
from assistant.web.console.lines import service
from assistant.web.console.people import me
from assistant.web.console.proposing import (
    PLACES,
    with_alias,
    with_example,
    with_sighting,
)
from assistant.web.console.typed import cleaned
from assistant.web.reception import reception
from assistant.web.signin.guard import audit, staff_only

LIKE = 72  # of 100: so alike that one cure may do for both
MOST_SHOWN = 300  # lessons; comparing grows with the square
LONGEST = 200  # characters that are compared, and of a proposed alias
WORTH = 3  # customers at whom a fact was seen, before it may be believed

pages = Blueprint("learning", __name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Lessons that are alike, the latest first."""

    lessons: tuple[Lesson, ...]

    @property
    def first(self) -> Lesson:
        """The one that speaks for all."""
        return self.lessons[0]


@pages.get("/learning")
@staff_only
def show() -> str:
    """The list, and what headers showed of services."""
    learning, guides = reception().store.learning, reception().desk.shelf
    return room.page(
        "learning.html",
        groups=grouped(learning.lessons(limit=MOST_SHOWN)),
        sightings=worth_showing(learning.sightings()),
        services=sorted(
            ((one.id, one.name) for one in guides.services.values()),
            key=lambda one: one[1].casefold(),
        ),
        topics=sorted(
            (
                (one.id, one.titles.get(room.language(), one.id))
                for one in guides.topics.values()
            ),
            key=lambda one: one[1].casefold(),
        ),
        service=service,
        worth=WORTH,
        places=PLACES,
        flashed=room.flashed(),
        counts=queue.badges(queue.counted()),
    )


@pages.post("/learning/<lesson>")
@staff_only
def decide(lesson: str) -> BaseResponse:
    """Dismiss a lesson, or take a proposal along as a file."""
    learning, now = reception().store.learning, datetime.now(UTC)
    act, target = request.form.get("act", ""), request.form.get("target", "")
    if act == "dismiss":
        learning.decide((lesson,), LessonState.DISMISSED, me(), now)
        audit("lesson_dismissed", lesson)
        flash(room.say()("lesson_dismissed"), "told")
        return redirect(url_for("console.learning.show"), 303)
    text = " ".join(cleaned("text").split())[:LONGEST]
    made = proposal(act, target, text)
    if made is None:
        abort(400)
    learning.decide((lesson,), LessonState.PROPOSED, me(), now)
    audit("lesson_proposed", lesson)
    return file(*made)


@pages.post("/learning/seen")
@staff_only
def confirm() -> BaseResponse:
    """Take what headers showed of a service along, as its sheet with that in it."""
    wanted = tuple(request.form.get(name) for name in ("service", "kind", "value"))
    known = reception().store.learning.sightings(least=WORTH)
    seen = [one for one in known if (one.service, one.kind, one.value) == wanted]
    content = with_sighting(seen[0]) if seen else None
    if content is None:
        abort(400)
    audit("sighting_confirmed", " ".join(map(str, wanted)))
    return file(f"{seen[0].service}.yaml", content)


def file(name: str, content: str) -> Response:
    """A file to be taken along."""
    answer = Response(content, mimetype="text/plain")
    answer.headers["Content-Disposition"] = f"attachment; filename={name}"
    return answer


def grouped(lessons: Iterable[Lesson]) -> tuple[Group, ...]:
    """Put lessons together that are alike, the largest group first."""
    groups: list[list[Lesson]] = []
    for one in lessons:
        for group in groups:
            if alike(group[0].text, one.text):
                group.append(one)
                break
        else:
            groups.append([one])
    groups.sort(key=len, reverse=True)
    return tuple(Group(lessons=tuple(group)) for group in groups)


def alike(one: str, other: str) -> bool:
    """Whether two questions say nearly the same."""
    score = fuzz.token_sort_ratio(
        one[:LONGEST], other[:LONGEST], processor=utils.default_process
    )
    return score >= LIKE


def proposal(act: str, target: str, text: str) -> tuple[str, str] | None:
    """A file for the operator's layer; None for what names nothing known."""
    guides, spoken = reception().desk.shelf, room.language()
    content, name = None, ""
    if text and act == "alias" and target in guides.services:
        content, name = with_alias(target, text), f"{target}.yaml"
    elif text and act == "example" and target in guides.topics:
        content, name = with_example(target, spoken, text), f"{target}.{spoken}.md"
    return None if content is None else (name, content)


def worth_showing(sightings: Iterable[Sighting]) -> tuple[Sighting, ...]:
    """What headers showed of services whose records their maker keeps silent."""
    guides = reception().desk.shelf
    return tuple(one for one in sightings if one.service in guides.services)
