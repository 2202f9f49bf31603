"""Puts the sign-in into an application."""

from __future__ import annotations

import weakref
from collections.abc import Mapping
from functools import cache

from flask import Flask, Response, request

from assistant.settings import Settings
from assistant.store.database import Database
from assistant.store.staff import Staff
from assistant.store.staff_accounts import Accounts
from assistant.store.staff_attempts import Attempts
from assistant.store.staff_log import StaffLog
from assistant.store.staff_visits import Visits
from assistant.web import words
from assistant.web.signin import administration, agent, own, security, starting
from assistant.web.signin.entrance import Entrance
from assistant.web.signin.pages import pages
from assistant.web.signin.sessions import in_console
from assistant.web.words import Words

WORDS = words.FOLDER / "signin"
ROOMS = (starting, own, administration)
"""Their pages register themselves when they are imported."""


def install(app: Flask, settings: Settings, issuer: str) -> None:
    """Let staff come in; call it before the console's pages are registered.

    Args:
        app: The application.
        settings: Where accounts are kept, and with which secret.
        issuer: The helpdesk's name.
    """
    database = Database(settings.database)
    weakref.finalize(app, database.close)
    accounts = Accounts(database)
    app.extensions["signin"] = Entrance(
        settings=settings,
        staff=Staff(database),
        accounts=accounts,
        visits=Visits(database),
        attempts=Attempts(database),
        log=StaffLog(database),
        words=spoken(),
    )
    security.install(app, settings, accounts, issuer)
    app.jinja_env.filters["browser"] = agent.named
    app.register_blueprint(pages)
    app.after_request(never_framed)


@cache
def spoken() -> Mapping[str, Words]:
    """The words of the sign-in, read once."""
    return words.load(WORDS)


def never_framed(response: Response) -> Response:
    """Let no other page show the console inside itself (limits.py says it too)."""
    if in_console(request):
        response.headers["X-Frame-Options"] = "DENY"
        response.headers.setdefault("Cache-Control", "no-store")
    return response
