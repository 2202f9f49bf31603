"""Puts the sign-in into an application."""

from __future__ import annotations

import weakref

from flask import Flask

from assistant.settings import Settings
from assistant.store.database import Database
from assistant.store.staff import Staff
from assistant.store.staff_accounts import Accounts
from assistant.store.staff_attempts import Attempts
from assistant.store.staff_log import StaffLog
from assistant.store.staff_visits import Visits
from assistant.web import words
from assistant.web.signin import security
from assistant.web.signin.entrance import Entrance

WORDS = words.FOLDER / "signin"


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
        words=words.load(WORDS),
    )
    security.install(app, settings, accounts, issuer)
