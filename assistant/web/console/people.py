"""The colleagues of a page by their names, and who looks at it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from flask import g

from assistant.web.signin.entrance import entrance
from assistant.web.signin.guard import member


def names() -> Mapping[str, str]:
    """Every colleague's name by id, asked once a request."""
    if "console_names" not in g:
        g.console_names = {
            one.member.id: one.member.name for one in entrance().staff.listed()
        }
    return cast("Mapping[str, str]", g.console_names)


def name_of(identity: str | None) -> str:
    """A colleague's name; what is stored where the account is gone."""
    return names().get(identity, identity) if identity else ""


def me() -> str:
    """The id of the colleague who is signed in."""
    return member().id
