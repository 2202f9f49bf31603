"""The names of services, arranged so that a mistyped one is found quickly.

Each name is kept squeezed to letters and digits. A window of the customer's words
is looked up as it stands, then by its sound, and only then by edit distance, among
the names of about its length that begin or end alike.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from rapidfuzz import process
from rapidfuzz.distance import OSA

from assistant.knowledge.guide import Service
from assistant.knowledge.ordinary import FUNCTION_WORDS, ORDINARY_WORDS, TRADE_WORDS
from assistant.knowledge.words import sound, squeeze, tokens

SHORTEST_FUZZY = 5  # letters; a shorter name must be typed as it is
TWO_EDITS_FROM = 8  # letters
FIRST_LETTER_FREE_FROM = 9  # letters
SHORTEST_LABEL = 8  # letters of a technical domain that is typed without its end
SCORE_NAME, SCORE_LISTED, SCORE_SOUND, SCORE_EDIT = 100, 97, 91, (100, 92, 85)
_ENDINGS = ("nl", "com", "be", "eu", "io", "net")


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A service that a spelling may name; `weak` asks for words around it."""

    id: str
    score: int
    exact: bool = False
    weak: bool = False


def allowed_edits(letters: int) -> int:
    """Tell how many typing errors a name of so many letters bears."""
    if letters < SHORTEST_FUZZY:
        return 0
    return 1 if letters < TWO_EDITS_FROM else 2


class Names:
    """Every spelling of every service, by spelling, sound and shape."""

    def __init__(self, services: Collection[Service]) -> None:
        """Arrange the names of *services*."""
        self._spelled: dict[str, dict[str, Found]] = defaultdict(dict)
        self._sounds: dict[str, set[str]] = defaultdict(set)
        self._shapes: dict[tuple[str, int], list[str]] = defaultdict(list)
        self._weak: set[tuple[str, int, str]] = set()  # spelling, words, service
        self._proper: set[tuple[str, str]] = set()  # as its maker writes it, service
        self.parted: set[str] = set()  # written with a small word: "send in blue"
        self.homes: dict[str, str] = {}
        self.mailboxes = {s.id for s in services if s.kind == "mailbox"}
        homes: dict[str, list[str]] = defaultdict(list)
        for service in services:
            self._add(service)
            if host := urlsplit(service.homepage).hostname:
                homes[host.removeprefix("www.")].append(service.id)
        for host, ids in homes.items():
            own = [i for i in ids if i == host.split(".")[0]] or ids
            if len(own) == 1:
                self.homes[host] = own[0]
        self.behind = _technical(services)
        self._arrange()

    def _add(self, service: Service) -> None:
        for name in service.ambiguous_aliases:
            self._weak.add((squeeze(name), len(tokens(name)), service.id))
        ambiguous = {name.casefold() for name in service.ambiguous_aliases}
        proper = {name.casefold() for name in (service.name, *service.aliases)}
        self._proper.update((name, service.id) for name in proper - ambiguous)
        names = (service.name, service.id.replace("-", " "), *service.aliases)
        for name in names:
            self._spell(name, service.id, SCORE_NAME, weak=_is_ordinary(name))
        for name in service.misspellings:
            self._spell(name, service.id, SCORE_LISTED, weak=_is_ordinary(name))
        for name in service.ambiguous_aliases:
            self._spell(name, service.id, SCORE_SOUND, weak=True)
        for ending in _ENDINGS:  # "boekhouden" of boekhouden.nl
            bare = service.name.casefold().removesuffix("." + ending)
            if bare != service.name.casefold() and len(bare) >= SHORTEST_FUZZY:
                ids = (service.id, *service.ambiguous_with)
                if bare in ORDINARY_WORDS:
                    for id_ in ids:
                        self._spell(bare, id_, SCORE_SOUND, weak=True)
                else:
                    self._spell(bare, service.id, SCORE_NAME, weak=False)

    def _spell(self, name: str, id_: str, score: int, *, weak: bool) -> None:
        key = squeeze(name)
        words = [word.text for word in tokens(name)]
        if len(words) > 1 and not FUNCTION_WORDS.isdisjoint(words):
            self.parted.add(key)
        if key in TRADE_WORDS and key != name:  # "mail+" is not every "mail"
            return
        known = self._spelled[key].get(id_)
        if key and (known is None or known.score < score):
            self._spelled[key][id_] = Found(
                id=id_, score=score, exact=score == SCORE_NAME, weak=weak
            )

    def _arrange(self) -> None:
        for key, found in self._spelled.items():
            weak = all(self._is_weak(key, each) for each in found.values())
            if weak or len(key) < SHORTEST_FUZZY:
                continue
            self._sounds[sound(key)].update(found)
            if not any(each.exact for each in found.values()):
                continue  # an error of an error is another word: "converted"
            reach = allowed_edits(len(key))
            for length in range(len(key) - reach, len(key) + reach + 1):
                self._shapes[key[0], length].append(key)
                if len(key) >= FIRST_LETTER_FREE_FROM:
                    self._shapes["…" + key[-2:], length].append(key)

    def _is_weak(self, key: str, found: Found) -> bool:
        """Whether the name is an ordinary word when it is written as one word."""
        return found.weak or (key, 1, found.id) in self._weak

    def spelled(self, squeezed: str, words: int, written: str) -> tuple[Found, ...]:
        """Give the services that bear exactly this spelling.

        A name may be ordinary in two words and a name in one: "team leader". Or in
        both: "front". Its guide then lists it as ambiguous. What is *written* just
        as the maker writes it, "e-ngine", is no ordinary word without its hyphen.
        """
        found = self._spelled.get(squeezed)
        if not found:
            return ()
        return tuple(
            replace(one, weak=True, score=SCORE_SOUND)
            if (squeezed, words, one.id) in self._weak
            and (written, one.id) not in self._proper
            else one
            for one in found.values()
        )

    def near(self, squeezed: str) -> tuple[Found, ...]:
        """Give the services nearest to this spelling; several when it lies between."""
        if len(squeezed) < SHORTEST_FUZZY or squeezed in self._spelled:
            return ()  # what is spelled right is no typing error of another name
        alike = self._sounds.get(sound(squeezed))
        if alike:
            return tuple(Found(id=i, score=SCORE_SOUND) for i in sorted(alike))
        length = len(squeezed)
        choices = list(self._shapes.get((squeezed[0], length), ()))
        if length >= FIRST_LETTER_FREE_FROM:
            choices += self._shapes.get(("…" + squeezed[-2:], length), ())
        best: dict[str, int] = {}
        for name, edits, _ in process.extract(
            squeezed, choices, scorer=OSA.distance, score_cutoff=2, limit=8
        ):
            if edits <= allowed_edits(min(len(name), length)):
                for id_ in self._spelled[name]:
                    best[id_] = min(int(edits), best.get(id_, 9))
        nearest = min(best.values(), default=0)
        return tuple(
            Found(id=id_, score=SCORE_EDIT[edits])
            for id_, edits in best.items()
            if edits == nearest
        )

    def behind_of(self, host: str) -> str | None:
        """Name the one service whose technical domain *host* is, or lies under."""
        return self.behind.get(".".join(host.casefold().split(".")[-2:]))

    def at_home(self, host: str) -> str | None:
        """Name the service whose own site *host* is, or lies under."""
        parts = host.casefold().rstrip(".").split(".")
        for n in range(max(len(parts) - 1, 0)):
            if id_ := self.homes.get(".".join(parts[n:])):
                return id_
        return None

    def namesake(self, host: str) -> str | None:
        """The one service of this very name, at another ending: "@wefact.com"."""
        label = host.casefold().rstrip(".").rpartition(".")[0]
        found = self._spelled.get(label, {})
        if len(found) != 1 or label in ORDINARY_WORDS:
            return None
        only = next(iter(found.values()))
        return only.id if only.exact and not self._is_weak(label, only) else None


def _technical(services: Collection[Service]) -> dict[str, str]:
    """Domains that readers see "via", and bare labels of them: "brevosend"."""
    owners: dict[str, set[str]] = defaultdict(set)
    for service in services:
        prints = service.fingerprints
        for host in (
            *prints.return_paths, *prints.dkim_domains, *prints.from_domains,
            *prints.message_id_domains, *prints.received_hosts,
        ):  # fmt: skip
            bare = ".".join(host.casefold().strip("*.").split(".")[-2:])
            owners[bare].add(service.id)
            label = bare.partition(".")[0]
            if len(label) >= SHORTEST_LABEL and label not in ORDINARY_WORDS:
                owners[label].add(service.id)
    mailboxes = {s.id for s in services if s.kind == "mailbox"}
    return {
        name: next(iter(ids))
        for name, ids in owners.items()
        if len(ids) == 1 and not ids & mailboxes
    }


def _is_ordinary(name: str) -> bool:
    return name.casefold() in ORDINARY_WORDS
