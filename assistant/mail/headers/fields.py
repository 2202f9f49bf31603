"""Lines to header fields, by rules that no sender can stretch.

Python's `email` with its modern policy takes seconds on a folded line of a
megabyte. Here a field is a slice of lines, and a value is joined once.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

MOST_FIELDS = 1_000  # of one header; real ones have under 200
MOST_HOPS = 10_000  # Received lines; a mail loop makes some hundreds

# One character class and a bound: nothing here can backtrack.
NAME = re.compile(r"([A-Za-z][A-Za-z0-9_.-]{0,75})[ \t]{0,3}:")


# A list of names, as h= of a signature holds it, whose indentation was lost.
LIST = re.compile(r"[A-Za-z0-9-]{1,76}(?::[A-Za-z0-9-]{1,76})+:?;?")


BLANKS = frozenset({" ", "\t"})
STARTS_HOP = frozenset({"R", "r"})


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
    copy lost its indentation. Of far more fields than any message has, only the
    hops of a loop are kept.

    RFC 5322 §2.2.3.
    """
    fields: list[Field] = []
    name, parts = "", [""]
    for line in lines:
        if not name and line[:1] not in STARTS_HOP and len(fields) >= MOST_FIELDS:
            continue  # no field is kept any more but those of a loop
        match = None if line[:1] in BLANKS else NAME.match(line)
        if match and name[-9:].lower() == "signature" and LIST.fullmatch(line):
            match = None
        if match:
            if name:
                fields.append(_field(name, parts))
            if len(fields) >= MOST_FIELDS and (
                len(fields) >= MOST_HOPS or match.group(1).lower() != "received"
            ):
                name = ""
                continue
            name, parts = match.group(1), [line[match.end() :].strip()]
        elif name:
            parts.append(line.strip())
    if name:
        fields.append(_field(name, parts))
    return tuple(fields)


def _field(name: str, parts: Sequence[str]) -> Field:
    value = " ".join(filter(None, parts)) if len(parts) > 1 else parts[0]
    return Field(name=name, value=value)


def first(fields: Iterable[Field], name: str) -> str | None:
    """Return the topmost value of *name* (lower case), if any.

    RFC 5322 §3.6: the fields read here may occur once.
    """
    size = len(name)  # compared first: most names differ in it
    for field in fields:
        if len(field.name) == size and field.name.lower() == name:
            return field.value
    return None
