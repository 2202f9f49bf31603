"""What administrators do: colleagues, their roles, and the trail."""

from __future__ import annotations

from datetime import UTC, datetime

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from assistant.errors import UnusableInputError
from assistant.store.staff import Listed, Role, Standing, clean_address
from assistant.store.staff_log import SIGN_INS, Deed
from assistant.web.signin.entrance import entrance, plain_id
from assistant.web.signin.guard import admin_only, audit, member
from assistant.web.signin.pages import pages
from assistant.web.signin.showing import say, show, tell
from assistant.web.signin.starting import link

A_PAGE = 100  # lines of the trail
MOST_ID = 10**12
OF_A_CONVERSATION = frozenset(
    [
        "opened",
        "replied",
        "noted",
        "labelled",
        "undid",
        "take",
        "take_from",
        "give_back",
        "close",
        "reopen",
    ]
)
"""Deeds of the console that are about one conversation, which can be opened."""


@pages.get("/staff")
@admin_only
def staff() -> ResponseReturnValue:
    """Everybody who has an account."""
    return _page()


def _page(wrong: str = "", typed: dict[str, str] | None = None) -> str:
    return show(
        "staff",
        wrong=wrong,
        typed=typed or {},
        staff=entrance().staff.listed(),
        roles=tuple(Role),
        off=Standing.OFF,
    )


@pages.post("/staff")
@admin_only
def add() -> ResponseReturnValue:
    """Invite a colleague; the link is shown once, to be passed on."""
    typed = {name: request.form.get(name, "")[:300] for name in ("address", "name")}
    try:
        address = clean_address(typed["address"])
    except UnusableInputError:
        return _page(say()("address_wrong"), typed), 400
    try:
        added = entrance().staff.add(
            address=address, name=typed["name"], role=_role(), now=datetime.now(UTC)
        )
    except UnusableInputError:
        return _page(say()("address_known"), typed), 400
    audit(Deed.STAFF_ADDED, added.address)
    return show("link", who=added, link=link(added.id))


@pages.post("/staff/<key>")
@admin_only
def change(key: str) -> ResponseReturnValue:
    """Change a colleague's account."""
    found = entrance().staff.find(id=plain_id(key))
    if found is None:
        return redirect(url_for("signin.staff"))
    if found.member.id == member().id:
        return _page(say()("not_yourself")), 400
    try:
        return _change(found, request.form.get("do", ""))
    except UnusableInputError:
        return _page(say()("last_admin")), 400


def _change(found: Listed, what: str) -> ResponseReturnValue:
    who, people = found.member, entrance().staff
    if what == "off":
        people.put_off(who.id)
        audit(Deed.STAFF_OFF, who.address)
        tell("put_off", name=who.name)
    elif what == "reset":
        people.reset(who.id)
        audit(Deed.STAFF_RESET, who.address)
        return show("link", who=who, link=link(who.id))
    elif what == "role":
        role = _role()
        people.assign(who.id, role)
        audit(Deed.ROLE_CHANGED, f"{who.address} {role}")
        tell("role_changed", name=who.name, role=say()(f"role_{role}"))
    return redirect(url_for("signin.staff"))


def _role() -> Role:
    return Role.ADMIN if request.form.get("role") == Role.ADMIN else Role.AGENT


@pages.get("/log")
@admin_only
def log() -> ResponseReturnValue:
    """Who came in, and who saw and did what."""
    given = request.args.get("before", "")
    before = int(given) if given.isascii() and given.isdigit() else 0
    shown = request.args.get("show", "")
    who = plain_id(request.args.get("who", ""))
    lines = entrance().log.latest(
        member=who,
        deeds=SIGN_INS if shown == "sign-ins" else (),
        before=min(before, MOST_ID),
        most=A_PAGE + 1,
    )
    return show(
        "log",
        lines=lines[:A_PAGE],
        of_a_conversation=OF_A_CONVERSATION,
        older=lines[A_PAGE - 1].id if len(lines) > A_PAGE else 0,
        staff=entrance().staff.listed(),
        who=who,
        shown=shown,
    )
