"""Passwords and codes: judged by Flask-Security, never seen by anything else."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import cast

from flask import abort, current_app
from flask_security.core import Security
from flask_security.recoverable import (
    generate_reset_password_token,
    reset_password_token_status,
    update_password,
)
from flask_security.utils import hash_password, verify_password

from assistant.errors import StoreError
from assistant.store.staff_accounts import Account
from assistant.web.signin.entrance import entrance
from assistant.web.signin.security import CLOCK_TOLERANCE_S

LEAST_PASSWORD, MOST_PASSWORD = 12, 200  # characters
LEAST_VARIETY = 5  # different characters
MOST_CODE = 40  # characters of a code as it was typed
AT_ONCE = 2  # hashes in one process; each takes memory and a whole core
PLACE_WITHIN_S = 3.0

_hashing = threading.BoundedSemaphore(AT_ONCE)


def password_is_right(account: Account | None, typed: str) -> bool:
    """Whether this is the account's password.

    Without an account, without a password and for one that is off it takes as
    long, and the answer is no.
    """
    if len(typed) > MOST_PASSWORD:
        typed = typed[:MOST_PASSWORD] + "\n"  # as long to judge, and never right
    normal = security().password_util.normalize(typed)
    with _one_of_few():
        cost = current_app.config["SECURITY_PASSWORD_HASH_PASSLIB_OPTIONS"]
        never = _nobodys(tuple(sorted(cost.items())))
        if account is None or account.password is None:
            verify_password(normal, never)
            return False
        right: bool = account.verify_and_update_password(normal)
        return right and account.active


def weakness(password: str, account: Account) -> str | None:
    """What is wrong with a new password, as the name of a text; None is good."""
    if len(password) < LEAST_PASSWORD:
        return "password_short"
    if len(password) > MOST_PASSWORD:
        return "password_long"
    plain = password.casefold()
    own = {account.email, account.email.partition("@")[0], account.name.casefold()}
    if len(set(plain)) < LEAST_VARIETY or any(
        one in plain and len(plain) - len(one) < LEAST_VARIETY for one in own
    ):
        return "password_simple"
    return None


def set_password(account: Account, password: str) -> None:
    """Give an account another password; every session of before is over."""
    with _one_of_few():
        normal = security().password_util.normalize(password)
        update_password(account, normal)  # type: ignore[no-untyped-call]  # untyped


def code_is_right(account: Account, typed: str, secret: str | None = None) -> bool:
    """Whether an authenticator shows this code now; each is taken once.

    Args:
        account: Whose authenticator.
        typed: The code, as it was typed.
        secret: A new authenticator's; the account's own when not given.
    """
    code = "".join(typed[:MOST_CODE].split())
    secret = secret or account.tf_totp_secret
    if not secret or not (code.isascii() and code.isdigit()):
        return False
    try:
        right: bool = security().totp_factory.verify_totp(
            token=code, totp_secret=secret, user=account, window=CLOCK_TOLERANCE_S
        )
    except StoreError:  # another request took this code a moment ago
        return False
    except KeyError:  # encrypted under a secret that is no longer told
        return False
    return right


def use_recovery_code(account: Account, typed: str) -> bool:
    """Take a recovery code; it is gone afterwards."""
    plain = "".join(one for one in typed[:MOST_CODE].lower() if one.isalnum())
    code = "-".join(plain[at : at + 4] for at in range(0, len(plain), 4))
    codes = security().mf_recovery_codes_util
    if not codes.check_recovery_code(account, code):
        return False
    try:
        return bool(codes.delete_recovery_code(account, code))
    except StoreError:  # another request used it a moment ago
        return False


def recovery_codes(account: Account) -> tuple[str, ...]:
    """The codes that are left."""
    return tuple(security().mf_recovery_codes_util.get_recovery_codes(account))


def make_recovery_codes(account: Account) -> None:
    """Make new recovery codes; the old ones are worth nothing."""
    security().mf_recovery_codes_util.create_recovery_codes(account)


def new_secret() -> str:
    """A secret for an authenticator, encrypted."""
    return str(security().totp_factory.generate_totp_secret())


def keep_authenticator(account: Account, secret: str) -> None:
    """From now on, the codes come from this authenticator."""
    entrance().accounts.tf_set(account, "authenticator", totp_secret=secret)


def invitation(account: Account) -> str:
    """A token for the link with which a first password is chosen, once."""
    token = generate_reset_password_token(account)  # type: ignore[no-untyped-call]  # untyped
    return str(token)


def invited(token: str) -> Account | None:
    """Whose invitation this is, if it is one, not too old, and was not taken up.

    Who came in by way of the provider took it up, though he has no password.
    """
    told = reset_password_token_status(token)  # type: ignore[no-untyped-call]  # untyped
    expired, invalid, found = told
    if expired or invalid or not isinstance(found, Account) or not found.active:
        return None
    return found if found.password is None and found.subject is None else None


def security() -> Security:
    """Flask-Security, as this application has it."""
    return cast("Security", current_app.extensions["security"])


@cache
def _nobodys(cost: tuple[tuple[str, int], ...]) -> str:
    """A hash of no password, made like every other of this cost."""
    return str(hash_password("nobody has this password"))


@contextmanager
def _one_of_few() -> Iterator[None]:
    """Wait for a place, but not so long that customers wait behind it."""
    if not _hashing.acquire(timeout=PLACE_WITHIN_S):
        abort(503)
    try:
        yield
    finally:
        _hashing.release()
