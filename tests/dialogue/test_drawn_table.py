"""The table of the dialogue, drawn from the code into the sign on its door."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any

from assistant import dialogue
from assistant.dialogue.decide import EVENTS, TABLE, Event, Stage
from assistant.dialogue.moves import Ask, Close, Decline, Explain, HandOver


def drawn() -> str:
    """Every event in the order in which it is looked for, and what follows."""
    rows = [(event, _told(TABLE[None, event])) for event, _ in EVENTS]
    special = [
        (f"{event} ({stage})", _told(move))
        for (stage, event), move in TABLE.items()
        if isinstance(stage, Stage)
    ]
    width = max(len(str(event)) for event, _ in (*rows, *special))
    lines = [f"    {event!s:{width}}  {move}" for event, move in (*rows, *special)]
    return "\n".join(lines)


def _told(row: Callable[..., Any]) -> str:
    """A row's move as it reads: the move itself, or what its function is called."""
    move = inspect.getclosurevars(row).nonlocals.get("move")
    match move:
        case Ask():
            return f"ask for the {move.slot}"
        case HandOver():
            return f"hand over: {move.reason}"
        case Close():
            return f"close: {move.reason or 'goodbye'}"
        case Decline():
            return f"decline: {move.reason}"
        case Explain():
            return f"explain {move.topic}"
    return row.__name__.strip("_").replace("_", " ")


def test_the_door_shows_the_table_as_it_is() -> None:
    assert drawn() in str(dialogue.__doc__), f"draw anew:\n{drawn()}"


def test_every_event_has_its_row() -> None:
    assert {event for event, _ in EVENTS} == set(Event)
    assert {event for stage, event in TABLE if stage is None} == set(Event)
