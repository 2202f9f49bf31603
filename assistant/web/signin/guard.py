"""Who may see a page of the console; the decorators that say so.

Put `@staff_only` or `@admin_only` under the route. Both also refuse a form
without the page's token, so that no page can forget to ask for it:

    @pages.post("/console/notes")
    @staff_only
    def note() -> Response: ...

    <input type="hidden" name="csrf_token" value="{{ csrf_token() }}">

A script sends the same token in the header X-CSRF-Token.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from functools import wraps
from typing import ParamSpec
from urllib.parse import urlsplit

from flask import abort, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user  # type: ignore[import-untyped]  # ships no types
from flask_wtf.csrf import (  # type: ignore[import-untyped]  # ships no types
    generate_csrf,
    validate_csrf,
)
from werkzeug.exceptions import Forbidden
from wtforms import ValidationError  # type: ignore[import-untyped]  # ships no types

from assistant.store.staff import Member, Role
from assistant.store.staff_accounts import Account
from assistant.web.signin.entrance import CONSOLE, entrance, network

FIELD, HEADER = "csrf_token", "X-CSRF-Token"
SAFE = ("GET", "HEAD", "OPTIONS")
MOST_NEXT = 1000  # characters of an address to return to


class StaleForm(Forbidden):
    """A form of before this visit: of a tab that stood open, or from elsewhere."""


Given = ParamSpec("Given")
View = Callable[Given, ResponseReturnValue]


def staff_only(view: View[Given]) -> View[Given]:
    """Let in who is signed in with both steps; others go to the sign-in page."""

    @wraps(view)
    def guarded(*args: Given.args, **kwargs: Given.kwargs) -> ResponseReturnValue:
        if account() is None:
            return sign_in_first()
        require_token()
        return view(*args, **kwargs)

    return guarded


def admin_only(view: View[Given]) -> View[Given]:
    """Let in administrators; other colleagues are told that it is not theirs."""

    @wraps(view)
    def guarded(*args: Given.args, **kwargs: Given.kwargs) -> ResponseReturnValue:
        if member().role is not Role.ADMIN:
            abort(403)
        return view(*args, **kwargs)

    return staff_only(guarded)


def member() -> Member:
    """The colleague who is signed in.

    Raises:
        Unauthorized: When nobody is.
    """
    found = account()
    if found is None:
        abort(401)
    return found.member


def still_in() -> Callable[[], bool]:
    """What tells, also after this request, whether this visit goes on.

    A stream outlives the moment at which a colleague is put off or signs out
    elsewhere; it asks this now and then, and ends when the answer is no.
    """
    visits, key, identity = entrance().visits, visit_key(), member().id
    return lambda: visits.goes_on(key, identity, datetime.now(UTC))


def audit(deed: str, about: str = "") -> None:
    """Write to the trail what the signed-in colleague saw or did.

    Args:
        deed: A word such as "replied"; `deed_replied` names it on the page.
        about: What it was done to: the id of a conversation, an address.
    """
    entrance().log.audit(member().id, deed, about, datetime.now(UTC), network())


def csrf_token() -> str:
    """The token that every form of the console sends along."""
    token: str = generate_csrf()
    return token


def require_token() -> None:
    """Refuse a request that changes something and lacks this session's token.

    Raises:
        StaleForm: It lacks it.
    """
    if request.method not in SAFE and not token_is_right():
        raise StaleForm


def token_is_right() -> bool:
    """Whether a request carries this session's token."""
    try:
        given = request.headers.get(HEADER) or request.form.get(FIELD)
        validate_csrf(given, secret_key=entrance().settings.secrets)
    except ValidationError:
        return False
    return True


def account() -> Account | None:
    """The account that is signed in, or None."""
    found = current_user._get_current_object()  # noqa: SLF001 - werkzeug's public way
    return found if isinstance(found, Account) else None


def visit_key() -> str:
    """The key of this browser's visit; empty when it has none."""
    key = session.get("visit")
    return key if isinstance(key, str) else ""


def sign_in_first() -> ResponseReturnValue:
    """Send a reader to the sign-in page, and a script away."""
    if request.headers.get("Sec-Fetch-Mode", "navigate") != "navigate":
        abort(401)
    wanted = request.full_path.rstrip("?") if request.method in SAFE else ""
    return redirect(url_for("signin.sign_in", next=inside(wanted) or None))


def inside(wanted: str | None) -> str:
    """An address inside the console; empty for every other one."""
    if not wanted or len(wanted) > MOST_NEXT or "\\" in wanted:
        return ""
    told = urlsplit(wanted)
    ours = told.path == CONSOLE or told.path.startswith(CONSOLE + "/")
    if told.scheme or told.netloc or not ours or not wanted.isprintable():
        return ""
    return wanted
