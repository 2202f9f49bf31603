"""A colleague's own lists: a part of the queue under a name, with its count."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from flask import Blueprint, flash, redirect, request, url_for
from werkzeug.wrappers import Response

from assistant.store.queue import MOST_COUNTED
from assistant.store.views import LONGEST_NAME, MOST, View
from assistant.web.console import causes, room
from assistant.web.console.chosen import Chosen, choice
from assistant.web.console.lines import service
from assistant.web.console.people import me
from assistant.web.console.typed import cleaned
from assistant.web.reception import reception
from assistant.web.signin.guard import staff_only

pages = Blueprint("views", __name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Own:
    """One list as the queue shows it."""

    id: str
    name: str
    chosen: Chosen
    count: str
    current: bool


def own(current: Chosen) -> tuple[Own, ...]:
    """The lists of who is signed in, each with how much is in it now."""
    return tuple(_own(one, current) for one in reception().store.views.of(me()))


def suggested(chosen: Chosen) -> str:
    """A name for a new list, from what it asks for."""
    label = f"#{chosen.tag}" if chosen.tag else ""
    parts = (
        *(service(chosen.service), causes.called(chosen.cause), label),
        *(chosen.spoken.upper(), chosen.text),
    )
    return " · ".join(one for one in parts if one)[:LONGEST_NAME]


def _own(view: View, current: Chosen) -> Own:
    chosen = Chosen(
        view=view.view,
        service=view.service,
        cause=view.cause,
        tag=view.tag,
        spoken=view.spoken,
        text=view.text,
    )
    number = reception().store.queue.count(chosen.wanted)
    return Own(
        id=view.id,
        name=view.name,
        chosen=chosen,
        count=f"{number}+" if number == MOST_COUNTED else str(number),
        current=chosen == current,
    )


@pages.post("/views")
@staff_only
def keep() -> Response:
    """Keep what the queue shows now under a name."""
    chosen = choice()
    name = cleaned("name")
    view = View(
        name=name,
        view=chosen.view,
        service=chosen.service,
        cause=chosen.cause,
        tag=chosen.tag,
        spoken=chosen.spoken,
        text=chosen.text,
    )
    if reception().store.views.keep(me(), view, datetime.now(UTC)):
        flash(room.say()("view_kept"), "told")
    else:
        full = len(reception().store.views.of(me())) >= MOST
        word = "views_full" if name.strip() and full else "view_nameless"
        flash(room.say()(word, most=MOST), "notice")
    return redirect(url_for("console.queue.show", **chosen.address()), 303)


@pages.post("/views/remove")
@staff_only
def remove() -> Response:
    """Remove a list; what is in it stays."""
    chosen = choice()
    if reception().store.views.remove(me(), request.form.get("list", "")):
        flash(room.say()("view_removed"), "told")
    return redirect(url_for("console.queue.show", **chosen.address()), 303)
