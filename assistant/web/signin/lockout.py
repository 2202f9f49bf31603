"""How often one may try, such that nobody can shut a colleague out.

A limit on an account alone is a gift: ten wrong passwords in somebody's name,
and he cannot work. So attempts are counted per network, and per account on that
network. A browser in which this account was signed in before has a counter of
its own: in one office, behind one address, a colleague's mistakes cost you
nothing.

The codes of the second step are few enough to guess at from many networks at
once. They are reached with the right password only, so there one counter for the
account stands as well; known browsers are outside it.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime

from flask import Response, after_this_request, request
from itsdangerous import BadSignature, URLSafeTimedSerializer

from assistant.store.staff_accounts import Account
from assistant.web.signin.entrance import entrance, network
from assistant.web.signin.sessions import cookie_name, cookie_secure

QUARTER_S, HOUR_S = 900, 3600
OF_ONE = 10  # attempts of one account on one network, or in one known browser
OF_A_NETWORK = 50  # attempts at passwords of one network, for whomever
OF_A_WAY = 50  # ways to the provider of one network, that led nowhere
OF_ONE_CODE = 30  # attempts at one account's codes, from wherever
KNOWN_COOKIE = "bezorgd_known"
KNOWN_S = 180 * 86_400  # how long a browser is remembered as known


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """So many attempts in so many seconds, for one thing that is counted."""

    bucket: str
    most: int
    window_s: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Knock:
    """An attempt that was counted before it is judged.

    `wait_s` is 0 where it may be judged, and else how long to wait. `newly` is
    True for the first one that is refused.
    """

    limits: tuple[Limit, ...]
    wait_s: float
    newly: bool

    def forgive(self) -> None:
        """It was right: it counts for nothing."""
        for limit in self.limits:
            entrance().attempts.give_back(limit.bucket)


def knock(limits: tuple[Limit, ...]) -> Knock:
    """Count one attempt, and say whether it may be judged."""
    attempts, now = entrance().attempts, datetime.now(UTC)
    wait_s, newly = 0.0, False
    for limit in limits:
        count = attempts.count(limit.bucket, window_s=limit.window_s, now=now)
        if count > limit.most:
            wait_s = max(wait_s, attempts.left_s(limit.bucket, now), 1.0)
            newly = newly or count == limit.most + 1
    return Knock(limits=limits, wait_s=wait_s, newly=newly)


def for_password(address: str, account: Account | None) -> tuple[Limit, ...]:
    """What is counted of a password: alike, whether there is an account or not."""
    browser = _known_browser(account)
    if browser:
        return (Limit(bucket=f"password {browser}", most=OF_ONE, window_s=QUARTER_S),)
    here = network()
    return (
        Limit(bucket=f"password {here} {address}", most=OF_ONE, window_s=QUARTER_S),
        Limit(bucket=f"password {here}", most=OF_A_NETWORK, window_s=QUARTER_S),
    )


def for_code(account: Account) -> tuple[Limit, ...]:
    """What is counted of a code."""
    browser = _known_browser(account)
    if browser:
        return (Limit(bucket=f"code {browser}", most=OF_ONE, window_s=QUARTER_S),)
    here, key = network(), account.key
    return (
        Limit(bucket=f"code {here} {key}", most=OF_ONE, window_s=QUARTER_S),
        Limit(bucket=f"code {key}", most=OF_ONE_CODE, window_s=HOUR_S),
    )


def for_provider() -> tuple[Limit, ...]:
    """What is counted of the way to a provider: it makes us ask, without an account."""
    return (Limit(bucket=f"provider {network()}", most=OF_A_WAY, window_s=QUARTER_S),)


def remember_browser(account: Account) -> None:
    """Give this browser a counter of its own; it lets nobody in."""
    if _known_browser(account):
        return
    value = str(_signer().dumps([account.key, secrets.token_urlsafe(16)]))

    @after_this_request
    def keep(response: Response) -> Response:
        response.set_cookie(
            cookie_name(KNOWN_COOKIE),
            value,
            max_age=KNOWN_S,
            secure=cookie_secure(),
            httponly=True,
            samesite="Lax",
        )
        return response


def _known_browser(account: Account | None) -> str:
    """What this browser was named when the account was signed in; or nothing."""
    given = request.cookies.get(cookie_name(KNOWN_COOKIE), "")
    if account is None or not given:
        return ""
    try:
        key, name = _signer().loads(given, max_age=KNOWN_S)
    except (BadSignature, TypeError, ValueError):
        return ""
    return str(name) if key == account.key else ""


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(entrance().settings.secrets, salt="known-browser")
