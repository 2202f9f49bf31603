"""Questions, turns and records as JSON text, versioned.

A field that an older version did not have takes its default; a field that this
version no longer has is left out. Any greater change of a value's shape gets a
new FORMAT and a step in `_STEPS`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from assistant.dialogue.conversation import Exchange
from assistant.errors import StoreError
from assistant.remedies.change import RecordChange
from assistant.store.apart import APART, Parting, Raw, joined
from assistant.store.codec import codec
from assistant.turn import Turn
from assistant.understanding.question import Question

FORMAT = 1

_STEPS: Mapping[int, Callable[[dict[str, Any]], dict[str, Any]]] = {}


def dump_question(question: Question) -> str:
    """Write a question as JSON text."""
    return _written(Question, question)


def load_question(text: str) -> Question:
    """Read a question.

    Raises:
        StoreError: When the text is no question of this or an older format.
    """
    loaded: Question = codec(Question).load(_opened(text))
    return loaded


def dump_turn(turn: Turn) -> tuple[str, str | None]:
    """Write a turn as JSON text, in ASCII, and what was pasted apart from it.

    Of a message no body is written and no address of others, wherever in the
    turn it stands. The second text is None when nothing was pasted.
    """
    parting = Parting()
    bare = parting.part(turn)
    raw = parting.raw
    return _written(Turn, bare), None if raw is None else _written(Raw, raw)


def load_raw(text: str | None) -> Raw | None:
    """Read what was pasted.

    Raises:
        StoreError: When the text is nothing of the kind.
    """
    if text is None:
        return None
    loaded: Raw = codec(Raw).load(_opened(text))
    return loaded


def dump_records(records: tuple[RecordChange, ...]) -> str:
    """Write the records of a change as JSON text."""
    return _written(tuple[RecordChange, ...], records)


def load_records(text: str) -> tuple[RecordChange, ...]:
    """Read the records of a change.

    Raises:
        StoreError: When the text holds none.
    """
    loaded: tuple[RecordChange, ...] = codec(tuple[RecordChange, ...]).load(
        _opened(text)
    )
    return loaded


def load_turn(text: str, raw: str | None = None) -> Turn:
    """Read a turn, with what was pasted while that is kept.

    Raises:
        StoreError: When the text is no turn of this or an older format.
    """
    loaded: Turn = codec(Turn).load(_opened(text))
    return joined(loaded, load_raw(raw)) if _parted(text, raw) else loaded


def load_exchange(text: str, raw: str | None = None) -> Exchange:
    """Read of a turn only what deciding needs.

    Raises:
        StoreError: When the text is no turn of this or an older format.
    """
    loaded: Exchange = codec(Exchange).load(_opened(text))
    return joined(loaded, load_raw(raw)) if _parted(text, raw) else loaded


def _parted(text: str, raw: str | None) -> bool:
    """Whether anything was pasted; a walk through every value is for that alone."""
    return raw is not None or APART in text


def _written(hint: Any, value: object) -> str:  # noqa: ANN401 - a type hint is any form
    body = codec(hint).dump(value)
    return json.dumps({"format": FORMAT, "value": body}, separators=(",", ":"))


def _opened(text: str) -> Any:  # noqa: ANN401 - JSON
    try:
        envelope = json.loads(text)
        version, value = int(envelope["format"]), envelope["value"]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        msg = "a stored value is damaged: expected format and value"
        raise StoreError(msg) from error
    while version in _STEPS:
        value, version = _STEPS[version](value), version + 1
    if version != FORMAT:
        msg = f"a stored value has format {version}: expected {FORMAT} or older"
        raise StoreError(msg)
    return value
