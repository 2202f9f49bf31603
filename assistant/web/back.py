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

from assistant.web import chat, thread, visitor
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
    return url_for("chat.way_back", given=_sealer(WINDOW).dumps(talk), lang=spoken)


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
        if _signed(given, PURPOSE):
            _confirm_mailbox(talk)
    return response


def _confirm_mailbox(talk: str) -> None:
    """Note that the address is his: who came by our mail reads what goes there.

    Where mails of this talk went to another address too, the link tells nothing.
    """
    store = reception().store
    case = store.cases.case(talk)
    mails = store.mails.of(talk)
    told = {one.to for one in mails if not one.key.startswith(thread.CONFIRM)}
    if case is not None and case.mail_to and told == {case.mail_to}:
        store.cases.contact(talk, case.mail_to, confirmed=True)


def _talk(given: str) -> str | None:
    talk = _signed(given, PURPOSE) or _signed(given, WINDOW)
    kept = talk is not None and reception().store.cases.case(talk) is not None
    return talk if kept else None


def _signed(given: str, purpose: str) -> str | None:
    """The conversation that a link is for, where we made it and it still holds."""
    here = reception()
    age_s = here.helpdesk.keep_conversations_days * DAY_S
    try:
        talk = _sealer(purpose).loads(
            given, max_age=WINDOW_S if purpose == WINDOW else age_s
        )
    except BadSignature:
        return None
    return talk if isinstance(talk, str) else None


def _sealer(purpose: str) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(reception().settings.secrets, salt=purpose)
