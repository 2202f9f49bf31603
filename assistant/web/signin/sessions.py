"""The console's session: a signed cookie, there and nowhere else.

Customers' pages get an empty session that is never read from a cookie and never
written to one; they keep their own cookie (reception.py). In production and over
https the name begins with `__Host-`, by which a browser promises that no other
host set it. Browsers refuse that name over plain http, so while developing the
cookie goes without.
"""

from __future__ import annotations

from flask import Flask, Request, Response, request
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

    def __init__(self, *, production: bool) -> None:
        self.production = production

    def secure(self, request: Request) -> bool:
        """Whether a cookie may go over https only."""
        return self.production or request.is_secure

    def name(self, request: Request, name: str = NAME) -> str:
        """What a cookie is called in this request."""
        return f"__Host-{name}" if self.secure(request) else name

    @override
    def open_session(self, app: Flask, request: Request) -> SecureCookieSession:
        """Read the cookie; one that we did not sign is none."""
        if not in_console(request):
            return self.session_class()
        signer = self.get_signing_serializer(app)
        given = request.cookies.get(self.name(request))
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
        name, secure = self.name(request), self.secure(request)
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


def in_console(request: Request) -> bool:
    """Whether a request is for a page of the console."""
    return request.path == CONSOLE or request.path.startswith(CONSOLE + "/")
