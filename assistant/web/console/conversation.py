"""One conversation: the talk on the left, the case on the right."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from flask import (
    Blueprint,
    Response,
    abort,
    jsonify,
    request,
)

from assistant.desk import Look
from assistant.lookup.name import unicode_form
from assistant.store.case import Case, Feedback, Owner
from assistant.store.request import ChangeRequest
from assistant.store.values import StoredTurn
from assistant.web import archive
from assistant.web.console import canned, causes, queue, room
from assistant.web.console.casefile import CaseFile, case_of
from assistant.web.console.chosen import choice
from assistant.web.console.lines import Line, lines_of
from assistant.web.console.looking import looked
from assistant.web.console.people import me, name_of, names
from assistant.web.console.talk import Said, last_look, talk
from assistant.web.reception import reception
from assistant.web.signin.guard import audit, staff_only

OUTCOMES = ("solved", "by_customer", "by_us", "not_ours", "no_answer", "other")
BESIDE = 50  # cases that stand beside a conversation: a page of the queue

pages = Blueprint("conversation", __name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A conversation with everything that its page shows."""

    case: Case
    said: tuple[Said, ...]
    stored: StoredTurn | None
    look: Look | None
    file: CaseFile | None
    earlier: tuple[Line, ...]
    requests: tuple[ChangeRequest, ...]
    feedback: tuple[Feedback, ...]
    draft: str
    present: tuple[tuple[str, bool], ...]
    cursor: int

    @property
    def mine(self) -> bool:
        """Whether the reader owns it."""
        return self.case.owner is Owner.STAFF and self.case.member == me()

    @property
    def others(self) -> bool:
        """Whether a colleague owns it."""
        return self.case.owner is Owner.STAFF and self.case.member != me()


@pages.get("/c/<conversation>")
@staff_only
def show(conversation: str) -> str:
    """The conversation; who opens it is seen to look."""
    now = datetime.now(UTC)
    opened = open_case(conversation, now)
    looked(conversation, now)
    chosen = choice()
    beside = reception().store.queue.page(chosen.wanted, limit=BESIDE)
    previous, following = neighbours(beside.cases, conversation)
    counts = queue.counted()
    return room.page(
        "conversation.html",
        opened=opened,
        case=opened.case,
        title=title(opened.case),
        chosen=chosen,
        lines=lines_of(beside.cases),
        previous=previous,
        following=following,
        canned=ready(opened),
        flashed=room.flashed(),
        colleagues=sorted(names().items(), key=lambda one: one[1].casefold()),
        outcomes=OUTCOMES,
        causes=causes.every(),
        name_of=name_of,
        counts=queue.badges(counts),
    )


@pages.get("/c/<conversation>/export")
@staff_only
def export(conversation: str) -> Response:
    """Everything that is kept of one customer's conversation, to hand to him."""
    if reception().store.cases.case(conversation) is None:
        abort(404)
    audit("exported", conversation)
    answer = jsonify(archive.facts(conversation))
    answer.headers["Content-Disposition"] = "attachment; filename=conversation.json"
    return answer


def open_case(conversation: str, now: datetime) -> Opened:
    """Everything of a conversation; 404 when it is not kept."""
    store = reception().store
    cursor = store.cases.latest()  # before the thread: what comes later is newer
    case = store.cases.case(conversation)
    if case is None:
        abort(404)
    entries = store.messages.thread(conversation, now, staff=True)
    found = last_look(entries)
    stored, look = found or (None, None)
    present = store.sitting.present(conversation, now, besides=me())
    earlier = store.queue.of_domain(case.domain) if case.domain else ()
    return Opened(
        case=case,
        said=talk(entries, me(), now),
        stored=stored,
        look=look,
        file=_file(stored, look),
        earlier=lines_of(one for one in earlier if one.conversation != conversation),
        requests=store.requests.of(conversation),
        feedback=store.learning.feedback(conversation),
        draft=store.sitting.draft(conversation, me()),
        present=tuple((name_of(one.member), one.types) for one in present),
        cursor=cursor,
    )


def _file(stored: StoredTurn | None, look: Look | None) -> CaseFile | None:
    if stored is None or look is None:
        return None
    desk, at = reception().desk, stored.answered_at or stored.asked_at
    return case_of(look, desk.shelf, desk.texts, room.language(), at)


def neighbours(
    cases: tuple[Case, ...], conversation: str
) -> tuple[str | None, str | None]:
    """The conversations before and after one in the queue; of no place, its first."""
    ids = [one.conversation for one in cases]
    if conversation not in ids:
        return None, next(iter(ids), None)
    here = ids.index(conversation)
    return (ids[here - 1] if here else None), next(iter(ids[here + 1 :]), None)


def ready(opened: Opened) -> tuple[canned.Canned, ...]:
    """The canned replies that fit the case and what is looked for."""
    return canned.find(
        canned.shelf(reception().settings.home),
        opened.case.language,
        request.args.get("canned", "")[:200],
        ours=canned.with_us(opened.look),
    )


def title(case: Case) -> str:
    """What a conversation is called: its domain, as people write it."""
    return unicode_form(case.domain) if case.domain else room.say()("unknown_domain")
