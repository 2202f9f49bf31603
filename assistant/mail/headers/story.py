"""A customer's story and what he pasted in it: parted, and read.

RFC 5322 §2.1: a header ends at an empty line; people copy more, and less.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.mail.headers import bounce
from assistant.mail.headers.blocks import Block, best
from assistant.mail.headers.clean import lines_of, repaired
from assistant.mail.headers.fields import parse_fields
from assistant.mail.headers.message import (
    MOST_BYTES,
    Message,
    as_pasted,
    is_multipart,
    read,
    read_block,
)
from assistant.mail.headers.parted import split_headerless
from assistant.mail.headers.summary import parse_summary

LOOKED_AT = 400  # lines of a header that tell what follows it
BESIDE = "\n\f\n"  # between what was typed and a file that came with it


def part(text: str) -> tuple[str, Message | None]:
    """Part the customer's own words from what he pasted, and read that.

    As `split_story` and `read` one after the other, but a header is looked for once:
    of a large paste that is half the work.

    Raises:
        UnusableInputError: What he pasted is larger than 2 MB, or Outlook's .msg.

    RFC 5322 §2.1.
    """
    if BESIDE not in text and len(text.encode("utf-8", "replace")) <= MOST_BYTES:
        lines, changed = repaired(lines_of(text))
        block = best(lines)
        if block is not None:
            words, start, end = _bounds(lines, block)
            pasted = lines[start:end]
            here = replace(block, start=block.start - start, end=block.end - start)
            whole = "\n".join(pasted).strip("\n").encode("utf-8", "replace")
            raw = None if changed else whole
            return words, as_pasted(read_block(pasted, here, raw, 0))
    story, rest = split_story(text)
    return story, read(rest) if rest.strip() else None


def split_story(text: str) -> tuple[str, str]:
    """Part the customer's own words from what he pasted: a header, bounce, refusal.

    Returns:
        His words, and the pasted part; either may be empty.

    RFC 5322 §2.1.
    """
    typed, beside, file = text.partition(BESIDE)
    if beside:  # nobody types it, and a signature covers every sign of a file
        return typed.strip(), file
    lines, _ = repaired(lines_of(text))
    block = best(lines)
    if block is None:
        return split_headerless(text, lines)
    words, start, end = _bounds(lines, block)
    return words, "\n".join(lines[start:end]).strip("\n")


def _bounds(lines: Sequence[str], block: Block) -> tuple[str, int, int]:
    """His own words, and the lines from which and up to which it was pasted."""
    told = bounce.is_told(lines[: block.start])
    start = block.start if told is None else told
    words, end = [*lines[:start]], len(lines)
    fields = parse_fields(lines[block.start : min(block.end, block.start + LOOKED_AT)])
    body = bounce.is_report(fields) or is_multipart(fields)
    body = body or parse_summary(lines[: block.start]) is not None
    if any(line.strip() for line in words) and not body:
        end = block.end
    words += lines[end:]
    return "\n".join(words).strip(), start, end


def looks_like_header(text: str) -> bool:
    """Whether a message's header stands somewhere in *text* (RFC 5322 §2.2)."""
    return ":" in text and best(repaired(lines_of(text[:MOST_BYTES]))[0]) is not None
