"""What others would do with the labelled messages: two plain ways of matching.

Both take the problem of the nearest message that is not asked about, and the
services whose names lie nearest. `WRatio` is rapidfuzz's advice for everything;
the other weighs n-grams of characters (TF-IDF, scikit-learn).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any

from rapidfuzz import fuzz, process, utils

from assistant.knowledge.shelf import Shelf

NEAR_NAME = 88  # a score of WRatio, 0 to 100
NEAR_NAME_SHARE = 0.35  # a cosine
SHORTEST = 4  # letters of a name; a shorter one is in every sentence


@dataclass(frozen=True, slots=True)
class Guess:
    """What one of them makes of a message."""

    services: tuple[str, ...]
    problem: str


def names_of(shelf: Shelf) -> tuple[list[str], list[str]]:
    """Every name of every service, and whose it is."""
    pairs = [
        (utils.default_process(name), service.id)
        for service in shelf.services.values()
        for name in (service.name, *service.aliases, *service.misspellings)
        if len(name) >= SHORTEST
    ]
    return [name for name, _ in pairs], [id_ for _, id_ in pairs]


@dataclass(frozen=True, slots=True)
class ByRatio:
    """The nearest by `WRatio`."""

    shelf: Shelf
    texts: Sequence[str]
    problems: Sequence[str]
    _texts: list[str] = field(init=False)
    _names: tuple[list[str], list[str]] = field(init=False)

    def __post_init__(self) -> None:
        """Prepare every text once."""
        texts = [utils.default_process(text) for text in self.texts]
        object.__setattr__(self, "_texts", texts)
        object.__setattr__(self, "_names", names_of(self.shelf))

    def guess(self, text: str) -> Guess:
        """The problem of the nearest text, the services of the nearest names."""
        asked = utils.default_process(text)
        near = process.extractOne(asked, self._texts, scorer=fuzz.WRatio)
        names, ids = self._names
        named = process.extract(
            asked, names, scorer=fuzz.WRatio, score_cutoff=NEAR_NAME, limit=1
        )
        return Guess(
            services=tuple(ids[place] for _, _, place in named),
            problem=self.problems[near[2]] if near else "unclear",
        )


class ByGrams:
    """The nearest by the cosine of weighed n-grams."""

    def __init__(
        self, shelf: Shelf, texts: Sequence[str], problems: Sequence[str]
    ) -> None:
        """Weigh the n-grams of *texts* and of every name.

        Raises:
            ImportError: scikit-learn is not installed.
        """
        grams: Any = import_module("sklearn.feature_extraction.text").TfidfVectorizer
        names, self._ids = names_of(shelf)
        self._problems = problems
        self._words = grams(analyzer="char_wb", ngram_range=(2, 4))
        self._letters = grams(analyzer="char_wb", ngram_range=(3, 4))
        self._texts = self._words.fit_transform(texts)
        self._names = self._letters.fit_transform(names)

    def guess(self, text: str) -> Guess:
        """The problem of the nearest text, the services of the nearest names."""
        near = (self._words.transform([text]) @ self._texts.T).toarray()[0]
        named = (self._letters.transform([text]) @ self._names.T).toarray()[0]
        best = int(named.argmax())
        return Guess(
            services=(self._ids[best],) if named[best] >= NEAR_NAME_SHARE else (),
            problem=self._problems[int(near.argmax())],
        )
