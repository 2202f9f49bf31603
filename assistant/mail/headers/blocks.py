"""Where a header stands in a text: at its start, or in the middle of a story."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.mail.headers.clean import TRACE, is_known, starts_known
from assistant.mail.headers.fields import BLANKS, NAME, name_of

MOST_COPIED = 5  # fields that people copy by hand: From, To, Cc, Subject, Date
MOST_STRAY = 30  # lines in a row that start no field: a key whose indent was lost


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Lines from `start` up to `end` that form one header.

    `known` counts its different fields that mail programs write, `traced` tells
    that one of them was written on the way (Received and the like).
    """

    start: int
    end: int
    known: int
    traced: bool


def blocks(lines: Sequence[str], start: int = 0) -> Iterator[Block]:
    """Find every header from line *start* on, each line looked at once.

    RFC 5322 §2.1: a header ends at an empty line.
    """
    index = start
    # Most lines of a body hold no colon; asking for that first is ten times faster.
    for place in (n for n, line in enumerate(lines) if ":" in line):
        if place < index or not starts_known(lines[place]):
            continue
        block = _block(lines, place)
        if block.traced or block.known > 1:
            yield block
        index = block.end


def _block(lines: Sequence[str], start: int) -> Block:
    names: set[str] = set()
    stray, end = 0, start
    for index in range(start, len(lines)):
        line = lines[index]
        if line[:1] in BLANKS:
            if not line.strip():
                break
            end = end if stray else index + 1
            continue
        match = NAME.match(line)
        if match:
            names.add(match.group(1))
            stray, end = 0, index + 1
            continue
        if not line:
            break
        stray += 1
        if stray > MOST_STRAY:
            break
    names = {name.lower() for name in names}
    return Block(
        start=start,
        end=max(end, start + 1),
        known=sum(is_known(name) for name in names),
        traced=bool(names & TRACE),
    )


def at_the_start(lines: Sequence[str]) -> Block | None:
    """Return the header if the text starts with one, as a saved message does.

    RFC 4155 §A: an mbox puts a `From ` line before it.
    """
    index = 0
    while index < len(lines) and not lines[index].strip():
        index += 1
    if index < len(lines) and lines[index].startswith("From "):
        index += 1
    if index >= len(lines) or name_of(lines[index]) is None:
        return None
    block = _block(lines, index)
    whole = block.traced or block.known > 1
    ends = block.end >= len(lines) or not lines[block.end].strip()
    return block if whole and ends else None


def best(lines: Sequence[str]) -> Block | None:
    """Return the header that the text is about.

    One that tells of its way is preferred to a few copied lines above it, such
    as the summary on Gmail's page "Show original".
    """
    first = at_the_start(lines)
    if first and (first.traced or first.known > MOST_COPIED):
        return first
    found = None
    for block in blocks(lines, first.end if first else 0):
        if block.traced:
            return block
        found = found or block
    return first or found
