"""Change requests: the proven records in every form, done or refused with a reason."""

from __future__ import annotations

from datetime import UTC, datetime

from flask import Blueprint, abort, flash, redirect, request, url_for
from werkzeug.wrappers import Response

from assistant.errors import UnusableInputError
from assistant.remedies.forms import as_json, nsupdate_commands, way_back, zone_lines
from assistant.replies.cards import Panel
from assistant.replies.reply import Cards, Part, Prose
from assistant.replies.voice import Voice
from assistant.store.request import ChangeRequest
from assistant.understanding.question import Known
from assistant.web.console import queue, room
from assistant.web.console.people import me, name_of
from assistant.web.console.talk import last_look
from assistant.web.console.typed import cleaned
from assistant.web.reception import reception
from assistant.web.signin.guard import audit, member, staff_only

pages = Blueprint("changes", __name__)


@pages.get("/changes")
@staff_only
def show() -> str:
    """Every request that is not decided, the oldest first."""
    return room.page(
        "changes.html",
        requests=reception().store.requests.open(),
        flashed=room.flashed(),
        counts=queue.badges(queue.counted()),
    )


@pages.get("/changes/<request_id>")
@staff_only
def one(request_id: str) -> str:
    """One request with its records, ready to be carried out."""
    found = wanted(request_id)
    audit("opened_request", request_id)
    return room.page(
        "change.html",
        request_=found,
        forms=forms_of(found),
        steps=steps_of(found),
        name_of=name_of,
        flashed=room.flashed(),
        counts=queue.badges(queue.counted()),
    )


@pages.post("/changes/<request_id>")
@staff_only
def decide(request_id: str) -> Response:
    """Confirm, done or refused; what lacks its reason is not decided."""
    requests, said, now = reception().store.requests, room.say(), datetime.now(UTC)
    act, reason = request.form.get("act", ""), cleaned("reason")
    wanted(request_id)
    try:
        if act == "confirm":
            requests.confirm(request_id, f"staff:{member().name}", now, me())
        elif act == "done":
            requests.done(request_id, me(), now, reason)
        elif act == "refuse":
            requests.refuse(request_id, me(), now, reason)
        else:
            abort(400)
    except UnusableInputError:
        flash(said("reason_first"), "notice")
        address = url_for("console.changes.one", request_id=request_id)
        return redirect(f"{address}#decide", 303)
    audit(f"request_{act}", request_id)
    flash(said(f"request_{act}_told"), "told")
    return redirect(url_for("console.changes.one", request_id=request_id), 303)


def wanted(request_id: str) -> ChangeRequest:
    """The request that an address names; 404 for any other."""
    found = reception().store.requests.request(request_id)
    if found is None:
        abort(404)
    return found


def forms_of(found: ChangeRequest) -> tuple[tuple[str, str], ...]:
    """The records as zone lines, commands, JSON, a ticket and the way back."""
    lines = "\n".join(zone_lines(found.records))
    back = "\n".join(zone_lines(way_back(found.records)))
    said = room.say()
    ticket = said(
        "request_ticket",
        domain=found.domain,
        name=found.name,
        address=found.address,
        consent=found.consent,
        lines=lines,
        back=back,
    )
    return (
        ("zone", lines),
        ("nsupdate", nsupdate_commands(found.domain, found.records)),
        ("json", as_json(found.domain, found.records)),
        ("ticket", ticket),
        ("back", back),
    )


def steps_of(found: ChangeRequest) -> tuple[Part, ...]:
    """The records as the panel of their host asks for them."""
    desk, spoken = reception().desk, room.language()
    thread = reception().store.messages.thread(
        found.conversation, datetime.now(UTC), staff=True
    )
    seen = last_look(thread)
    host_id = seen[1].evidence.zone.host_id if seen else None
    panel = Panel(desk.shelf.hosts.get(host_id or ""), found.domain)
    voice = Voice(desk.texts, desk.shelf, Known(language=spoken, domain=found.domain))
    cards: Cards = panel.cards(found.records, (), voice)
    typing = voice.prose("panels", "typing", **panel.typing(found.records))
    path = (
        (Prose(markdown=f"**{panel.host.name}**: {panel.path}"),) if panel.host else ()
    )
    return (*path, typing, cards)
