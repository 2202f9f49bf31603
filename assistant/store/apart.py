"""Parts what was pasted from a turn, and puts it back while it is still kept.

A header that a customer pastes is kept for a shorter time than the conversation.
So a turn is stored without it: a question holds his own words, a message what
was worked out of it, and the fields and the pasted text lie beside it. When they
are deleted, the turn still reads and shows. Both halves are masked first.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, is_dataclass, replace
from typing import Any, TypeVar

from assistant.mail.headers.fields import Field
from assistant.mail.headers.masking import masked, masked_text
from assistant.mail.headers.message import Message
from assistant.mail.headers.story import split_story
from assistant.understanding.question import Question

APART = "kept-apart"  # the name of the one field that stands for those kept apart

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True, kw_only=True)
class Raw:
    """What was pasted: each question's own words with its whole text, and fields."""

    texts: tuple[tuple[str, str], ...] = ()
    fields: tuple[tuple[Field, ...], ...] = ()


@dataclass(slots=True)
class Parting:
    """Collects what is taken out, each once."""

    texts: dict[str, tuple[str, str]] = field(default_factory=dict)
    fields: dict[tuple[Field, ...], int] = field(default_factory=dict)

    def part(self, value: Value) -> Value:
        """The value without what was pasted."""
        parted: Value = _walked(value, self._bare)
        return parted

    @property
    def raw(self) -> Raw | None:
        """What was taken out; None when nothing was pasted."""
        pasted = tuple(pair for pair in self.texts.values() if pair[0] != pair[1])
        if not pasted and not self.fields:
            return None
        return Raw(texts=pasted, fields=tuple(self.fields))

    def _bare(self, value: Question | Message) -> Question | Message:
        if isinstance(value, Question):
            return replace(value, text=self._words(value.text))
        return self._without_fields(masked(value))

    def _words(self, text: str) -> str:
        if text not in self.texts:
            words, pasted = split_story(text)
            whole = masked_text(text) if pasted.strip() else text
            self.texts[text] = (words if pasted.strip() else text, whole)
        return self.texts[text][0]

    def _without_fields(self, message: Message) -> Message:
        returned = message.returned and self._without_fields(message.returned)
        if not message.fields:
            return replace(message, returned=returned)
        number = self.fields.setdefault(message.fields, len(self.fields))
        mark = Field(name=APART, value=str(number))
        return replace(message, fields=(mark,), returned=returned)


def joined(value: Value, raw: Raw | None) -> Value:
    """The value with what was pasted; without it where it is deleted."""
    wholes = dict(raw.texts) if raw else {}
    kept = raw.fields if raw else ()

    def back(one: Question | Message) -> Question | Message:
        if isinstance(one, Question):
            return replace(one, text=wholes.get(one.text, one.text))
        return _with_fields(one, kept)

    whole: Value = _walked(value, back)
    return whole


def _with_fields(message: Message, kept: tuple[tuple[Field, ...], ...]) -> Message:
    returned = message.returned and _with_fields(message.returned, kept)
    found = message.fields
    if len(found) == 1 and found[0].name == APART:
        number = found[0].value
        there = number.isdigit() and int(number) < len(kept)
        found = kept[int(number)] if there else ()
    return replace(message, fields=found, returned=returned)


def _walked(value: Any, change: Callable[[Any], Any]) -> Any:  # noqa: ANN401 - any part of a turn
    """Change every question and message in a value, however deep it stands."""
    if isinstance(value, Message | Question):
        return change(value)
    if isinstance(value, tuple):
        kept = tuple(_walked(one, change) for one in value)
        same = all(one is other for one, other in zip(kept, value, strict=True))
        return value if same else kept
    if isinstance(value, type) or not is_dataclass(value):
        return value
    whole: Any = value
    changed: Mapping[str, Any] = {
        one.name: after
        for one in fields(whole)
        if (after := _walked(before := getattr(whole, one.name), change)) is not before
    }
    return replace(whole, **changed) if changed else whole
