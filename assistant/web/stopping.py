"""A check that its reader stops: nothing is waited for, and nothing is lost.

The answer in the making is taken over and finished with a sentence that says so.
Whoever works at it finds his claim gone, and what he brings is thrown away.
"""

from __future__ import annotations

import secrets
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from flask import Response, abort, redirect, request
from werkzeug.wrappers import Response as BaseResponse

from assistant.dialogue.conversation import Conversation
from assistant.dialogue.moves import Close
from assistant.replies.stopped import stopped
from assistant.replies.voice import Voice
from assistant.store.claims import SILENT_S
from assistant.turn import Turn
from assistant.understanding.question import Question
from assistant.understanding.understand import understand
from assistant.web import chat, drawing, visitor
from assistant.web.rating import PART
from assistant.web.reception import reception

REASON = "stopped"

pages = chat.pages


@pages.post("/turn/<turn>/stop")
def stop(turn: str) -> BaseResponse:
    """Stop a check; one that is done already stays as it is."""
    shown = chat.found(turn)
    if not visitor.passes() or shown is None:
        abort(404)
    if not drawing.settled(shown):
        _finish(turn, shown.question)
    if PART in request.headers:
        return Response(status=204)
    return redirect(chat.home() + f"#turn-{turn}", 303)


def _finish(turn: str, question: Question) -> None:
    here, now = reception(), datetime.now(UTC)
    worker = f"stop-{secrets.token_hex(8)}"
    # A claim counts as left alone once its beat is old; seen from a little later,
    # the one at work now is.
    later = now + timedelta(seconds=SILENT_S * 2)
    if here.store.claim(turn, worker=worker, now=later):
        talk = visitor.conversation() or ""
        here.store.finish(turn, worker, stopped_turn(talk, turn, question), now)


def stopped_turn(talk: str, turn: str, question: Question) -> Turn:
    """The turn of a check that was stopped: what was said is still known."""
    desk, store = reception().desk, reception().store
    before = store.conversation(talk, before=turn) or Conversation(id=talk)
    heard = understand(question, before.known, desk.shelf, desk.matcher)
    heard = replace(heard, known=replace(heard.known, asked=()))
    voice = Voice(desk.texts, desk.shelf, heard.known)
    return Turn(
        question=question,
        understanding=heard,
        move=Close(reason=REASON),
        reply=stopped(question.text, voice),
    )
