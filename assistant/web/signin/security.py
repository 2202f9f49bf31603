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

from flask import Flask, current_app, request, session
from flask_login import LoginManager  # type: ignore[import-untyped]  # ships no types
from flask_security.core import Security
from flask_security.totp import Totp
from passlib.totp import TOTP, AppWallet  # type: ignore[import-untyped]  # ships no types
from typing_extensions import override

from assistant.settings import Settings
from assistant.store.staff_accounts import Account, Accounts
from assistant.web.signin.entrance import entrance
from assistant.web.signin.sessions import ConsoleSessions, in_console

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
    """Codes of an authenticator, each of which is taken once (RFC 6238 §5.2).

    What was encrypted under an older secret reads on, and is encrypted anew the
    next time that its owner comes in; after that the older secret may go.
    """

    def __init__(self, secrets: dict[str, str], issuer: str) -> None:
        super().__init__(secrets, issuer)
        today = next(iter(secrets))
        wallet = AppWallet(secrets, default_tag=today)
        self._totp = TOTP.using(issuer=issuer, wallet=wallet)

    @override
    def get_last_counter(self, user: Any) -> int | None:
        """The time step of the last code that was taken."""
        return user.totp_counter if isinstance(user, Account) else None

    @override
    def set_last_counter(self, user: Any, tmatch: Any) -> None:
        """Note the time step of the code that is taken now."""
        if isinstance(user, Account):
            user.totp_counter = tmatch.counter
            if tmatch.totp.changed and user.tf_totp_secret:
                user.tf_totp_secret = tmatch.totp.to_json(encrypt=True)
                user.mf_recovery_codes = _under_today(user.mf_recovery_codes or [])
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
    app.config["SECRET_KEY_FALLBACKS"] = list(settings.old_secrets)
    app.session_interface = ConsoleSessions()
    app.config.update(
        SESSION_COOKIE_SECURE=settings.production,
        SESSION_PROTECTION=None,  # a telephone changes its address on the way
        WTF_CSRF_TIME_LIMIT=None,  # the token lives as long as its session
        **_passwords(),
        **_codes(settings, issuer),
    )
    Security(app, accounts, register_blueprint=False, totp_cls=OnceOnly)
    manager: LoginManager = app.extensions["security"].login_manager
    manager.user_loader(_load)
    manager.request_loader(None)
    _look_in_the_console_alone(app)


def _look_in_the_console_alone(app: Flask) -> None:
    """Look for a member of staff where one can be, and not at every customer."""
    loaders = app.extensions["security"].principal.identity_loaders
    (load,) = tuple(loaders)
    loaders.clear()
    loaders.append(lambda: load() if in_console(request) else None)


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


def _codes(settings: Settings, issuer: str) -> dict[str, object]:
    newest_first = tuple(reversed(settings.secrets))
    recovery = [
        base64.urlsafe_b64encode(derived(one, "recovery")) for one in newest_first
    ]
    # The tag tells under which secret something was encrypted. Before there were
    # older secrets it was "1", whatever the secret.
    totp = {_tag(one): derived(one, "totp").hex() for one in newest_first}
    totp["1"] = derived(newest_first[-1], "totp").hex()
    return {
        "SECURITY_TWO_FACTOR": True,
        "SECURITY_TWO_FACTOR_REQUIRED": True,
        "SECURITY_TWO_FACTOR_ENABLED_METHODS": ["authenticator"],
        "SECURITY_TWO_FACTOR_IMPLEMENTATIONS": {},
        "SECURITY_TOTP_SECRETS": totp,
        "SECURITY_TOTP_ISSUER": issuer.replace(":", " ") or "Bezorgd",
        "SECURITY_MULTI_FACTOR_RECOVERY_CODES": True,
        "SECURITY_MULTI_FACTOR_RECOVERY_CODES_N": RECOVERY_CODES,
        "SECURITY_MULTI_FACTOR_RECOVERY_CODES_KEYS": recovery,
    }


def _under_today(codes: list[str]) -> list[str]:
    """Recovery codes, encrypted under the secret of today."""
    cryptor = current_app.extensions["security"].mf_recovery_codes_util.cryptor
    return [cryptor.rotate(one.encode()).decode() for one in codes]


def _tag(secret: str) -> str:
    return f"s{derived(secret, 'totp tag').hex()[:12]}"


def derived(secret: str, purpose: str) -> bytes:
    """A key of 32 bytes for one purpose; none of them tells another."""
    return hmac.digest(secret.encode(), b"bezorgd " + purpose.encode(), hashlib.sha256)
