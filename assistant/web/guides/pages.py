"""Requests for guides: the index and its search, and one guide at a time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, cast

from flask import (
    Blueprint,
    Response,
    abort,
    current_app,
    render_template,
    request,
    url_for,
)

from assistant.knowledge import files
from assistant.knowledge.search import LONGEST_SEARCH, Search
from assistant.knowledge.verified import VERIFIED_FILE
from assistant.web import words
from assistant.web.guides.view import FOLDERS, Reader
from assistant.web.reception import reception
from assistant.web.words import Words

KEEP_S = 300  # how long a browser or a proxy may show a page again
_NAME = "guides"

pages = Blueprint("guides", __name__, url_prefix="/guides")


@dataclass(frozen=True, slots=True)
class _Room:
    """What these pages need of one application, arranged once.

    The list of what was verified is written while we serve (once a week), so
    `written_at` tells which one the readers hold.
    """

    readers: Mapping[str, Reader]
    search: Search
    written_at: int


@pages.get("", strict_slashes=False)
def index() -> Response:
    """Every guide by kind; with `q`, those that the words ask for."""
    asked = request.args.get("q", "").strip()[:LONGEST_SEARCH]
    reader = _reader()
    found = tuple(
        reader.link(one.kind, one.id)
        for one in (_room().search.find(asked, _language()) if asked else ())
    )
    return _page(
        "guides/index.html",
        asked=asked,
        found=found,
        shelves=() if found else reader.index(),
        robots="noindex" if asked else "index",
    )


@pages.get("/<kind>/<guide>")
def one(kind: str, guide: str) -> Response:
    """One guide."""
    reader = _reader()
    if kind not in FOLDERS:
        abort(404)
    try:
        page = reader.page(kind, guide)
    except KeyError:
        abort(404)
    return _page("guides/one.html", page=page, robots="index")


def address(endpoint: str, **values: Any) -> str:  # noqa: ANN401 - url_for's own
    """An address of these pages or the chat, in the language that was pressed."""
    asked = request.args.get("lang")
    language = asked if asked in reception().languages else None
    return url_for(endpoint, lang=language, **values)


def same_page(language: str) -> str:
    """This page in another language."""
    asked = request.args.get("q", "").strip()[:LONGEST_SEARCH] or None
    place = request.endpoint or "guides.index"
    return url_for(place, q=asked, lang=language, **(request.view_args or {}))


def _page(template: str, **facts: object) -> Response:
    reader = _reader()
    text = render_template(
        template,
        tell=reader.words,
        address=address,
        same_page=same_page,
        demo=reception().helpdesk.demo,
        **facts,
    )
    response = Response(text)
    response.headers["Cache-Control"] = f"public, max-age={KEEP_S}"
    response.headers["Vary"] = "Accept-Language"
    response.headers["Content-Language"] = reader.words.language
    return response


def _reader() -> Reader:
    return _room().readers[_language()]


def _language() -> str:
    return words.choose(
        tuple(one for one in reception().languages if one in texts()),
        asked=request.args.get("lang"),
        spoken=None,
        accepted=request.accept_languages,
    )


@cache
def texts() -> Mapping[str, Words]:
    """The words around the guides, by language."""
    return words.load(words.FOLDER / "guides")


def _room() -> _Room:
    kept = cast("_Room | None", current_app.extensions.get(_NAME))
    here = reception()
    written_at = _written_at(here.settings.data / VERIFIED_FILE)
    if kept is None or kept.written_at != written_at:
        verified = files.verified(here.settings.data)
        shelf = here.desk.shelf
        readers = {
            language: Reader(shelf, verified, said)
            for language, said in texts().items()
        }
        search = kept.search if kept else Search(shelf, here.desk.matcher)
        kept = _Room(readers, search, written_at)
        current_app.extensions[_NAME] = kept
    return kept


def _written_at(path: Path) -> int:
    try:
        return path.stat().st_mtime_ns
    except OSError:
        return 0
