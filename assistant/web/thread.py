"""A conversation as its page shows it: turns, messages, and who writes now.

What a person writes can be taken back for a few seconds and is shown after
that, so the reader's place in what happened stops before such a reply.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from flask import current_app

from assistant.knowledge.hours import Hours, next_hours
from assistant.store.case import Entry, Happening, Owner
from assistant.store.files import File
from assistant.store.request import ChangeRequest
from assistant.store.turns import StoredTurn
from assistant.web import drawing
from assistant.web.reception import reception

CONFIRM = "confirm "  # the promise of a mail with a link, before the request's id
SHOWN = frozenset(
    {
        *(Happening.ANSWERED, Happening.WROTE, Happening.ASKED, Happening.REPLIED),
        *(Happening.HANDED_OVER, Happening.TAKEN, Happening.GIVEN_BACK),
        *(Happening.CLOSED, Happening.REOPENED, Happening.REQUEST_CHANGED),
    }
)
"""What a customer can see of what happens."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stand:
    """Who writes in a conversation now, and when somebody is there.

    `owner` is bot, nobody, staff or closed. `cursor` is how far the reader is in
    what happened; `pending` tells that a reply is written and not shown yet, and
    `last_s` when anything was written. `hours` are told while nobody has it.
    """

    owner: str = "bot"
    name: str = ""
    hours: Hours | None = None
    mail_to: str = ""
    cursor: int = 0
    begun: bool = False
    pending: bool = False
    last_s: float = 0.0

    @property
    def human(self) -> bool:
        """Whether a person writes here, or is waited for."""
        return self.owner in (Owner.NOBODY, Owner.STAFF)


@dataclass(frozen=True, slots=True, kw_only=True)
class Thread:
    """Everything in order, and the stand.

    `rated` and `mailed` are by a turn's id and by a request's, `files` by an entry's.
    """

    entries: tuple[Entry, ...] = ()
    stand: Stand = Stand()
    rated: Mapping[str, drawing.Rated] = field(default_factory=dict)
    requests: tuple[ChangeRequest, ...] = ()
    mailed: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, File] = field(default_factory=dict)

    @property
    def turns(self) -> tuple[StoredTurn, ...]:
        """The turns alone."""
        return tuple(one.turn for one in self.entries if one.turn)


def thread(conversation: str | None) -> Thread:
    """A reader's conversation; empty when there is none."""
    now = datetime.now(UTC)
    if conversation is None:
        return Thread()
    store = reception().store
    stand = stand_of(conversation, now)  # before the entries: never ahead of them
    entries = store.messages.thread(conversation, now)
    rated = {
        one.turn: drawing.Rated(rating=one.rating.value, line=one.line)
        for one in store.learning.feedback(conversation)
    }
    requests = store.requests.of(conversation)
    return Thread(
        entries=entries,
        stand=stand,
        rated=rated,
        requests=requests,
        mailed=_mailed(conversation) if requests else {},
        files=store.files.of(conversation),
    )


def _mailed(conversation: str) -> Mapping[str, str]:
    """Where the link of each request was mailed."""
    mails = reception().store.mails.of(conversation)
    links = (one for one in mails if one.key.startswith(CONFIRM))
    return {one.key.removeprefix(CONFIRM): one.to for one in links}


def stand_of(conversation: str, now: datetime) -> Stand:
    """Who writes in a conversation now."""
    pulse = reception().store.pulses.of(conversation, now)
    if pulse is None:
        return Stand()
    waits = pulse.owner is Owner.NOBODY
    return Stand(
        owner=pulse.owner.value,
        name=pulse.name,
        hours=next_hours(reception().helpdesk, now) if waits else None,
        mail_to=pulse.mail_to,
        cursor=pulse.cursor,
        begun=True,
        pending=pulse.pending,
        last_s=pulse.last_s,
    )


def member_name(member: str | None) -> str:
    """A member's name; nothing for one who has no account any more."""
    entrance = current_app.extensions.get("signin")
    found = entrance.staff.find(id=member) if entrance and member else None
    return str(found.member.name) if found else ""


def rests(whole: Thread) -> bool:
    """Whether its page stays the same until something happens in it."""
    waits = any(not drawing.settled(one) for one in whole.turns)
    return not (waits or whole.requests)


def mark(stand: Stand) -> tuple[object, ...]:
    """What tells a page that rests from the next one, beside its own words."""
    hours = stand.hours
    open_at = hours and (hours.begins, hours.ends, hours.now, hours.days)
    who = (stand.owner, stand.name, stand.mail_to, open_at)
    return (*who, stand.cursor, stand.pending, stand.last_s)


def messages(whole: Thread) -> Thread:
    """The same conversation without its turns."""
    said = tuple(one for one in whole.entries if one.message)
    return replace(whole, entries=said)


def drawn(shown: Thread, language: str) -> tuple[drawing.Drawn | drawing.Said, ...]:
    """Every entry as the page draws it; choices stand under the last alone."""
    last = shown.entries[-1] if shown.entries else None
    bot = shown.stand.owner in ("bot", "closed")
    turns = shown.turns
    made: list[drawing.Drawn | drawing.Said] = []
    for one in shown.entries:
        if one.turn:
            rated = shown.rated.get(one.turn.id)
            at_last = bot and one is last
            newest = one.turn is turns[-1]
            made.append(
                drawing.draw(
                    one.turn,
                    language,
                    last=at_last,
                    newest=newest,
                    rated=rated,
                    file=shown.files.get(one.turn.id),
                )
            )
        if one.message:
            name = member_name(one.message.member)
            file = shown.files.get(one.message.id)
            made.append(drawing.said(one.message, name, file))
    return tuple(made)
