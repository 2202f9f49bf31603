"""Which guides a few words ask for: the matcher of the chat, and panels beside it.

A search box is asked in single words ("mailch", "dkim"), where a chat is told
sentences. So what the matcher finds goes first, and then what only begins or
sounds like a guide's name.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from assistant.knowledge.match import Matcher
from assistant.knowledge.ordinary import FUNCTION_WORDS
from assistant.knowledge.shelf import Shelf
from assistant.knowledge.words import blank, fold, squeeze, tokens

LONGEST_SEARCH = 200  # characters; who pastes more wants the chat
NEAR_TOPIC = 25  # a score (0 to 100) below says nothing
BESIDE_THE_BEST = 0.6  # of the best topic's score; what is behind says little
LIKE_A_NAME = 84
LEAST_LETTERS = 3  # of a name that is still being typed
MOST_NAMES, MOST_FOUND = 6, 12


@dataclass(frozen=True, slots=True)
class Found:
    """A guide: the folder that it lies in (services, hosts or topics), and its id."""

    kind: str
    id: str


class Search:
    """Finds guides by a few words; made once, asked often."""

    def __init__(self, shelf: Shelf, matcher: Matcher) -> None:
        """Arrange the names of what *shelf* holds."""
        self._matcher = matcher
        self._services = _Names(
            (one.id, (one.name, *one.aliases)) for one in shelf.services.values()
        )
        self._hosts = _Names(
            (one.id, (one.name, *one.misspellings)) for one in shelf.hosts.values()
        )

    def find(self, text: str, language: str) -> tuple[Found, ...]:
        """Give the guides that *text* asks for, best first."""
        text = text[:LONGEST_SEARCH]
        found = dict.fromkeys(self._all(text, language))
        return tuple(found)[:MOST_FOUND]

    def _all(self, text: str, language: str) -> Iterator[Found]:
        words = [word.text for word in tokens(blank(text))]
        for hit in self._matcher.services(text):
            yield Found("services", hit.id)
        for id_ in self._hosts.like(words):
            yield Found("hosts", id_)
        topics = self._matcher.topics(text, language)
        least = max((hit.score * BESIDE_THE_BEST for hit in topics), default=0.0)
        for hit in topics:
            if hit.score >= max(NEAR_TOPIC, least):
                yield Found("topics", hit.id)
        for id_ in self._services.like(words):
            yield Found("services", id_)


class _Names:
    """Names of guides, squeezed, and the guide that each leads to."""

    def __init__(self, named: Iterable[tuple[str, tuple[str, ...]]]) -> None:
        self._ids = {squeeze(fold(name)): id_ for id_, every in named for name in every}

    def like(self, words: list[str]) -> tuple[str, ...]:
        """Give the guides whose name begins with the words, or nearly is one."""
        whole = squeeze("".join(words))
        keys = [squeeze(word) for word in words if word not in FUNCTION_WORDS]
        found: dict[str, None] = {}
        for key in (whole, *keys):
            if len(key) < LEAST_LETTERS:
                continue
            begun = sorted(name for name in self._ids if name.startswith(key))
            near = process.extract(
                key, self._ids.keys(), scorer=fuzz.ratio, score_cutoff=LIKE_A_NAME
            )
            for name in (*begun, *(name for name, _, _ in near)):
                found[self._ids[name]] = None
        return tuple(found)[:MOST_NAMES]
