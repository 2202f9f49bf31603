"""Changing an SPF record word by word, leaving the owner's words as they are.

The order of terms, their qualifiers and the final `all` are the owner's. A new
term goes before `all`, or before `redirect`, since nothing is read after them
(RFC 7208 §5.1, §6.1).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from assistant.errors import RecordSyntaxError
from assistant.mail.spf.record import parse

VERSION = "v=spf1"
SMART_QUOTES = "\u201c\u201d\u201e\u2018\u2019\"'"
SOFTER = {"-": 0, "~": 1, "?": 2, "+": 3}


def add(record: str, term: str) -> str:
    """The record with *term* in it, once."""
    words = record.split()
    if term.lower() in (word.lower().lstrip("+") for word in words):
        return record
    place = next((i for i, word in enumerate(words) if _ends(word)), len(words))
    return " ".join([*words[:place], term, *words[place:]])


def drop(record: str, useless: Callable[[str], bool]) -> str:
    """The record without the terms that are *useless*."""
    version, *words = record.split()
    return " ".join([version, *(word for word in words if not useless(word))])


def join(records: Iterable[str], *, ruling: Iterable[str]) -> str:
    """One record of several: every term once, in order, and one `all`.

    Args:
        records: All of them, in the order in which their terms are to stand.
        ruling: Those whose `all` counts. The softest of theirs is kept, since
            two records never refused anything (permerror): a merged record must
            not refuse what one of the owner's let through.
    """
    words: list[str] = []
    for record in records:
        for word in record.split()[1:]:
            told = word.lower() in (one.lower() for one in words)
            if not _ends(word) and not told:
                words.append(word)
    ends = [word for record in ruling for word in record.split()[1:] if _ends(word)]
    return " ".join([VERSION, *words, *_last(ends)])


def without_dead_words(record: str) -> str:
    """The record without repeated terms and without what follows `all`."""
    kept: list[str] = []
    for word in record.split():
        if word.lower() not in (one.lower() for one in kept):
            kept.append(word)
        if _is_all(word):
            break
    return " ".join(kept)


def mend(record: str) -> str | None:
    """The smallest change that makes a broken record parse, or None.

    Only slips of which there is one reading are mended: typed quotes, commas
    and semicolons between terms, a blank after a colon, `ipv4:` and `ip:`, a
    hyphen of a word processor, an `all` that was cut.
    """
    text = record
    for mark in SMART_QUOTES:
        text = text.replace(mark, "")
    for dash in ("\u2010", "\u2011", "\u2012", "\u2013", "\u2014", "\u2212"):
        text = text.replace(dash, "-")
    text = text.replace(",", " ").replace(";", " ")
    for colon in ("include:", "ip4:", "ip6:", "ipv4:", "ipv6:", "a:", "mx:"):
        text = text.replace(f" {colon} ", f" {colon}")
    mended = " ".join(_mended(word) for word in text.split())
    try:
        parse(mended)
    except RecordSyntaxError:
        return None
    return mended if mended != record else None


def _mended(word: str) -> str:
    lowered = word.lower()
    for wrong, right in (("ipv4:", "ip4:"), ("ipv6:", "ip6:"), ("ip:", "ip4:")):
        if lowered.lstrip("+-~?").startswith(wrong):
            return word.lower().replace(wrong, right, 1)
    slips = {"-al": "-all", "~al": "~all", "all-": "-all", "all~": "~all"}
    slips |= {"--all": "-all", "-all.": "-all", "~all.": "~all"}
    return slips.get(lowered, word)


def _is_all(word: str) -> bool:
    return word.lower().lstrip("+-~?") == "all"


def _ends(word: str) -> bool:
    return _is_all(word) or word.lower().startswith("redirect=")


def _last(ends: list[str]) -> list[str]:
    alls = [word for word in ends if _is_all(word)]
    if alls:
        return [max(alls, key=lambda word: SOFTER.get(word[0], SOFTER["+"]))]
    return ends[:1]
