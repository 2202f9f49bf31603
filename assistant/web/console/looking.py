"""Who looks at a conversation: told to colleagues, and kept in the trail.

A page that is open fetches itself when something happens. Nobody opens anything
then, so the script says so in a header: no line in the trail, no presence.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from flask import Blueprint, request

from assistant.web.console.people import me
from assistant.web.console.typed import cleaned
from assistant.web.reception import reception
from assistant.web.signin.entrance import entrance
from assistant.web.signin.guard import audit, staff_only

RENEWS = "X-Renew"  # the header of a page that fetches itself
ONCE_IN = timedelta(minutes=30)  # who comes back soon reads one conversation once
MOST_READ = 200  # conversations that one member opens in that time

pages = Blueprint("looking", __name__)


def renews() -> bool:
    """Whether a page that is open already fetches itself."""
    return RENEWS in request.headers


def looked(conversation: str, now: datetime) -> None:
    """Note that the reader came to look."""
    if renews():
        return
    reception().store.sitting.be_present(conversation, me(), now)
    if not _lately(conversation, now):
        audit("opened", conversation)


@pages.post("/c/<conversation>/leave")
@staff_only
def leave(conversation: str) -> tuple[str, int]:
    """Keep what was typed last, and look elsewhere; only a script comes here."""
    sitting = reception().store.sitting
    if "text" in request.form:
        text, now = cleaned("text"), datetime.now(UTC)
        sitting.keep_draft(conversation, me(), text, now)
    sitting.leave(conversation, me())
    return "", 204


def _lately(conversation: str, now: datetime) -> bool:
    lines = entrance().log.latest(member=me(), deeds=("opened",), most=MOST_READ)
    return any(one.about == conversation and one.at > now - ONCE_IN for one in lines)
