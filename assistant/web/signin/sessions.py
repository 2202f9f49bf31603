"""The console's session: a signed cookie, there and nowhere else.

Customers' pages get an empty session that is never read from a cookie and never
written to one; they keep their own cookie (reception.py). In production and over
https the name begins with `__Host-`, by which a browser promises that no other
host set it. Browsers refuse that name over plain http, so while developing the
cookie goes without.
"""

from __future__ import annotations

from flask import Flask, Request, Response, current_app, request
from flask.sessions import (
    SecureCookieSession,
    SecureCookieSessionInterface,
    SessionMixin,
)
from itsdangerous import BadSignature
from typing_extensions import override

from assistant.store.staff_visits import LONGEST
from assistant.web.signin.entrance import CONSOLE

NAME = "bezorgd_console"


class ConsoleSessions(SecureCookieSessionInterface):
    """Opens and keeps the session of a request to the console."""

    salt = "console-session"

    @override
    def open_session(self, app: Flask, request: Request) -> SecureCookieSession:
        """Read the cookie; one that we did not sign is none."""
        if not in_console(request):
            return self.session_class()
        signer = self.get_signing_serializer(app)
        given = request.cookies.get(_name(app, request, NAME))
        if not given or signer is None:
            return self.session_class()
        try:
            held = signer.loads(given, max_age=round(LONGEST.total_seconds()))
        except BadSignature:
            return self.session_class()
        return self.session_class(held)

    @override
    def save_session(
        self, app: Flask, session: SessionMixin, response: Response
    ) -> None:
        """Set the cookie when its content changed."""
        if not in_console(request):
            return
        response.vary.add("Cookie")
        signer = self.get_signing_serializer(app)
        if not session.modified or signer is None:
            return
        name, secure = cookie_name(NAME), cookie_secure()
        if not session:
            response.delete_cookie(name, secure=secure, httponly=True, samesite="Lax")
            return
        response.set_cookie(
            name,
            str(signer.dumps(dict(session))),
            secure=secure,
            httponly=True,
            samesite="Lax",
        )


def cookie_name(name: str) -> str:
    """What a cookie of the console is called in this request."""
    return _name(current_app, request, name)


def cookie_secure() -> bool:
    """Whether a cookie may go over https only."""
    return _secure(current_app, request)


def _name(app: Flask, request: Request, name: str) -> str:
    return f"__Host-{name}" if _secure(app, request) else name


def _secure(app: Flask, request: Request) -> bool:
    return bool(app.config["SESSION_COOKIE_SECURE"]) or request.is_secure


def in_console(request: Request) -> bool:
    """Whether a request is for a page of the console."""
    return request.path == CONSOLE or request.path.startswith(CONSOLE + "/")
