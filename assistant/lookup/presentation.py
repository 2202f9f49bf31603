"""Records as text, written in one way, so that answers compare as texts."""

from __future__ import annotations

import ipaddress

from assistant.errors import UnusableInputError

STRING_BYTES = 255  # one character string of a TXT record (RFC 1035 §3.3)

# How many words stand before the names of a record, and how many names follow.
NAMED = {
    "CNAME": (0, 1), "NS": (0, 1), "PTR": (0, 1), "DNAME": (0, 1),
    "MX": (1, 1), "SRV": (3, 1), "SOA": (0, 2),
}  # fmt: skip
EXPECTED = {
    "MX": "a number and a host, as in '10 mx.bakkerij.example'",
    "SRV": "three numbers and a host, as in '0 1 587 smtp.bakkerij.example'",
    "SOA": "two names and five numbers",
}
WORDS = {"MX": 2, "SRV": 4, "SOA": 7}


def plain(name: str) -> str:
    """Lower case and no final dot; the root stays a dot. Nothing is judged."""
    lowered = name.lower()
    return lowered if lowered == "." else lowered.removesuffix(".")


def strings(kind: str, value: str | tuple[str, ...]) -> tuple[bytes, ...]:
    """Turn the text of one record of type *kind* into what Answer.records holds.

    Args:
        kind: The type, in capitals.
        value: For TXT the text unquoted, or its strings as they stand on the
            wire; for any other type its presentation.

    Raises:
        UnusableInputError: The text is no record of this type.
    """
    if kind in {"TXT", "SPF"}:
        return _texts(value)
    if not isinstance(value, str):
        raise UnusableInputError(f"expected one text for a {kind} record")
    return (_written(kind, value.strip()).encode("utf-8"),)


def _texts(value: str | tuple[str, ...]) -> tuple[bytes, ...]:
    if not isinstance(value, str):
        given = tuple(string.encode("utf-8") for string in value)
        if any(len(string) > STRING_BYTES for string in given):
            raise UnusableInputError(
                f"expected strings of at most {STRING_BYTES} bytes in a list"
            )
        return given or (b"",)
    raw = value.encode("utf-8")
    starts = range(0, len(raw), STRING_BYTES)
    return tuple(raw[start : start + STRING_BYTES] for start in starts) or (b"",)


def _written(kind: str, value: str) -> str:
    if kind in {"A", "AAAA"}:
        return _address(kind, value)
    if kind not in NAMED:
        return value
    before, names = NAMED[kind]
    words = value.split()
    numbers = [*words[:before], *words[before + names :]]
    whole = len(words) == WORDS.get(kind, 1)
    if not whole or not all(word.isascii() and word.isdecimal() for word in numbers):
        expected = EXPECTED.get(kind, "one name")
        raise UnusableInputError(f"expected {expected}, not {value[:80]!r}")
    last = before + names
    named = [plain(word) for word in words[before:last]]
    return " ".join([*words[:before], *named, *words[last:]])


def _address(kind: str, value: str) -> str:
    read = ipaddress.IPv4Address if kind == "A" else ipaddress.IPv6Address
    try:
        return str(read(value))
    except ValueError:
        expected = "an IPv4 address" if kind == "A" else "an IPv6 address"
        raise UnusableInputError(f"expected {expected}, not {value[:80]!r}") from None
