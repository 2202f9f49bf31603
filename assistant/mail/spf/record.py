"""An SPF record as its author wrote it: the grammar and nothing else.

Everything is checked before anything is evaluated, since a syntax error anywhere
in the record spoils the whole of it. RFC 7208 §4.6 and §12.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from assistant.errors import RecordSyntaxError
from assistant.mail.spf import macro
from assistant.mail.spf.names import is_top_label
from assistant.mail.verdict import Verdict

COSTLY = frozenset({"include", "a", "mx", "ptr", "exists"})
"""Mechanisms that cost a lookup; of the modifiers, `redirect` does (§4.6.4)."""

_VERSION = re.compile(r"v=spf1(?= |\Z)", re.ASCII | re.IGNORECASE)
_TERM = re.compile(r"[^ ]+")
_MODIFIER = re.compile(r"([A-Za-z][A-Za-z0-9._-]*)=(.*)", re.ASCII | re.DOTALL)
_MECHANISM = re.compile(r"([+?~-]?)([A-Za-z0-9]+)(.*)", re.ASCII | re.DOTALL)
_DUAL_CIDR = re.compile(r"(.*?)(?:/([0-9]+))?(?://([0-9]+))?", re.ASCII | re.DOTALL)
_CIDR = re.compile(r"(.*?)(?:/([0-9]+))?", re.ASCII | re.DOTALL)
_MAX_PREFIX = {4: 32, 6: 128}
_MAX_DIGITS = 3  # of a prefix length


class Qualifier(StrEnum):
    """What a match means (RFC 7208 §4.6.2)."""

    PASS = "+"  # noqa: S105 - a qualifier, no password
    FAIL = "-"
    SOFTFAIL = "~"
    NEUTRAL = "?"

    @property
    def verdict(self) -> Verdict:
        """The result that a match with this qualifier gives (RFC 7208 §4.6.2)."""
        return Verdict(self.name.lower())


@dataclass(frozen=True, slots=True, kw_only=True)
class Mechanism:
    """A term that may match (RFC 7208 §5).

    `name` is in lower case; `domain` stands as written, macros and all, and is
    None where the term leaves it to the current domain. `network` is the address
    of ip4 or ip6 without its prefix length; a length that is not written is None.
    """

    qualifier: Qualifier
    name: str
    domain: str | None = None
    network: str | None = None
    ip4_prefix: int | None = None
    ip6_prefix: int | None = None
    text: str

    @property
    def costs(self) -> bool:
        """Whether it counts as one of ten lookups (RFC 7208 §4.6.4)."""
        return self.name in COSTLY


@dataclass(frozen=True, slots=True, kw_only=True)
class Modifier:
    """A term that says something about the whole (RFC 7208 §6)."""

    name: str
    value: str
    text: str

    @property
    def costs(self) -> bool:
        """Whether it counts as one of ten lookups (RFC 7208 §4.6.4)."""
        return self.name == "redirect"


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A record without a fault in its grammar, terms in the order written."""

    text: str
    terms: tuple[Mechanism | Modifier, ...]

    @property
    def mechanisms(self) -> tuple[Mechanism, ...]:
        """The mechanisms in order, those after `all` included (RFC 7208 §5)."""
        return tuple(term for term in self.terms if isinstance(term, Mechanism))

    @property
    def redirect(self) -> str | None:
        """The raw target of `redirect`, in force or not (RFC 7208 §6.1)."""
        return self._value("redirect")

    @property
    def exp(self) -> str | None:
        """The raw name of the explanation (RFC 7208 §6.2)."""
        return self._value("exp")

    @property
    def all(self) -> Mechanism | None:
        """The first `all`, the one that counts (RFC 7208 §5.1)."""
        return next((term for term in self.mechanisms if term.name == "all"), None)

    @property
    def tried(self) -> tuple[Mechanism | Modifier, ...]:
        """What an evaluation walks: up to `all`, or to the end and `redirect`.

        RFC 7208 §4.6.2 and §4.6.3; §5.1 for what `all` ends.
        """
        if self.all is not None:
            return self.mechanisms[: self.mechanisms.index(self.all) + 1]
        return (*self.mechanisms, *self._modifiers("redirect"))

    @property
    def dead(self) -> tuple[Mechanism | Modifier, ...]:
        """Terms that are never tried: after `all`, or a redirect beside it.

        RFC 7208 §5.1.
        """
        if self.all is None:
            return ()
        after = self.mechanisms[self.mechanisms.index(self.all) + 1 :]
        return (*after, *self._modifiers("redirect"))

    def _modifiers(self, name: str) -> Iterator[Modifier]:
        modifiers = (term for term in self.terms if isinstance(term, Modifier))
        return (term for term in modifiers if term.name == name)

    def _value(self, name: str) -> str | None:
        return next((term.value for term in self._modifiers(name)), None)


def is_spf(text: str) -> bool:
    """Whether a TXT record is an SPF record, sound or not.

    RFC 7208 §4.5: `v=spf1`, in any case, and then a space or the end.
    """
    return _VERSION.match(text) is not None


@lru_cache(maxsize=128)  # a proof reads every record again, and all use the same few
def parse(text: str) -> Record:
    """Read an SPF record.

    Raises:
        RecordSyntaxError: The text breaks the grammar; the first fault is told.

    RFC 7208 §4.6.1 and §12; `redirect` and `exp` at most once (§6).
    """
    if not is_spf(text):
        raise RecordSyntaxError(text, 0, "v=spf1")
    terms: list[Mechanism | Modifier] = []
    once: set[str] = set()
    for found in _TERM.finditer(text, len("v=spf1")):
        term = _term(text, found.start(), found.group())
        if isinstance(term, Modifier) and term.name in {"redirect", "exp"}:
            if term.name in once:
                raise RecordSyntaxError(text, found.start(), f"one {term.name} only")
            once.add(term.name)
        terms.append(term)
    return Record(text=text, terms=tuple(terms))


def _term(record: str, start: int, text: str) -> Mechanism | Modifier:
    if modifier := _MODIFIER.fullmatch(text):
        return _modifier(record, start, text, modifier)
    mechanism = _MECHANISM.fullmatch(text)
    if mechanism is None:
        raise RecordSyntaxError(record, start, "a mechanism or a modifier")
    qualifier = Qualifier(mechanism[1] or "+")
    name, rest = mechanism[2].lower(), mechanism[3]
    at = start + mechanism.start(3)
    domain = network = None
    ip4_prefix = ip6_prefix = None
    if name in {"ip4", "ip6"}:
        network, prefix = _network(record, at, rest, version=int(name[2]))
        ip4_prefix, ip6_prefix = (prefix, None) if name == "ip4" else (None, prefix)
    elif name in {"a", "mx"}:
        rest, ip4_prefix, ip6_prefix = _dual_cidr(record, at, rest)
        domain = _domain(record, at, rest, required=False)
    elif name in {"include", "exists", "ptr"}:
        domain = _domain(record, at, rest, required=name != "ptr")
    elif name != "all":
        raise RecordSyntaxError(record, start, "a mechanism that exists")
    elif rest:
        raise RecordSyntaxError(record, at, "nothing after all")
    return Mechanism(
        qualifier=qualifier,
        name=name,
        domain=domain,
        network=network,
        ip4_prefix=ip4_prefix,
        ip6_prefix=ip6_prefix,
        text=text,
    )


def _modifier(record: str, start: int, text: str, parts: re.Match[str]) -> Modifier:
    name, value = parts[1].lower(), parts[2]
    at = start + parts.start(2)
    if name in {"redirect", "exp"}:
        _check_domain_spec(record, at, value)
    else:
        fault = macro.first_fault(value, allowed=macro.ALLOWED_IN_EXPLANATION)
        if fault >= 0:
            raise RecordSyntaxError(record, at + fault, "a visible character or macro")
    return Modifier(name=name, value=value, text=text)


def _domain(record: str, at: int, rest: str, *, required: bool) -> str | None:
    if not rest and not required:
        return None
    if not rest.startswith(":"):
        raise RecordSyntaxError(record, at, "a colon and a domain")
    _check_domain_spec(record, at + 1, rest[1:])
    return rest[1:]


def _check_domain_spec(record: str, at: int, spec: str) -> None:
    # RFC 7208 §7.1: a macro-string that ends in a macro or in a dot and a label
    # which is not all digits and neither starts nor ends with a hyphen.
    if not spec:
        raise RecordSyntaxError(record, at, "a domain")
    fault = macro.first_fault(spec, allowed=macro.ALLOWED)
    if fault >= 0:
        raise RecordSyntaxError(record, at + fault, "a visible character or macro")
    if macro.ends_in_macro(spec):
        return
    before, dot, label = spec.removesuffix(".").rpartition(".")
    if not (dot and is_top_label(label)):
        offset = at + len(before) + len(dot)
        raise RecordSyntaxError(record, offset, "a top-level name at its end")


def _dual_cidr(record: str, at: int, rest: str) -> tuple[str, int | None, int | None]:
    parts = _DUAL_CIDR.fullmatch(rest)
    if parts is None:  # pragma: no cover - the pattern takes any text
        return rest, None, None
    ip4_prefix = _prefix(record, at, parts, 2, version=4)
    ip6_prefix = _prefix(record, at, parts, 3, version=6)
    return parts[1], ip4_prefix, ip6_prefix


def _network(
    record: str, at: int, rest: str, *, version: int
) -> tuple[str, int | None]:
    parts = _CIDR.fullmatch(rest.removeprefix(":"))
    expected = f"a colon and an IPv{version} address"
    if parts is None or not rest.startswith(":"):
        raise RecordSyntaxError(record, at, expected)
    reader = ipaddress.IPv4Address if version == 4 else ipaddress.IPv6Address  # noqa: PLR2004 - the version's own name
    try:
        reader(parts[1])
    except ValueError:
        raise RecordSyntaxError(record, at + 1, expected) from None
    if "%" in parts[1]:  # a zone index, which ipaddress would take
        raise RecordSyntaxError(record, at + 1, expected)
    return parts[1], _prefix(record, at + 1, parts, 2, version=version)


def _prefix(
    record: str, at: int, parts: re.Match[str], group: int, *, version: int
) -> int | None:
    # RFC 7208 §5.6: without leading zeros, at most 32 or 128.
    digits = parts[group]
    if digits is None:
        return None
    plain = digits == "0" or not digits.startswith("0")
    limit = _MAX_PREFIX[version]
    if not plain or len(digits) > _MAX_DIGITS or int(digits) > limit:
        offset = at + parts.start(group)
        raise RecordSyntaxError(record, offset, f"a prefix length from 0 to {limit}")
    return int(digits)
