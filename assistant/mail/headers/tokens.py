"""Words, quoted strings and comments of a structured field, RFC 5322 §3.2.

A receiver repeats the sender's own words in comments and quoted strings, often
without escaping them. So nothing inside these may ever be taken for a word, and
where two readings of the quotes are possible, both are offered.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple

# Possessive, so that a run of blanks is walked once.
PIECE = re.compile(r'(\s*+)(?:([^\s;"()]++)|([;"()]))')
IN_COMMENT = re.compile(r'[()\\"]')
IN_QUOTES = re.compile(r'[\\"]')


class Sort(StrEnum):
    """What a token is."""

    WORD = "word"
    QUOTED = "quoted"
    COMMENT = "comment"
    END = ";"


class Token(NamedTuple):
    """One token; `apart` tells that white space stands before it.

    A tuple, since a header has hundreds and a frozen dataclass costs thrice that.
    """

    sort: Sort
    text: str
    apart: bool


def tokens(value: str, *, quotes_in_comments: bool = True) -> Iterator[Token]:
    """Take a field's value apart, in one pass.

    What is opened and never closed runs to the end: the sender can hide what
    follows with that, and invent nothing.

    Args:
        value: The unfolded value.
        quotes_in_comments: Whether a quoted string hides a `)` in a comment.
            RFC 5322 says that it does not; receivers that repeat a quoted
            address in a comment mean that it does.

    RFC 5322 §3.2.2, §3.2.4.
    """
    position = 0
    while match := PIECE.match(value, position):
        blank, word, mark = match.groups()
        position = match.end()
        apart = bool(blank)
        if word is not None:
            yield Token(Sort.WORD, word, apart)
            continue
        start = position - 1
        if mark == ";":
            yield Token(Sort.END, ";", apart)
        elif mark == "(":
            position = _comment(value, start, quotes=quotes_in_comments)
            yield Token(Sort.COMMENT, value[start + 1 : position - 1], apart)
        elif mark == '"':
            position = _quoted(value, start)
            quoted = value[start + 1 : position - 1].replace("\\", "")
            yield Token(Sort.QUOTED, quoted, apart)


def _quoted(value: str, position: int) -> int:
    """Return the place after the closing quote (RFC 5322 §3.2.4)."""
    position += 1
    while match := IN_QUOTES.search(value, position):
        if match.group() == '"':
            return match.end()
        position = match.end() + 1
    return len(value) + 1


def _comment(value: str, position: int, *, quotes: bool) -> int:
    """Return the place after the closing parenthesis (RFC 5322 §3.2.2)."""
    depth, position = 1, position + 1
    while match := IN_COMMENT.search(value, position):
        position = match.end()
        mark = match.group()
        if mark == "\\":
            position += 1
        elif mark == '"':
            if quotes:
                closing = _quoted(value, match.start())
                position = closing if closing <= len(value) else position
                quotes = closing <= len(value)
        elif mark == "(":
            depth += 1
        else:
            depth -= 1
            if not depth:
                return position
    return len(value) + 1
