"""How this desk is set up, and whether its parts do their work."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields
from datetime import UTC, datetime
from urllib.parse import urlsplit

from flask import Blueprint, flash, redirect, request, url_for
from werkzeug.wrappers import Response

from assistant.chores.dns_sign import ask
from assistant.environment import without_login
from assistant.knowledge.guide import Helpdesk
from assistant.web.console import health, queue, room
from assistant.web.reception import reception
from assistant.web.signin.guard import audit, member, staff_only

SHOWN = (
    *("environment", "home", "data", "nameservers", "timeout_s", "deadline_s"),
    *("max_queries", "max_characters", "proxy_hops", "host", "port", "workers"),
    *("threads", "demo", "address", "mail_server", "mail_security", "queue"),
    *("oidc_issuer", "oidc_client_id"),
)
"""The settings that colleagues see; a new one stays away until it stands here."""

ADDRESS_ALONE = "alert_webhook"
ADDRESSES = ("queue", "oidc_issuer")  # shown without who signs in

_HELPDESK = tuple(one.name for one in fields(Helpdesk))  # its pages tell it anyway

pages = Blueprint("administration", __name__)


@pages.get("/administration")
@staff_only
def show() -> str:
    """Settings as they are, and health; nothing of the world is asked."""
    here, now = reception(), datetime.now(UTC)
    return room.page(
        "administration.html",
        health=tuple(health.parts(now)),
        chores=health.chores(now),
        helpdesk=tuple(shown(here.helpdesk, _HELPDESK)),
        settings=tuple(shown(here.settings, SHOWN)),
        kept_days=here.helpdesk.keep_conversations_days,
        kept_raw_days=here.helpdesk.keep_raw_days,
        links=here.store.links.links(now),
        role=member().role.value,
        flashed=room.flashed(),
        counts=queue.badges(queue.counted()),
    )


@pages.post("/administration/dns")
@staff_only
def ask_dns() -> Response:
    """Ask the resolvers one question, and tell how long it took."""
    here, said = reception(), room.say()
    taken_ms, trouble = ask(here.desk, here.store, datetime.now(UTC))
    if trouble:
        flash(said("dns_silent", reason=trouble), "notice")
    else:
        flash(said("dns_answers", ms=taken_ms), "told")
    return redirect(url_for("console.administration.show"), 303)


@pages.post("/administration/links")
@staff_only
def revoke() -> Response:
    """End a shared link before its time."""
    link = request.form.get("link", "")
    if reception().store.links.revoke(link, datetime.now(UTC)):
        audit("link_revoked", link)
        flash(room.say()("link_revoked"), "told")
    return redirect(url_for("console.administration.show"), 303)


def shown(value: object, names: Iterable[str]) -> Iterator[tuple[str, str, str]]:
    """Some fields of a value: key, name and content, without what lets anybody in."""
    said = room.say()
    for name in names:
        content = getattr(value, name)
        if name == ADDRESS_ALONE and content:
            # The rest may let somebody in, and so may who stands before the host.
            content = urlsplit(content).netloc.rpartition("@")[2]
        elif name in ADDRESSES and content:
            content = without_login(content)
        if isinstance(content, tuple | list):
            content = ", ".join(map(_named, content))
        elif hasattr(content, "items"):
            content = ", ".join(f"{key} {one}" for key, one in content.items())
        word = f"setting_{name}"
        yield name, said(word) if said.has(word) else name, _told(content)


def _told(content: object) -> str:
    said = room.say()
    if isinstance(content, bool):
        return said("yes" if content else "no")
    return said("unset") if content in (None, "") else str(content)


def _named(one: object) -> str:
    return str(getattr(one, "host", one))
