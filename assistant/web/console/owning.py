"""Who has a conversation, how it ends, and how it is labelled.

What a colleague did meanwhile is told before it is undone: who lets go of a
conversation tells how far he read, and who labels it what stood there before.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from flask import flash, request
from werkzeug.wrappers import Response

from assistant.store.case import LetGo
from assistant.web.console import acts, causes, room
from assistant.web.console.acts import back, there
from assistant.web.console.conversation import OUTCOMES
from assistant.web.console.people import me, name_of, names
from assistant.web.console.typed import cleaned
from assistant.web.reception import reception
from assistant.web.signin.guard import audit, staff_only

MOST_TAGS = 12

pages = acts.pages

Step = Callable[[str, datetime], LetGo | bool]


@pages.post("/c/<conversation>/own")
@staff_only
def own(conversation: str) -> Response:
    """Take over, give back, close or open again."""
    there(conversation)
    wanted = request.form.get("act", "")
    act = wanted if wanted in STEPS else "take"
    done = STEPS[act](conversation, datetime.now(UTC))
    if isinstance(done, LetGo) and (done.newer or done.holder):
        return _asked_first(conversation, act, done)
    if done:
        audit(act, conversation)
    word = f"did_{act}" if done else "was_closed" if act == "close" else "not_done"
    flash(room.say()(word), "told" if done else "notice")
    return back(conversation)


@pages.post("/c/<conversation>/label")
@staff_only
def label(conversation: str) -> Response:
    """Set the tags, and who is to look after it: only what this form changed."""
    there(conversation)
    changed = [_tagged(conversation), _assigned(conversation)]
    if any(changed):
        audit("labelled", conversation)
    flash(room.say()("labelled"), "told")
    return back(conversation)


def _asked_first(conversation: str, act: str, held: LetGo) -> Response:
    """Tell what the reader does not know yet, on a page that does; he may go on."""
    said = room.say()
    if held.holder:
        flash(said("held_close", name=name_of(held.holder)), f"ask_{act}")
    else:
        flash(said("newer_here", count=len(held.newer)), f"ask_{act}")
    # Not `cause`, which is where in the queue one stands.
    filled = {"outcome": "outcome", "cause_said": "cause"} if act == "close" else {}
    given = {name: request.form.get(field, "") for name, field in filled.items()}
    return back(conversation, "talk", **given)


def _take(conversation: str, now: datetime) -> bool:
    return reception().store.cases.take(conversation, me(), now)


def _take_from(conversation: str, now: datetime) -> bool:
    holder = request.form.get("holder", "")
    return reception().store.cases.take_from(conversation, me(), holder, now)


def _give_back(conversation: str, now: datetime) -> LetGo:
    here = reception()
    given = here.store.cases.give_back(conversation, me(), now, seen=acts.seen())
    for left in here.store.unfinished(now) if given else ():
        here.answering.start(left)  # what the customer wrote to a person
    return given


def _close(conversation: str, now: datetime) -> LetGo:
    outcome = request.form.get("outcome", "")
    return reception().store.cases.close(
        conversation,
        me(),
        causes.code_of(request.form.get("cause", ""))[:64] or None,
        outcome if outcome in OUTCOMES else "other",
        now,
        seen=acts.seen(),
        holder=request.form.get("holder"),
    )


def _reopen(conversation: str, now: datetime) -> bool:
    return reception().store.cases.reopen(conversation, me(), now)


STEPS: dict[str, Step] = {
    "take": _take,
    "take_from": _take_from,
    "give_back": _give_back,
    "close": _close,
    "reopen": _reopen,
}


def _tagged(conversation: str) -> bool:
    now, cases = datetime.now(UTC), reception().store.cases
    tags, was = _tags("tags")[:MOST_TAGS], _tags("was_tags")
    return cases.tag(conversation, tags, me(), now, was=was)


def _tags(field: str) -> tuple[str, ...]:
    return tuple(cleaned(field).replace("\n", ",").split(","))


def _assigned(conversation: str) -> bool:
    now, cases = datetime.now(UTC), reception().store.cases
    assignee, was = (request.form.get(one, "") for one in ("assignee", "was_assignee"))
    if assignee == was or not (assignee in names() or not assignee):
        return False
    return cases.assign(conversation, assignee or None, me(), now)
