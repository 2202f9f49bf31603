"""What is kept of one person: shown to an administrator, handed over, or deleted.

The address travels in forms only, so that it stands in no address and no log.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime

from flask import Blueprint, Response, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from assistant.errors import UnusableInputError
from assistant.store.persons import Found
from assistant.store.staff import clean_address
from assistant.store.staff_log import Deed
from assistant.web.console import queue, room
from assistant.web.reception import reception
from assistant.web.signin.guard import admin_only, audit

pages = Blueprint("person", __name__)


@pages.get("/person")
@admin_only
def show() -> str:
    """Ask whom it is about."""
    return _page("", None)


@pages.post("/person")
@admin_only
def act() -> ResponseReturnValue:
    """Look for a person; hand over or delete what was found."""
    typed = request.form.get("address", "")
    try:
        address = clean_address(typed)
    except UnusableInputError:
        flash(room.say()("person_address"), "notice")
        return _page(typed, None)
    wanted = request.form.get("act")
    if wanted == "export":
        return _handed_over(address)
    if wanted == "delete" and request.form.get("sure"):
        return _deleted(address)
    if wanted == "delete":
        flash(room.say()("person_sure_first"), "notice")
    return _page(address, reception().store.persons.find(address))


@pages.post("/person/conversation")
@admin_only
def forget() -> ResponseReturnValue:
    """Delete a conversation with everything that belongs to it."""
    wanted, said = request.form.get("conversation", "").strip(), room.say()
    if reception().store.keeping.forget(wanted, datetime.now(UTC)):
        audit("forgot", wanted)
        flash(said("forgotten"), "told")
    else:
        flash(said("not_done"), "notice")
    return redirect(url_for("console.person.show"), 303)


def _page(address: str, found: Found | None) -> str:
    return room.page(
        "person.html",
        address=address,
        found=found,
        flashed=room.flashed(),
        counts=queue.badges(queue.counted()),
    )


def _handed_over(address: str) -> Response:
    kept = reception().store.persons.export(address, datetime.now(UTC))
    audit(Deed.PERSON_EXPORTED, _about(reception().store.persons.find(address)))
    sheet = json.dumps(kept, ensure_ascii=False, indent=2)
    answer = Response(sheet, mimetype="application/json")
    answer.headers["Content-Disposition"] = "attachment; filename=person.json"
    return answer


def _deleted(address: str) -> ResponseReturnValue:
    found = reception().store.persons.find(address)
    gone = reception().store.persons.delete(address, datetime.now(UTC))
    audit(Deed.PERSON_DELETED, _about(found))
    flash(room.say()("person_gone", count=gone), "told")
    return redirect(url_for("console.person.show"), 303)


def _about(found: Found) -> str:
    """The trail names a person by his conversations: it outlives his address."""
    return " ".join(found.own)
