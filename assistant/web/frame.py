"""The chat on the helpdesk's own site: a launcher of a few kilobytes.

`<script src="https://CHAT/widget.js" defer></script>` adds a button that opens the
chat in a frame. A plain link, or an `<iframe src="https://CHAT/?lang=nl">`, does
without it. Which sites may show the chat stands in helpdesk.yaml (`embed_sites`),
and the browser holds them to it (frame-ancestors, in limits.py).
"""

from __future__ import annotations

import json
from functools import cache

from flask import Blueprint, Response, request

from assistant.web import colour, look
from assistant.web.reception import reception

HOUR_S = 3600

pages = Blueprint("frame", __name__)


@pages.get("/widget.js")
def widget() -> Response:
    """The launcher, in this helpdesk's colour and languages."""
    here = reception()
    words = tuple(
        (one, here.words[one]("widget_open"), here.words[one]("widget_close"))
        for one in here.languages
    )
    response = Response(script(here.helpdesk.name, here.helpdesk.accent, words))
    response.mimetype = "text/javascript"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    response.add_etag()
    response.cache_control.public = True
    response.cache_control.max_age = HOUR_S
    response.make_conditional(request)
    return response


@cache
def script(name: str, accent: str, words: tuple[tuple[str, str, str], ...]) -> str:
    """The script as it is sent: without its remarks, with the desk filled in."""
    drawn = (look.STATIC / "widget.js").read_text(encoding="utf-8")
    css = (look.STATIC / "widget.css").read_text(encoding="utf-8")
    desk = {
        "name": name,
        "language": words[0][0],
        "words": {language: labels for language, *labels in words},
        "css": f":host{{{colour.pair(accent)}}}{look.tight(css)}",
    }
    return look.lean(drawn).replace('"DESK"', json.dumps(desk, separators=(",", ":")))
