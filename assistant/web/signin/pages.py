"""The pages of a sign-in: address and password, a code, and out again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

from flask import Blueprint, Response, redirect, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException

from assistant.errors import UnusableInputError
from assistant.store.staff import clean_address
from assistant.store.staff_accounts import Account
from assistant.store.staff_log import Deed
from assistant.web.signin import coming, credentials, lockout
from assistant.web.signin.entrance import entrance, network
from assistant.web.signin.guard import (
    FIELD,
    StaleForm,
    inside,
    staff_only,
    token_is_right,
)
from assistant.web.signin.guard import account as signed_in
from assistant.web.signin.lockout import Knock, knock
from assistant.web.signin.sessions import cookie_secure
from assistant.web.signin.showing import minutes, say, show, tell

pages = Blueprint("signin", __name__, url_prefix="/console")

TOO_MANY = 429

Judge = Callable[[Account, str], bool]


@pages.get("/sign-in")
def sign_in() -> ResponseReturnValue:
    """Ask for address and password."""
    if signed_in() is not None:
        return redirect(inside(request.args.get("next")) or coming.home())
    return show("sign_in", address="", wanted=inside(request.args.get("next")))


@pages.post("/sign-in")
def judge_password() -> ResponseReturnValue:
    """The first step."""
    typed, wanted = request.form.get("address", ""), request.form.get("next", "")
    if not token_is_right():
        # Over plain http, a browser does not keep a cookie that is for https only.
        kept = request.is_secure or not cookie_secure()
        return again(typed, wanted, "open_too_long" if kept else "needs_https")
    address, found = _account(typed)
    tried = knock(lockout.for_password(address, found))
    if tried.wait_s:
        return wait(tried, found)
    if not credentials.password_is_right(found, request.form.get("password", "")):
        note(Deed.WRONG_PASSWORD, found)
        return again(typed, wanted, "wrong_password")
    tried.forgive()
    assert found is not None  # noqa: S101 - a password is right of an account only
    return coming.begin(found, wanted)


def again(typed: str, wanted: str, notice: str, **facts: str) -> tuple[str, int]:
    """Ask once more, with the same words whatever was wrong."""
    told = say()(notice, **facts)
    page = show("sign_in", address=typed[:254], wanted=inside(wanted), wrong=told)
    return page, 400


@pages.route("/sign-in/code", methods=["GET", "POST"])
def code() -> ResponseReturnValue:
    """The second step, with the code of an authenticator."""
    return _second_step("code", credentials.code_is_right)


@pages.route("/sign-in/recovery", methods=["GET", "POST"])
def recovery() -> ResponseReturnValue:
    """The second step without the authenticator; then a new one can be linked."""
    answer, found = _second_step("recovery", _recover), signed_in()
    if found is None:
        return answer
    tell("codes_left", count=len(credentials.recovery_codes(found)))
    return redirect(url_for("signin.account"))


@pages.post("/sign-out")
@staff_only
def sign_out() -> ResponseReturnValue:
    """Go."""
    coming.leave()
    tell("signed_out")
    return redirect(url_for("signin.sign_in"))


def _account(typed: str) -> tuple[str, Account | None]:
    try:
        address = clean_address(typed)
    except UnusableInputError:
        return "", None
    return address, entrance().accounts.find_user(email=address)


def _second_step(page: str, is_right: Judge) -> ResponseReturnValue:
    found = coming.underway()
    if found is None or not found.tf_totp_secret:
        return redirect(url_for("signin.sign_in"))
    if request.method == "GET" or not token_is_right():
        return show(page)
    tried = knock(lockout.for_code(found))
    if tried.wait_s:
        return wait(tried, found)
    if not is_right(found, request.form.get("code", "")):
        note(Deed.WRONG_CODE, found)
        return show(page, wrong=say()("wrong_code")), 400
    tried.forgive()
    return redirect(coming.enter(found))


def _recover(found: Account, typed: str) -> bool:
    right = credentials.use_recovery_code(found, typed)
    if right:
        note(Deed.RECOVERY_CODE_USED, found)
    return right


def wait(tried: Knock, found: Account | None) -> ResponseReturnValue:
    """Ask for patience; the attempt was not judged."""
    if tried.newly:
        note(Deed.TOO_MANY, found)
    text = say()("too_many_text", minutes=minutes(tried.wait_s))
    page = Response(show("sorry", title=say()("too_many"), text=text), TOO_MANY)
    page.headers["Retry-After"] = str(round(tried.wait_s))
    return page


def note(deed: Deed, found: Account | None, about: str = "") -> None:
    """Write to the trail what happened at the door."""
    key = None if found is None else found.key
    entrance().log.audit(key, deed, about, datetime.now(UTC), network())


@pages.errorhandler(HTTPException)
def refuse(error: HTTPException) -> tuple[str, int]:
    """Say in the console's own frame why something is not shown."""
    if isinstance(error, StaleForm):
        return show("again", kept=tuple(_typed())), 403
    code, words = error.code or 500, say()
    names = {403: "forbidden", 404: "not_found", 503: "busy", 500: "broken"}
    name = names.get(code, "wrong_request")
    return show("sorry", title=words(name), text=words(f"{name}_text")), code


def _typed() -> Iterator[tuple[str, str]]:
    """What stood in the form, to be sent again; a password is typed anew."""
    for name, value in request.form.items(multi=True):
        if name != FIELD and "password" not in name:
            yield name, value
