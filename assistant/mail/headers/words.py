"""Encoded words and quoted names to the text that a reader sees.

The standard library decodes these too, in time that grows with the square of
the length. A reader sees one short line, so only that much is decoded.
"""

from __future__ import annotations

import base64
import binascii
import re
import unicodedata

MOST_CHARACTERS = 4_000  # of a value that is decoded; no mail program shows more
MOST_SHOWN = 300  # of a decoded name

# RFC 2047 §2. Every class excludes its own end mark and each is bounded.
WORD = re.compile(
    r"=\?([A-Za-z0-9_.:+-]{1,40})(?:\*[A-Za-z0-9-]{1,20})?\?([QqBb])\?([^?\s]{0,2000})\?=",
)


def decoded(value: str) -> str:
    """Return *value* with its encoded words read.

    RFC 2047 §6.2: white space between two encoded words is not shown.
    """
    value = value[:MOST_CHARACTERS]
    out: list[str] = []
    position, after_word = 0, False
    for match in WORD.finditer(value):
        between = value[position : match.start()]
        if not (after_word and not between.strip()):
            out.append(between)
        out.append(_word(match.group(1), match.group(2), match.group(3)))
        position, after_word = match.end(), True
    out.append(value[position:])
    return "".join(out)


def shown(value: str) -> str:
    """Return *value* as one line that is safe to show: no controls, bounded.

    RFC 5322 §2.2: what cannot be printed has no meaning in a name. Format
    characters go too, since they turn the order of what is read.
    """
    if value.isascii() and value.isprintable():
        return " ".join(value[:MOST_CHARACTERS].split())[:MOST_SHOWN]
    kept = "".join(
        " " if unicodedata.category(character) in {"Cc", "Zl", "Zp"} else character
        for character in value[:MOST_CHARACTERS]
        if unicodedata.category(character) not in {"Cf", "Cs", "Co", "Cn"}
    )
    return " ".join(kept.split())[:MOST_SHOWN]


def _word(charset: str, encoding: str, text: str) -> str:
    raw = _from_base64(text) if encoding in "Bb" else _from_quoted(text)
    try:
        return raw.decode(charset)
    except (LookupError, UnicodeError, ValueError):
        return raw.decode("utf-8", "replace")


def _from_base64(text: str) -> bytes:
    text = text.rstrip("=")
    try:
        return base64.b64decode(text + "=" * (-len(text) % 4))
    except (binascii.Error, ValueError):
        return text.encode("utf-8", "replace")


def _from_quoted(text: str) -> bytes:
    # RFC 2047 §4.2: an underscore is a space, whatever the charset.
    raw = text.replace("_", " ").encode("utf-8", "replace")
    return binascii.a2b_qp(raw, header=False)
