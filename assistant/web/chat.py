"""The customer's chat: its page, and one turn of it.

A GET never starts a check: it shows what there is, or says that the answer is
being made. What a form sends is taken in asking.py and in its neighbours.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from datetime import UTC, datetime

from flask import (
    Blueprint,
    Response,
    abort,
    redirect,
    render_template,
    request,
)
from werkzeug.wrappers import Response as BaseResponse

from assistant.store.turns import StoredTurn
from assistant.web import customer, drawing, thread, visitor, words
from assistant.web.drafts import drafts
from assistant.web.offer import offer
from assistant.web.reception import reception

SLOTS = ("service", "domain", "problem")

pages = Blueprint("chat", __name__)


@pages.get("/")
def show() -> Response:
    """The conversation so far."""
    return Response(drawn_before() or page(), mimetype="text/html")


@pages.get("/turn/<turn>")
def show_turn(turn: str) -> Response:
    """One turn of this conversation, once it is answered; 202 until then."""
    talk = visitor.conversation()
    settled = talk and reception().store.pulses.settled(talk, turn)
    if settled is False:
        return Response(status=202)
    whole = thread.thread(talk if settled else None)
    shown = one_of(whole.turns, turn)
    if shown is None:
        abort(404)
    return Response(fragment(shown, whole))


@pages.post("/new")
def new() -> BaseResponse:
    """Begin a new conversation; the old one stays until its days are over."""
    response = redirect(home(), 303)
    visitor.forget(response)
    return response


def found(turn: str, conversation: str | None = None) -> StoredTurn | None:
    """A turn, if it is of this reader's conversation."""
    conversation = conversation or visitor.conversation()
    if conversation is None:
        return None
    return one_of(reception().store.thread(conversation), turn)


def one_of(turns: tuple[StoredTurn, ...], turn: str) -> StoredTurn | None:
    """The turn with this id."""
    return next((each for each in turns if each.id == turn), None)


def fragment(shown: StoredTurn, whole: thread.Thread) -> str:
    """One turn of a conversation, drawn as the page draws it."""
    file = whole.files.get(shown.id)
    drawn = drawing.draw(shown, language(), last=True, file=file)
    offered = offer(whole.turns, whole.requests)
    return render_template("chat/_turn.html", turn=drawn, here=home(), offer=offered)


def page(
    notice: str | None = None,
    text: str = "",
    form: Mapping[str, str] | None = None,
    **facts: object,
) -> str:
    """The page, with what there is to notice and what was typed still in its place.

    Args:
        notice: The name of what to say above the box.
        text: What stands in the box.
        form: What was filled in of another form.
        facts: What the notice tells.
    """
    whole = thread.thread(visitor.conversation())
    return drawn_page(whole, notice, text, form, **facts)


def drawn_before() -> bytes | None:
    """The page as it was drawn already, or is now, when it rests; None otherwise."""
    if customer.ARGUMENT in request.args:
        return None
    talk = visitor.conversation()
    wish = words.choose(
        reception().languages,
        asked=request.args.get("lang"),
        spoken=None,
        accepted=request.accept_languages,
    )
    place = (talk, home(), wish)
    stand = thread.stand_of(talk, datetime.now(UTC)) if talk else thread.Stand()
    if (drawn := drafts().find((*place, *thread.mark(stand)))) is not None:
        return drawn
    with drafts().pen:
        if (drawn := drafts().find((*place, *thread.mark(stand)))) is not None:
            return drawn
        whole = thread.thread(talk)
        made = drawn_page(whole, None, "", None)
        if thread.rests(whole):
            drafts().keep((*place, *thread.mark(whole.stand)), made)
    return made.encode()


def drawn_page(
    whole: thread.Thread,
    notice: str | None,
    text: str,
    form: Mapping[str, str] | None,
    **facts: object,
) -> str:
    """Draw the page."""
    here = reception()
    shown = language(whole.turns)
    said = here.words[shown]
    return render_template(
        "chat/page.html",
        say=said,
        entries=thread.drawn(whole, shown),
        **persons(whole),
        offer=offer(whole.turns, whole.requests),
        form=form or {},
        text=text,
        here=home(),
        notice=said(notice, **facts) if notice else "",
        examples=examples(shown),
    )


def persons(whole: thread.Thread) -> dict[str, object]:
    """What the page tells of the people in a conversation, and of requests."""
    return {
        "stand": whole.stand,
        "requests": whole.requests,
        "mailed": whole.mailed,
        "pictures": whole.stand.human and reception().helpdesk.pictures,
    }


def examples(shown: str) -> tuple[str, ...]:
    """Questions to begin with; the first is of the demo world, where that is on."""
    said = reception().words[shown]
    demo = ("example_demo",) if reception().settings.demo else ()
    names = (*demo, "example_1", "example_2", "example_3")
    return tuple(said(name) for name in names)


def language(turns: tuple[StoredTurn, ...] = ()) -> str:
    """The language of the page: pressed, spoken so far, or the browser's."""
    spoken = [each.turn.reply.language for each in turns if each.turn]
    return words.choose(
        reception().languages,
        asked=request.args.get("lang"),
        spoken=spoken[-1] if spoken else None,
        accepted=request.accept_languages,
    )


def home() -> str:
    """The page's own address, for who stands where this reader stands."""
    return visitor.address("chat.show")


def typed() -> str:
    """The text as it was meant: one kind of line end, no control characters.

    A chip posts a slot and a value; its sentence is made here, so that it works
    without a script too.
    """
    text = request.form.get("text", "")
    slot, value = request.form.get("slot"), request.form.get("value", "").strip()
    if slot in SLOTS and value:
        said = reception().words[language()]
        text = said(f"says_{slot}", value=value)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(
        sign for sign in text if sign in "\n\t" or unicodedata.category(sign) != "Cc"
    )
