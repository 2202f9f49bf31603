"""The way back into a conversation, by a signed link in a mail or in a frame.

The link opens a page with a button, and the button sets the cookie: who only
follows links, such as a program that scans mail, opens nobody's conversation. A
frame on another site has such a link too, which holds for a few hours: the cookie
of the frame is not the one of a window.
"""

from __future__ import annotations

from flask import redirect, render_template, url_for
from itsdangerous import BadSignature, URLSafeTimedSerializer
from werkzeug.wrappers import Response as BaseResponse

from assistant.web import chat, visitor
from assistant.web.reception import DAY_S, reception

PURPOSE = "back"
WINDOW = "window"
WINDOW_S = 7_200
"""How long the link of a frame holds; each answer brings a new one."""

pages = chat.pages


def token(secret: str, conversation: str) -> str:
    """What stands in the link: `/back/TOKEN`."""
    return URLSafeTimedSerializer(secret, salt=PURPOSE).dumps(conversation)


def window() -> str:
    """Where the conversation of a frame goes on in a window of its own."""
    talk, spoken = visitor.conversation(), chat.language()
    if talk is None:
        return url_for("chat.show", lang=spoken)
    sealer = URLSafeTimedSerializer(reception().settings.secret, salt=WINDOW)
    return url_for("chat.way_back", given=sealer.dumps(talk), lang=spoken)


@pages.get("/back/<given>")
def way_back(given: str) -> str:
    """A page with a button, or a kind word when there is nothing to open."""
    say = reception().words[chat.language()]
    if _talk(given) is None:
        title, text = say("back_gone"), say("back_gone_text")
        return render_template("chat/sorry.html", say=say, title=title, text=text)
    return render_template("chat/back.html", say=say, given=given)


@pages.post("/back/<given>")
def open_again(given: str) -> BaseResponse:
    """Give the browser its conversation back."""
    talk = _talk(given)
    response = redirect(visitor.address("chat.show"), 303)
    if talk is not None:
        visitor.remember(response, talk)
    return response


def _talk(given: str) -> str | None:
    here = reception()
    ages = {PURPOSE: here.helpdesk.keep_conversations_days * DAY_S, WINDOW: WINDOW_S}
    for purpose, age_s in ages.items():
        sealer = URLSafeTimedSerializer(here.settings.secret, salt=purpose)
        try:
            talk = sealer.loads(given, max_age=age_s)
        except BadSignature:
            continue
        kept = isinstance(talk, str) and here.store.cases.case(talk) is not None
        return talk if kept else None
    return None
