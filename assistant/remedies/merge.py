"""Changing an SPF record word by word, leaving the owner's words as they are.

The order of terms, their qualifiers and the final `all` are the owner's. A new
term goes before `all`, or before `redirect`, since nothing is read after them
(RFC 7208 §5.1, §6.1).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from assistant.diagnosis.spf_shapes import MEANT, QUOTES
from assistant.errors import RecordSyntaxError
from assistant.mail.spf.record import parse

VERSION = "v=spf1"
SOFTER = {"-": 0, "~": 1, "?": 2, "+": 3}


def add(record: str, term: str) -> str:
    """The record with *term* in it, once, where it lets its senders pass.

    Where it stood after `all`, or with a qualifier that lets nobody pass, it is
    taken from there: the first match decides (RFC 7208 §4.6.2).
    """
    words = record.split()
    place = next((i for i, word in enumerate(words) if _ends(word)), len(words))
    if term.lower() in (word.lower().lstrip("+") for word in words[:place]):
        return record
    held = [i for i, word in enumerate(words) if bare(word) == term.lower()]
    first = min((*held, place))
    kept = [i for i in range(len(words)) if i not in held]
    before, after = ([i for i in kept if (i < first) is so] for so in (True, False))
    return " ".join([*(words[i] for i in before), term, *(words[i] for i in after)])


def bare(word: str) -> str:
    """A term without its qualifier, in lower case."""
    return word.lower().lstrip("+-~?")


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


def with_all_last(record: str) -> str:
    """The record with its dead terms before the `all` that counts.

    Another `all`, a redirect beside it and a second version are left out: they
    say nothing, wherever they stand (RFC 7208 §5.1).
    """
    words = record.split()
    place = next((i for i, word in enumerate(words) if _is_all(word)), len(words))
    kept = [one for one in words[:place] if not _ends(one)]
    for word in words[place + 1 :]:
        told = bare(word) in (bare(one) for one in kept)
        if not told and not _ends(word) and word.lower() != VERSION:
            kept.append(word)
    return " ".join([*kept, *words[place : place + 1]])


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
    hyphen of a word processor, an `all` that was cut, a first word askew.
    """
    text = record
    for mark in QUOTES:
        text = text.replace(mark, "")
    for dash in ("\u2010", "\u2011", "\u2012", "\u2013", "\u2014", "\u2212"):
        text = text.replace(dash, "-")
    text = text.replace(",", " ").replace(";", " ")
    if (meant := MEANT.match(text)) is not None:
        text = f"{VERSION} {text[meant.end() :]}"
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
    return bare(word) == "all"


def _ends(word: str) -> bool:
    return _is_all(word) or word.lower().startswith("redirect=")


def _last(ends: list[str]) -> list[str]:
    alls = [word for word in ends if _is_all(word)]
    if alls:
        return [max(alls, key=lambda word: SOFTER.get(word[0], SOFTER["+"]))]
    return ends[:1]
