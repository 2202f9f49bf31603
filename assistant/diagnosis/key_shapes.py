"""In which way a published DKIM key is wrong, and whether it can be mended.

Panels and people change what they are given: quotes are typed along, a long key
is cut at the end of a field, or set in two records instead of one. Only where
one reading gives a key that works is it mended; a key is never guessed.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import permutations

from assistant.checks.evidence import SelectorFact, SelectorStatus
from assistant.checks.wanted import key_of
from assistant.mail.dkim.key import parse_key

LONG_FORM = 0x80  # X.690 §8.1.3.5: the next bytes hold the length
MOST_PARTS = 3  # records that together may be one key
_QUOTES = re.compile(r"\\?[\"\u201c\u201d\u201e\u2018\u2019']\s*")


class KeyShape(StrEnum):
    """What is the matter with the records at one DKIM name."""

    SOUND = "sound"
    QUOTES = "quotes"  # quotes or backslashes were typed along
    PARTS = "parts"  # one key in several records
    TWO = "two"  # several records, of which one counts
    CUT = "cut"  # the end of the key is missing
    OTHER = "other"  # weak, withdrawn, damaged: nothing to mend


@dataclass(frozen=True, slots=True)
class Shaped:
    """The shape, and the record that should stand there, where that is sure."""

    shape: KeyShape
    mended: str | None = None


def shape_of(fact: SelectorFact) -> Shaped:
    """Tell how the key at a name was published.

    What stands behind an alias is the service's own to mend.
    """
    texts = fact.keys
    if fact.status is not SelectorStatus.FOUND or fact.target or not texts:
        return Shaped(KeyShape.OTHER)
    usable = [text for text in texts if parse_key(text).usable]
    if usable:
        sure = usable[0] if len(usable) == 1 else None
        alone = len(texts) == 1
        return Shaped(KeyShape.SOUND) if alone else Shaped(KeyShape.TWO, sure)
    if len(texts) > 1:
        joined = next(_joined(texts), None)
        return Shaped(KeyShape.PARTS if joined else KeyShape.OTHER, joined)
    plain = _plain(texts[0])
    if plain != texts[0] and parse_key(plain).usable:
        return Shaped(KeyShape.QUOTES, plain)
    return Shaped(KeyShape.CUT if _is_cut(plain) else KeyShape.OTHER)


def _plain(text: str) -> str:
    return _QUOTES.sub("", text).replace("\\;", ";").strip()


def _joined(texts: tuple[str, ...]) -> Iterator[str]:
    if not 1 < len(texts) <= MOST_PARTS:
        return
    for order in permutations(_plain(text) for text in texts):
        whole = "".join(order)
        starts = sum("p=" in text for text in order)
        if starts == 1 and "p=" in order[0] and parse_key(whole).usable:
            yield whole


def _is_cut(text: str) -> bool:
    """Whether the key says of itself that it is longer (X.690 §8.1.3)."""
    value = key_of(text)
    try:
        raw = base64.b64decode(value[: len(value) // 4 * 4], validate=True)
    except (binascii.Error, ValueError):
        return False
    if len(raw) < 4 or raw[0] != 0x30:  # noqa: PLR2004 - a header and its length
        return False
    if raw[1] < LONG_FORM:
        return len(raw) < raw[1] + 2
    size = raw[1] - LONG_FORM
    return len(raw) < int.from_bytes(raw[2 : 2 + size], "big") + 2 + size


def first_difference(found: str, expected: str) -> int:
    """The place, counted from 1, at which two keys part."""
    one, other = key_of(found), key_of(expected)
    pairs = zip(one, other, strict=False)
    at = next((at for at, (a, b) in enumerate(pairs, start=1) if a != b), None)
    return at or min(len(one), len(other)) + 1
