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
from assistant.store.case import LetGo
from assistant.web.console import canned, causes, room
from assistant.web.console.composing import case_in, composed
from assistant.web.console.conversation import OUTCOMES, Opened, open_case
from assistant.web.console.people import me, name_of
from assistant.web.console.typed import cleaned
from assistant.web.reception import reception
from assistant.web.signin.guard import audit, staff_only

MOST_TAGS = 12
KEPT = ("view", "service", "cause", "q", "lang")  # where in the queue one stands

pages = Blueprint("acts", __name__)

Act = Callable[[str, datetime], str]


@pages.post("/c/<conversation>/write")
@staff_only
def write(conversation: str) -> Response:
    """Send, note, or lay something ready in the draft, as the button says."""
    now, store = datetime.now(UTC), reception().store
    if store.cases.case(conversation) is None:
        abort(404)
    store.sitting.keep_draft(conversation, me(), cleaned("text"), now)
    wanted = "canned" if "canned" in request.form else request.form.get("act", "")
    act = WRITING.get(wanted, _send)
    return back(conversation, act(conversation, now))


@pages.post("/c/<conversation>/undo")
@staff_only
def undo(conversation: str) -> Response:
    """Take a reply back; its text is the draft again."""
    now, store = datetime.now(UTC), reception().store
    message = request.form.get("message", "")
    opened = open_case(conversation, now)
    text = next((one.text for one in opened.said if one.undo == message), "")
    if store.messages.undo(message, me(), now):
        store.sitting.keep_draft(conversation, me(), text, now)
        audit("undid", conversation)
        flash(room.say()("undone"), "told")
    else:
        flash(room.say()("too_late"), "notice")
    return back(conversation, "reply")


@pages.post("/c/<conversation>/own")
@staff_only
def own(conversation: str) -> Response:
    """Take over, give back, close or open again."""
    now, store = datetime.now(UTC), reception().store
    act, who = request.form.get("act", ""), me()
    done: LetGo | bool
    if act == "take_from":
        done = store.cases.take_from(
            conversation, who, request.form.get("holder", ""), now
        )
    elif act == "give_back":
        done = store.cases.give_back(conversation, who, now)
    elif act == "close":
        outcome = request.form.get("outcome", "")
        cause = causes.code_of(request.form.get("cause", ""))[:64] or None
        known = outcome if outcome in OUTCOMES else "other"
        done = store.cases.close(conversation, who, cause, known, now)
    elif act == "reopen":
        done = store.cases.reopen(conversation, who, now)
    else:
        act, done = "take", store.cases.take(conversation, who, now)
    if done:
        audit(act, conversation)
    flash(
        room.say()(f"did_{act}" if done else "not_done"), "told" if done else "notice"
    )
    return back(conversation)


@pages.post("/c/<conversation>/label")
@staff_only
def label(conversation: str) -> Response:
    """Set the tags, and who is to look after it."""
    now, cases = datetime.now(UTC), reception().store.cases
    tags = cleaned("tags").replace("\n", ",").split(",")[:MOST_TAGS]
    cases.tag(conversation, tuple(tags), me(), now)
    assignee = request.form.get("assignee", "")
    if name_of(assignee) != assignee or not assignee:
        cases.assign(conversation, assignee or None, me(), now)
    audit("labelled", conversation)
    return back(conversation)


@pages.post("/c/<conversation>/draft")
@staff_only
def draft(conversation: str) -> Response:
    """Keep a draft, and tell who else looks; only a script comes here."""
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


def back(conversation: str, anchor: str = "") -> Response:
    """To the page again, as it is after the act."""
    kept = {name: request.args.get(name) for name in KEPT}
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
            seen=_seen(),
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
    texts = canned.shelf(reception().settings.home)
    chosen = next(
        (
            one
            for one in texts
            if one.name == wanted and one.language == opened.case.language
        ),
        None,
    )
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


def _seen() -> int:
    given = request.form.get("seen", "")
    return int(given) if given.isascii() and given.isdigit() and len(given) < 19 else 0  # noqa: PLR2004 - digits that a database's number holds


WRITING: dict[str, Act] = {
    "send": _send,
    "note": _note,
    "compose": _compose,
    "canned": _canned,
}
