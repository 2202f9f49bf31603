"""Calls the desk's own system: one POST of JSON, signed, to one address alone.

The address stands in helpdesk.yaml and nowhere else: nothing that a customer
writes is ever part of it, no redirect is followed, no proxy of the environment
is used. What is signed is the time and the body together, so that neither can be
changed and an old call cannot be played again:

    Bezorgd-Signature: t=1772366400,v1=HEX
    HEX = HMAC-SHA-256 under BEZORGD_WEBHOOK_SECRET of "1772366400." + the body

`Bezorgd-Delivery` names the call; one that comes a second time bears the same.
"""

from __future__ import annotations

import hashlib
import hmac
import http.client
import logging
import ssl
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from urllib.parse import urlsplit

from assistant import __version__
from assistant.chores.clock import Clock
from assistant.chores.equipment import Equipment
from assistant.store.alerts import Call

log = logging.getLogger(__name__)

PATIENCE_S = 10
AT_ONCE = 20
BATCH_S = 240  # what has not begun by then is for the next batch
_ONE = threading.Lock()  # a system that hangs holds up one hand and no more

Post = Callable[[str, bytes, Mapping[str, str]], int]


def call_due(equipment: Equipment, now: datetime, post: Post | None = None) -> int:
    """Make the calls that are due; does nothing where no address is set.

    Returns:
        How many arrived.
    """
    if given_up := equipment.store.calls.give_up_old(now):
        log.warning("calls were too old to make", extra={"count": given_up})
    address = equipment.helpdesk.alert_webhook
    secret = equipment.settings.webhook_secret
    if address is None or secret is None or not _ONE.acquire(blocking=False):
        return 0
    try:
        system = _System(address, secret, post or posted)
        return _batch(equipment, Clock(now), system)
    finally:
        _ONE.release()


def signature(secret: str, at_s: int, body: bytes) -> str:
    """What stands in Bezorgd-Signature."""
    signed = hmac.digest(secret.encode(), b"%d." % at_s + body, hashlib.sha256)
    return f"t={at_s},v1={signed.hex()}"


def posted(address: str, body: bytes, headers: Mapping[str, str]) -> int:
    """POST once, and give the status of the answer.

    Raises:
        OSError: Nobody answered.
        http.client.HTTPException: What answered speaks no HTTP.
    """
    told = urlsplit(address)
    line: http.client.HTTPConnection
    if told.scheme == "https":
        line = http.client.HTTPSConnection(
            told.hostname or "",
            told.port,
            timeout=PATIENCE_S,
            context=ssl.create_default_context(),
        )
    else:
        line = http.client.HTTPConnection(
            told.hostname or "", told.port, timeout=PATIENCE_S
        )
    path = told.path or "/"
    try:
        where = f"{path}?{told.query}" if told.query else path
        line.request("POST", where, body=body, headers=dict(headers))
        return line.getresponse().status
    finally:
        line.close()


@dataclass(frozen=True, slots=True)
class _System:
    """Who is called, and how."""

    address: str
    secret: str
    post: Post


def _batch(equipment: Equipment, clock: Clock, system: _System) -> int:
    calls, made = equipment.store.calls, 0
    for call in calls.due(clock.now, AT_ONCE):
        if clock.passed_s >= BATCH_S:
            break
        if calls.hold(call.id, clock.now):
            made += _one(equipment, call, clock, system)
    return made


def _one(equipment: Equipment, call: Call, clock: Clock, system: _System) -> bool:
    body, at_s = call.body.encode(), int(clock.now.timestamp())
    headers = {
        "Content-Type": "application/json; charset=utf-8",
        "User-Agent": f"bezorgd/{__version__}",
        "Bezorgd-Delivery": call.id,
        # Signed anew at every try, so that its age can be judged.
        "Bezorgd-Signature": signature(system.secret, at_s, body),
    }
    calls = equipment.store.calls
    try:
        status = system.post(system.address, body, headers)
    except (OSError, http.client.HTTPException) as error:
        calls.failed(call, f"{type(error).__name__}: {error}", clock.now)
    else:
        if HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES:
            return calls.sent(call.id, clock.now)
        gone = status == HTTPStatus.GONE
        calls.failed(call, f"answered {status}", clock.now, for_good=gone)
    log.warning("a call did not arrive", extra={"call": call.id})
    return False
