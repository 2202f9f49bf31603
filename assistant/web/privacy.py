"""What is kept, and the reader's own say in it: see, take along, delete.

The texts stand in templates/replies/pages, so that an operator can put his own in
their place. The pages of the reader's own conversation show nothing but what the
store gives back of it, and deleting deletes at once.
"""

from __future__ import annotations

import json
from datetime import datetime
from zoneinfo import ZoneInfo

from flask import Blueprint, Response, abort, redirect, render_template
from werkzeug.wrappers import Response as BaseResponse

from assistant.web import archive, chat, drawing, visitor, words
from assistant.web.reception import reception

pages = Blueprint("privacy", __name__)


@pages.get("/privacy")
def privacy() -> str:
    """What is kept, why, how long and by whom."""
    return _told("privacy")


@pages.get("/accessibility")
def accessibility() -> str:
    """What a reader may expect, and how it is checked."""
    return _told("accessibility")


@pages.get("/conversation")
def own() -> str:
    """The reader's own conversation: how much there is, and what to do with it."""
    talk = visitor.conversation()
    held = None if talk is None else archive.held(talk)
    return render_template("chat/own.html", say=_say(), held=held, here=chat.home())


@pages.get("/conversation.json")
def as_json() -> Response:
    """Everything that is kept of it, for a machine."""
    told = json.dumps(archive.facts(_mine()), ensure_ascii=False, indent=1)
    return _file(told, "application/json", "json")


@pages.get("/conversation.html")
def as_html() -> Response:
    """The same for a person, in one file that needs nothing else."""
    facts = archive.facts(_mine())
    page = render_template(
        "chat/copy.html", say=_say(), facts=facts, when=_when, **archive.style()
    )
    return _file(page, "text/html", "html")


@pages.post("/conversation/delete")
def delete() -> BaseResponse | str:
    """Delete it, and let the browser forget it."""
    talk = visitor.conversation()
    if talk is None or not visitor.passes():
        return redirect(visitor.address("privacy.own"), 303)
    reception().store.forget(talk)
    response = redirect(visitor.address("privacy.deleted"), 303)
    visitor.forget(response)
    return response


@pages.get("/conversation/deleted")
def deleted() -> str:
    """Tell that it is gone."""
    say = _say()
    return render_template(
        "chat/sorry.html", say=say, title=say("deleted"), text=say("deleted_text")
    )


def _told(name: str) -> str:
    here, say = reception(), _say()
    helpdesk = here.helpdesk
    text = here.texts.render(
        "pages",
        name,
        say.language,
        controller=helpdesk.controller,
        privacy=helpdesk.privacy,
        contact=helpdesk.contact,
        conversations=helpdesk.keep_conversations_days,
        raw=helpdesk.keep_raw_days,
        pictures=helpdesk.pictures,
    )
    title, _, body = text.partition("\n")
    return render_template(
        "chat/text.html", say=say, title=title.removeprefix("# "), body=body
    )


def _when(written: str) -> str:
    """A moment of the copy, as people read it: "25 november, 09:00"."""
    moment = datetime.fromisoformat(written)
    zone = reception().helpdesk.time_zone
    day = _say().day(moment.astimezone(ZoneInfo(zone)))
    return f"{day}, {drawing.clock(moment, zone)}"


def _say() -> words.Words:
    return reception().words[chat.language()]


def _mine() -> str:
    talk = visitor.conversation()
    if talk is None or not reception().store.thread(talk):
        abort(404)
    return talk


def _file(text: str, mimetype: str, ending: str) -> Response:
    response = Response(text, mimetype=mimetype)
    name = f"{_say()('conversation').lower()}.{ending}"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
