"""A colleague's own account: password, authenticator, codes, browsers."""

from __future__ import annotations

from datetime import UTC, datetime

from flask import redirect, request, session, url_for
from flask.typing import ResponseReturnValue

from assistant.store.staff_accounts import Account
from assistant.store.staff_log import Deed
from assistant.store.staff_visits import visit_id
from assistant.web.signin import coming, credentials, lockout
from assistant.web.signin.entrance import entrance, plain_id
from assistant.web.signin.guard import account as signed_in
from assistant.web.signin.guard import audit, member, staff_only, visit_key
from assistant.web.signin.lockout import knock
from assistant.web.signin.pages import note, pages, wait
from assistant.web.signin.showing import say, show, tell
from assistant.web.signin.starting import RENEWING, show_codes


@pages.get("/account")
@staff_only
def account() -> ResponseReturnValue:
    """Everything about the own account."""
    return _page()


def _page(wrong: str = "") -> str:
    found = _mine()
    return show(
        "account",
        wrong=wrong,
        visits=entrance().visits.of(found.key, datetime.now(UTC)),
        here=visit_id(visit_key()),
        codes_left=len(credentials.recovery_codes(found)),
        by_password=found.password is not None,
        by_code=found.tf_totp_secret is not None,
        least=credentials.LEAST_PASSWORD,
    )


@pages.post("/account/password")
@staff_only
def change_password() -> ResponseReturnValue:
    """Choose another password; every other browser is signed out."""
    found = _mine()
    refused = _shown_again(found)
    if refused is not None:
        return refused
    password = request.form.get("new", "")
    weak = credentials.weakness(password, found)
    if weak is not None:
        return _page(wrong=say()(weak, least=credentials.LEAST_PASSWORD)), 400
    credentials.set_password(found, password)
    coming.renew(found)
    note(Deed.PASSWORD_SET, found)
    tell("password_changed")
    return redirect(url_for("signin.account"))


@pages.post("/account/authenticator")
@staff_only
def another_authenticator() -> ResponseReturnValue:
    """Link another authenticator in place of this one."""
    refused = _shown_again(_mine())
    if refused is not None:
        return refused
    session[RENEWING] = datetime.now(UTC).timestamp()
    return redirect(url_for("signin.authenticator"))


@pages.post("/account/recovery-codes")
@staff_only
def new_codes() -> ResponseReturnValue:
    """Make new recovery codes."""
    found = _mine()
    refused = _shown_again(found)
    if refused is not None:
        return refused
    credentials.make_recovery_codes(found)
    note(Deed.RECOVERY_CODES_MADE, found)
    show_codes(url_for("signin.account"))
    return redirect(url_for("signin.codes"))


@pages.post("/account/browsers")
@staff_only
def end_visits() -> ResponseReturnValue:
    """Sign out one other browser, or all of them."""
    found, one = _mine(), request.form.get("visit", "")
    if not one:
        coming.leave_everywhere(found)
        tell("others_out")
    elif one != visit_id(visit_key()) and entrance().visits.end(
        found.key, plain_id(one)
    ):
        audit(Deed.SIGNED_OUT_ELSEWHERE)
        tell("one_out")
    return redirect(url_for("signin.account"))


def _mine() -> Account:
    found = signed_in()
    if found is None:
        msg = f"{member()} has no account"
        raise LookupError(msg)
    return found


def _shown_again(found: Account) -> ResponseReturnValue | None:
    """Ask for the password once more before something that guards the account.

    A colleague who comes in through a provider has none, and shows a code.
    """
    typed = request.form.get("current", "")
    tried = knock(lockout.for_password(found.email, found))
    if tried.wait_s:
        return wait(tried, found)
    if found.password is None:
        right = credentials.code_is_right(found, typed)
    else:
        right = credentials.password_is_right(found, typed)
    if right:
        tried.forgive()
        return None
    note(Deed.WRONG_PASSWORD, found)
    return _page(wrong=say()("wrong_current")), 400
