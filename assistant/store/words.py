"""What is found of a conversation: its words, each once, in one form.

Both databases are given the same words and look them up whole or by their
beginning, so that a search finds the same on either. A domain is found by its
whole name and by each of its labels, an address by its domain too. What was
pasted is no word of the customer's: it is deleted earlier than the rest.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from sqlalchemy import Connection, insert, select, update

from assistant.store.case_tables import FINDS

MOST_WORDS = 3_000  # of one conversation
LONGEST = 100  # characters of a word
_WORD = re.compile(r"[a-z0-9_+]+(?:[.@-]+[a-z0-9_+]+)*")
_LABEL = re.compile(r"[a-z0-9_+]+(?:-+[a-z0-9_+]+)*")


def words_of(text: str) -> tuple[str, ...]:
    """The words of a text and their forms in order, each once."""
    found: dict[str, None] = {}
    for word in _plain(text):
        for one in _forms(word[: LONGEST * 4]):
            found.setdefault(one[:LONGEST])
    return tuple(found)


def terms_of(text: str) -> tuple[str, ...]:
    """The words of a query, each once, as they would be found."""
    words = (one.removeprefix("www.")[:LONGEST] for one in _plain(text[:1_000]))
    return tuple(dict.fromkeys(words))


def _plain(text: str) -> list[str]:
    """The words of a text in lower case, without accents."""
    plain = text.casefold()
    if not plain.isascii():
        apart = unicodedata.normalize("NFKD", plain)
        plain = "".join(sign for sign in apart if not unicodedata.combining(sign))
    return _WORD.findall(plain)


def _forms(word: str) -> Iterable[str]:
    yield word
    if "@" in word:
        yield word.rpartition("@")[2]
    if word.startswith("www."):
        yield word[4:]
    if "." in word or "@" in word:
        yield from _LABEL.findall(word)
    if "-" in word:
        yield from re.split(r"[.@-]+", word)


def add_words(connection: Connection, conversation: str, *texts: str | None) -> None:
    """Let a conversation be found by the words of these texts too."""
    wanted = select(FINDS.c.words).where(FINDS.c.conversation == conversation)
    old = connection.execute(wanted).scalar()
    known = dict.fromkeys((old or "").split())
    before = len(known)
    for text in texts:
        for word in words_of(text or ""):
            if len(known) < MOST_WORDS:
                known.setdefault(word)
    if len(known) == before:
        return
    told = " ".join(known)
    if old is None:
        connection.execute(insert(FINDS).values(conversation=conversation, words=told))
    else:
        row = update(FINDS).where(FINDS.c.conversation == conversation)
        connection.execute(row.values(words=told))
