"""A thread as staff read it: who said what, with the assistant's answers in short."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from assistant.desk import Look
from assistant.replies.reply import Headline, Part, Prose, Reply, Tone
from assistant.store.case import Entry, Message, Writer
from assistant.store.values import StoredTurn
from assistant.web import drawing
from assistant.web.console.people import name_of

SHORT_PARTS = (Headline, Prose)


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One thing that was said or noted.

    `who` is customer, bot, staff, note or desk. `entry` is the id of what a customer
    wrote, under which a file may have come along. `parts` are the assistant's whole
    answer, `tone` its verdict's. `undo` names the message while it can be taken
    back, `held` tells that the customer does not see it.
    """

    who: str
    at: datetime
    text: str = ""
    entry: str = ""
    name: str = ""
    headline: str = ""
    tone: Tone = Tone.PLAIN
    lead: str = ""
    parts: tuple[Part, ...] = ()
    undo: str = ""
    undone: bool = False
    withheld: bool = False
    waiting: str = ""
    raw_removed_at: datetime | None = None
    language: str = ""


def talk(entries: Iterable[Entry], me: str, now: datetime) -> tuple[Said, ...]:
    """The whole thread, oldest first."""
    return tuple(said for entry in entries for said in _said(entry, me, now))


def _said(entry: Entry, me: str, now: datetime) -> Iterator[Said]:
    if entry.turn is not None:
        yield from _turn(entry.turn)
    elif entry.message is not None:
        yield _message(entry.message, me, now)


def _turn(stored: StoredTurn) -> Iterator[Said]:
    yield Said(
        who="customer",
        entry=stored.id,
        at=stored.asked_at,
        text=drawing.shown(stored.question.text),
        raw_removed_at=stored.raw_removed_at,
    )
    if stored.turn is None:
        yield Said(who="bot", at=stored.asked_at, waiting=drawing.state(stored))
        return
    reply = stored.turn.reply
    headline, lead = _short(reply)
    yield Said(
        who="bot",
        at=stored.answered_at or stored.asked_at,
        headline=headline.text if headline else "",
        tone=headline.tone if headline else Tone.PLAIN,
        lead=lead,
        parts=reply.parts,
        withheld=stored.withheld,
        language=reply.language,
    )


def _short(reply: Reply) -> tuple[Headline | None, str]:
    headline = next((one for one in reply.parts if isinstance(one, Headline)), None)
    prose = next((one for one in reply.parts if isinstance(one, Prose)), None)
    return headline, prose.markdown if prose else ""


def _message(message: Message, me: str, now: datetime) -> Said:
    own = message.writer is Writer.STAFF and message.member == me
    fresh = message.undone_at is None and message.shown_at > now
    return Said(
        who=message.writer.value,
        entry=message.id,
        at=message.at,
        text=message.text,
        name=name_of(message.member),
        undo=message.id if own and fresh else "",
        undone=message.undone_at is not None,
        raw_removed_at=message.raw_removed_at,
    )


def last_look(entries: Iterable[Entry]) -> tuple[StoredTurn, Look] | None:
    """The last turn in which something was examined, and what was seen."""
    turns = [entry.turn for entry in entries if entry.turn and entry.turn.turn]
    for stored in reversed(turns):
        turn = stored.turn
        if turn and turn.evidence and turn.diagnosis and turn.prescription:
            return stored, Look(
                evidence=turn.evidence,
                diagnosis=turn.diagnosis,
                prescription=turn.prescription,
            )
    return None
