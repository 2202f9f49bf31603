"""What a reader says of an answer: solved, not his question, or not solved."""

from __future__ import annotations

from datetime import UTC, datetime

from flask import Response, abort, redirect, render_template, request
from werkzeug.wrappers import Response as BaseResponse

from assistant.store.case import Rating
from assistant.web import chat, drawing, visitor
from assistant.web.reception import reception

PART = "X-Part"  # the page's script asks for the part alone

pages = chat.pages


@pages.post("/turn/<turn>/rating")
def rate(turn: str) -> BaseResponse:
    """Keep what he says, once more when he adds a line or thinks again."""
    if not visitor.passes() or chat.found(turn) is None:
        abort(404)
    try:
        rating = Rating(request.form.get("rating", ""))
    except ValueError:
        abort(400)
    line = request.form.get("line", "")
    reception().store.learning.rate(turn, rating, line, datetime.now(UTC))
    shown = chat.found(turn)
    if PART not in request.headers or shown is None:
        return redirect(chat.home() + f"#rating-{turn}", 303)
    given = drawing.Rated(rating=rating.value, line=line.strip())
    turned = drawing.draw(shown, chat.language(), last=True, rated=given)
    return Response(render_template("chat/_rating.html", turn=turned))
