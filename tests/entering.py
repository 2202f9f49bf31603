"""Colleagues for tests of the console, and how one of them comes in."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass
from datetime import UTC, datetime

import pyotp
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from assistant.store.staff import Role
from assistant.web.signin import credentials
from assistant.web.signin.entrance import entrance

PASSWORD = "paarse olifant leest kranten"  # noqa: S105 - of nobody
HOME = "198.51.100.7"
STEP_S = 30  # how long an authenticator shows a code
QUICK = {
    "argon2__memory_cost": 1024,
    "argon2__rounds": 1,
    "argon2__parallelism": 1,
}
"""A hash for tests, of which there are hundreds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Colleague:
    """Somebody with an account that is ready, and with his telephone."""

    id: str
    address: str
    secret: str  # of the authenticator
    recovery_codes: tuple[str, ...]

    def code(self, later: int = 0) -> str:
        """What the authenticator shows, so many steps later."""
        return pyotp.TOTP(self.secret).at(int(time.time()) + later * STEP_S)


def hire(app: Flask, address: str, role: Role = Role.AGENT) -> Colleague:
    """Make an account with a password and an authenticator."""
    with app.test_request_context():
        here = entrance()
        added = here.staff.add(
            address=address, name="", role=role, now=datetime.now(UTC)
        )
        account = here.accounts.find_user(key=added.id)
        assert account is not None
        credentials.set_password(account, PASSWORD)
        secret = credentials.new_secret()
        credentials.keep_authenticator(account, secret)
        credentials.make_recovery_codes(account)
        return Colleague(
            id=added.id,
            address=added.address,
            secret=credentials.security().totp_factory.get_totp_b32_key(secret),
            recovery_codes=credentials.recovery_codes(account),
        )


def token(page: TestResponse) -> str:
    """The token of a page's form."""
    found = re.search(r'name="csrf_token" value="([^"]+)"', page.text)
    assert found is not None, page.text
    return found[1]


def send(
    client: FlaskClient, path: str, *, at: str = HOME, see: str = "", **form: str
) -> TestResponse:
    """Send the form of a page, from an address.

    Args:
        client: The browser.
        path: Where the form goes.
        at: Where the browser is.
        see: The page that has the form; the same one when not told.
        form: What is typed.
    """
    place = {"REMOTE_ADDR": at}
    page = client.get(see or path, environ_overrides=place)
    form["csrf_token"] = token(page)
    return client.post(path, data=form, environ_overrides=place)


def show_password(
    client: FlaskClient, address: str, password: str = PASSWORD, at: str = HOME
) -> TestResponse:
    """The first step."""
    return send(client, "/console/sign-in", at=at, address=address, password=password)


def come_in(
    client: FlaskClient, colleague: Colleague, *, later: int = 0, at: str = HOME
) -> TestResponse:
    """Both steps."""
    show_password(client, colleague.address, at=at)
    return send(client, "/console/sign-in/code", at=at, code=colleague.code(later))
