"""YAML read as a form: each value asked for by name, each mistake with its line.

A guide is written by hand, by people who add a service once a year. They are
told everything that is wrong in one go, in the words of an editor: the file, the
line, what stood there and what was expected. A key that nobody asks for is a
mistake too, since a mistyped key would otherwise be a fact silently lost.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

UNKNOWN = "unknown"
"""What a guide writes where nobody could find the fact; the same as nothing."""

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # C where it was built
_NULL, _BOOL, _INT, _STR = (
    f"tag:yaml.org,2002:{kind}" for kind in ("null", "bool", "int", "str")
)
_TRUE = ("true", "yes", "on")
_NAME = re.compile(
    r"(?:[a-z0-9_](?:[a-z0-9_-]*[a-z0-9])?\.)*[a-z0-9](?:[a-z0-9-]*[a-z0-9])?"
)
NAME_HINT = "a domain name in lower case, without a final dot"


@dataclass(slots=True)
class Ledger:
    """The mistakes found so far, and what is only known when all is read."""

    mistakes: list[str] = field(default_factory=list)
    references: list[tuple[str, str, str]] = field(default_factory=list)
    claims: list[tuple[str, str, str]] = field(default_factory=list)

    def complain(self, place: str, found: str, expected: str) -> None:
        """Note one mistake; *place* is "file:line"."""
        mistake = f"{place}: found {found}, expected {expected}"
        if mistake not in self.mistakes:  # a list may be read for two purposes
            self.mistakes.append(mistake)

    def refer(self, place: str, kind: str, target: str) -> None:
        """Note that *place* names a guide of *kind* that must exist."""
        self.references.append((place, kind, target))

    def claim(self, place: str, word: str, owner: str) -> None:
        """Note that *owner* goes by *word*, which must be its alone."""
        self.claims.append((place, word, owner))


@dataclass(frozen=True, slots=True)
class Sheet:
    """One mapping of a YAML file, read key by key, closed when all is read."""

    file: str
    line: int  # counted from 1
    ledger: Ledger
    entries: dict[str, tuple[int, Node]] = field(default_factory=dict)
    asked: set[str] = field(default_factory=set)
    parts_read: list[Sheet] = field(default_factory=list)

    def at(self, key: str | None = None) -> str:
        """Where *key* stands, or this mapping when it does not."""
        line = self.entries[key][0] if key in self.entries else self.line
        return f"{self.file}:{line}"

    def text(self, key: str, *, required: bool = False) -> str:
        """The text at *key*; empty where there is none or it is unknown."""
        value = self._scalar(key, _STR, "text")
        if required and not value:
            self.ledger.complain(self.at(key), f"no {key}", f"{key}: some text")
        return "" if value is None else value

    def maybe(self, key: str) -> str | None:
        """The text at *key*, or None where there is none or it is unknown."""
        return self.text(key) or None

    def plain(self, key: str) -> str:
        """What was typed at *key*, be it a date, a number or text."""
        node = self._ask(key)
        return node.value.strip() if isinstance(node, ScalarNode) else ""

    def flag(self, key: str) -> bool | None:
        """True, false, or None where nobody knows."""
        value = self._scalar(key, _BOOL, "true, false or unknown")
        return None if value is None else value.lower() in _TRUE

    def number(self, key: str, lowest: int, highest: int) -> int | None:
        """A whole number between two bounds, or None where nobody knows."""
        expected = f"a whole number from {lowest} to {highest}"
        value = self._scalar(key, _INT, expected)
        if value is None:
            return None
        if value.isdecimal() and lowest <= int(value) <= highest:
            return int(value)
        self.ledger.complain(self.at(key), f"{value!r} at {key}", expected)
        return None

    def choice(self, key: str, allowed: Collection[str], default: str) -> str:
        """One of the *allowed* words; *default* where nothing is written."""
        node = self._ask(key)
        if node is None or node.tag == _NULL:
            return default
        value = node.value if isinstance(node, ScalarNode) else _shown(node)
        if value in allowed:
            return str(value)
        expected = "one of " + ", ".join(allowed)
        self.ledger.complain(self.at(key), f"{_short(value)} at {key}", expected)
        return default

    def texts(self, key: str) -> tuple[str, ...]:
        """The texts of a list, in the order written."""
        return tuple(value for value, _ in self._listed(key))

    def placed_texts(self, key: str) -> tuple[tuple[str, str], ...]:
        """The texts of a list, each with its "file:line"."""
        return tuple(
            (value, f"{self.file}:{line}") for value, line in self._listed(key)
        )

    def name(self, key: str) -> str | None:
        """A domain name, or None where there is none or it is unknown."""
        value = self.maybe(key)
        if value is None or _NAME.fullmatch(value):
            return value
        self.ledger.complain(self.at(key), f"{_short(value)} at {key}", NAME_HINT)
        return None

    def names(self, key: str) -> tuple[str, ...]:
        """The domain names of a list."""
        good = []
        for value, line in self._listed(key):
            if _NAME.fullmatch(value):
                good.append(value)
            else:
                place = f"{self.file}:{line}"
                self.ledger.complain(place, f"{_short(value)} in {key}", NAME_HINT)
        return tuple(good)

    def part(self, key: str) -> Sheet:
        """The mapping at *key*; an empty one where there is none."""
        node = self._ask(key)
        if node is None or _is_nothing(node):
            return Sheet(self.file, self.line, self.ledger)
        return self._below(node, key)

    def parts(self, key: str) -> tuple[Sheet, ...]:
        """The mappings of a list."""
        return tuple(self._below(node, key) for node in self._items(key))

    def close(self) -> None:
        """Refuse every key that was never asked for, here and below."""
        for key, (line, _) in self.entries.items():
            if key not in self.asked:
                known = ", ".join(sorted(self.asked))
                place = f"{self.file}:{line}"
                self.ledger.complain(place, f"the key {key!r}", f"one of {known}")
        for part in self.parts_read:
            part.close()

    def _ask(self, key: str) -> Node | None:
        self.asked.add(key)
        return self.entries[key][1] if key in self.entries else None

    def _scalar(self, key: str, tag: str, expected: str) -> str | None:
        node = self._ask(key)
        if node is None or _is_nothing(node):
            return None
        if isinstance(node, ScalarNode) and node.tag == tag:
            return str(node.value).strip()
        self.ledger.complain(self.at(key), f"{_shown(node)} at {key}", expected)
        return None

    def _items(self, key: str) -> Iterator[Node]:
        node = self._ask(key)
        if node is None or _is_nothing(node):
            return
        if not isinstance(node, SequenceNode):
            self.ledger.complain(self.at(key), f"{_shown(node)} at {key}", "a list")
            return
        yield from node.value

    def _listed(self, key: str) -> Iterator[tuple[str, int]]:
        for node in self._items(key):
            line = node.start_mark.line + 1
            if isinstance(node, ScalarNode) and node.tag == _STR and node.value.strip():
                yield node.value.strip(), line
            else:
                found = f"{_shown(node)} in {key}"
                self.ledger.complain(f"{self.file}:{line}", found, "text")

    def _below(self, node: Node, key: str) -> Sheet:
        sheet = _sheet(node, self.file, self.ledger, what=key)
        self.parts_read.append(sheet)
        return sheet


def is_name(text: str) -> bool:
    """Whether *text* is a domain name as guides write it."""
    return _NAME.fullmatch(text) is not None


def open_sheet(text: str, file: str, ledger: Ledger) -> Sheet:
    """Read one YAML text; what is no mapping becomes a mistake and an empty sheet.

    Args:
        text: The whole file.
        file: The name under which mistakes are reported.
        ledger: Where mistakes go.
    """
    try:
        node = yaml.compose(text, Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        ledger.complain(f"{file}:{line}", error.problem or "no YAML", "YAML")
    except (yaml.YAMLError, RecursionError) as error:
        ledger.complain(f"{file}:1", _short(str(error)), "YAML")
    else:
        if node is not None:
            return _sheet(node, file, ledger, what="the file")
        ledger.complain(f"{file}:1", "nothing", "keys and values")
    return Sheet(file, 1, ledger)


def _sheet(node: Node, file: str, ledger: Ledger, *, what: str) -> Sheet:
    line = node.start_mark.line + 1
    sheet = Sheet(file, line, ledger)
    if not isinstance(node, MappingNode):
        ledger.complain(
            f"{file}:{line}", f"{_shown(node)} at {what}", "keys and values"
        )
        return sheet
    for key, value in node.value:
        line = key.start_mark.line + 1
        name = str(key.value) if isinstance(key, ScalarNode) else _shown(key)
        if name in sheet.entries:
            ledger.complain(f"{file}:{line}", f"the key {name!r} twice", "it once")
        sheet.entries[name] = (line, value)
    return sheet


def _is_nothing(node: Node) -> bool:
    return isinstance(node, ScalarNode) and (
        node.tag == _NULL or (node.tag == _STR and node.value == UNKNOWN)
    )


def _shown(node: Node) -> str:
    if isinstance(node, MappingNode):
        return "keys and values"
    if isinstance(node, SequenceNode):
        return "a list"
    return _short(str(node.value))


def _short(text: str) -> str:
    return repr(text if len(text) <= 60 else text[:57] + "…")  # noqa: PLR2004 - width
