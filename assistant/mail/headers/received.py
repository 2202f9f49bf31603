"""Received fields: how a message travelled, hop by hop, RFC 5321 §4.4."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_tz

from assistant.mail.headers.fields import Field
from assistant.mail.headers.tokens import Sort, Token, tokens

MOST_LAST = 12  # of them the oldest, where it was sent
MOST_READ = 60  # hops; RFC 5321 §6.3 takes a hundred for a loop, mail makes ten
MOST_CHARACTERS = 3_000  # of one field; the longest real ones are under 1,000
HOST = re.compile(r"[A-Za-z0-9_]([A-Za-z0-9_.-]{0,251}[A-Za-z0-9_])?\.?")
ADDRESS = re.compile(r"[0-9]{1,3}(?:\.[0-9]{1,3}){3}|[0-9a-f]{0,4}:[0-9a-f:.]{1,40}")
CLAUSES = frozenset({"from", "by", "via", "with", "id", "for"})
SECURE = frozenset({"esmtps", "esmtpsa", "smtps", "utf8smtps", "utf8smtpsa", "lmtps"})
NAMELESS = frozenset({"unknown", "localhost", "helo", "ehlo"})
DAY_S = 86_400
DOCUMENTATION = tuple(
    ipaddress.ip_network(text)
    for text in (
        "192.0.2.0/24",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "2001:db8::/32",
        "3fff::/20",
    )
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hop:
    """One server's note that it took the message in.

    `sender` is the name that the server found for the one who connected (by
    reverse DNS, else what it called itself), `helo` what it called itself,
    `ip` its address, `by` the server that wrote this. `named` tells whether the
    address has a name in the DNS, None where the server does not say. `for_domain`
    is the domain of the reader that the server had it for. `position`
    is the index among all fields of the header, 0 on top.
    """

    sender: str | None = None
    helo: str | None = None
    ip: str | None = None
    by: str | None = None
    protocol: str | None = None
    for_domain: str | None = None
    at: datetime | None = None
    tls: bool = False
    named: bool | None = None
    position: int = 0


def parse_hops(fields: Iterable[Field]) -> tuple[Hop, ...]:
    """Read every Received field, topmost (last) hop first (RFC 5321 §4.4).

    Of far more than any message makes, those in the middle are counted only.
    """
    found = [
        (position, field.value)
        for position, field in enumerate(fields)
        if field.key == "received"
    ]
    if len(found) <= MOST_READ:
        return tuple(parse_hop(value, position) for position, value in found)
    last = [parse_hop(value, position) for position, value in found[-MOST_LAST:]]
    first = [
        parse_hop(value, position) for position, value in found[: MOST_READ - MOST_LAST]
    ]
    unread = (Hop(position=first[-1].position),) * (len(found) - MOST_READ)
    return (*first, *unread, *last)


def parse_hop(value: str, position: int = 0) -> Hop:
    """Read one Received field, whatever its maker made of the grammar.

    RFC 5321 §4.4: from, by, via, with, id, for; then a semicolon and the date.
    """
    clauses, end = _clauses(tokens(value[:MOST_CHARACTERS]))
    source = clauses.get("from", [])
    names = [token.text for token in source if token.sort is Sort.WORD]
    comments = [token.text for token in source if token.sort is Sort.COMMENT]
    told = _told(comments)
    first = names[0] if names else ""
    found = _found(comments) if comments else None
    by = next((t.text for t in clauses.get("by", []) if t.sort is Sort.WORD), None)
    protocol = next((t.text for t in clauses.get("with", [])), None)
    reader = next((t.text for t in clauses.get("for", [])), "")
    return Hop(
        sender=_host(found) or _host(first) or _host(told),
        helo=_host(told) or _host(first),
        ip=_address_in([*comments[:2], *names[1:2], first]),
        by=_plain(by) if by else None,
        protocol=protocol,
        for_domain=_host(reader.strip("<>;").rpartition("@")[2]),
        at=parse_date(end),
        tls=_encrypted(protocol, value[:MOST_CHARACTERS]),
        named=True if found else _nameless(comments),
        position=position,
    )


def parse_date(text: str | None) -> datetime | None:
    """Read a date of RFC 5322 §3.3; a nonsense date is none."""
    if not text:
        return None
    try:
        parts = parsedate_tz(text[:80])
        if parts is None:
            return None
        offset_s = parts[9] or 0
        moment = datetime(*parts[:6], tzinfo=UTC)
        if abs(offset_s) > DAY_S:
            return None
        return datetime.fromtimestamp(moment.timestamp() - offset_s, UTC)
    except (ValueError, OverflowError, OSError, TypeError, IndexError):
        return None


def address(text: str) -> str | None:
    """Return the IP address that *text* is, in its one spelling.

    RFC 5321 §4.1.3: written in brackets, an IPv6 one with a tag.
    """
    text = text.strip("[]<>(),;").lower().removeprefix("ipv6:")
    if not ADDRESS.fullmatch(text):
        return None
    try:
        return str(ipaddress.ip_address(text))
    except ValueError:
        return None


def is_outside(ip: str | None) -> bool:
    """Whether an address is one of the internet's, or set aside for examples.

    RFC 5737 and RFC 3849: those of documentation stand for public ones.
    """
    if ip is None:
        return False
    parsed = ipaddress.ip_address(ip)
    return parsed.is_global or any(
        parsed in network
        for network in DOCUMENTATION
        if network.version == parsed.version
    )


def _clauses(stream: Iterable[Token]) -> tuple[dict[str, list[Token]], str]:
    clauses: dict[str, list[Token]] = {}
    current: list[Token] = []
    date: list[str] | None = None
    for token in stream:
        word = token.text.lower() if token.sort is Sort.WORD else ""
        if token.sort is Sort.END:
            date = []
        elif date is not None:
            if token.sort is Sort.WORD:
                date.append(token.text)
        elif word in CLAUSES and word not in clauses:
            current = clauses.setdefault(word, [])
        else:
            current.append(token)
    return clauses, " ".join(date or ())


def _told(comments: list[str]) -> str:
    # Exim: "([ip] helo=name)", qmail and Yahoo: "(HELO name)".
    for comment in comments[:2]:
        words = comment.split()
        for index, word in enumerate(words):
            low = word.lower()
            if low.startswith(("helo=", "ehlo=")):
                return word[5:]
            if low in {"helo", "ehlo"} and index + 1 < len(words):
                return words[index + 1]
    return ""


def _found(comments: list[str]) -> str | None:
    # Postfix, sendmail and Google: "(reverse-name [ip])", first word in it.
    words = comments[0].split()
    if not words or "=" in words[0] or "." not in words[0]:
        return None
    return words[0] if address(words[0]) is None else None


def _nameless(comments: list[str]) -> bool | None:
    # Postfix and Google write "(unknown [ip])" where no name leads back.
    first = comments[0].split(maxsplit=1)[:1] if comments else []
    return False if first == ["unknown"] else None


def _address_in(texts: list[str]) -> str | None:
    for text in texts:
        for word in text.replace("[", " [").replace("]", "] ").split():
            found = address(word.rpartition("@")[2])
            if found:
                return found
    return None


def _host(text: str | None) -> str | None:
    if not text or len(text) > 254 or not HOST.fullmatch(text):  # noqa: PLR2004 - RFC 1035 §2.3.4
        return None
    name = text.lower().removesuffix(".")
    return None if name in NAMELESS or address(name) else name


def _plain(text: str) -> str:
    return (address(text) or text.lower().strip("[]<>,").removesuffix("."))[:253]


def _encrypted(protocol: str | None, value: str) -> bool:
    if protocol and protocol.lower() in SECURE:
        return True
    low = value.lower()
    return "version=tls" in low or "using tls" in low or "cipher=tls" in low
