"""Change requests: the proven records in every form, done or refused with a reason.

Two colleagues may have the same request open. The store tells who was first; the
second is told so, and the trail holds only what was really done.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from flask import Blueprint, abort, flash, redirect, request, url_for
from werkzeug.wrappers import Response

from assistant.errors import UnusableInputError
from assistant.remedies.forms import as_json, nsupdate_commands, way_back, zone_lines
from assistant.replies.cards import Panel
from assistant.replies.reply import Cards, Part, Prose
from assistant.replies.voice import Voice
from assistant.store.request import OPEN, ChangeRequest, RequestState, Step
from assistant.understanding.question import Known
from assistant.web.console import queue, room
from assistant.web.console.people import me, name_of
from assistant.web.console.talk import last_look
from assistant.web.console.typed import cleaned
from assistant.web.reception import reception
from assistant.web.signin.guard import audit, member, staff_only

pages = Blueprint("changes", __name__)

DECIDED_WEEKS = 4  # so long a decided one stays in the list
UNREADABLE = 422  # the form lacks something, and is shown again as it was filled in


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """What stands in the fields: `lacks` names the one that is still empty."""

    reason: str = ""
    told: str = ""
    act: str = ""
    lacks: str = ""


@pages.get("/changes")
@staff_only
def show() -> str:
    """What is not decided, the oldest first; beneath it what was, the latest first."""
    requests = reception().store.requests
    since = datetime.now(UTC) - timedelta(weeks=DECIDED_WEEKS)
    return room.page(
        "changes.html",
        requests=requests.open(),
        decided=requests.decided(since),
        weeks=DECIDED_WEEKS,
        name_of=name_of,
        flashed=room.flashed(),
        counts=queue.badges(queue.counted()),
    )


@pages.get("/changes/<request_id>")
@staff_only
def one(request_id: str) -> str:
    """One request with its records, ready to be carried out."""
    found = wanted(request_id)
    audit("opened_request", request_id)
    return drawn(found, Filled(told=sentence(found)))


@pages.post("/changes/<request_id>")
@staff_only
def decide(request_id: str) -> Response | tuple[str, int]:
    """Confirm, done or refused; what lacks its reason is not decided."""
    found, said, act = wanted(request_id), room.say(), request.form.get("act", "")
    if act not in ACTS:
        abort(400)
    given = Filled(
        reason=cleaned("reason").strip(),
        told=cleaned("told").strip() if act == "refuse" else sentence(found),
        act=act,
    )
    step, lacks = None, missing(found, given)
    if not lacks:
        try:
            step = ACTS[act](found, given, datetime.now(UTC))
        except UnusableInputError:
            lacks = "reason"
    if lacks:
        lacking = Filled(reason=given.reason, told=given.told, act=act, lacks=lacks)
        return drawn(found, lacking), UNREADABLE
    if step is None:
        abort(404)
    if step.moved:
        audit(f"request_{act}", request_id)
        flash(said(f"request_{act}_told"), "told")
    else:
        flash(who_was_first(step.request), "notice")
    return redirect(url_for("console.changes.one", request_id=request_id), 303)


def missing(found: ChangeRequest, given: Filled) -> str:
    """The field that must be filled in first; of what is decided already, none."""
    if found.state not in OPEN:
        return ""
    bare = given.act == "done" and found.confirmed_at is None
    if (bare or given.act == "refuse") and not given.reason:
        return "reason"
    return "told" if given.act == "refuse" and not given.told else ""


def _confirm(found: ChangeRequest, _: Filled, now: datetime) -> Step | None:
    by = f"staff:{member().name}"
    return reception().store.requests.confirm(found.id, by, now, me())


def _done(found: ChangeRequest, given: Filled, now: datetime) -> Step | None:
    return reception().store.requests.done(found.id, me(), now, given.reason)


def _refuse(found: ChangeRequest, given: Filled, now: datetime) -> Step | None:
    refuse = reception().store.requests.refuse
    return refuse(found.id, me(), now, given.reason, given.told)


Act = Callable[[ChangeRequest, Filled, datetime], Step | None]
ACTS: dict[str, Act] = {"confirm": _confirm, "done": _done, "refuse": _refuse}


def who_was_first(found: ChangeRequest) -> str:
    """What a colleague is told whose choice came too late."""
    said = room.say()
    if found.state is RequestState.CONFIRMED and found.confirmed_at:
        at = room.clock(found.confirmed_at)
        return said("confirmed_before", by=confirmed_by(found), at=at)
    at = room.clock(found.decided_at or found.asked_at)
    state, name = said(f"request_{found.state}"), name_of(found.decided_by)
    return said("decided_before", state=state, name=name, at=at)


def confirmed_by(found: ChangeRequest) -> str:
    """How it was confirmed, in words: by whom, or by which way."""
    way, _, name = (found.confirmed_by or "").partition(":")
    return name or room.say()(f"confirmed_by_{way}")


def sentence(found: ChangeRequest) -> str:
    """What a customer reads of a refusal, in his own language, to be edited."""
    texts = reception().desk.texts
    spoken = (found.language, *reception().helpdesk.languages)
    language = next(one for one in spoken if one in texts.languages)
    return texts.plain("mails", "change-refused", language, domain=found.domain)


def drawn(found: ChangeRequest, filled: Filled) -> str:
    """The page of one request, with its fields as they are filled in."""
    return room.page(
        "change.html",
        request_=found,
        filled=filled,
        by=confirmed_by(found) if found.confirmed_by else "",
        forms=forms_of(found),
        steps=steps_of(found),
        name_of=name_of,
        flashed=room.flashed(),
        counts=queue.badges(queue.counted()),
    )


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
