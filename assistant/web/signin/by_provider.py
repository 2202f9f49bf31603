"""Coming in by way of a provider that the helpdesk trusts (OpenID Connect).

It stands for the password. A colleague must be invited first: his address tells
the first time which account is his, if the provider has verified it; from then
on the provider's own name for him does. Where the provider says that it asked
for a second proof, that is enough; where it does not say so, we ask for ours.
"""

from __future__ import annotations

import hmac
import logging
import secrets

from flask import abort, redirect, request, session, url_for
from flask.typing import ResponseReturnValue

from assistant.store.staff_accounts import Account
from assistant.store.staff_log import Deed
from assistant.web.signin import coming, lockout
from assistant.web.signin.entrance import (
    Asked,
    Identity,
    Provider,
    ProviderError,
    entrance,
)
from assistant.web.signin.guard import inside
from assistant.web.signin.lockout import Knock, knock
from assistant.web.signin.pages import again, note, pages, wait

log = logging.getLogger(__name__)

_ASKED = "asked"


@pages.get("/sign-in/provider")
def to_provider() -> ResponseReturnValue:
    """Send a browser to the provider."""
    provider, here = _provider(), entrance()
    tried = knock(lockout.for_provider())
    if tried.wait_s:
        return wait(tried, None)
    asked = Asked(
        state=secrets.token_urlsafe(24),
        nonce=secrets.token_urlsafe(24),
        verifier=secrets.token_urlsafe(48),
        back=(here.settings.address or request.host_url).rstrip("/")
        + url_for("signin.from_provider"),
    )
    try:
        leads_to = provider.way_out(asked)
    except ProviderError as error:
        return _failed(provider, error)
    session[_ASKED] = {
        "state": asked.state,
        "nonce": asked.nonce,
        "verifier": asked.verifier,
        "back": asked.back,
        "next": inside(request.args.get("next")),
    }
    return redirect(leads_to)


@pages.get("/sign-in/provider/back")
def from_provider() -> ResponseReturnValue:
    """Take a browser in that the provider sent back."""
    provider, kept = _provider(), session.pop(_ASKED, None)
    given = request.args.get("state", "")
    if not isinstance(kept, dict) or not hmac.compare_digest(
        kept["state"].encode(), given.encode()
    ):
        return _failed(provider, "nobody asked for this answer")
    leads_to = kept.pop("next")
    if "code" not in request.args:
        return _failed(provider, f"it refused: {request.args.get('error')!r:.100}")
    try:
        told = provider.identity(Asked(**kept), request.args["code"])
    except ProviderError as error:
        return _failed(provider, error)
    found = _account(told)
    if found is None:
        note(Deed.WRONG_PASSWORD, None, provider.name)
        return again("", leads_to, "provider_unknown", name=provider.name)
    Knock(limits=lockout.for_provider(), wait_s=0.0, newly=False).forgive()
    way = coming.begin(found, leads_to)
    if told.twofold:
        return redirect(coming.enter(found, provider.name))
    return way


def _account(told: Identity) -> Account | None:
    accounts = entrance().accounts
    found = accounts.find_user(subject=told.subject[:255])
    if found is None and told.verified and told.address:
        found = accounts.find_user(email=told.address.strip().lower())
        if found is not None and found.subject is None and found.active:
            found.subject = told.subject[:255]
            accounts.set_uniquifier(found)  # the invitation's link is over
    ours = found is not None and found.subject == told.subject[:255]
    return found if found is not None and found.active and ours else None


def _provider() -> Provider:
    provider = entrance().provider
    if provider is None:
        abort(404)
    return provider


def _failed(provider: Provider, why: object) -> ResponseReturnValue:
    log.warning("sign-in by provider failed: %s", why)
    return again("", "", "provider_failed", name=provider.name)
