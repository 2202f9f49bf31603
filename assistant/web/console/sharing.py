"""An answer of the bench behind a link: for a limited time, revocable, redacted.

What is kept is a text of verdict and records, without addresses and without a
message's header; the page that shows it needs no account, is not indexed, and
looks the same to whoever tries a link that is gone.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from flask import Blueprint, Response, abort, render_template, request, url_for

from assistant.mail.headers.masking import masked_text
from assistant.replies.plain import markdown
from assistant.replies.reply import Headline, Part, Prose, Reply, Tiles
from assistant.web import words as page_words
from assistant.web.console import room
from assistant.web.console.bench import answered, cleaned
from assistant.web.console.casefile import CaseFile
from assistant.web.console.people import me
from assistant.web.reception import reception
from assistant.web.signin.guard import audit, staff_only

DAYS = (1, 7, 30)
MOST_ID = 64  # characters of a conversation's number

pages = Blueprint("sharing", __name__)
shown = Blueprint("shared", __name__)


@pages.post("/bench/share")
@staff_only
def share() -> str:
    """Measure once more, and lay the verdict behind a link."""
    text, now = cleaned("text"), datetime.now(UTC)
    most = reception().settings.max_characters
    if not text.strip() or len(text) > most:
        abort(400)
    case = answered(text, "").case
    if case is None:
        abort(400)
    days = request.form.get("days", "")
    lasts = int(days) if days in map(str, DAYS) else DAYS[0]
    conversation = request.form.get("conversation", "").strip()[:MOST_ID] or None
    if conversation and reception().store.cases.case(conversation) is None:
        conversation = None
    token = reception().store.links.share(
        redacted(case, room.language()),
        title=case.domain,
        member=me(),
        now=now,
        expires=now + timedelta(days=lasts),
        conversation=conversation,
    )
    audit("shared", case.domain)
    link = url_for("shared.show", token=token, _external=True)
    if conversation:
        reception().store.messages.note(conversation, me(), link, now)
    return room.page("share.html", link=link, case=case)


def redacted(case: CaseFile, language: str) -> str:
    """Verdict, measurements and records, with the addresses of people masked."""
    told: list[Part] = [Headline(text=f"{case.domain}: {case.headline}")]
    told += [Prose(markdown=one) for one in case.paragraphs]
    told.append(Tiles(tiles=case.tiles.tiles))
    verdict = masked_text(markdown(Reply(language=language, parts=tuple(told))))
    # A record is what the reader must copy: an address in it is the domain's own.
    return f"{verdict}\n{markdown(Reply(language=language, parts=case.proposal))}"


@shown.get("/shared/<token>")
def show(token: str) -> Response:
    """What a link shows, to whoever has it; nothing tells a wrong one from an old."""
    found = reception().store.links.shared(token, datetime.now(UTC))
    spoken = page_words.choose(
        reception().languages,
        asked=request.args.get("lang"),
        spoken=None,
        accepted=request.accept_languages,
    )
    page = render_template(
        "console/shared.html",
        say=room.console_words()[spoken],
        found=found,
        clock=room.clock,
    )
    answer = Response(page, status=200 if found else 404)
    answer.headers["X-Robots-Tag"] = "noindex, nofollow"
    answer.headers["Referrer-Policy"] = "no-referrer"
    return answer
