"""A morning at the console, for tests that look at it in a browser."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

from flask import Flask
from playwright.sync_api import Page

from assistant.desk import Desk
from assistant.store.case import Rating
from assistant.store.turns import Store
from assistant.web.signin.sessions import NAME
from tests.browser import served
from tests.consoling import SignedIn, requested, waiting


@dataclass(frozen=True, slots=True)
class Morning:
    """What lies ready at nine o'clock: three who wait, and one change request."""

    base: str
    refused: str
    spam: str
    lost: str
    request: str

    @property
    def facts(self) -> dict[str, str]:
        """The same, to be put in an address."""
        return {"spam": self.spam, "lost": self.lost, "request": self.request}


@contextmanager
def begun(app: Flask, store: Store, desk: Desk) -> Iterator[Morning]:
    """Lay everything ready, and serve it."""
    refused = waiting(
        store,
        desk,
        "facturen uit WeFact worden geweigerd, installateur.example",
        minutes=12,
    )
    spam = waiting(
        store,
        desk,
        "Mijn nieuwsbrieven van Mailchimp komen in de spam, bakkerij.example",
        minutes=25,
    )
    lost = waiting(store, desk, "de boekhouder zegt dat het aan jullie ligt")
    request = requested(store, spam).id
    turn = store.thread(refused)[-1].id
    store.learning.rate(turn, Rating.NOT_SOLVED, "nog steeds", datetime.now(UTC))
    with served(app) as base:
        yield Morning(base, refused, spam, lost, request)


def come_back(page: Page, base: str, signed_in: SignedIn) -> None:
    """Open the console in a browser that is signed in already."""
    value = signed_in.cookies[0]
    page.context.add_cookies([{"name": NAME, "value": value, "url": base}])
    page.goto(f"{base}/console/")
    page.locator(".queue").wait_for()


def told(page: Page, text: str) -> None:
    """Wait until the page says so."""
    page.locator(".flash, .notice").filter(has_text=text).wait_for()
