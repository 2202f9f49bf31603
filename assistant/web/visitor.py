"""Who stands before us: in which conversation, and inside whose page.

The cookie holds the conversation. Inside another site's page it is a cookie of
its own, kept apart for that site; where the browser keeps none at all, a signed
token travels in the addresses of the page's own forms instead.
"""

from __future__ import annotations

import hmac
import re
from hashlib import sha256
from typing import Any, cast

from flask import g, request, url_for
from itsdangerous import BadSignature
from werkzeug.wrappers import Response

from assistant.web.reception import COOKIE, DAY_S, reception

FRAMED_COOKIE = "bezorgd-framed"
FRAMES = ("iframe", "frame")
TALK = "talk"  # the name of the token in an address
_ORIGIN = re.compile(r"https?://[a-z0-9.-]+(?::[0-9]{1,5})?")
PASS = "pass"  # noqa: S105 - the name of a form's field


def conversation() -> str | None:
    """The conversation of this reader, if it is one that we signed."""
    if "talk" not in g:
        held = _signed(request.cookies.get(_cookie()), "conversation")
        carried_here = request.args.get(TALK) if _may_carry() else None
        g.talk = held or _signed(carried_here, TALK)
    return cast("str | None", g.talk)


def remember(response: Response, talk: str) -> None:
    """Let the browser find its conversation again."""
    here = reception()
    response.set_cookie(
        _cookie(),
        here.sealer("conversation").dumps(talk),
        max_age=here.helpdesk.keep_conversations_days * DAY_S,
        httponly=True,
        samesite="None" if framed() else "Lax",
        secure=framed() or request.is_secure,
        partitioned=framed(),
    )


def forget(response: Response) -> None:
    """Let the browser forget its conversation."""
    response.delete_cookie(
        _cookie(),
        httponly=True,
        samesite="None" if framed() else "Lax",
        secure=framed() or request.is_secure,
        partitioned=framed(),
    )


def framed() -> bool:
    """Whether the page stands inside another site's page."""
    if "framed" not in g:
        g.framed = _framed()
    return bool(g.framed)


def _framed() -> bool:
    frame = request.headers.get("Sec-Fetch-Dest") in FRAMES
    return frame or request.args.get("frame") == "1" or bool(site())


def site() -> str:
    """The site around the page, where the helpdesk lets it show the chat."""
    given = request.args.get("site", "")
    return given if given in sites() else ""


def sites() -> tuple[str, ...]:
    """The sites that may show the chat, as a browser spells an origin."""
    told = (one.rstrip("/").lower() for one in reception().helpdesk.embed_sites)
    return tuple(one for one in told if _ORIGIN.fullmatch(one))


def begun(talk: str) -> None:
    """Note the conversation that this very request began or went on with."""
    g.talk = talk
    g.pop("kept", None)
    g.pop("pass", None)


def address(endpoint: str, **more: str) -> str:
    """An address of ours that keeps where the reader stands."""
    if "kept" not in g:
        g.kept = _kept()
    return url_for(endpoint, **{**g.kept, **more})


def _kept() -> dict[str, Any]:
    pressed = request.args.get("lang")
    kept = {
        "lang": pressed if pressed in reception().languages else None,
        "site": site(),
        "frame": "1" if framed() and not site() else None,
        TALK: carried(),
        "customer": request.args.get("customer", "")[:400],
    }
    return {name: value for name, value in kept.items() if value}


def carried() -> str:
    """The token that takes the cookie's place, where the browser keeps none."""
    if not framed() or request.cookies.get(_cookie()):
        return ""
    talk = conversation()
    return reception().sealer(TALK).dumps(talk) if talk else ""


def form_pass() -> str:
    """What a form of this conversation carries; empty before there is one."""
    talk = conversation()
    if not talk:
        return ""
    if "pass" not in g:
        g.setdefault("pass", _pass(reception().settings.secret, talk))
    return str(g.get("pass"))


def _pass(secret: str, talk: str) -> str:
    made = hmac.new(secret.encode(), b"form " + talk.encode(), sha256)
    return made.hexdigest()[:32]


def passes() -> bool:
    """Whether a form belongs to the conversation of who sends it.

    A browser that says where the form came from was judged at the door, and a
    form made before the first message carries nothing yet. What says nothing
    must show the pass; a pass of another conversation never counts.
    """
    talk, given = conversation(), request.form.get(PASS, "")
    if talk is None:
        return True
    if given:
        return any(
            hmac.compare_digest(given.encode(), _pass(secret, talk).encode())
            for secret in reception().settings.secrets
        )
    return "Sec-Fetch-Site" in request.headers or "Origin" in request.headers


def _cookie() -> str:
    return FRAMED_COOKIE if framed() else COOKIE


def _may_carry() -> bool:
    """Whether a token in the address counts: never in a link that was clicked."""
    return framed() and request.headers.get("Sec-Fetch-Dest") != "document"


def _signed(given: str | None, salt: str) -> str | None:
    if not given:
        return None
    try:
        talk = reception().sealer(salt).loads(given)
    except BadSignature:
        return None
    return talk if isinstance(talk, str) else None
