"""The zone file: a small DNS world in YAML, read with suspicion.

The file comes from anyone, so it is composed but never constructed: no tag, no
alias and no depth in it can do more than be refused.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import yaml

from assistant.errors import BadNameError, UnusableInputError
from assistant.lookup.name import MAX_LABEL, MAX_NAME, normalise
from assistant.lookup.presentation import plain, strings

MAX_BYTES = 2_000_000
MAX_TTL_S = 2**31 - 1  # RFC 2181 §8
TTL_S = 3600
RCODES = ("SERVFAIL", "REFUSED", "NXDOMAIN", "TIMEOUT")
RECORD_KEYS = frozenset({"name", "type", "ttl", "value"})
RCODE_KEYS = frozenset({"name", "rcode"})
# libyaml is ten times faster; both refuse what they cannot read in one way.
Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One record of a zone file."""

    name: str
    type: str
    ttl_s: int
    value: str | tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Zone:
    """A zone file, read."""

    entries: tuple[Entry, ...]
    rcodes: tuple[tuple[str, str], ...]


def read_zone(text: str) -> Zone:
    """Read a zone file; keys beside records and rcodes are for people.

    Raises:
        UnusableInputError: Says what is wrong, at which line, and what was
            expected there.
    """
    root = _composed(text)
    if root is None:
        return Zone(entries=(), rcodes=())
    top = _mapping(root, "records: and rcodes:")
    return Zone(
        entries=tuple(_entry(node) for node in _items(top.get("records"), "records")),
        rcodes=tuple(_rcode(node) for node in _items(top.get("rcodes"), "rcodes")),
    )


def _composed(text: str) -> yaml.Node | None:
    if len(text.encode("utf-8", "replace")) > MAX_BYTES:
        raise UnusableInputError(f"zone file: expected at most {MAX_BYTES} bytes")
    try:
        root: yaml.Node | None = yaml.compose(text, Loader=Loader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        problem = f"{error.problem} (expected YAML)"
        raise UnusableInputError(f"zone file, line {line}: {problem}") from error
    except (yaml.YAMLError, RecursionError, UnicodeError) as error:
        what = type(error).__name__
        raise UnusableInputError(f"zone file: expected YAML ({what})") from error
    _refuse_aliases(root)
    return root


def _refuse_aliases(root: yaml.Node | None) -> None:
    # An alias is the same node twice; a few lines of them can mean gigabytes.
    seen: set[int] = set()
    waiting = [root] if root is not None else []
    while waiting:
        node = waiting.pop()
        if id(node) in seen:
            raise _mistake(node, "expected no YAML aliases (&name, *name)")
        seen.add(id(node))
        if isinstance(node, yaml.MappingNode):
            waiting += [part for pair in node.value for part in pair]
        elif isinstance(node, yaml.SequenceNode):
            waiting += node.value


def _entry(node: yaml.Node) -> Entry:
    parts = _mapping(node, "{name, type, value}", RECORD_KEYS)
    name = _name(node, parts)
    kind = _text(node, parts, "type").upper()
    if not (kind.isascii() and kind.isalnum()):
        raise _mistake(node, f"expected a record type, not {kind[:40]!r}")
    value = _value(node, parts)
    try:
        strings(kind, value)
    except UnusableInputError as error:
        raise _mistake(parts["value"], str(error)) from error
    return Entry(name=name, type=kind, ttl_s=_ttl(parts), value=value)


def _rcode(node: yaml.Node) -> tuple[str, str]:
    parts = _mapping(node, "{name, rcode}", RCODE_KEYS)
    name = _name(node, parts)
    rcode = _text(node, parts, "rcode").upper()
    if rcode not in RCODES:
        raise _mistake(node, f"expected one of {', '.join(RCODES)}, not {rcode[:40]!r}")
    return name, rcode


def _items(node: yaml.Node | None, key: str) -> Iterator[yaml.Node]:
    if node is None or _is_null(node):
        return
    if not isinstance(node, yaml.SequenceNode):
        raise _mistake(node, f"expected a list under {key}:")
    yield from node.value


def _mapping(
    node: yaml.Node, expected: str, allowed: frozenset[str] | None = None
) -> dict[str, yaml.Node]:
    if not isinstance(node, yaml.MappingNode):
        raise _mistake(node, f"expected a mapping, {expected}")
    parts: dict[str, yaml.Node] = {}
    for key, value in node.value:
        word = key.value if isinstance(key, yaml.ScalarNode) else ""
        if allowed is not None and word not in allowed:
            keys = ", ".join(sorted(allowed))
            raise _mistake(key, f"expected one of {keys}, not {word[:40]!r}")
        if word in parts:
            raise _mistake(key, f"expected {word[:40]!r} once")
        parts[word] = value
    return parts


def _text(node: yaml.Node, parts: dict[str, yaml.Node], key: str) -> str:
    given = parts.get(key)
    if given is None:
        raise _mistake(node, f"expected {key}:")
    if not isinstance(given, yaml.ScalarNode) or _is_null(given):
        raise _mistake(given, f"expected a text after {key}:")
    text: str = given.value
    return text


def _value(node: yaml.Node, parts: dict[str, yaml.Node]) -> str | tuple[str, ...]:
    given = parts.get("value")
    if not isinstance(given, yaml.SequenceNode):
        return _text(node, parts, "value")
    if not all(isinstance(string, yaml.ScalarNode) for string in given.value):
        raise _mistake(given, "expected a list of texts after value:")
    return tuple(string.value for string in given.value)


def _ttl(parts: dict[str, yaml.Node]) -> int:
    given = parts.get("ttl")
    if given is None:
        return TTL_S
    text = given.value if isinstance(given, yaml.ScalarNode) else ""
    digits = text.isascii() and text.isdecimal() and len(text) <= len(str(MAX_TTL_S))
    if not digits or int(text) > MAX_TTL_S:
        raise _mistake(given, "expected seconds after ttl:, as in 3600")
    return int(text)


def _name(node: yaml.Node, parts: dict[str, yaml.Node]) -> str:
    given = _text(node, parts, "name")
    name = plain(given)
    if not name.isascii():
        try:
            return normalise(name)
        except BadNameError as error:
            raise _mistake(parts["name"], str(error)) from error
    labels = name.split(".")
    fits = len(name) <= MAX_NAME and all(0 < len(one) <= MAX_LABEL for one in labels)
    if not fits or any(letter <= " " or letter == "\x7f" for letter in name):
        raise _mistake(parts["name"], f"expected a domain name, not {given[:80]!r}")
    return name


def _is_null(node: yaml.Node) -> bool:
    return bool(node.tag == "tag:yaml.org,2002:null")


def _mistake(node: yaml.Node, expected: str) -> UnusableInputError:
    return UnusableInputError(f"zone file, line {node.start_mark.line + 1}: {expected}")
