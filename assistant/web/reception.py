"""What every page needs within reach."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import cast

from flask import Flask, current_app
from itsdangerous import URLSafeSerializer

from assistant.desk import Desk
from assistant.knowledge.guide import Helpdesk
from assistant.replies.texts import Texts
from assistant.settings import Settings
from assistant.store.turns import Store
from assistant.web.answering import Answering
from assistant.web.words import Words

COOKIE = "bezorgd"
DAY_S = 86_400
_NAME = "bezorgd"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reception:
    """The parts behind the pages, chosen once at the start."""

    settings: Settings
    desk: Desk
    store: Store
    answering: Answering
    words: Mapping[str, Words]
    texts: Texts

    @property
    def helpdesk(self) -> Helpdesk:
        """Whose helpdesk this is."""
        return self.desk.shelf.helpdesk

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages that the helpdesk speaks and the page has words for."""
        spoken = tuple(one for one in self.helpdesk.languages if one in self.words)
        return spoken or ("nl",)

    @property
    def patience_s(self) -> float:
        """How long a request waits for an answer before it says "look again"."""
        return self.settings.deadline_s * 2 + 4

    def sealer(self, purpose: str) -> URLSafeSerializer:
        """What signs for one purpose; a seal of another one never opens it."""
        return signer(self.settings.secrets, purpose)


@cache
def signer(
    secret: str | tuple[str, ...], purpose: str = "conversation"
) -> URLSafeSerializer:
    """What signs the cookie, and whatever else has a purpose of its own.

    Of several secrets the last one signs; what an earlier one signed counts too.
    """
    return URLSafeSerializer(secret, salt=purpose)


def install(app: Flask, parts: Reception) -> None:
    """Give an application its reception."""
    app.extensions[_NAME] = parts


def reception() -> Reception:
    """The reception of the application that serves this request."""
    return cast("Reception", current_app.extensions[_NAME])


def new_turn() -> str:
    """A turn's id, made with a form and stored nowhere until it is sent."""
    return secrets.token_urlsafe(12)
