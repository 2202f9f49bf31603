"""Questions and turns as JSON text, versioned.

A field that an older version did not have takes its default; a field that this
version no longer has is left out. Any greater change of a value's shape gets a
new FORMAT and a step in `_STEPS`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any

from assistant.dialogue.conversation import Exchange
from assistant.errors import StoreError
from assistant.mail.headers.masking import masked, masked_text
from assistant.mail.headers.message import Message
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
    """Write a turn as JSON text, in ASCII, as it is kept.

    Of a message no body is written and no address of others, wherever in the
    turn it stands.
    """
    return _written(Turn, _kept(turn))


def kept_question(question: Question) -> Question:
    """The question as it is kept once answered: no body, no reader's address."""
    return replace(question, text=masked_text(question.text))


def _kept(value: Any) -> Any:  # noqa: ANN401 - any part of a turn
    if isinstance(value, Message):
        return masked(value)
    if isinstance(value, Question):
        return kept_question(value)
    if isinstance(value, tuple):
        kept = tuple(map(_kept, value))
        same = all(one is other for one, other in zip(kept, value, strict=True))
        return value if same else kept
    if not is_dataclass(value) or isinstance(value, type):
        return value
    changed = {
        one.name: after
        for one in fields(value)
        if (after := _kept(before := getattr(value, one.name))) is not before
    }
    return replace(value, **changed) if changed else value


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
