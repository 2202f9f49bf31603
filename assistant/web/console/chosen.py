"""What of the queue is asked for, as it stands in the address of a page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import request

from assistant.store.queue import Wanted
from assistant.store.views import LONGEST_TEXT
from assistant.web.console.people import me

VIEWS = ("waiting", "mine", "requests", "undecided", "open", "closed")


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """What of the queue was asked for, as it stands in the address."""

    view: str
    service: str
    cause: str
    text: str

    @property
    def narrowed(self) -> bool:
        """Whether it is more than one of the views that everybody has."""
        return bool(self.service or self.cause or self.text)

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

    def address(self, **changed: str) -> dict[str, Any]:
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


def choice() -> Chosen:
    """What the address asks for; everything open where it asks nothing known."""
    text = request.args.get("q", "")[:LONGEST_TEXT].strip()
    view = request.args.get("view", "")
    return Chosen(
        view=view if view in VIEWS else ("open" if text else "waiting"),
        service=request.args.get("service", "")[:64],
        cause=request.args.get("cause", "")[:64],
        text=text,
    )
