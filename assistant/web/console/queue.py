"""The queue: what waits, the most urgent first."""

from __future__ import annotations

from collections.abc import Iterable

from flask import Blueprint, request

from assistant.errors import UnusableInputError
from assistant.store.queue import Counts, Page
from assistant.web.console import room, views
from assistant.web.console.chosen import VIEWS, Chosen, choice
from assistant.web.console.lines import lines_of, service
from assistant.web.console.looking import renews
from assistant.web.console.people import me
from assistant.web.reception import reception
from assistant.web.signin.guard import audit, staff_only

MOST_NOTED = 100  # characters of what was looked for
MOST_FILTERS = 8  # services, causes and labels to choose from

pages = Blueprint("queue", __name__)


@pages.get("/")
@staff_only
def show() -> str:
    """The queue, or what was searched for."""
    chosen, counts = choice(), counted()
    if chosen.text and not renews():
        audit("searched", chosen.text[:MOST_NOTED])
    found, own = page_of(chosen), views.own(chosen)
    store = reception().store
    view = Chosen(view=chosen.view)
    kinds = counts if chosen.view == "open" else store.queue.kinds(view.wanted)
    return room.page(
        "queue.html",
        chosen=chosen,
        views=VIEWS,
        own=own,
        suggested=views.suggested(chosen),
        counted=counts,
        services=[(one, service(one), n) for one, n in _most(kinds.services)],
        causes=_most(kinds.causes),
        tags=store.queue.tags(MOST_FILTERS),
        lines=lines_of(found.cases),
        next=found.next,
        cursor=store.cases.latest(),
        counts=badges(counts),
        flashed=room.flashed(),
    )


def _most(counted: Iterable[tuple[str, int]]) -> list[tuple[str, int]]:
    """Those to choose from: the most frequent ones that are known."""
    return [(one, number) for one, number in counted if one][:MOST_FILTERS]


def page_of(chosen: Chosen) -> Page:
    """One page of the queue; a place that is none begins at the front."""
    queue, after = reception().store.queue, request.args.get("after")
    try:
        return queue.page(chosen.wanted, after=after)
    except UnusableInputError:
        return queue.page(chosen.wanted)


def counted() -> Counts:
    """How much there is of everything."""
    return reception().store.queue.counts(me())


def badges(counts: Counts) -> dict[str, int]:
    """The numbers in the bar."""
    return {"queue": counts.waiting, "changes": counts.requests}
