"""The way in: from the first step, over the second, to a visit.

Between the steps the session holds who showed a password, for ten minutes and
for nothing else. Each step begins with an empty session, so that nothing of
before the sign-in lives on after it.
"""

from __future__ import annotations

import time
from datetime import UTC, datetime

from flask import current_app, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_security.utils import login_user, logout_user

from assistant.store.staff_accounts import Account
from assistant.store.staff_log import Deed
from assistant.store.staff_visits import visit_id
from assistant.web.signin.entrance import CONSOLE, entrance, network
from assistant.web.signin.guard import account as signed_in
from assistant.web.signin.guard import inside, visit_key
from assistant.web.signin.lockout import remember_browser

BETWEEN_STEPS_S = 600
_WAY = "coming"


def begin(account: Account, wanted: str) -> ResponseReturnValue:
    """The first step is done: go on to the second."""
    _empty()
    session[_WAY] = {
        "who": account.fs_uniquifier,
        "at": time.time(),
        "next": inside(wanted),
    }
    return redirect(second_step(account))


def second_step(account: Account) -> str:
    """The page where an account shows its second proof, or gets one."""
    ready = bool(account.tf_totp_secret)
    return url_for("signin.code" if ready else "signin.authenticator")


def underway() -> Account | None:
    """Who did the first step in this browser, a moment ago."""
    way = session.get(_WAY)
    if not isinstance(way, dict) or time.time() - way["at"] > BETWEEN_STEPS_S:
        return None
    found = entrance().accounts.find_user(fs_uniquifier=way["who"])
    return found if found is not None and found.active else None


def wanted() -> str:
    """Where this way in leads."""
    way = session.get(_WAY)
    return inside(way["next"]) if isinstance(way, dict) else ""


def enter(account: Account, about: str = "") -> str:
    """Both steps are done: begin a visit. Gives the address to go to.

    Args:
        account: Who comes in.
        about: A word for the trail on how he came in.
    """
    here, now, leads_to = entrance(), datetime.now(UTC), wanted() or home()
    _empty()
    key = here.visits.begin(
        account.key,
        network=network(),
        browser=request.user_agent.string,
        now=now,
    )
    session["visit"] = key
    login_user(account, remember=False, authn_via=["password", "authenticator"])
    here.accounts.signed_in(account.key, now)
    here.log.audit(account.key, Deed.SIGNED_IN, about, now, network())
    remember_browser(account)
    return leads_to


def leave() -> None:
    """End this browser's visit."""
    found = signed_in()
    if found is not None:
        here = entrance()
        here.visits.end(found.key, visit_id(visit_key()))
        here.log.audit(found.key, Deed.SIGNED_OUT, "", datetime.now(UTC), network())
    logout_user()
    _empty()


def leave_everywhere(account: Account) -> None:
    """End every visit of an account but this browser's, which gets a new key."""
    here, now = entrance(), datetime.now(UTC)
    here.accounts.set_uniquifier(account)
    renew(account)
    here.log.audit(account.key, Deed.SIGNED_OUT_ELSEWHERE, "", now, network())


def renew(account: Account) -> None:
    """Give this browser a new session after the account's identity changed."""
    here = entrance()
    here.visits.end_all(account.key)
    session["visit"] = here.visits.begin(
        account.key,
        network=network(),
        browser=request.user_agent.string,
        now=datetime.now(UTC),
    )
    login_user(account, remember=False)


def _empty() -> None:
    """Forget all of a session but the language that was chosen."""
    language = session.get("language")
    session.clear()
    if language:
        session["language"] = language


def home() -> str:
    """The console's first page; the own account where there is none."""
    pages, first = current_app.create_url_adapter(request), f"{CONSOLE}/"
    there = pages is not None and pages.test(first, method="GET")
    return first if there else url_for("signin.account")
