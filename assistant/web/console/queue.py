"""The queue: what waits, the most urgent first."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, request

from assistant.errors import UnusableInputError
from assistant.store.queue import Counts, Page, Wanted
from assistant.web.console import room
from assistant.web.console.lines import lines_of, service
from assistant.web.console.people import me
from assistant.web.reception import reception
from assistant.web.signin.guard import staff_only

VIEWS = ("waiting", "mine", "requests", "undecided", "open", "closed")
MOST_FILTERS = 8  # services and causes to choose from

pages = Blueprint("queue", __name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """What of the queue was asked for, as it stands in the address."""

    view: str
    service: str
    cause: str
    text: str

    @property
    def wanted(self) -> Wanted:
        """The same for the store."""
        return Wanted(
            mine=me() if self.view == "mine" else None,
            waiting=self.view == "waiting",
            requests=self.view == "requests",
            undecided=self.view == "undecided",
            closed=self.view == "closed" or bool(self.text),
            service=self.service or None,
            cause=self.cause or None,
            text=self.text,
        )

    def address(self, **changed: str) -> dict[str, str]:
        """What stands in the address when one choice is changed."""
        told = {
            "view": self.view,
            "service": self.service,
            "cause": self.cause,
            "q": self.text,
            "lang": request.args.get("lang", ""),
            **changed,
        }
        return {name: value for name, value in told.items() if value}


@pages.get("/")
@staff_only
def show() -> str:
    """The queue, or what was searched for."""
    chosen, counts = choice(), counted()
    found = page_of(chosen)
    return room.page(
        "queue.html",
        chosen=chosen,
        views=VIEWS,
        counted=counts,
        services=[(one, service(one), n) for one, n in counts.services if one][
            :MOST_FILTERS
        ],
        causes=[(one, n) for one, n in counts.causes if one][:MOST_FILTERS],
        lines=lines_of(found.cases),
        next=found.next,
        cursor=reception().store.cases.latest(),
        counts=badges(counts),
    )


def choice() -> Chosen:
    """What the address asks for; everything open where it asks nothing known."""
    text = request.args.get("q", "")[: room.LONGEST_LINE].strip()
    view = request.args.get("view", "")
    return Chosen(
        view=view if view in VIEWS else ("open" if text else "waiting"),
        service=request.args.get("service", "")[:64],
        cause=request.args.get("cause", "")[:64],
        text=text,
    )


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
