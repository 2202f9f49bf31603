"""Who may post here, how often, and what a browser may do with our pages."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlsplit

from flask import Blueprint, Flask, Response, abort, request
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

from assistant.web import visitor

POSTS = "40 per minute; 400 per hour"
"""Per address; a person who types does not come near it."""

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors "
)
MAY_BE_FRAMED = frozenset({"chat", "guides", "privacy"})
"""The customer's own pages; the console stands in nobody's frame."""

LOOKING = frozenset({"GET", "HEAD", "OPTIONS"})
LASTING = frozenset({"static", "look.stylesheet", "look.script", "look.logo"})
"""What a browser may keep."""

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    # Not no-referrer: browsers then send "Origin: null" with our own forms.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
}


def install(app: Flask, rooms: Iterable[Blueprint], posts: str = POSTS) -> None:
    """Put the guard at the door; call it before the pages are registered."""
    limiter = Limiter(get_remote_address, app=app, storage_uri="memory://")
    shared = limiter.shared_limit(posts, scope="posts", methods=["POST"])
    for pages in rooms:
        shared(pages)
    _count_posts_alone(app)
    app.after_request(add_headers)


def _count_posts_alone(app: Flask) -> None:
    """Let pass who only looks, which is nearly everybody, without any counting."""
    count = app.before_request_funcs[None].pop()
    forget = app.teardown_request_funcs[None].pop()
    app.after_request_funcs[None].pop()  # headers that nobody asked for

    def guard() -> None:
        if request.method not in LOOKING:
            count()
            refuse_foreign_posts()

    def leave(error: BaseException | None) -> None:
        if request.method not in LOOKING:
            forget(error)

    app.before_request(guard)
    app.teardown_request(leave)


def refuse_foreign_posts() -> None:
    """Refuse a form that another site sent in our visitor's name.

    The browser says where a request comes from: Sec-Fetch-Site, and Origin where
    it is too old for that. What says neither is no browser, and carries no
    visitor's cookie. So no token is needed, and none can expire under a text.
    """
    site = request.headers.get("Sec-Fetch-Site")
    origin = request.headers.get("Origin")
    if site is not None:
        ours = site in ("same-origin", "none")
    else:
        ours = origin is None or urlsplit(origin).netloc == request.host
    if not ours:
        abort(403)


def ancestors() -> str:
    """The sites that may show this page inside their own."""
    framed = request.blueprint in MAY_BE_FRAMED
    return " ".join(visitor.sites() if framed else ()) or "'none'"


def add_headers(response: Response) -> Response:
    """Say what a browser may do, on every answer."""
    wanted = {**HEADERS, "Content-Security-Policy": POLICY + ancestors()}
    if request.is_secure:
        wanted["Strict-Transport-Security"] = "max-age=31536000"
    if request.endpoint not in LASTING:
        wanted["Cache-Control"] = "no-store"
    said = {name.title() for name, _ in response.headers}
    response.headers.extend(
        {name: value for name, value in wanted.items() if name.title() not in said}
    )
    return response
