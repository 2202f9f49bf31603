"""How this desk is set up, and whether its parts do their work."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from datetime import UTC, datetime
from urllib.parse import urlsplit

from flask import Blueprint, flash, redirect, request, url_for
from werkzeug.wrappers import Response

from assistant.chores.dns_sign import ask
from assistant.web.console import health, queue, room
from assistant.web.reception import reception
from assistant.web.signin.guard import admin_only, audit, member, staff_only

SECRET = ("secret", "database", "token", "password", "key")  # never shown
ADDRESS_ALONE = "alert_webhook"

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
        helpdesk=tuple(_shown(here.helpdesk)),
        settings=tuple(_shown(here.settings)),
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


@pages.post("/administration/forget")
@admin_only
def forget() -> Response:
    """Delete a conversation with everything that belongs to it."""
    wanted, said = request.form.get("conversation", "").strip(), room.say()
    if reception().store.keeping.forget(wanted, datetime.now(UTC)):
        audit("forgot", wanted)
        flash(said("forgotten"), "told")
    else:
        flash(said("not_done"), "notice")
    return redirect(url_for("console.administration.show"), 303)


def _shown(value: object) -> Iterator[tuple[str, str]]:
    """The fields of a value as text; what is secret stays away."""
    for field in fields(value):  # type: ignore[arg-type] # a frozen value
        if any(word in field.name for word in SECRET):
            continue
        content = getattr(value, field.name)
        if field.name == ADDRESS_ALONE and content:
            content = urlsplit(content).netloc  # the rest may let somebody in
        if isinstance(content, tuple | list):
            content = ", ".join(map(_named, content))
        elif hasattr(content, "items"):
            content = ", ".join(f"{name} {one}" for name, one in content.items())
        yield field.name, str("-" if content in (None, "") else content)


def _named(one: object) -> str:
    return str(getattr(one, "host", one))
