"""Topics by the phrases that customers use for them.

A phrase counts by the rarity of the stems it shares with the question. The rare
stems choose the phrases that are weighed at all, so ten thousand phrases cost
little more than ten.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from heapq import nlargest

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from assistant.knowledge.guide import Topic
from assistant.knowledge.ordinary import FUNCTION_WORDS
from assistant.knowledge.words import stem, tokens

WEIGHED_PHRASES = 25
ENOUGH_PHRASES = 60  # the commoner stems would add no better one
RANKED_TOPICS = 5
LONGEST_POSTING = 100  # a stem in more phrases than this tells little apart
COVERED_BY_PHRASE, COVERED_BY_QUESTION, STRING = 0.55, 0.43, 0.02
_SHORTEST_TYPO = 5


class _Index:
    """The phrases of one language."""

    def __init__(self, phrases: Sequence[tuple[str, str]], language: str) -> None:
        self.language = language
        self.topics = [topic for topic, _ in phrases]
        self.texts = [text for _, text in phrases]
        self.stems = [
            stems([word.text for word in tokens(text)], language) for text in self.texts
        ]
        self.postings: dict[str, list[int]] = defaultdict(list)
        for number, found in enumerate(self.stems):
            for one in found:
                self.postings[one].append(number)
        total = len(phrases) + 1
        self.rarity = {
            s: math.log(total / len(p)) + 0.3 for s, p in self.postings.items()
        }
        self.weights = [sum(self.rarity[s] for s in found) for found in self.stems]
        self.unknown = math.log(total) + 0.3
        self.initials: dict[str, list[str]] = defaultdict(list)
        for one in self.postings:
            if len(one) >= _SHORTEST_TYPO - 1:
                self.initials[one[0]].append(one)

    def known(self, asked: frozenset[str]) -> frozenset[str]:
        """Replace mistyped stems by the ones that the phrases use."""
        found = set()
        for one in asked:
            if one not in self.postings and len(one) >= _SHORTEST_TYPO:
                near = process.extractOne(
                    one, self.initials.get(one[0], ()),
                    scorer=OSA.distance, score_cutoff=1,
                )  # fmt: skip
                found.add(near[0] if near else one)
            else:
                found.add(one)
        return frozenset(found)

    def rank(self, asked: frozenset[str], text: str) -> dict[str, float]:
        """Score each topic by its best phrase, 0 to 1."""
        asked = self.known(asked)
        shared: dict[int, float] = defaultdict(float)
        by_rarity = sorted(
            (s for s in asked if s in self.postings),
            key=lambda s: (len(self.postings[s]), s),
        )
        for one in by_rarity:
            if len(shared) > ENOUGH_PHRASES:
                break
            for number in self.postings[one][:LONGEST_POSTING]:
                shared[number] += self.rarity[one]
        whole = sum(self.rarity.get(one, self.unknown) for one in asked)
        best: dict[str, float] = {}
        top = nlargest(WEIGHED_PHRASES, shared, key=shared.__getitem__)
        for number in top:
            weight = sum(map(self.rarity.__getitem__, self.stems[number] & asked))
            score = COVERED_BY_PHRASE * weight / (self.weights[number] or 1.0)
            score += COVERED_BY_QUESTION * weight / (whole or 1.0)
            topic = self.topics[number]
            if score > best.get(topic, 0.0) - STRING:
                alike = fuzz.ratio(text, self.texts[number].casefold()) / 100
                best[topic] = max(best.get(topic, 0.0), score + STRING * alike)
        return best


class Phrases:
    """Titles and example phrases of all topics, by language."""

    def __init__(self, topics: Iterable[Topic]) -> None:
        """Arrange the phrases of *topics*."""
        phrases: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for topic in topics:
            for language, title in topic.titles.items():
                phrases[language].append((topic.id, title))
            for language, examples in topic.examples.items():
                phrases[language].extend((topic.id, text) for text in examples)
        self._indexes = {lang: _Index(found, lang) for lang, found in phrases.items()}

    def rank(self, words: Sequence[str], language: str) -> tuple[tuple[str, int], ...]:
        """Give the ids of the best topics with a score of 0 to 100."""
        index = self._indexes.get(language)
        asked = stems(words, language)
        if index is None or not asked:
            return ()
        scores = index.rank(asked, " ".join(words))
        order = sorted(scores.items(), key=lambda pair: (-pair[1], pair[0]))
        return tuple((id_, round(100 * s)) for id_, s in order[:RANKED_TOPICS])


def stems(words: Sequence[str], language: str) -> frozenset[str]:
    """Give the stems of the words that carry meaning."""
    return frozenset(
        stem(word, language) for word in words if word not in FUNCTION_WORDS
    )
