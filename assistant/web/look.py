"""What gives the pages their look: one stylesheet, and the operator's logo."""

from __future__ import annotations

import re
from functools import cache
from hashlib import sha256
from pathlib import Path

from flask import Blueprint, Response, abort, request, send_from_directory

from assistant.web import colour
from assistant.web.reception import reception

STATIC = Path(__file__).resolve().parent / "static"
YEAR_S = 31_536_000
_REMARK = re.compile(r"/\*.*?\*/", re.DOTALL)
_JS_REMARK = re.compile(r"/\*\*.*?\*/|^\s*//[^\n]*", re.DOTALL | re.MULTILINE)
_BLANK = re.compile(r"\s+")
_AROUND = re.compile(r" ?([{};,]) ?")
_AFTER_COLON = re.compile(r"([a-z-]:) ")

pages = Blueprint("look", __name__)


@cache
def sheet(accent: str) -> bytes:
    """The stylesheet in one helpdesk's colour."""
    drawn = (STATIC / "chat.css").read_text(encoding="utf-8")
    return tight(drawn + colour.tokens(accent)).encode()


def tight(css: str) -> str:
    """A stylesheet without its remarks and its blanks that mean nothing."""
    bare = _BLANK.sub(" ", _REMARK.sub("", css))
    return _AROUND.sub(r"\1", _AFTER_COLON.sub(r"\1", bare)).replace(";}", "}").strip()


@cache
def module() -> bytes:
    """The page's script without its remarks, which are for who reads it here."""
    return lean((STATIC / "chat.js").read_text(encoding="utf-8")).encode()


def lean(script: str) -> str:
    """A script without remarks and indents; it keeps its lines."""
    lines = (line.strip() for line in _JS_REMARK.sub("", script).splitlines())
    return "\n".join(line for line in lines if line) + "\n"


@cache
def version(name: str, accent: str = "") -> str:
    """A name for what a file holds, so that browsers may keep it for long."""
    if name == "chat.css":
        held = sheet(accent)
    else:
        held = module() if name == "chat.js" else (STATIC / name).read_bytes()
    return sha256(held).hexdigest()[:12]


@pages.get("/chat.css")
def stylesheet() -> Response:
    """One file, though the accent is the operator's."""
    return _lasting(Response(sheet(reception().helpdesk.accent), mimetype="text/css"))


@pages.get("/chat.js")
def script() -> Response:
    """The page's script."""
    return _lasting(Response(module(), mimetype="text/javascript"))


def _lasting(response: Response) -> Response:
    response.add_etag()
    response.cache_control.public = True
    response.cache_control.max_age = YEAR_S
    response.make_conditional(request)
    return response


@pages.get("/logo")
def logo() -> Response:
    """The operator's logo, out of the operator's layer and nowhere else."""
    home, name = reception().settings.home, reception().helpdesk.logo
    if home is None or name is None:
        abort(404)
    return send_from_directory(home.resolve(), name, max_age=3600)
