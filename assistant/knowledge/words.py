"""Words as customers type them: tokens, folding, stems and how they sound.

Everything that compares text starts here, so that a name typed with capitals,
accents or a stray hyphen is the same name everywhere.
"""

from __future__ import annotations

import re
import threading
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

import snowballstemmer

MATCHED_CHARACTERS = 900  # of the customer's own words; a longer text is a paste
SCANNED_CHARACTERS = 4000  # the most that is searched for those words

_TOKEN = re.compile(r"[^\W_]+(?:[.\-'\u2019&+][^\W_]+)*")
_WEB_ADDRESS = re.compile(r"(?i)\bhttps?://[^\s<>\"']{1,2000}")
_MAIL_ADDRESS = re.compile(r"[^\s<>()\[\],;:\"@]{1,64}@[^\s<>()\[\],;:\"@]{1,253}")
_HEADER_LINE = re.compile(
    r"(?m)^[> \t]*[A-Z][A-Za-z]*(?:-[A-Za-z]+)+:[^\n]*(?:\n[ \t]+[^\n]*)*"
)
_DUTCH = snowballstemmer.stemmer("dutch")
_ENGLISH = snowballstemmer.stemmer("english")
_STEMMING = threading.Lock()  # a stemmer keeps its word in itself
_SOUNDS = (
    ("ght", "t"), ("ph", "f"), ("ck", "k"), ("ij", "i"), ("ie", "i"), ("ee", "i"),
    ("dt", "t"), ("oe", "u"), ("oo", "u"), ("x", "ks"), ("q", "k"), ("y", "i"),
    ("c", "k"), ("z", "s"), ("v", "f"), ("w", "v"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Token:
    """One word: folded, and where it stood in the text it came from."""

    text: str
    start: int
    end: int


def word_set(text: str) -> frozenset[str]:
    """Give the words of a list that is written as running text."""
    return frozenset(text.split())


@lru_cache(maxsize=8192)
def fold(word: str) -> str:
    """Give *word* in lower case without accents."""
    if word.isascii():
        return word.casefold()
    parts = unicodedata.normalize("NFKD", word)
    return "".join(c for c in parts if not unicodedata.combining(c)).casefold()


def blank(text: str) -> str:
    """Replace web and mail addresses and header lines by as many spaces."""
    text = _HEADER_LINE.sub(_spaces, text[:SCANNED_CHARACTERS])
    text = _WEB_ADDRESS.sub(_spaces, text)
    return _MAIL_ADDRESS.sub(_spaces, text) if "@" in text else text


def _spaces(found: re.Match[str]) -> str:
    return " " * len(found.group())


@lru_cache(maxsize=16)  # one message is cut several times
def tokens(text: str) -> tuple[Token, ...]:
    """Cut *text* into folded words; `.` and `-` inside a word stay."""
    found = []
    letters = 0
    for match in _TOKEN.finditer(text[:SCANNED_CHARACTERS]):
        letters += match.end() - match.start() + 1
        if letters > MATCHED_CHARACTERS:
            break
        found.append(Token(fold(match.group()), match.start(), match.end()))
    return tuple(found)


@lru_cache(maxsize=16384)
def squeeze(text: str) -> str:
    """Keep only letters and digits of *text*, folded."""
    return "".join(c for c in fold(text) if c.isalnum())


@lru_cache(maxsize=16384)
def stem(word: str, language: str) -> str:
    """Give the stem of a folded *word*."""
    stemmer = _DUTCH if language == "nl" else _ENGLISH
    with _STEMMING:
        found: str = stemmer.stemWord(word)
    return found


@lru_cache(maxsize=16384)
def sound(squeezed: str) -> str:
    """Give a key that is equal for spellings that sound alike in Dutch or English."""
    for written, heard in _SOUNDS:
        squeezed = squeezed.replace(written, heard)
    key = [c for n, c in enumerate(squeezed) if n == 0 or c != squeezed[n - 1]]
    if len(key) > 1 and key[-1] == "e":
        key.pop()
    if key and key[-1] == "d":
        key[-1] = "t"
    return "".join(key)
