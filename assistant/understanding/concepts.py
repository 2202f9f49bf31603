"""The words customers use for what goes wrong, gathered to concepts.

A word finds its concept as it stands, by its stem, as the head or tail of a
compound ("spamfolder", "spfrecord"), or with a typing error. What takes several
words is a phrase. Third persons stand in the list, since stemming keeps the t of
"weigert" and "verstuurt".
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from assistant.knowledge.ordinary import FUNCTION_WORDS
from assistant.knowledge.words import stem
from assistant.understanding.asides import ASIDES
from assistant.understanding.lexicon import COMPOUNDS, LEXICON, SPOKEN
from assistant.understanding.phrasing import PHRASES

_SHORTEST_TYPO, _SHORTEST_TWO = 5, 9  # letters that bear one edit, and two
_SHORTEST_STEM = 4
_NEGATION_REACH = 4  # words
_BREAKS = frozenset({"maar", "but", "want", "omdat", "because", "and", "en"})
_NEGATIONS = LEXICON["NOT"]
_WISHES = frozenset(
    {
        "zorgen", "zorg", "zodat", "voorkom", "voorkomen", "vermijden", "ensure",
        "prevent", "avoid", "sure", "zonder",
    }
)  # fmt: skip
_MUST_BE_EXACT = frozenset({"OUT", "ABUSE", "JARGON"})  # "onder" is no mistyped order
_POLICIES = re.compile(
    r"(?<= )(?:(?:p|sp) (?:reject|none|quarantine)|(?:reject|quarantine) policy"
    r"|(?:op|to|naar|on|van) (?:p )?(?:reject|none|quarantine))(?= )"
)

# A server that takes no connection refused no mail.
_NO_LINK = re.compile(
    r"(?<= )(connection|verbinding|connectie) (?:\S+ )?"
    r"(?:refused|rejected|denied|geweigerd|geblokkeerd|blocked)(?= )"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A text as concepts: which there are, which are denied, how much else."""

    concepts: frozenset[str]
    denied: frozenset[str]
    words: tuple[str, ...]
    content: int  # words that are neither grammar nor any concept
    named: bool  # a service is named
    placed: bool  # a domain of the customer stands in it
    refused: bool = False  # a server's refusal is quoted in it

    def has(self, *names: str) -> bool:
        """Whether one of these concepts is there and not denied."""
        return any(n in self.concepts and n not in self.denied for n in names)


def read_concepts(words: Sequence[str], *, named: bool, placed: bool) -> Reading:
    """Read folded *words* as concepts; names and domains were taken out before."""
    words = [word.replace("\u2019", "'") for word in words]
    said = " " + " ".join(SPOKEN.get(word, word) for word in words) + " "
    words = _NO_LINK.sub(r"\1 failed", _POLICIES.sub("dmarc", said)).split()
    found = [_concepts_of(word) for word in words]
    text = " " + " ".join(words) + " "
    phrases = {name for name, pattern in _patterns() if pattern.search(text)}
    concepts = frozenset(phrases.union(*found)) if found else frozenset(phrases)
    content = sum(
        1
        for word, its in zip(words, found, strict=True)
        if not its and word not in FUNCTION_WORDS
    )
    return Reading(
        concepts=concepts,
        denied=_denied(words, found),
        words=tuple(words),
        content=content,
        named=named,
        placed=placed,
    )


def _denied(words: Sequence[str], found: Sequence[frozenset[str]]) -> frozenset[str]:
    """Concepts of which every mention stands behind a "not" that reaches it."""
    if _WISHES.intersection(words):
        return frozenset()  # "zorg dat het niet in de spam komt" is about spam
    told: set[str] = set()
    denied: set[str] = set()
    for n, its in enumerate(found):
        if not its & {"SPAM", "REJECT"} or words[n][:1].isdigit():
            continue
        before = []
        for word in reversed(words[max(0, n - _NEGATION_REACH) : n]):
            if word in _BREAKS:
                break
            before.append(word)
        (denied if _NEGATIONS.intersection(before) else told).update(its)
    return frozenset(denied - told)


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((name, re.compile(pattern)) for name, pattern in (*PHRASES, *ASIDES))


@lru_cache(maxsize=1)
def _tables() -> tuple[dict[str, frozenset[str]], dict[str, list[str]]]:
    spelled: dict[str, set[str]] = defaultdict(set)
    for concept, words in LEXICON.items():
        for word in words:
            spelled[word].add(concept)
    for word, its in list(spelled.items()):
        if len(word) > _SHORTEST_STEM and word.isalpha():
            spelled.setdefault("~" + stem(word, "nl"), set()).update(its)
    initials: dict[str, list[str]] = defaultdict(list)
    for word, its in spelled.items():
        if word[0] != "~" and len(word) >= _SHORTEST_TYPO and its - _MUST_BE_EXACT:
            initials[word[0]].append(word)
    return {word: frozenset(its) for word, its in spelled.items()}, initials


@lru_cache(maxsize=16384)
def _concepts_of(word: str) -> frozenset[str]:
    """Give the concepts that a single word carries."""
    spelled, initials = _tables()
    if found := spelled.get(word):
        return found
    if word in FUNCTION_WORDS:
        return frozenset()
    compound = {
        concept
        for concept, parts in COMPOUNDS.items()
        if any(word.startswith(p) or word.endswith(p) for p in parts)
    }
    if compound:
        return frozenset(compound)
    if len(word) < _SHORTEST_TYPO or not word.isalpha():
        return frozenset()
    if found := spelled.get("~" + stem(word, "nl")):
        return found
    near = process.extractOne(
        word,
        initials.get(word[0], ()),
        scorer=OSA.distance,
        score_cutoff=1 if len(word) < _SHORTEST_TWO else 2,
    )
    return spelled[near[0]] if near else frozenset()
