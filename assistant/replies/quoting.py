"""Facts made harmless before they stand in a text.

A fact may come from a stranger: a DNS record, a display name, what somebody
typed. In Markdown it must read as itself and never become a link, a picture, a
heading, a table or HTML. So every fact goes through `prose`, except where a text
asks for `code`, which wraps it in backticks that the fact cannot close.
"""

from __future__ import annotations

import re

LONGEST_FACT = 2_000  # characters; a TXT record of eight strings fits

_CONTROLS = re.compile(r"[\s\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]+")
_SPECIAL = re.compile(r"[\\`*_{}\[\]]")
_LEADING = re.compile(r"^(?:[#>+\-]|\d+(?=[.)]))")
_ENTITY = re.compile(r"&(?=#?\w+;)")  # any other ampersand means itself
_TICKS = re.compile(r"`+")


class Safe(str):
    """Markdown that was already made harmless; passed through as it is."""

    __slots__ = ()


def flat(fact: object) -> str:
    """One line, without control or direction characters, of bounded length."""
    text = _CONTROLS.sub(" ", str(fact)).strip()
    return text if len(text) <= LONGEST_FACT else text[: LONGEST_FACT - 1] + "…"


def prose(fact: object) -> str:
    """A fact in running Markdown: it shows as itself and does nothing."""
    if isinstance(fact, Safe):
        return fact
    text = _SPECIAL.sub(r"\\\g<0>", flat(fact))
    text = _ENTITY.sub("&amp;", text).replace("<", "&lt;").replace("|", "&#124;")
    return _LEADING.sub(_escaped_start, text)


def code(fact: object) -> Safe:
    """A fact as a code span; its own backticks cannot end the span."""
    text = flat(fact)
    if not text:
        return Safe("")
    longest = max((len(run) for run in _TICKS.findall(text)), default=0)
    fence = "`" * (longest + 1)
    padding = " " if text.startswith("`") or text.endswith("`") else ""
    return Safe(f"{fence}{padding}{text}{padding}{fence}")


def _escaped_start(match: re.Match[str]) -> str:
    start = match.group()
    return f"{start}\u200b" if start.isdigit() else f"\\{start}"
