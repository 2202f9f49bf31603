"""The words of the customer, matched to services and topics.

Names go in layers (spelling, sound, edits), because one scorer over whole
sentences answers every question about something. A weak name, one that is an
ordinary word, counts only with words around it that make it a name.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache, partial

from assistant.knowledge.names import Found, Names
from assistant.knowledge.naming import is_trade, named
from assistant.knowledge.ordinary import (
    ELSE_BEFORE,
    FUNCTION_WORDS,
    JOINING_WORDS,
    ORDINARY_WORDS,
)
from assistant.knowledge.phrases import Phrases
from assistant.knowledge.shelf import Shelf
from assistant.knowledge.words import (
    SCANNED_CHARACTERS,
    Token,
    blank,
    squeeze,
    stem,
    tokens,
)

LONGEST_WINDOW = 3  # words; "send in blue"
LONGEST_NAME = 32  # letters
LONGEST_TITLE = 300  # characters, with what may stand around it
SCORE_BEHIND = 90
VERIFICATION = "-verification"  # "zoho-verification=": what stands in a record
PLACEHOLDERS = (".mijndomein.nl",)  # "em7421.mijndomein.nl": his own, whatever it is

_HOST = re.compile(r"(?i)(https?://|@)([a-z0-9.-]{3,253})")
_SITES_BOX = re.compile(r"(?i)(?<![\w.@-])(wordpress|woocommerce|magento)(?=@)")
# A record that is to be added names who sends; one that stands there need not.
_GIVEN = re.compile(
    r"(?i)\b(?:zet|plaats|plaatsen|voeg|toevoegen|add|publish|put|erbij|erin|insert|uitgebreid"
    r"|uitbreiden|extend(?:ed)?)\b"
)
_DOTTED = re.compile(r"^[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One id that the text may mean; `start` and `end` count characters from 0.

    Hits with one and the same place leave a choice. `score` is 0 to 100.
    """

    id: str
    score: int
    start: int
    end: int
    exact: bool


class Matcher:
    """Finds services and topics in text; made once, asked often."""

    def __init__(self, shelf: Shelf) -> None:
        """Arrange what *shelf* holds."""
        self._services = frozenset(shelf.services)
        self._names = Names(shelf.services.values())
        self._phrases = Phrases(shelf.topics.values())
        self._titles = {
            _as_title(title): topic.id
            for topic in reversed(tuple(shelf.topics.values()))
            for title in topic.titles.values()
        }
        self.own_domains = frozenset(_own_domains(shelf)) | set(self._names.homes)

    def services(self, text: str) -> tuple[Hit, ...]:
        """Find the services named in *text*, in the order of the text."""
        text = text[:SCANNED_CHARACTERS]
        found = [
            Hit(id=id_, score=100, start=match.start(2), end=match.end(2), exact=True)
            for match in _HOST.finditer(text)
            if (id_ := self._at(match.group(1), match.group(2)))
            and not (match.group(1) == "@" and id_ in self._names.mailboxes)
        ]
        found += self._site_mails(text)
        words = tokens(blank(text))
        keys = [squeeze(word.text) for word in words]
        ordinary = [_is_ordinary(word.text) for word in words]
        taken = [word.text.endswith(VERIFICATION) for word in words]
        beside = partial(self._beside, taken)
        for search in (partial(self._spelled, text), self._near, beside):
            for size in range(LONGEST_WINDOW, 0, -1):
                for first in range(len(words) - size + 1):
                    last = first + size
                    if True in taken[first:last] or (
                        search == self._near and True in ordinary[first:last]
                    ):
                        continue
                    key = "".join(keys[first:last])
                    for name in search(words, key, first, last):
                        taken[first:last] = [True] * size
                        found.append(_hit(name, words[first], words[last - 1]))
        found = found or self._behind(text, words) or self._verified(words)
        return tuple(sorted(found, key=lambda hit: (hit.start, -hit.score, hit.id)))

    def _at(self, lead: str, host: str) -> str | None:
        found = self._names.at_home(host)
        if found or lead != "@":
            return found
        return self._names.namesake(host) or self._names.behind_of(host)

    def _site_mails(self, text: str) -> list[Hit]:
        """Name the site that sends under its own name: "wordpress@bakery.com"."""
        return [
            Hit(id=id_, score=100, start=at.start(), end=at.end(), exact=True)
            for at in _SITES_BOX.finditer(text)
            if (id_ := at.group().casefold()) in self._services
        ]

    def _behind(self, text: str, words: Sequence[Token]) -> list[Hit]:
        """Name a service by its technical domain, when no name is told."""
        seen = [(w.text, w.start, w.end) for w in words]
        seen += [(m.group(2), m.start(2), m.end(2)) for m in _HOST.finditer(text)]
        given = "v=spf1" in text or _GIVEN.search(text) is not None
        return [
            Hit(id=id_, score=SCORE_BEHIND, start=start, end=end, exact=False)
            for host, start, end in seen
            if (given or text[start - 1 : start] != ":")
            and (id_ := self._names.behind_of(host))
        ]

    def _verified(self, words: Sequence[Token]) -> list[Hit]:
        """Name the service whose record it is, when no name is told otherwise."""
        return [
            _hit(name, word, word)
            for word in words
            if word.text.endswith(VERIFICATION)
            for name in self._names.spelled(squeeze(word.text), 1, word.text)
        ]

    def topics(self, text: str, language: str) -> tuple[Hit, ...]:
        """Rank the topics that *text* may be about, best first."""
        words = [word.text for word in tokens(blank(text))]
        return tuple(
            Hit(id=id_, score=score, start=0, end=len(text), exact=False)
            for id_, score in self._phrases.rank(words, language)
        )

    def titled(self, text: str) -> str | None:
        """Give the topic whose very title *text* is: a button that was pressed."""
        if len(text) > LONGEST_TITLE:
            return None
        return self._titles.get(_as_title(text))

    def is_a_services_own(self, domain: str) -> bool:
        """Tell whether *domain* is, or lies under, a service's own."""
        parts = domain.split(".")
        return any(".".join(parts[n:]) in self.own_domains for n in range(len(parts)))

    def _spelled(
        self, text: str, words: Sequence[Token], key: str, first: int, last: int
    ) -> tuple[Found, ...]:
        if last < len(words) and words[last].text in ELSE_BEFORE.get(key, ()):
            return ()  # "contact met", "365 dagen"
        written = " ".join(word.text for word in words[first:last])
        found = self._names.spelled(key, last - first, written)
        if not found:
            return self._compound(words[first]) if last - first == 1 else ()
        if key not in self._names.parted and _joins(words[first:last]):
            return ()
        strong = tuple(name for name in found if not name.weak)
        if strong:
            best = max(name.score for name in strong)
            return tuple(name for name in strong if name.score == best)
        boxes = all(name.id in self._names.mailboxes for name in found)
        return found if named(text, words, first, last, reads=boxes) else ()

    def _compound(self, word: Token) -> tuple[Found, ...]:
        """Take the name at the head of a word or a host: "wefact-facturen"."""
        head, hyphen, tail = word.text.partition("-")
        if hyphen and tail:
            found = self._names.spelled(squeeze(head), 1, head)
            sure = is_trade(tail)  # of a "front-end" nobody sends
            found = tuple(n for n in found if n.exact and (sure or not n.weak))
            if found:
                return found
        if "." in word.text and _DOTTED.match(word.text):
            home = self._names.at_home(word.text)
            if word.text.endswith(PLACEHOLDERS):
                return ()
            return (Found(id=home, score=100, exact=True),) if home else ()
        return ()

    def _beside(
        self,
        taken: Sequence[bool],
        words: Sequence[Token],
        key: str,
        first: int,
        last: int,
    ) -> tuple[Found, ...]:
        """Take an ordinary word for a name beside one: "WeFact en Exact"."""
        before = first > 1 and taken[first - 2]
        after = last + 1 < len(words) and taken[last + 1]
        if not (
            (before and words[first - 1].text in JOINING_WORDS)
            or (after and words[last].text in JOINING_WORDS)
        ):
            return ()
        found = self._names.spelled(key, last - first, "")
        if any(word.text == "spf" for word in words):
            return found  # one list for all that send
        return tuple(one for one in found if one.id not in self._names.mailboxes)

    def _near(
        self, words: Sequence[Token], key: str, first: int, last: int
    ) -> tuple[Found, ...]:
        if len(key) > LONGEST_NAME or not key[:1].isalpha():
            return ()
        if last - first == 1 and _DOTTED.match(words[first].text):
            return ()
        return self._names.near(key)


def _as_title(text: str) -> str:
    return text.strip().rstrip("?").casefold()


def _joins(words: Sequence[Token]) -> bool:
    """Whether words were joined across a small one: "my account on my phone"."""
    return len(words) > 1 and any(word.text in FUNCTION_WORDS for word in words)


@lru_cache(maxsize=16384)
def _is_ordinary(word: str) -> bool:
    """Whether the word, or its stem, is no part of a mistyped name."""
    if word in FUNCTION_WORDS or word in ORDINARY_WORDS:
        return True
    return word.isalpha() and stem(word, "nl") in ORDINARY_WORDS


def _hit(name: Found, first: Token, last: Token) -> Hit:
    return Hit(
        id=name.id,
        score=name.score,
        start=first.start,
        end=last.end,
        exact=name.exact,
    )


def _own_domains(shelf: Shelf) -> set[str]:
    found = set()
    for service in shelf.services.values():
        prints = service.fingerprints
        hosts = [
            *prints.return_paths,
            *prints.dkim_domains,
            *prints.message_id_domains,
            *prints.received_hosts,
            *prints.from_domains,
            *prints.mx_suffixes,
            *service.spf.candidates,
            *service.spf.seen,
            *service.spf.by_region.values(),
            service.spf.include or "",
        ]
        for host in hosts:
            bare = host.casefold().removeprefix("*.").strip(".")
            labels = bare.split(".")
            if len(labels) > 1:
                found.add(".".join(labels[-2:]) if len(labels) > 2 else bare)  # noqa: PLR2004 - two labels are a maker's domain
    return found
