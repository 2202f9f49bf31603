"""What staff do in a conversation; each act is a plain form and ends in the page.

What could not be done is told, and what was typed is kept: a reply is a draft
until the moment it is stored.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from urllib.parse import urlencode

from flask import Blueprint, abort, flash, jsonify, redirect, request, url_for
from werkzeug.wrappers import Response

from assistant.errors import UnusableInputError
from assistant.web.console import canned, room
from assistant.web.console.chosen import KEPT
from assistant.web.console.composing import case_in, composed
from assistant.web.console.conversation import Opened, open_case
from assistant.web.console.people import me, name_of
from assistant.web.console.typed import cleaned
from assistant.web.reception import reception
from assistant.web.signin.guard import audit, staff_only

pages = Blueprint("acts", __name__)

Act = Callable[[str, datetime], str]


@pages.post("/c/<conversation>/write")
@staff_only
def write(conversation: str) -> Response:
    """Send, note, or lay something ready in the draft, as the button says."""
    there(conversation)
    now, store = datetime.now(UTC), reception().store
    store.sitting.keep_draft(conversation, me(), cleaned("text"), now)
    wanted = "canned" if "canned" in request.form else request.form.get("act", "")
    act = WRITING.get(wanted, _send)
    return back(conversation, act(conversation, now))


@pages.post("/c/<conversation>/undo")
@staff_only
def undo(conversation: str) -> Response:
    """Take a reply back; its text stands in the draft again, before what is there."""
    now, store = datetime.now(UTC), reception().store
    message = request.form.get("message", "")
    opened = open_case(conversation, now)
    text = next((one.text for one in opened.said if one.undo == message), "")
    here = cleaned("text") if "text" in request.form else opened.draft
    if store.messages.undo(message, me(), now):
        whole = "\n\n".join(one for one in (text, here.strip()) if one)
        store.sitting.keep_draft(conversation, me(), whole, now)
        audit("undid", conversation)
        flash(room.say()("undone"), "told")
    else:
        flash(room.say()("too_late"), "notice")
    return back(conversation, "reply")


@pages.post("/c/<conversation>/draft")
@staff_only
def draft(conversation: str) -> Response:
    """Keep a draft, and tell who else looks; only a script comes here."""
    there(conversation)
    now, sitting = datetime.now(UTC), reception().store.sitting
    types = "text" in request.form
    if types:
        sitting.keep_draft(conversation, me(), cleaned("text"), now)
    sitting.be_present(conversation, me(), now, types=types)
    said = room.say()
    others = sitting.present(conversation, now, besides=me())
    told = [
        said("types" if one.types else "reads", name=name_of(one.member))
        for one in others
    ]
    return jsonify(present=told)


def there(conversation: str) -> None:
    """Go on with a conversation that is kept; 404 for every other one."""
    if reception().store.cases.case(conversation) is None:
        abort(404)


def back(conversation: str, anchor: str = "", **filled: str) -> Response:
    """To the page again, as it is after the act.

    Args:
        conversation: Which.
        anchor: Where on the page.
        filled: What was filled in, where the page asks something first.
    """
    kept = {**{name: request.args.get(name) for name in KEPT}, **filled}
    given = urlencode({name: value for name, value in kept.items() if value})
    page = url_for("console.conversation.show", conversation=conversation)
    address = f"{page}?{given}" if given else page
    return redirect(f"{address}#{anchor}" if anchor else address, 303)


def _send(conversation: str, now: datetime) -> str:
    store, said, text = reception().store, room.say(), cleaned("text")
    if missing := canned.open_places(text):
        flash(said("places_open", places=", ".join(missing)), "notice")
        return "reply"
    try:
        sent = store.messages.reply(
            conversation,
            me(),
            text,
            seen=seen(),
            now=now,
            anyway="anyway" in request.form,
        )
    except UnusableInputError:
        flash(said("empty" if not text.strip() else "not_done"), "notice")
        return "reply"
    if sent.message is None:
        flash(said("newer", count=len(sent.newer)), "newer")
        return "reply"
    store.sitting.keep_draft(conversation, me(), "", now)
    audit("replied", conversation)
    flash(said("sent"), "told")
    return "latest"


def _note(conversation: str, now: datetime) -> str:
    store = reception().store
    try:
        store.messages.note(conversation, me(), cleaned("text"), now)
    except UnusableInputError:
        flash(room.say()("empty"), "notice")
        return "reply"
    store.sitting.keep_draft(conversation, me(), "", now)
    audit("noted", conversation)
    flash(room.say()("noted"), "told")
    return "latest"


def _compose(conversation: str, now: datetime) -> str:
    opened = open_case(conversation, now)
    if opened.look is None:
        flash(room.say()("nothing_measured"), "notice")
        return "reply"
    letter = composed(opened.look, opened.case.language, name_of(me()))
    return _lay(opened, letter, now)


def _canned(conversation: str, now: datetime) -> str:
    opened = open_case(conversation, now)
    wanted = request.form.get("canned", "")
    texts = canned.find(
        canned.shelf(reception().settings.home),
        opened.case.language,
        ours=canned.with_us(opened.look),
    )
    chosen = next((one for one in texts if one.name == wanted), None)
    if chosen is None:
        flash(room.say()("not_done"), "notice")
        return "reply"
    facts = {"domain": opened.case.domain or ""}
    if opened.look is not None:
        case = case_in(opened.look, opened.case.language)
        facts |= canned.facts_of(case, opened.look)
    return _lay(opened, canned.filled(chosen.text, facts), now)


def _lay(opened: Opened, text: str, now: datetime) -> str:
    """Put a text under what is in the draft already."""
    before = cleaned("text").strip()
    whole = f"{before}\n\n{text}" if before else text
    reception().store.sitting.keep_draft(opened.case.conversation, me(), whole, now)
    return "reply"


def seen() -> int:
    """How far the page was in what happened, of which the form was sent."""
    given = request.form.get("seen", "")
    return int(given) if given.isascii() and given.isdigit() and len(given) < 19 else 0  # noqa: PLR2004 - digits that a database's number holds


WRITING: dict[str, Act] = {
    "send": _send,
    "note": _note,
    "compose": _compose,
    "canned": _canned,
}
