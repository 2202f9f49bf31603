"""The console's one door into the application, and who may pass it."""

from __future__ import annotations

from flask import Blueprint, Flask
from markupsafe import Markup

from assistant.web.console import (
    administration,
    attaching,
    bench,
    causes,
    changes,
    conversation,
    figures,
    learning,
    looking,
    owning,
    person,
    queue,
    sharing,
    stream,
    views,
)
from assistant.web.console.lines import waited
from assistant.web.signin.guard import FIELD, csrf_token

ROOMS = (
    queue.pages,
    views.pages,
    conversation.pages,
    looking.pages,
    owning.pages,
    changes.pages,
    bench.pages,
    attaching.pages,
    sharing.pages,
    learning.pages,
    figures.pages,
    administration.pages,
    person.pages,
    stream.pages,
)


def install(app: Flask) -> None:
    """Give an application its console."""
    pages = Blueprint("console", __name__, url_prefix="/console")
    for room in ROOMS:
        pages.register_blueprint(room)
    app.register_blueprint(pages)
    app.register_blueprint(sharing.shown)
    here = frozenset(app.view_functions)
    app.jinja_env.globals.update(
        here_are=here,
        yesno=yesno,
        csrf=csrf,
        cause_called=causes.called,
        waited=waited,
    )


def yesno(fact: bool | None) -> str:
    """The word for a fact that may be unknown."""
    return {True: "yes", False: "no", None: "unknown"}[fact]


def csrf() -> Markup:
    """What a form carries so that no other site can send it."""
    return Markup('<input type="hidden" name="{}" value="{}">').format(
        FIELD, csrf_token()
    )
