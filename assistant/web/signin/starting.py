"""The first time: a link, a password, an authenticator and recovery codes."""

from __future__ import annotations

from datetime import UTC, datetime

from flask import redirect, request, session, url_for
from flask.typing import ResponseReturnValue

from assistant.store.staff_accounts import Account
from assistant.store.staff_log import Deed
from assistant.web.signin import coming, credentials, lockout
from assistant.web.signin.entrance import entrance
from assistant.web.signin.guard import account as signed_in
from assistant.web.signin.guard import inside, require_token, staff_only, token_is_right
from assistant.web.signin.lockout import knock
from assistant.web.signin.pages import note, pages, wait
from assistant.web.signin.qr import drawing
from assistant.web.signin.showing import say, show

_SECRET = "authenticator"  # noqa: S105 - where the session keeps it, encrypted
_CODES = "codes"
RENEWING = "renewing"


@pages.route("/welcome/<token>", methods=["GET", "POST"])
def welcome(token: str) -> ResponseReturnValue:
    """Choose a first password, with the link of an invitation."""
    found = credentials.invited(token[:500])
    if found is None:
        title, text = say()("link_over"), say()("link_over_text")
        return show("sorry", title=title, text=text), 410
    if request.method == "GET":
        return show("welcome", who=found.member)
    if not token_is_right():
        return show("welcome", who=found.member, wrong=say()("open_too_long")), 400
    password = request.form.get("password", "")
    weak = credentials.weakness(password, found)
    if weak is not None:
        told = say()(weak, least=credentials.LEAST_PASSWORD)
        return show("welcome", who=found.member, wrong=told), 400
    credentials.set_password(found, password)
    note(Deed.PASSWORD_SET, found)
    return coming.begin(found, "")


@pages.route("/authenticator", methods=["GET", "POST"])
def authenticator() -> ResponseReturnValue:
    """Link an authenticator, proven by a code that it shows."""
    found = _who_may_link()
    if found is None:
        return redirect(url_for("signin.sign_in"))
    secret = session.get(_SECRET)
    if not isinstance(secret, str):
        secret = session[_SECRET] = credentials.new_secret()
    if request.method == "GET":
        return _page(found, secret)
    require_token()
    tried = knock(lockout.for_code(found))
    if tried.wait_s:
        return wait(tried, found)
    found.totp_counter = None  # of the authenticator of before
    if not credentials.code_is_right(found, request.form.get("code", ""), secret):
        return _page(found, secret, wrong=say()("wrong_code_new")), 400
    tried.forgive()
    return _linked(found, secret)


def _who_may_link() -> Account | None:
    """Who is on the way in without one, or asked for another just now."""
    here = signed_in()
    if here is not None:
        asked = session.get(RENEWING, 0)
        now = datetime.now(UTC).timestamp()
        return here if now - asked < coming.BETWEEN_STEPS_S else None
    found = coming.underway()
    return None if found is None or found.tf_totp_secret else found


def _page(found: Account, secret: str, wrong: str = "") -> str:
    factory = credentials.security().totp_factory
    address = factory.get_totp_uri(found.email, secret)
    return show(
        "authenticator",
        wrong=wrong,
        address=address,
        key=factory.get_totp_pretty_key(secret),
        picture=drawing(address),
        renewing=signed_in() is not None,
    )


def _linked(found: Account, secret: str) -> ResponseReturnValue:
    credentials.keep_authenticator(found, secret)
    credentials.make_recovery_codes(found)
    note(Deed.AUTHENTICATOR_SET, found)
    note(Deed.RECOVERY_CODES_MADE, found)
    session.pop(_SECRET, None)
    session.pop(RENEWING, None)
    leads_to = url_for("signin.account")
    if signed_in() is None:
        leads_to = coming.enter(found)
    else:
        coming.leave_everywhere(found)
    show_codes(leads_to)
    return redirect(url_for("signin.codes"))


def show_codes(leads_to: str) -> None:
    """Let the next page show the recovery codes, until they are said to be kept."""
    session[_CODES] = leads_to


@pages.get("/recovery-codes")
@staff_only
def codes() -> ResponseReturnValue:
    """Show recovery codes that were made a moment ago."""
    found = signed_in()
    if found is None or _CODES not in session:
        return redirect(url_for("signin.account"))
    return show("codes", codes=credentials.recovery_codes(found))


@pages.post("/recovery-codes")
@staff_only
def codes_kept() -> ResponseReturnValue:
    """They are kept: do not show them again."""
    leads_to = session.pop(_CODES, None)
    return redirect(inside(leads_to) or coming.home())


def link(account_id: str) -> str:
    """The address of an invitation, whole."""
    found = entrance().accounts.find_user(key=account_id)
    if found is None:
        msg = f"no account {account_id}"
        raise LookupError(msg)
    path = url_for("signin.welcome", token=credentials.invitation(found))
    site = entrance().settings.address or request.host_url
    return site.rstrip("/") + path
