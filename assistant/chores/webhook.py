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
from datetime import datetime
from http import HTTPStatus
from urllib.parse import urlsplit

from assistant import __version__
from assistant.chores.equipment import Equipment
from assistant.store.alerts import Call

log = logging.getLogger(__name__)

PATIENCE_S = 10
AT_ONCE = 20  # so the last of a batch is signed less than five minutes ago
_ONE = threading.Lock()  # a system that hangs holds up one hand and no more

Post = Callable[[str, bytes, Mapping[str, str]], int]


def call_due(equipment: Equipment, now: datetime, post: Post | None = None) -> int:
    """Make the calls that are due; does nothing where no address is set.

    Returns:
        How many arrived.
    """
    address = equipment.helpdesk.alert_webhook
    secret = equipment.settings.webhook_secret
    if address is None or secret is None or not _ONE.acquire(blocking=False):
        return 0
    try:
        calls = equipment.store.calls
        return sum(
            _one(equipment, call, address, secret, now, post or posted)
            for call in calls.due(now, AT_ONCE)
            if calls.hold(call.id, now)
        )
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


def _one(
    equipment: Equipment,
    call: Call,
    address: str,
    secret: str,
    now: datetime,
    post: Post,
) -> bool:
    body = call.body.encode()
    headers = {
        "Content-Type": "application/json; charset=utf-8",
        "User-Agent": f"bezorgd/{__version__}",
        "Bezorgd-Delivery": call.id,
        # Signed anew at every try, so that its age can be judged.
        "Bezorgd-Signature": signature(secret, int(now.timestamp()), body),
    }
    calls = equipment.store.calls
    try:
        status = post(address, body, headers)
    except (OSError, http.client.HTTPException) as error:
        calls.failed(call, f"{type(error).__name__}: {error}", now)
    else:
        if HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES:
            return calls.sent(call.id, now)
        gone = status == HTTPStatus.GONE
        calls.failed(call, f"answered {status}", now, for_good=gone)
    log.warning("a call did not arrive", extra={"call": call.id})
    return False
