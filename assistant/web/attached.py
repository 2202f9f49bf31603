"""A file that came along: kept with its message, shown where that stands.

A picture is only taken where a person has the conversation and the operator wants
it (`pictures` in helpdesk.yaml). It is shown from our own address to its sender and
to staff, as a picture and as nothing else: what is sent is only what draws it
(picture.py), under a name that is ours.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

from flask import Blueprint, Response, abort

from assistant.errors import UnusableInputError
from assistant.mail.headers.message import MOST_BYTES
from assistant.replies.quoting import flat
from assistant.store.files import File
from assistant.web import chat, thread, visitor
from assistant.web.picture import ENDINGS, Picture, picture
from assistant.web.reception import reception
from assistant.web.signin.guard import staff_only
from assistant.web.upload import is_picture

MESSAGE = "message/rfc822"
POLICY = "default-src 'none'; frame-ancestors 'none'; sandbox"
"""Opened by itself, a picture is in nobody's origin and runs nothing."""

pages = chat.pages
desk = Blueprint("attached", __name__, url_prefix="/console")


def takes_pictures() -> bool:
    """Whether this reader may send one now."""
    talk = visitor.conversation()
    if talk is None or not reception().helpdesk.pictures:
        return False
    return thread.stand_of(talk, datetime.now(UTC)).human


def taken(content: bytes) -> Picture | str:
    """A picture as it may be kept, or the name of the notice that tells why not."""
    if not is_picture(content) or not takes_pictures():
        return "file_image"
    if len(content) > MOST_BYTES:
        return "picture_large"
    try:
        return picture(content)
    except UnusableInputError:
        return "picture_other"


def keep(entry: str, talk: str | None, name: str, shown: Picture | None = None) -> None:
    """Keep a file's name, and a picture whole; a second time changes nothing."""
    if talk is None:
        return
    file = File(
        entry=entry,
        conversation=talk,
        name=flat(name.replace("\\", "/").rpartition("/")[2]),
        kind=MESSAGE if shown is None else shown.kind,
        at=datetime.now(UTC),
        width=shown.width if shown else 0,
        height=shown.height if shown else 0,
    )
    reception().store.files.keep(file, None if shown is None else shown.content)


def files_of(conversation: str) -> Mapping[str, File]:
    """The files of a conversation, by what they came with."""
    return reception().store.files.of(conversation)


@pages.get("/picture/<entry>")
def show_picture(entry: str) -> Response:
    """A picture of the reader's own conversation."""
    return _sent(entry, visitor.conversation())


@desk.get("/c/<conversation>/picture/<entry>")
@staff_only
def show_staff(conversation: str, entry: str) -> Response:
    """A picture of a conversation, to who answers it."""
    return _sent(entry, conversation)


def _sent(entry: str, conversation: str | None) -> Response:
    found = reception().store.files.picture(entry)
    if found is None or found[0].conversation != conversation:
        abort(404)
    file, content = found
    if file.kind not in ENDINGS:
        abort(404)
    response = Response(content, mimetype=file.kind)
    name = f"picture.{ENDINGS[file.kind]}"  # what was typed is no name for a disk
    response.headers["Content-Disposition"] = f'inline; filename="{name}"'
    response.headers["Content-Security-Policy"] = POLICY
    return response
