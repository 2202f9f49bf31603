"""How this desk is set up, and whether its parts do their work."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import UTC, datetime

from flask import Blueprint, flash, redirect, request, url_for
from werkzeug.wrappers import Response

from assistant.lookup.answer import Query
from assistant.understanding.question import Subject
from assistant.web.console import queue, room
from assistant.web.reception import reception
from assistant.web.signin.guard import admin_only, audit, member, staff_only

ASKED = "nl"  # a name that is always there, to see whether the DNS answers
SECRET = ("secret", "database", "token", "password", "key")  # never shown

pages = Blueprint("administration", __name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """One part, and how it does."""

    name: str
    well: bool
    told: str


@pages.get("/administration")
@staff_only
def show() -> str:
    """Settings as they are, and health; nothing of the world is asked."""
    here, now = reception(), datetime.now(UTC)
    return room.page(
        "administration.html",
        health=tuple(_health()),
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
    desk, started = reception().desk, time.perf_counter()
    dns = desk.open_dns(Subject(domain=ASKED))
    answer = asyncio.run(dns.lookup(Query(name=ASKED, type="NS", fresh=True)))
    taken = round((time.perf_counter() - started) * 1000)
    said = room.say()
    if answer.known:
        flash(said("dns_answers", ms=taken), "told")
    else:
        flash(said("dns_silent", reason=answer.reason), "notice")
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


def _health() -> Iterator[Health]:
    here, said = reception(), room.say()
    alive = here.store.alive()
    yield Health(
        name=said("part_store"), well=alive, told=said("yes" if alive else "no")
    )
    left = len(here.store.unfinished(datetime.now(UTC)))
    yield Health(
        name=said("part_answers"), well=left == 0, told=said("left_over", count=left)
    )
    later = len(here.store.requests.to_examine())
    yield Health(
        name=said("part_chores"), well=True, told=said("to_examine", count=later)
    )
    shelf = here.desk.shelf
    told = said("guides_count", services=len(shelf.services), hosts=len(shelf.hosts))
    yield Health(name=said("part_knowledge"), well=bool(shelf.services), told=told)


def _shown(value: object) -> Iterator[tuple[str, str]]:
    """The fields of a value as text; what is secret stays away."""
    for field in fields(value):  # type: ignore[arg-type] # a frozen value
        if any(word in field.name for word in SECRET):
            continue
        content = getattr(value, field.name)
        if isinstance(content, tuple | list):
            content = ", ".join(map(_named, content))
        elif hasattr(content, "items"):
            content = ", ".join(f"{name} {one}" for name, one in content.items())
        yield field.name, str("-" if content in (None, "") else content)


def _named(one: object) -> str:
    return str(getattr(one, "host", one))
