"""From a stored turn to what its page draws of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from assistant.dialogue.moves import Examine, Explain
from assistant.mail.headers.story import split_story
from assistant.replies.reply import Card, Chip, Choice, Fold, Part
from assistant.store.case import Message
from assistant.store.files import File
from assistant.store.turns import MAX_FAILURES, StoredTurn
from assistant.turn import Turn
from assistant.web.difference import Run, difference
from assistant.web.guides import links
from assistant.web.reception import reception
from assistant.web.words import Words
from assistant.wiring import in_demo_world

MOST_SHOWN = 6_000  # characters of a question; the rest is a message's own text


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """One turn as the page shows it.

    `state` is answered, or names what to say instead: still_working, stale,
    gave_up, or with_person where a person took over meanwhile. `raw_removed` is the
    day on which a pasted header was deleted. `body` are the
    parts that are read, `after` those that open on demand below the choices.
    `world` is demo or live where something was measured. `guide` is the address of
    the page that tells it at length. `rates` tells that its
    reader is asked what he thinks of it, `newest` that no turn
    comes after it.
    """

    id: str
    position: int
    question: str
    at: str
    words: Words
    state: str
    raw_removed: str = ""
    world: str | None = None
    guide: str | None = None
    body: tuple[Part, ...] = ()
    after: tuple[Part, ...] = ()
    choices: tuple[Choice, ...] = ()
    chips: tuple[Chip, ...] = ()
    rates: bool = False
    rated: Rated | None = None
    newest: bool = False
    file: File | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rated:
    """What a reader said of an answer, and the line that he added."""

    rating: str
    line: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What people wrote to each other, as the page shows it.

    `writer` is customer, staff or desk; `name` is a member's. `raw_removed` is as of
    a turn.
    """

    id: str
    position: int
    writer: str
    name: str
    text: str
    at: str
    raw_removed: str = ""
    file: File | None = None


def said(message: Message, name: str, file: File | None = None) -> Said:
    """Draw one message."""
    return Said(
        id=message.id,
        position=message.position,
        writer=message.writer.value,
        name=name,
        text=asked(message.text, file),
        at=clock(message.at, reception().helpdesk.time_zone),
        raw_removed=_day(message.raw_removed_at),
        file=file,
    )


def draw(
    stored: StoredTurn,
    fallback: str,
    *,
    last: bool,
    newest: bool = False,
    rated: Rated | None = None,
    file: File | None = None,
) -> Drawn:
    """Draw one turn.

    `fallback` is the language of one that has no answer yet. `last` tells that the
    assistant goes on after it, so that choices are offered, `newest` that no turn
    comes after it though a person may have the talk.
    """
    here = reception()
    turn = None if stored.withheld else stored.turn
    reply = None if turn is None else turn.reply
    language = fallback if reply is None else reply.language
    body, after = split(() if reply is None else reply.parts)
    return Drawn(
        id=stored.id,
        position=stored.position,
        question=asked(stored.question.text, file),
        at=clock(stored.asked_at, here.helpdesk.time_zone),
        words=here.words.get(language, here.words[fallback]),
        state=state(stored),
        raw_removed=_day(stored.raw_removed_at),
        world=_world(turn),
        guide=None if turn is None else links.of_move(turn.move, language),
        body=body,
        after=after,
        choices=() if reply is None or not last else reply.choices,
        chips=() if reply is None else reply.chips,
        rates=last and turn is not None and isinstance(turn.move, Examine | Explain),
        rated=rated,
        newest=last or newest,
        file=file,
    )


def _world(turn: Turn | None) -> str | None:
    """Where something was measured, if it was."""
    if turn is None or turn.evidence is None:
        return None
    return world(turn.evidence.subject.domain, demo=reception().settings.demo)


def _day(moment: datetime | None) -> str:
    if moment is None:
        return ""
    return moment.astimezone(ZoneInfo(reception().helpdesk.time_zone)).strftime(
        "%d-%m-%Y"
    )


def asked(text: str, file: File | None) -> str:
    """What was typed; a file that came with it stands beside it by its name."""
    named = file is not None and not file.picture and file.name
    return shown(split_story(text)[0] if named else text)


def shown(text: str) -> str:
    """The question as the page shows it; a message of megabytes is cut."""
    return text if len(text) <= MOST_SHOWN else f"{text[:MOST_SHOWN]}\n…"


def state(stored: StoredTurn) -> str:
    """How far a turn is."""
    if stored.withheld:
        return "with_person"
    if stored.turn is not None:
        return "answered"
    if stored.failures >= MAX_FAILURES:
        return "gave_up"
    return "stale" if stored.stale or stored.failures else "still_working"


def settled(stored: StoredTurn) -> bool:
    """Whether waiting any longer brings nothing."""
    return state(stored) in ("answered", "gave_up", "with_person")


def split(parts: tuple[Part, ...]) -> tuple[tuple[Part, ...], tuple[Part, ...]]:
    """Part what is read from the folds at the end."""
    end = len(parts)
    while end and isinstance(parts[end - 1], Fold):
        end -= 1
    return parts[:end], parts[end:]


def world(domain: str, *, demo: bool) -> str:
    """Which DNS was measured."""
    return "demo" if demo and in_demo_world(domain) else "live"


def clock(moment: datetime, zone: str) -> str:
    """The time of day at the helpdesk."""
    return moment.astimezone(ZoneInfo(zone)).strftime("%H:%M")


def kind(part: Part) -> str:
    """The name of the macro that draws a part."""
    return type(part).__name__.lower()


def marked(card: Card) -> tuple[tuple[Run, ...], tuple[Run, ...]]:
    """Both sides of a card, with what differs marked."""
    if card.before is None or card.action != "replace":
        plain = Run(text=card.value, changed=False)
        before = () if card.before is None else (Run(text=card.before, changed=False),)
        return before, (plain,)
    return difference(card.before, card.value)
