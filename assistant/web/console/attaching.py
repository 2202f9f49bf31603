"""An answer of the bench, put into a conversation as a note for colleagues."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from flask import Blueprint, abort, flash, redirect, request, url_for
from werkzeug.wrappers import Response

from assistant.errors import UnusableInputError
from assistant.lookup.name import unicode_form
from assistant.store.case import Case, Owner
from assistant.store.queue import Wanted
from assistant.web.console import room
from assistant.web.console.people import me
from assistant.web.console.takeaway import dated, unsealed
from assistant.web.reception import reception
from assistant.web.signin.guard import audit, staff_only

MOST = 12  # conversations to choose from of each kind
MOST_ID = 64  # characters of a conversation's number
LONGEST_LINE = 60  # characters of what a customer wrote, in a list

pages = Blueprint("attaching", __name__)


@pages.post("/bench/attach")
@staff_only
def attach() -> Response:
    """Put what was shown on the bench into a conversation."""
    answer, store = unsealed(request.form.get("kept", "")), reception().store
    conversation = request.form.get("conversation", "").strip()[:MOST_ID]
    if answer is None or store.cases.case(conversation) is None:
        abort(400)
    said = room.say()
    head = said("attached_head", at=dated(answer.measured_at))
    try:
        note = f"**{head}**\n\n{answer.note(said.language)}"
        store.messages.note(conversation, me(), note, datetime.now(UTC))
    except UnusableInputError:
        abort(400)
    for language in answer.contents:
        store.links.belong(answer.shared(language), me(), conversation)
    audit("attached", conversation)
    flash(said("attached"), "told")
    page = url_for("console.conversation.show", conversation=conversation)
    return redirect(f"{page}#latest", 303)


def candidates(domain: str | None, first: str) -> tuple[tuple[str, str], ...]:
    """The conversations that an answer may belong to, the likeliest first.

    Args:
        domain: What was measured.
        first: The conversation that the reader came from, if any.
    """
    found = {one.conversation: one for one in _candidates(domain, first)}
    return tuple((key, _line(one)) for key, one in found.items())


def _candidates(domain: str | None, first: str) -> Iterator[Case]:
    store = reception().store
    came_from = store.cases.case(first) if first else None
    if came_from is not None:
        yield came_from
    if domain:
        for one in store.queue.of_domain(domain, MOST):
            if one.owner is not Owner.CLOSED:
                yield one
    for wanted in (Wanted(mine=me()), Wanted(waiting=True)):
        yield from store.queue.page(wanted, limit=MOST).cases


def _line(case: Case) -> str:
    said = room.say()
    title = unicode_form(case.domain) if case.domain else said("unknown_domain")
    last = case.last_line[:LONGEST_LINE]
    return f"{title} · {last}" if last else title
