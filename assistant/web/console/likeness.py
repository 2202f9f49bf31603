"""Lessons that are alike, and what of their words may go into a guide."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz import fuzz, utils

from assistant.knowledge.match import Matcher
from assistant.knowledge.ordinary import FUNCTION_WORDS, ORDINARY_WORDS
from assistant.knowledge.shelf import Shelf
from assistant.knowledge.words import fold, tokens
from assistant.store.lesson import Lesson

LIKE = 72  # of 100: so alike that one cure may do for both
LONGEST = 200  # characters that are compared, and of a proposed alias or example
MASK = "…"
SHORTEST = 3  # letters of a word that may be a name
# Addresses, sites and numbers that may lead to a person; bounded, so that a long
# text takes no longer than its length.
_PERSONAL = re.compile(
    r"[^\s<>()\[\],;:]{1,100}@[^\s<>()\[\],;:]{1,200}"
    r"|(?:https?://)?\b(?:[\w-]{1,63}\.){1,8}[A-Za-z]{2,24}\b(?:/[^\s<>]{0,200})?"
    r"|\+?\d[\d ().-]{5,20}\d"
)
_WORD = re.compile(r"[\w'-]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Lessons that are alike, the latest first, and the words to start from."""

    lessons: tuple[Lesson, ...]
    unknown: str = ""  # words that no guide knows: a name, perhaps
    example: str = ""  # the question, without what leads to a person

    @property
    def first(self) -> Lesson:
        """The one that speaks for all."""
        return self.lessons[0]


def grouped(lessons: Iterable[Lesson]) -> tuple[tuple[Lesson, ...], ...]:
    """Put lessons together that are alike, the largest group first."""
    groups: list[list[Lesson]] = []
    for one in lessons:
        for group in groups:
            if alike(group[0].text, one.text):
                group.append(one)
                break
        else:
            groups.append([one])
    groups.sort(key=len, reverse=True)
    return tuple(map(tuple, groups))


def told(lessons: tuple[Lesson, ...], matcher: Matcher, known: frozenset[str]) -> Group:
    """A group with the words to start a proposal from.

    Args:
        lessons: Those that are alike.
        matcher: Knows the names of services, which may stay.
        known: Words that a guide uses (`vocabulary`).
    """
    bare = masked(lessons[0].text, matcher)
    return Group(
        lessons=lessons,
        unknown=unknown_words(bare, matcher, known),
        example=" ".join(bare.split())[:LONGEST],
    )


def alike(one: str, other: str) -> bool:
    """Whether two questions say nearly the same."""
    score = fuzz.token_sort_ratio(
        one[:LONGEST], other[:LONGEST], processor=utils.default_process
    )
    return score >= LIKE


def masked(text: str, matcher: Matcher) -> str:
    """A question without addresses, sites and numbers; the name of a service stays."""
    names = [(hit.start, hit.end) for hit in matcher.services(text)]

    def hidden(found: re.Match[str]) -> str:
        start, end = found.span()
        is_name = any(first <= start and end <= last for first, last in names)
        return found.group() if is_name and "@" not in found.group() else MASK

    return _PERSONAL.sub(hidden, text)


def unknown_words(text: str, matcher: Matcher, known: frozenset[str]) -> str:
    """The words that no guide knows, in their order."""
    hits = [(hit.start, hit.end) for hit in matcher.services(text)]
    found = (
        text[word.start : word.end]
        for word in tokens(text)
        if word.text not in known
        and len(word.text) >= SHORTEST
        and not any(start <= word.start < end for start, end in hits)
    )
    return " ".join(dict.fromkeys(found))[:LONGEST]


def vocabulary(guides: Shelf) -> frozenset[str]:
    """Every word of the topics' pages: what stands there names no service."""
    words = set(FUNCTION_WORDS | ORDINARY_WORDS)
    for topic in guides.topics.values():
        asked = (one for asks in topic.examples.values() for one in asks)
        for text in (*topic.guides.values(), *topic.titles.values(), *asked):
            words.update(_WORD.findall(fold(text)))
    return frozenset(words)
