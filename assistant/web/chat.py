"""The customer's chat: one page, and what is posted to it.

A question is stored before it is answered. A GET never starts a check: it shows
what there is, or says that the answer is being made. The script of the page
does only what these forms do.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from flask import (
    Blueprint,
    Response,
    abort,
    redirect,
    render_template,
    request,
    stream_with_context,
    url_for,
)
from werkzeug.wrappers import Response as BaseResponse

from assistant.store.turns import Asked, StoredTurn
from assistant.understanding.question import Question
from assistant.web import drawing, upload, words
from assistant.web.answering import Work
from assistant.web.reception import COOKIE, new_turn, reception

STREAM = "text/event-stream"
TWICE = timedelta(minutes=10)  # within it, the same form may come again
SLOTS = ("service", "domain", "problem")
_TURN = re.compile(r"[A-Za-z0-9_-]{8,64}")

pages = Blueprint("chat", __name__)


@pages.get("/")
def show() -> str:
    """The conversation so far."""
    return page()


@pages.post("/")
def ask() -> BaseResponse | str:
    """Take one question: store it, then answer it."""
    text, file = typed(), upload.given()
    most = reception().settings.max_characters
    if file is None and not text.strip():
        return page(notice="empty", text=text)
    if len(text) > most:
        return page(notice="too_long", text=text, count=len(text), most=most)
    if file is None:
        return take(text)
    taken = upload.taken(file, text, most)
    if taken.notice:
        return page(notice=taken.notice, text=text)
    return take(taken.text)


@pages.get("/turn/<turn>")
def show_turn(turn: str) -> Response:
    """One turn of this conversation, once it is answered; 202 until then."""
    shown = found(turn)
    if shown is None:
        abort(404)
    if not drawing.settled(shown):
        return Response(status=202)
    return Response(fragment(shown))


@pages.post("/new")
def new() -> BaseResponse:
    """Begin a new conversation; the old one stays until its days are over."""
    response = redirect(home(), 303)
    response.delete_cookie(COOKIE, httponly=True, samesite="Lax")
    return response


def take(text: str) -> BaseResponse:
    """Store a question and answer it as the reader can follow it."""
    here = reception()
    now = datetime.now(UTC)
    asked = stored(Question(text=text, asked_at=now, language=language()), now)
    for left in here.store.unfinished(now):
        here.answering.start(left)
    work = here.answering.start(asked.turn)
    if STREAM in request.headers.get("Accept", ""):
        response = stream(asked.turn, asked.conversation, work)
    else:
        response = wait(asked.turn, work)
    here.remember(response, asked.conversation)
    return response


def stored(question: Question, now: datetime) -> Asked:
    """Store a question under the id of its form, once.

    Ids stand in addresses, which people share. So an id of a conversation that
    is not the reader's own only counts when it is the same form, sent twice
    before its cookie came back.
    """
    here, turn, ours = reception(), turn_id(), reception().conversation()
    asked = here.store.ask(conversation=ours, turn=turn, question=question, now=now)
    if asked.new or asked.conversation == ours:
        return asked
    before = here.store.question(turn)
    if before is not None and same_form(before[1], question):
        return asked
    return here.store.ask(
        conversation=ours, turn=new_turn(), question=question, now=now
    )


def same_form(before: Question, again: Question) -> bool:
    """Whether a question is an earlier one, sent once more."""
    return before.text == again.text and again.asked_at - before.asked_at < TWICE


def wait(turn: str, work: Work) -> Response:
    """Without a script: send the reader on when the answer is there."""
    here = reception()
    if here.answering.take_seat():
        try:
            work.wait(here.patience_s)
        finally:
            here.answering.leave_seat()
    return Response(status=303, headers={"Location": home() + f"#turn-{turn}"})


def stream(turn: str, conversation: str, work: Work) -> Response:
    """With the script: tell the steps as they come, then the turn."""
    here = reception()
    seated = here.answering.take_seat()
    events = told(turn, conversation, work if seated else None)
    response = Response(stream_with_context(events), mimetype=STREAM)
    if seated:
        response.call_on_close(here.answering.leave_seat)
    response.headers["X-Accel-Buffering"] = "no"
    return response


def told(turn: str, conversation: str, work: Work | None) -> Iterator[str]:
    """The events of one turn; the work itself goes on when nobody listens."""
    yield event("asked", {"turn": turn})
    if work is not None:
        for step in work.follow(reception().patience_s):
            if step is None:
                yield ": still here\n\n"
            else:
                yield event("step", {"name": step.name, "done": step.done})
    shown = found(turn, conversation)
    if shown is None or not drawing.settled(shown):
        yield event("poll", {"turn": turn})
    else:
        yield event("turn", {"turn": turn, "html": fragment(shown)})


def event(name: str, facts: dict[str, object]) -> str:
    """One event as a stream carries it."""
    return f"event: {name}\ndata: {json.dumps(facts)}\n\n"


def found(turn: str, conversation: str | None = None) -> StoredTurn | None:
    """A turn, if it is of this reader's conversation."""
    here = reception()
    conversation = conversation or here.conversation()
    if conversation is None:
        return None
    thread = here.store.thread(conversation)
    return next((each for each in thread if each.id == turn), None)


def fragment(shown: StoredTurn) -> str:
    """One turn, drawn as the page draws it."""
    drawn = drawing.draw(shown, language(), last=True)
    return render_template("chat/_turn.html", turn=drawn, here=home())


def page(notice: str | None = None, text: str = "", **facts: object) -> str:
    """The page, with what there is to notice and the text still in its box."""
    here = reception()
    conversation = here.conversation()
    thread = () if conversation is None else here.store.thread(conversation)
    shown = language(thread)
    turns = tuple(drawing.draw(each, shown, last=each is thread[-1]) for each in thread)
    said = here.words[shown]
    return render_template(
        "chat/page.html",
        say=said,
        turns=turns,
        text=text,
        here=home(),
        notice=said(notice, **facts) if notice else "",
        examples=examples(shown),
    )


def examples(shown: str) -> tuple[str, ...]:
    """Questions to begin with; the first is of the demo world, where that is on."""
    said = reception().words[shown]
    demo = ("example_demo",) if reception().settings.demo else ()
    names = (*demo, "example_1", "example_2", "example_3")
    return tuple(said(name) for name in names)


def language(thread: tuple[StoredTurn, ...] = ()) -> str:
    """The language of the page: pressed, spoken so far, or the browser's."""
    spoken = [each.turn.reply.language for each in thread if each.turn]
    return words.choose(
        reception().languages,
        asked=request.args.get("lang"),
        spoken=spoken[-1] if spoken else None,
        accepted=request.accept_languages,
    )


def home() -> str:
    """The page's own address, in the language that the reader pressed."""
    asked = request.args.get("lang")
    known = asked if asked in reception().languages else None
    return url_for("chat.show", lang=known)


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


def turn_id() -> str:
    """The id that came with the form; the same one twice is one turn."""
    given = request.form.get("turn", "")
    return given if _TURN.fullmatch(given) else new_turn()
