"""What of the queue is asked for, as it stands in the address of a page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import request

from assistant.store.case import Owner
from assistant.store.queue import Wanted
from assistant.store.views import LONGEST_TEXT
from assistant.web.console.people import me

VIEWS = ("waiting", "mine", "requests", "undecided", "open", "closed")
# Where in the queue one stands, as every page of it bears it in its address.
KEPT = ("view", "service", "cause", "tag", "spoken", "q", "lang")


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """What of the queue was asked for, as it stands in the address.

    `spoken` is the customer's language; `lang` in the address is the reader's.
    """

    view: str
    service: str = ""
    cause: str = ""
    tag: str = ""
    spoken: str = ""
    text: str = ""

    @property
    def narrowed(self) -> bool:
        """Whether it is more than one of the views that everybody has."""
        return bool(self.filtered or self.text)

    @property
    def filtered(self) -> bool:
        """Whether something narrows the view that is no search."""
        return bool(self.service or self.cause or self.tag or self.spoken)

    @property
    def wanted(self) -> Wanted:
        """The same for the store."""
        return Wanted(
            mine=me() if self.view == "mine" else None,
            waiting=self.view == "waiting",
            requests=self.view == "requests",
            undecided=self.view == "undecided",
            owner=Owner.CLOSED if self.view == "closed" else None,
            service=self.service or None,
            cause=self.cause or None,
            tag=self.tag or None,
            language=self.spoken or None,
            text=self.text,
        )

    def address(self, **changed: str) -> dict[str, Any]:
        """What stands in the address when one choice is changed."""
        told = {
            "view": self.view,
            "service": self.service,
            "cause": self.cause,
            "tag": self.tag,
            "spoken": self.spoken,
            "q": self.text,
            "lang": request.args.get("lang", ""),
            **changed,
        }
        return {name: value for name, value in told.items() if value}


def choice() -> Chosen:
    """What the address asks for; everything open where it asks nothing known."""
    text = request.args.get("q", "")[:LONGEST_TEXT].strip()
    view = request.args.get("view", "")
    return Chosen(
        view=view if view in VIEWS else ("open" if text else "waiting"),
        service=_asked("service", 64),
        cause=_asked("cause", 64),
        tag=_asked("tag", 64).lower(),
        spoken=_asked("spoken", 8),
        text=text,
    )


def _asked(name: str, most: int) -> str:
    return request.args.get(name, "")[:most].strip()
