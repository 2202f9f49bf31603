"""The web application: parts in, pages out."""

from __future__ import annotations

import logging
import os
import secrets
from contextlib import suppress

from flask import Flask, Response, jsonify, render_template, request
from werkzeug.exceptions import HTTPException, InternalServerError
from werkzeug.middleware.proxy_fix import ProxyFix

from assistant import answering, places, wiring
from assistant.checks.progress import Progress
from assistant.desk import Desk
from assistant.mail.headers.message import MOST_BYTES
from assistant.settings import Settings
from assistant.store.turns import Store
from assistant.web import (
    asking,
    attached,
    back,
    change,
    chat,
    drawing,
    frame,
    limbs,
    limits,
    look,
    markdown,
    privacy,
    rating,
    stopping,
    talk,
    upload,
    visitor,
    way,
    words,
)
from assistant.web.answering import Answering
from assistant.web.console import entrance as console
from assistant.web.guides import pages as guides
from assistant.web.reception import Reception, install, new_turn, reception
from assistant.web.signin import door
from assistant.web.signin import pages as signin
from assistant.web.signin.sessions import in_console

log = logging.getLogger(__name__)

BYTES_A_CHARACTER = 12
"""A character of four bytes, each written as %XX in a plain form."""

ROOM_FOR_TOO_MUCH = 4
"""So many times the limit is still read, to be able to say kindly that it is
too much, with the text kept in its box."""


ROOMS = (asking, attached, back, change, rating, stopping, talk)
"""Their pages register themselves on the chat's when they are imported."""

CUSTOMERS = (chat.pages, privacy.pages)
"""The customer's own pages, in which one may write."""


def create_app(
    settings: Settings | None = None,
    *,
    desk: Desk | None = None,
    store: Store | None = None,
    posts: str = limits.POSTS,
) -> Flask:
    """Build the application; everything may be handed in, for a test.

    Args:
        settings: From the environment by default.
        desk: Who answers; the live one by default.
        store: Where turns are kept; the settings' database by default.
        posts: How many questions one address may send.
    """
    settings = settings or Settings.from_environment(os.environ)
    app = Flask(__name__, template_folder=str(places.templates()))
    app.request_class = upload.InMemory
    most = settings.max_characters * BYTES_A_CHARACTER * ROOM_FOR_TOO_MUCH
    app.config.update(MAX_FORM_MEMORY_SIZE=most, MAX_CONTENT_LENGTH=most)
    app.before_request(upload.make_room)
    app.config["MAX_FORM_PARTS"] = 20
    parts = _parts(settings, desk, store)
    install(app, parts)
    limits.install(app, CUSTOMERS, posts)
    for pages in (*CUSTOMERS, look.pages, frame.pages, guides.pages, attached.desk):
        app.register_blueprint(pages)
    door.install(app, settings, parts.helpdesk.name)
    console.install(app)
    app.add_url_rule("/healthz", view_func=healthz)
    app.register_error_handler(HTTPException, refuse)
    app.register_error_handler(Exception, apologise)
    _teach_templates(app)
    if hops := settings.proxy_hops:
        fixed = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)
        app.wsgi_app = fixed  # type: ignore[method-assign]  # Flask's own advice
    return app


def _parts(settings: Settings, desk: Desk | None, store: Store | None) -> Reception:
    desk = desk or wiring.open_desk(settings)
    store = store or answering.open_store(settings)
    worker = f"web-{os.getpid()}-{secrets.token_hex(4)}"

    def make(turn: str, progress: Progress) -> bool:
        return answering.answer(turn, desk, store, worker, progress)

    seats = max(1, settings.threads // 2)
    return Reception(
        settings=settings,
        desk=desk,
        store=store,
        answering=Answering(make, hands=settings.threads, seats=seats),
        words=words.load(),
        texts=desk.texts,
    )


def _teach_templates(app: Flask) -> None:
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters.update(
        kind=drawing.kind,
        marked=drawing.marked,
        html=markdown.to_html,
        way=way.drawn,
        limbs=limbs.drawn,
        contrasted=limbs.contrasted,
    )
    app.jinja_env.globals.update(
        reception=reception,
        new_turn=new_turn,
        address=visitor.address,
        form_pass=visitor.form_pass,
        framed=visitor.framed,
        site=visitor.site,
        version=look.version,
        most_bytes=MOST_BYTES,
        files_of=attached.files_of,
        own_window=back.window,
    )


def warm(app: Flask) -> None:
    """Read the customer's templates, before a crowd asks for them all at once."""
    for name in app.jinja_env.list_templates():
        if name.startswith(("chat/", "base")):
            app.jinja_env.get_template(name)


def healthz() -> tuple[Response, int]:
    """Whether this process can do its work; for a machine that watches."""
    here = reception()
    shelf, alive = here.desk.shelf, here.store.alive()
    told = jsonify(
        status="ok" if alive else "store unreachable",
        store=alive,
        services=len(shelf.services),
        hosts=len(shelf.hosts),
        topics=len(shelf.topics),
    )
    return told, 200 if alive else 503


def refuse(error: HTTPException) -> tuple[str, int]:
    """Say kindly why a request is not met; keep the text where there is one."""
    if in_console(request):
        return signin.refuse(error)
    code = error.code or 500
    if request.method == "POST" and code in (403, 429):
        notice = "too_fast" if code == 429 else "elsewhere"  # noqa: PLR2004 - HTTP's own number
        text = chat.typed() if code == 429 else ""  # noqa: PLR2004 - HTTP's own number
        return chat.page(notice=notice, text=text), code
    return _sorry(code), code


def apologise(error: Exception) -> tuple[str, int]:
    """Log what broke, and tell the reader nothing of it but that it did."""
    log.error("request failed", exc_info=error)
    if in_console(request):
        with suppress(
            Exception
        ):  # its frame asks the database, which may be what broke
            return signin.refuse(InternalServerError())
    return _sorry(500), 500


def _sorry(code: int) -> str:
    texts = {404: "not_found", 413: "too_large"}
    name = texts.get(code, "broken" if code >= 500 else "wrong_request")  # noqa: PLR2004 - HTTP's own number
    say = reception().words[chat.language()]
    text = say(f"{name}_text") if say.has(f"{name}_text") else ""
    return render_template("chat/sorry.html", say=say, title=say(name), text=text)
