"""The tag=value grammar that DKIM and DMARC share, RFC 6376 §3.2.

`parse_tags` takes a list as a whole or refuses it, as DKIM wants. DMARC ignores
what it cannot read, so it takes the pieces one by one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.errors import RecordSyntaxError

SPACE = " \t\r\n"  # FWS; a line break counts only when a blank follows
NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
BAD_BREAK = re.compile(r"\r(?!\n)|(?<!\r)\n|\r\n(?![ \t])")
BAD_LETTER = re.compile(r"[^\x21-\x3a\x3c-\x7e \t\r\n]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag:
    """One tag; `offset` is where its name starts, in characters from 0."""

    name: str
    value: str
    offset: int


def parse_tags(text: str) -> tuple[Tag, ...]:
    """Parse a tag-list; names keep their case and stand once each.

    Raises:
        RecordSyntaxError: The list breaks its grammar or repeats a name.

    RFC 6376 §3.2: tag-list, and "Tags with duplicate names MUST NOT occur".
    """
    parts = list(pieces(text))
    if len(parts) > 1 and not parts[-1][1].strip(SPACE):
        parts.pop()  # one semicolon may end the list
    tags: list[Tag] = []
    names: set[str] = set()
    for offset, piece in parts:
        tag = read_tag(text, offset, piece)
        if tag.name in names:
            raise RecordSyntaxError(text, tag.offset, f"the tag {tag.name!r} once")
        names.add(tag.name)
        tags.append(tag)
    return tuple(tags)


def pieces(text: str) -> Iterator[tuple[int, str]]:
    """Cut at the semicolons; each piece with its offset (RFC 6376 §3.2)."""
    offset = 0
    for piece in text.split(";"):
        yield offset, piece
        offset += len(piece) + 1


def read_tag(text: str, offset: int, piece: str) -> Tag:
    """Read one tag-spec, which stands at *offset* in *text*.

    Raises:
        RecordSyntaxError: The piece is no tag-spec.

    RFC 6376 §3.2: tag-spec; the value may be empty.
    """
    bare = piece.lstrip(SPACE)
    start = offset + len(piece) - len(bare)
    name = NAME.match(bare)
    if name is None:
        raise RecordSyntaxError(text, start, "a tag's name")
    rest = bare[name.end() :].lstrip(SPACE)
    if not rest.startswith("="):
        raise RecordSyntaxError(text, start + len(bare) - len(rest), "'='")
    for wrong in (BAD_BREAK, BAD_LETTER):
        found = wrong.search(piece)
        if found is not None:
            raise RecordSyntaxError(text, offset + found.start(), "printable ASCII")
    return Tag(name=name.group(), value=rest[1:].strip(SPACE), offset=start)
