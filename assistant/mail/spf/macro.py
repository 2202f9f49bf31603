"""Macros: the parts of a record that the sender's own values fill in.

The grammar and the expansion stand together because both are one table of
letters, transformers and delimiters. RFC 7208 §7.
"""

from __future__ import annotations

import re
import string
from collections.abc import Mapping
from urllib.parse import quote

from assistant.mail.spf.names import MAX_NAME

ALLOWED = frozenset("slodiphv")
ALLOWED_IN_EXPLANATION = ALLOWED | frozenset("crt")

_EXPAND = re.compile(
    r"%(?:(?P<escape>[%_-])"
    r"|\{(?P<letter>[slodiphvcrt])(?P<count>[0-9]*)(?P<reverse>r?)"
    r"(?P<delimiters>[.\-+,/_=]*)\})",
    re.ASCII | re.IGNORECASE,
)
_LITERAL = re.compile(r"[!-$&-~]+")
_LITERAL_OR_SPACE = re.compile(r"[ -$&-~]+")
_ESCAPES = {"%": "%", "_": " ", "-": "%20"}
_DEFAULT_DELIMITER = "."
_UNRESERVED = string.ascii_letters + string.digits + "-._~"
_MANY = 9  # digits of a count; more parts than this no name has


def first_fault(text: str, *, allowed: frozenset[str], spaces: bool = False) -> int:
    """Tell at which character *text* stops being a macro-string, or -1.

    RFC 7208 §7.1: macro-string and, with *spaces*, explain-string; the digits
    of a transformer must not be zero (§7.3).
    """
    literal = _LITERAL_OR_SPACE if spaces else _LITERAL
    offset = 0
    while offset < len(text):
        if run := literal.match(text, offset):
            offset = run.end()
            continue
        macro = _EXPAND.match(text, offset)
        if macro is None or not _permitted(macro, allowed):
            return offset
        offset = macro.end()
    return -1


def ends_in_macro(text: str) -> bool:
    """Whether the last thing in *text* is a macro-expand (RFC 7208 §7.1)."""
    return any(macro.end() == len(text) for macro in _EXPAND.finditer(text))


def letters(text: str) -> frozenset[str]:
    """Tell which values *text* asks for, in lower case (RFC 7208 §7.2)."""
    found = (macro["letter"] for macro in _EXPAND.finditer(text))
    return frozenset(letter.lower() for letter in found if letter)


def expand(text: str, values: Mapping[str, str]) -> str:
    """Fill in *values*, keyed by lower-case letter.

    Raises:
        KeyError: A letter of *text* has no value.

    RFC 7208 §7.3.
    """
    return _EXPAND.sub(lambda macro: _expanded(macro, values), text)


def target_name(text: str, values: Mapping[str, str]) -> str:
    """Expand *text* to the name that is asked: lower case, without final dot.

    RFC 7208 §7.3: a name above 253 characters loses labels from the left.
    """
    name = expand(text, values).removesuffix(".").lower()
    if len(name) <= MAX_NAME:
        return name
    cut = name.find(".", len(name) - MAX_NAME - 1)
    return name[cut + 1 :] if cut >= 0 else ""


def _permitted(macro: re.Match[str], allowed: frozenset[str]) -> bool:
    if macro["escape"]:
        return True
    counted = not macro["count"] or bool(macro["count"].strip("0"))
    return counted and macro["letter"].lower() in allowed


def _expanded(macro: re.Match[str], values: Mapping[str, str]) -> str:
    if macro["escape"]:
        return _ESCAPES[macro["escape"]]
    letter = macro["letter"]
    value = _transformed(values[letter.lower()], macro)
    if letter.islower():
        return value
    return quote(value, safe=_UNRESERVED, errors="replace")


def _transformed(value: str, macro: re.Match[str]) -> str:
    # RFC 7208 §7.3: split, reverse, keep right-hand parts, join with dots.
    count, reverse, delimiters = macro["count"], macro["reverse"], macro["delimiters"]
    if not (count or reverse or delimiters):
        return value
    parts = re.split(f"[{re.escape(delimiters or _DEFAULT_DELIMITER)}]", value)
    if reverse:
        parts.reverse()
    if count:
        parts = parts[-int(count.lstrip("0")[:_MANY] or 1) :]
    return ".".join(parts)
