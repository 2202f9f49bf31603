"""Taking a question: stored first, then answered as the reader can follow it.

By fetch the steps are streamed as they come; without a script the reader is sent
on once the answer is there. The script of the page does only what the forms do.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from flask import Response, request, stream_with_context
from werkzeug.wrappers import Response as BaseResponse

from assistant.store.turns import Asked
from assistant.understanding.question import Question
from assistant.web import attached, back, chat, drawing, talk, thread, upload, visitor
from assistant.web.answering import Work
from assistant.web.reception import new_turn, reception

STREAM = "text/event-stream"
TWICE = timedelta(minutes=10)  # within it, the same form may come again
_TURN = re.compile(r"[A-Za-z0-9_-]{8,64}")

pages = chat.pages


@pages.post("/")
def ask() -> BaseResponse | str:
    """Take one question: store it, then answer it."""
    text, file = chat.typed(), upload.given()
    most = reception().settings.max_characters
    if not visitor.passes():
        return Response(chat.page(notice="other_talk", text=text), 409)
    if file is None and not text.strip():
        return chat.page(notice="empty", text=text)
    if len(text) > most:
        return chat.page(notice="too_long", text=text, count=len(text), most=most)
    return take(text) if file is None else _with_file(text, file)


def _with_file(text: str, content: bytes) -> BaseResponse | str:
    """Ask what a file tells, or let a person see it where it is a picture."""
    if not upload.is_picture(content):
        most = reception().settings.max_characters
        taken = upload.taken(content, text, most)
        if taken.notice:
            return chat.page(notice=taken.notice, text=text)
        return take(taken.text, upload.name())
    shown = attached.taken(content)
    if isinstance(shown, str):
        return chat.page(notice=shown, text=text)
    # Kept first: whoever sees the message sees the picture.
    turn = turn_id()
    attached.keep(turn, visitor.conversation(), upload.name(), shown)
    said = reception().words[chat.language()]
    return take(text if text.strip() else said("picture_sent"), turn=turn)


def take(text: str, file: str = "", turn: str = "") -> BaseResponse:
    """Store a question and answer it as the reader can follow it.

    Args:
        text: What is asked.
        file: The name of the file that it came in.
        turn: The id of its form, where that is known already.
    """
    here = reception()
    now = datetime.now(UTC)
    question = Question(text=text, asked_at=now, language=chat.language())
    asked = stored(question, now, turn or turn_id())
    if file:
        attached.keep(asked.turn, asked.conversation, file)
    for left in here.store.unfinished(now):
        here.answering.start(left)
    visitor.begun(asked.conversation)
    work = None if asked.to_person else here.answering.start(asked.turn)
    if STREAM in request.headers.get("Accept", ""):
        response = stream(asked.turn, asked.conversation, work)
    else:
        response = wait(asked.turn, work)
    visitor.remember(response, asked.conversation)
    return response


def stored(question: Question, now: datetime, turn: str) -> Asked:
    """Store a question under the id of its form, once.

    Ids stand in addresses, which people share. So an id of a conversation that
    is not the reader's own only counts when it is the same form, sent twice
    before its cookie came back.
    """
    here, ours = reception(), visitor.conversation()
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


def wait(turn: str, work: Work | None) -> Response:
    """Without a script: send the reader on when the answer is there."""
    here = reception()
    if work is None:
        place = f"#said-{turn}"
        return Response(status=303, headers={"Location": chat.home() + place})
    if here.answering.take_seat():
        try:
            work.wait(here.patience_s)
        finally:
            here.answering.leave_seat()
    return Response(status=303, headers={"Location": chat.home() + f"#turn-{turn}"})


def stream(turn: str, conversation: str, work: Work | None) -> Response:
    """With the script: tell the steps as they come, then the turn."""
    here = reception()
    seated = work is not None and here.answering.take_seat()
    if work is None:
        events = passed_on()
    else:
        events = told(turn, conversation, work if seated else None)
    response = Response(stream_with_context(events), mimetype=STREAM)
    if seated:
        response.call_on_close(here.answering.leave_seat)
    response.headers["X-Accel-Buffering"] = "no"
    return response


def told(turn: str, conversation: str, work: Work | None) -> Iterator[str]:
    """The events of one turn; the work itself goes on when nobody listens."""
    yield event("asked", where(turn))
    if work is not None:
        for step in work.follow(reception().patience_s):
            if step is None:
                yield ": still here\n\n"
            else:
                yield event("step", {"name": step.name, "done": step.done})
    whole = thread.thread(conversation)
    shown = chat.one_of(whole.turns, turn)
    if shown is None or not drawing.settled(shown):
        yield event("poll", {"turn": turn})
        return
    yield event("turn", {"turn": turn, "html": chat.fragment(shown, whole)})
    yield event("news", {"html": talk.fragment(whole, turns=False)})


def where(turn: str) -> dict[str, object]:
    """Where to look for a turn, to stop it, and where to go on without a cookie."""
    told = {
        "turn": turn,
        "look": visitor.address("chat.show_turn", turn=turn),
        "stop": visitor.address("chat.stop", turn=turn),
        "pass": visitor.form_pass(),
    }
    if visitor.framed():
        told["window"] = back.window()
    return {**told, "here": chat.home()} if visitor.carried() else {**told}


def passed_on() -> Iterator[str]:
    """What was written went to a person: it is all that there is to show."""
    whole = thread.thread(visitor.conversation())
    yield event("news", {"html": talk.fragment(whole, turns=False)})


def event(name: str, facts: dict[str, object]) -> str:
    """One event as a stream carries it."""
    return f"event: {name}\ndata: {json.dumps(facts)}\n\n"


def turn_id() -> str:
    """The id that came with the form; the same one twice is one turn."""
    given = request.form.get("turn", "")
    return given if _TURN.fullmatch(given) else new_turn()
