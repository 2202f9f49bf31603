"""Flask-Security, told what it may do here.

It hashes, makes and checks codes, signs links and knows a session's account. It
registers no page, takes no token in place of a session, and remembers nobody
beyond a browser's session.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from datetime import UTC, datetime, timedelta
from typing import Any

from flask import Flask, session
from flask_login import LoginManager  # type: ignore[import-untyped]  # ships no types
from flask_security.core import Security
from flask_security.totp import Totp
from typing_extensions import override

from assistant.settings import Settings
from assistant.store.staff_accounts import Account, Accounts
from assistant.web.signin.entrance import entrance
from assistant.web.signin.sessions import ConsoleSessions

INVITATION = timedelta(hours=72)
"""How long a link for a first password stays good: a weekend."""

RECOVERY_CODES = 10
ARGON2 = {
    "argon2__memory_cost": 19_456,  # KiB
    "argon2__rounds": 2,
    "argon2__parallelism": 1,
}
"""OWASP's least memory for Argon2id: a hash that many can ask for at once."""

CLOCK_TOLERANCE_S = 30  # how far a telephone's clock may be off


class OnceOnly(Totp):
    """Codes of an authenticator, each of which is taken once (RFC 6238 §5.2)."""

    @override
    def get_last_counter(self, user: Any) -> int | None:
        """The time step of the last code that was taken."""
        return user.totp_counter if isinstance(user, Account) else None

    @override
    def set_last_counter(self, user: Any, tmatch: Any) -> None:
        """Note the time step of the code that is taken now."""
        if isinstance(user, Account):
            user.totp_counter = tmatch.counter
            entrance().accounts.put(user)


def install(app: Flask, settings: Settings, accounts: Accounts, issuer: str) -> None:
    """Give an application its accounts.

    Args:
        app: The application.
        settings: Whose secret guards what is kept.
        accounts: Where accounts are.
        issuer: The helpdesk's name, as an authenticator shows it.
    """
    app.secret_key = settings.secret
    app.session_interface = ConsoleSessions()
    app.config.update(
        SESSION_COOKIE_SECURE=settings.production,
        SESSION_PROTECTION=None,  # a telephone changes its address on the way
        WTF_CSRF_TIME_LIMIT=None,  # the token lives as long as its session
        **_passwords(),
        **_codes(settings.secret, issuer),
    )
    Security(app, accounts, register_blueprint=False, totp_cls=OnceOnly)
    manager: LoginManager = app.extensions["security"].login_manager
    manager.user_loader(_load)
    manager.request_loader(None)


def _load(identity: str) -> Account | None:
    """The account of a session whose visit goes on."""
    key = session.get("visit")
    here = entrance()
    found = here.accounts.find_user(fs_uniquifier=identity)
    if found is None or not found.active or not isinstance(key, str):
        return None
    alive = here.visits.goes_on(key, found.key, datetime.now(UTC))
    return found if alive else None


def _passwords() -> dict[str, object]:
    return {
        "SECURITY_PASSWORD_HASH": "argon2",
        "SECURITY_PASSWORD_SCHEMES": ["argon2"],
        "SECURITY_DEPRECATED_PASSWORD_SCHEMES": [],
        "SECURITY_PASSWORD_SINGLE_HASH": {"argon2"},
        "SECURITY_PASSWORD_HASH_PASSLIB_OPTIONS": ARGON2,
        "SECURITY_RESET_PASSWORD_WITHIN": INVITATION,
        "SECURITY_SEND_PASSWORD_RESET_NOTICE_EMAIL": False,
        "SECURITY_CLI_USERS_NAME": None,
        "SECURITY_CLI_ROLES_NAME": None,
    }


def _codes(secret: str, issuer: str) -> dict[str, object]:
    recovery = base64.urlsafe_b64encode(derived(secret, "recovery"))
    return {
        "SECURITY_TWO_FACTOR": True,
        "SECURITY_TWO_FACTOR_REQUIRED": True,
        "SECURITY_TWO_FACTOR_ENABLED_METHODS": ["authenticator"],
        "SECURITY_TWO_FACTOR_IMPLEMENTATIONS": {},
        "SECURITY_TOTP_SECRETS": {"1": derived(secret, "totp").hex()},
        "SECURITY_TOTP_ISSUER": issuer.replace(":", " ") or "Bezorgd",
        "SECURITY_MULTI_FACTOR_RECOVERY_CODES": True,
        "SECURITY_MULTI_FACTOR_RECOVERY_CODES_N": RECOVERY_CODES,
        "SECURITY_MULTI_FACTOR_RECOVERY_CODES_KEYS": [recovery],
    }


def derived(secret: str, purpose: str) -> bytes:
    """A key of 32 bytes for one purpose; none of them tells another."""
    return hmac.digest(secret.encode(), b"bezorgd " + purpose.encode(), hashlib.sha256)
