"""Lines to header fields, by rules that no sender can stretch.

Python's `email` with its modern policy takes seconds on a folded line of a
megabyte. Here a field is a slice of lines, and a value is joined once.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

MOST_NAME = 76  # characters; RFC 5322 §2.1.1's line leaves room for no more

# One character class and a bound: nothing here can backtrack.
NAME = re.compile(r"([A-Za-z][A-Za-z0-9_.-]{0,75})[ \t]{0,3}:")


# A list of names, as h= of a signature holds it, whose indentation was lost.
LIST = re.compile(r"[A-Za-z0-9-]{1,76}(?::[A-Za-z0-9-]{1,76})+:?;?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field: its name as written and its value, unfolded and stripped."""

    name: str
    value: str

    @property
    def key(self) -> str:
        """The name to compare by (RFC 5322 §1.2.2: names have no case)."""
        return self.name.lower()


def name_of(line: str) -> str | None:
    """Return the name, in lower case, if *line* starts a field (RFC 5322 §2.2)."""
    match = NAME.match(line)
    return match.group(1).lower() if match else None


def parse_fields(lines: Iterable[str]) -> tuple[Field, ...]:
    """Join *lines* of one header into fields.

    A line that starts no field belongs to the one before it, also where the
    copy lost its indentation.

    RFC 5322 §2.2.3.
    """
    fields: list[Field] = []
    name, parts = "", [""]
    for line in lines:
        match = None if line[:1] in {" ", "\t"} else NAME.match(line)
        if match and name.lower().endswith("signature") and LIST.fullmatch(line):
            match = None
        if match:
            if name:
                fields.append(_field(name, parts))
            name, parts = match.group(1), [line[match.end() :].strip()]
        elif name:
            parts.append(line.strip())
    if name:
        fields.append(_field(name, parts))
    return tuple(fields)


def _field(name: str, parts: Sequence[str]) -> Field:
    return Field(name=name, value=" ".join(part for part in parts if part))


def first(fields: Iterable[Field], name: str) -> str | None:
    """Return the topmost value of *name* (lower case), if any.

    RFC 5322 §3.6: the fields read here may occur once.
    """
    return next((field.value for field in fields if field.key == name), None)
