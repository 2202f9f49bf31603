"""What was typed under "what if", read line by line; nothing is dropped in silence.

A line is what a panel asks: a name, a type and a value. A minus in front takes a
record out, a plus puts it beside the others where it would else take the place of
one. What is no such record is told with the reason, so that it can be mended.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from assistant.errors import BadNameError, UnusableInputError
from assistant.lookup.name import is_public, normalise, registered_domain
from assistant.lookup.presentation import strings

MOST_LINES = 20
LONGEST_VALUE = 4_000  # characters
LONGEST_TOLD = 200  # characters of a line that is told back
TYPES = ("TXT", "CNAME", "MX", "NS", "A", "AAAA")
ALIASES = frozenset({"CNAME", "NS"})  # a value is one name
USUAL_PREFERENCE = "10"  # RFC 5321 §5.1 wants a number; with one host any will do
MOST_PREFERENCE = 65_535  # RFC 1035 §3.3.9
_LINE = re.compile(
    rf"(?P<name>\S+)\s+(?:(?:\d+[smhdw]?|IN)\s+){{0,2}}"
    rf"(?P<type>{'|'.join(TYPES)})(?:\s+(?P<value>.*))?",
    re.IGNORECASE,
)
_STRING = r'"((?:[^"\\]|\\.)*)"'
_STRINGS = re.compile(_STRING)
_QUOTED = re.compile(rf"(?:{_STRING}\s*)+")


class Why(StrEnum):
    """Why a line is not read."""

    NO_RECORD = "no_record"
    NAME = "name"
    OTHER_DOMAIN = "other_domain"
    WILDCARD = "wildcard"
    VALUE = "value"
    LONG = "long"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """One record to set or to take out; taken out without a value the set goes."""

    name: str
    type: str
    value: str
    out: bool = False
    beside: bool = False

    @property
    def line(self) -> str:
        """The wish as one line."""
        return f"{self.name} {self.type} {self.value}".rstrip()[:LONGEST_TOLD]


@dataclass(frozen=True, slots=True, kw_only=True)
class Unread:
    """A line that is no record, and why."""

    line: str
    why: Why


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """What was read of the lines; `cut` counts those beyond the last one read."""

    wishes: tuple[Wish, ...] = ()
    unread: tuple[Unread, ...] = ()
    cut: int = 0


def read_wishes(text: str, domain: str) -> Wishes:
    """Read what was typed, a record a line; names may be relative to *domain*."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    read = [_wish(line, domain) for line in lines[:MOST_LINES]]
    return Wishes(
        wishes=tuple(one for one in read if isinstance(one, Wish)),
        unread=tuple(one for one in read if isinstance(one, Unread)),
        cut=len(lines[MOST_LINES:]),
    )


def organisation(domain: str) -> str:
    """The name that somebody registered, in whose zone a domain stands."""
    return registered_domain(domain) or domain


def _wish(line: str, domain: str) -> Wish | Unread:
    sign = line[0] if line[0] in "+-" else ""
    out, beside = sign == "-", sign == "+"
    rest = line.removeprefix(sign).strip()
    name, kind, told = _bare(rest, domain) or _parted(rest)
    if len(told) > LONGEST_VALUE:
        return _unread(line, Why.LONG)
    if not kind:
        return _unread(line, Why.NO_RECORD)
    whole = _whole(name, domain)
    if isinstance(whole, Why):
        return _unread(line, whole)
    value = told if not told and out else _value(told, kind, domain, out=out)
    if value is None:
        return _unread(line, Why.VALUE)
    return Wish(name=whole, type=kind, value=value, out=out, beside=beside)


def _unread(line: str, why: Why) -> Unread:
    return Unread(line=line[:LONGEST_TOLD], why=why)


def _bare(line: str, domain: str) -> tuple[str, str, str] | None:
    """A record without its name: what it says tells where it belongs."""
    said = unquoted(line).lower()
    if said.startswith("v=spf1"):
        return f"{domain}.", "TXT", line
    if said.startswith("v=dmarc1"):
        return f"_dmarc.{domain}.", "TXT", line
    return None


def _parted(line: str) -> tuple[str, str, str]:
    found = _LINE.fullmatch(line)
    if found is None:
        return "", "", ""
    return found["name"], found["type"].upper(), (found["value"] or "").strip()


def _whole(name: str, domain: str) -> str | Why:
    """The whole name; what ends in the organisation's name is whole already."""
    given = name.lower().removesuffix(".")
    above = organisation(domain)
    if given.split(".")[0] == "*":
        return Why.WILDCARD  # the overlay knows names, not patterns
    if given == "@":
        return domain
    if given != above and not given.endswith(f".{above}"):
        if name.endswith(".") or is_public(given):
            return Why.OTHER_DOMAIN
        given = f"{given}.{domain}"
    try:
        return normalise(given)
    except BadNameError:
        return Why.NAME


def _value(told: str, kind: str, domain: str, *, out: bool) -> str | None:
    """The value as the DNS would give it; None where it is none of this type."""
    if kind == "TXT":
        return unquoted(told) or None
    if kind == "MX":
        return _mail_host(told, domain, out=out)
    if kind in ALIASES:
        return _target(told, domain)
    try:
        return strings(kind, told)[0].decode("utf-8")
    except UnusableInputError:
        return None


def unquoted(told: str) -> str:
    """A text without the quotes in which zones and panels put it."""
    if _QUOTED.fullmatch(told) is None:
        return told
    return re.sub(r"\\(.)", r"\1", "".join(_STRINGS.findall(told)))


def _mail_host(told: str, domain: str, *, out: bool) -> str | None:
    """A number and a host; who leaves the number out, means the usual one."""
    words = told.split()
    number = words.pop(0) if len(words) > 1 else "" if out else USUAL_PREFERENCE
    if len(words) != 1 or (number and not _is_preference(number)):
        return None
    host = "." if words == ["."] else _target(words[0], domain)  # RFC 7505
    return None if host is None else f"{number} {host}".lstrip()


def _is_preference(number: str) -> bool:
    plain = number.isascii() and number.isdecimal()
    return plain and int(number[:6]) <= MOST_PREFERENCE


def _target(told: str, domain: str) -> str | None:
    """A name that a record leads to; one label alone stands below the domain."""
    if told == "@":
        return domain
    try:
        name = normalise(told)
    except BadNameError:
        return None
    if name.replace(".", "").isdecimal():
        return None  # an address, where a name belongs
    return name if "." in told else f"{name}.{domain}"
