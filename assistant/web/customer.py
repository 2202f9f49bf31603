"""The helpdesk's own customer area vouches for a domain, by a signed token.

Whoever is signed in there may open the chat as `/?customer=TOKEN`. A token is
`DOMAIN.EXPIRES.SIGNATURE`: until when it holds in seconds since 1970, and the
HMAC-SHA-256 in hexadecimal digits of "DOMAIN EXPIRES" under BEZORGD_CUSTOMER_SECRET.
In PHP: `hash_hmac('sha256', "$domain $expires", $secret)`.
"""

from __future__ import annotations

import hmac
import re
import time
from hashlib import sha256

from flask import request

from assistant.web.reception import reception

LONGEST_S = 86_400  # a token that holds longer than a day is not one of ours
ARGUMENT = "customer"
_TOKEN = re.compile(r"([a-z0-9._-]{3,253})\.([0-9]{1,12})\.([0-9a-f]{64})")


def vouches_for(domain: str) -> bool:
    """Whether this reader's token is for this domain, or for one above it."""
    vouched = vouched_domain(request.args.get(ARGUMENT, ""), time.time())
    return bool(vouched) and (domain == vouched or domain.endswith("." + vouched))


def vouched_domain(token: str, now_s: float) -> str:
    """The domain that a token is for; nothing when it does not hold."""
    secret = reception().settings.customer_secret
    shape = _TOKEN.fullmatch(token.lower())
    if secret is None or shape is None:
        return ""
    name, expires, signature = shape.groups()
    if not now_s <= int(expires) <= now_s + LONGEST_S:
        return ""
    wanted = signed(name, expires, secret)
    return name if hmac.compare_digest(wanted.encode(), signature.encode()) else ""


def signed(domain: str, expires: str, secret: str) -> str:
    """The signature of a token."""
    told = f"{domain} {expires}".encode()
    return hmac.new(secret.encode(), told, sha256).hexdigest()
