"""What a customer pasted in his story where no header stands in it."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.mail.headers import bounce
from assistant.mail.headers.refusal import find_refusal, told_refusal
from assistant.mail.headers.summary import told_summary


def split_headerless(text: str, lines: Sequence[str]) -> tuple[str, str]:
    """Part a story from what was pasted in it without a header.

    That is a report, the lines of a refusal, or Gmail's summary.

    Returns:
        The customer's own words, and the pasted part; either may be empty.

    RFC 3464 §2.
    """
    told = bounce.is_told(lines[: bounce.MOST_PREAMBLE])
    found = told_refusal(lines)
    alone = found is None or found[0] != told  # not quoted in a sentence of his own
    if told is not None and alone and find_refusal(lines[told:]):
        return "\n".join(lines[:told]).strip(), "\n".join(lines[told:]).strip()
    if found is None:
        return _split_summary(text, lines)
    first, start, end, last = found
    said = [lines[first][start:], *lines[first + 1 : last]]
    after = lines[last - 1][end:]
    if after:
        said[-1] = said[-1].removesuffix(after)
    words = [*lines[:first], lines[first][:start], after, *lines[last:]]
    pasted = said
    return "\n".join(words).strip(), "\n".join(pasted).strip()


def _split_summary(text: str, lines: Sequence[str]) -> tuple[str, str]:
    """Part a story from Gmail's summary, where no more than that was copied."""
    found = told_summary(lines)
    if found is None:
        return text, ""
    start, end = found
    words = [*lines[:start], *lines[end:]]
    return "\n".join(words).strip(), "\n".join(lines[start:end]).strip()
