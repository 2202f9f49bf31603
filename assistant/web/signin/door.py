"""Puts the sign-in into an application."""

from __future__ import annotations

import weakref
from collections.abc import Mapping
from functools import cache
from importlib import import_module

from flask import Flask, Response, request

from assistant.errors import SettingsError
from assistant.settings import Settings
from assistant.store.database import Database
from assistant.store.staff import Staff
from assistant.store.staff_accounts import Accounts
from assistant.store.staff_attempts import Attempts
from assistant.store.staff_log import StaffLog
from assistant.store.staff_visits import Visits
from assistant.web import words
from assistant.web.signin import (
    administration,
    agent,
    by_provider,
    own,
    security,
    starting,
)
from assistant.web.signin.entrance import Entrance, Provider
from assistant.web.signin.pages import pages
from assistant.web.signin.sessions import in_console
from assistant.web.words import Words

WORDS = words.FOLDER / "signin"
ROOMS = (starting, own, administration, by_provider)
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
        provider=provider_of(settings),
    )
    security.install(app, settings, accounts, issuer)
    app.jinja_env.filters["browser"] = agent.named
    app.register_blueprint(pages)
    app.after_request(never_framed)


def provider_of(settings: Settings) -> Provider | None:
    """The provider of the settings; Authlib is needed where there is one."""
    if settings.oidc_issuer is None:
        return None
    try:
        module = import_module("assistant.web.signin.provider")
    except ModuleNotFoundError as error:
        msg = f"BEZORGD_OIDC_ISSUER needs {error.name}: expected bezorgd[oidc]"
        raise SettingsError([msg]) from error
    made: Provider = module.OpenIdProvider(
        issuer=settings.oidc_issuer,
        client_id=settings.oidc_client_id or "",
        client_secret=settings.oidc_client_secret or "",
    )
    return made


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
