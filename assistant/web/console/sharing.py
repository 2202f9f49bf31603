"""An answer of the bench behind a link: for a limited time, revocable, redacted.

What is kept is a text of verdict and records, without addresses and without a
message's header; the page that shows it needs no account, is not indexed, and
looks the same to whoever tries a link that is gone. What was measured for a
conversation is deleted with it, also behind its link.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from flask import Blueprint, Response, abort, render_template, request, url_for

from assistant.web import words as page_words
from assistant.web.console import room
from assistant.web.console.attaching import MOST_ID
from assistant.web.console.people import me
from assistant.web.console.takeaway import dated, parted, unsealed
from assistant.web.reception import reception
from assistant.web.signin.guard import audit, staff_only

DAYS = (1, 7, 30)

pages = Blueprint("sharing", __name__)
shown = Blueprint("shared", __name__)


@pages.post("/bench/share")
@staff_only
def share() -> str:
    """Lay what was shown on the bench behind a link."""
    answer, now = unsealed(request.form.get("kept", "")), datetime.now(UTC)
    if answer is None or not answer.open:
        abort(400)
    days = request.form.get("days", "")
    lasts = int(days) if days in map(str, DAYS) else DAYS[0]
    store = reception().store
    conversation = request.form.get("conversation", "").strip()[:MOST_ID] or None
    if conversation is not None and store.cases.case(conversation) is None:
        abort(400)  # it was deleted meanwhile, and so is what was measured for it
    wanted = request.form.get("language", "")
    token = store.links.share(
        answer.shared(wanted if wanted in answer.contents else room.language()),
        title=answer.title,
        member=me(),
        now=now,
        expires=now + timedelta(days=lasts),
        conversation=conversation,
    )
    audit("shared", answer.title)
    link = url_for("shared.show", token=token, _external=True)
    return room.page(
        "share.html",
        link=link,
        title=answer.title,
        days=lasts,
        conversation=conversation,
    )


@shown.get("/shared/<token>")
def show(token: str) -> Response:
    """What a link shows, to whoever has it; nothing tells a wrong one from an old."""
    found = reception().store.links.shared(token, datetime.now(UTC))
    told, content = parted(found.content if found else "")
    spoken = page_words.choose(
        (told,) if told in room.spoken() else room.spoken(),
        asked=request.args.get("lang"),
        spoken=None,
        accepted=request.accept_languages,
    )
    page = render_template(
        "console/shared.html",
        say=room.console_words()[spoken],
        found=found,
        content=content,
        dated=dated,
    )
    answer = Response(page, status=200 if found else 404)
    answer.headers["X-Robots-Tag"] = "noindex, nofollow"
    answer.headers["Referrer-Policy"] = "no-referrer"
    return answer
