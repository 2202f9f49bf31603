"""Questions and turns as JSON text, versioned.

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


def dump_turn(turn: Turn) -> str:
    """Write a turn as JSON text, in ASCII."""
    return _written(Turn, turn)


def load_turn(text: str) -> Turn:
    """Read a turn.

    Raises:
        StoreError: When the text is no turn of this or an older format.
    """
    loaded: Turn = codec(Turn).load(_opened(text))
    return loaded


def load_exchange(text: str) -> Exchange:
    """Read of a turn only what deciding needs.

    Raises:
        StoreError: When the text is no turn of this or an older format.
    """
    loaded: Exchange = codec(Exchange).load(_opened(text))
    return loaded


def _written(hint: type, value: object) -> str:
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
