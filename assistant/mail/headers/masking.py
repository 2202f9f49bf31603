"""What may be kept of a message: no body, and nobody's address but the sender's.

A customer who pastes a header pastes his readers' addresses with it. What the
analysis rests on stays (domains, servers, results); who they are does not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import fields as parts_of
from dataclasses import is_dataclass, replace
from functools import lru_cache
from typing import Any

from assistant.lookup.name import registered_domain
from assistant.mail.headers.fields import Field
from assistant.mail.headers.message import Message, read
from assistant.mail.headers.refusal import Refusal
from assistant.mail.headers.story import split_story
from assistant.mail.headers.words import decoded

MASK = "…"
MOST_KEPT = 8_000  # characters of a field; the longest real ones are under 4,000
NONE = Refusal()
# An address, also as a link, a bounce address or a list writes it. Bounded on
# both sides, and no class overlaps its neighbour, so nothing backtracks far.
ADDRESS = re.compile(
    r"(?<![^\s<>\"'(),;:\[\]/?&])([^\s<>\"'(),;:\[\]@/?&]{1,200}?)(@|%40)"
    r"([A-Za-z0-9](?:[A-Za-z0-9.-]{0,252}[A-Za-z0-9])?)"
)
PROPERTY = re.compile(
    r"(?:smtp\.(?:mailfrom|mail|helo|rcptto)|header\.(?:from|i|d)|envelope-from"
    r"|receiver|sender|i|from|client-ip|identity)=",
    re.IGNORECASE,
)
LINK = re.compile(r"(https?://[^\s<>/?#]{1,253})[^\s<>]{0,2000}", re.IGNORECASE)
# Fields that name the readers, or whoever passed it on: addresses only, masked.
PEOPLE = frozenset((
    "to", "cc", "bcc", "delivered-to", "x-original-to", "envelope-to", "x-envelope-to",
    "x-forwarded-to", "x-forwarded-for", "resent-to", "resent-from", "resent-cc",
    "resent-sender", "apparently-to", "x-failed-recipients", "errors-to",
    "disposition-notification-to", "x-rcpt-to", "final-recipient",
    "original-recipient", "x-apparently-to", "mail-followup-to", "x-spam-known-sender",
))  # fmt: skip
NAMED = frozenset({"from", "sender", "reply-to"})  # kept whole when the sender's own
NUMBERS = frozenset({"message-id", "in-reply-to", "references", "resent-message-id"})


def masked(message: Message, own: Iterable[str] = ()) -> Message:
    """Return what may be kept of *message*: no body, others' addresses masked.

    Args:
        message: What was read.
        own: The customer's domains, or addresses where the domain is a
            provider's. The address that the message is from is always his, and
            so is its domain, unless a reader has his address there too: then it
            may be a provider's.

    RFC 5322 §3.6 names the fields that name people.
    """
    return _masked(message, frozenset(own))


def masked_text(text: str, own: Iterable[str] = ()) -> str:
    """Return a chat message as it may be kept: his words, and a masked header.

    What stands below the header is left out: the body is nobody's business. A
    text without a header is his own words, and is kept as it stands.

    RFC 5322 §2.1.
    """
    words, pasted = split_story(text)
    if not pasted.strip():
        return text
    kept: list[str] = [words] if words else []
    message: Message | None = masked(read(pasted), own)
    while message:
        header = (f"{one.name}: {one.value}" for one in message.fields)
        kept += filter(None, ("\n".join(header), (message.refusal or NONE).text))
        message = message.returned
    return "\n\n".join(kept)


def masked_line(text: str, own: Iterable[str] = ()) -> str:
    """Return one line of a message with everybody's address but *own* masked.

    RFC 5322 §3.4 has the shape of an address.
    """
    return _text(text[:MOST_KEPT], _ours(frozenset(), frozenset(own)))


@lru_cache(maxsize=64)
def _masked(message: Message, own: frozenset[str]) -> Message:
    ours = _ours(_senders(message.analysed), own)
    bare = replace(message, raw=None, fields=(), returned=None)
    kept: Message = _walked(bare, ours)
    returned = message.returned
    return replace(
        kept,
        fields=tuple(
            Field(name=one.name, value=_value(one, ours)[:MOST_KEPT])
            for one in message.fields
        ),
        returned=_masked(returned, own) if returned else None,
    )


def _senders(message: Message) -> frozenset[str]:
    """What is the sender's own of a message that tells no more than itself."""
    address, domain = (message.from_address or "").lower(), message.from_domain
    if domain is None:
        return frozenset()
    readers = (one.value[:MOST_KEPT] for one in message.fields if one.key in PEOPLE)
    for value in readers:
        for name, _, host in ADDRESS.findall(value):
            shares = _root(host.lower()) == _root(domain)
            if shares and f"{name}@{host}".lower() != address:
                return frozenset({address} - {""})
    return frozenset({domain})


def _ours(senders: frozenset[str], own: frozenset[str]) -> frozenset[str]:
    told = {one.lower() for one in own} | senders
    addresses = {one for one in told if "@" in one}
    return frozenset(addresses | {_root(one) for one in told - addresses})


@lru_cache(maxsize=4_096)
def _root(domain: str) -> str:
    return registered_domain(domain) or domain


def _walked(value: Any, ours: frozenset[str]) -> Any:  # noqa: ANN401 - any part of it
    """Mask every text in a value, however deep it stands."""
    if type(value) is str:
        return _text(value, ours)
    if isinstance(value, tuple):
        return tuple(_walked(one, ours) for one in value)
    if is_dataclass(value) and not isinstance(value, type):
        names = (one.name for one in parts_of(value))
        changed = {
            name: after
            for name in names
            if (after := _walked(before := getattr(value, name), ours)) != before
        }
        return replace(value, **changed) if changed else value
    return value


def _value(field: Field, ours: frozenset[str]) -> str:
    key, value = field.key, field.value[:MOST_KEPT]
    if key in NUMBERS:
        return value
    if key in PEOPLE or (key in NAMED and not _is_own(value, ours)):
        return ", ".join(_addresses(value, ours))
    if key in NAMED:
        return value
    return _text(decoded(value) if "=?" in value else value, ours)


def _is_own(value: str, ours: frozenset[str]) -> bool:
    found = ADDRESS.findall(value)
    return bool(found) and all(
        _belongs(f"{name}@{domain}", ours) for name, _, domain in found
    )


def _addresses(value: str, ours: frozenset[str]) -> Sequence[str]:
    return [
        _one(match, ours) for match in ADDRESS.finditer(value.replace("\\", ""))
    ] or [MASK]


def _text(text: str, ours: frozenset[str]) -> str:
    if "@" not in text and "%40" not in text and "://" not in text:
        return text
    text = LINK.sub(rf"\1/{MASK}", text)
    return ADDRESS.sub(lambda match: _one(match, ours), text)


def _one(match: re.Match[str], ours: frozenset[str]) -> str:
    name, mark, domain = match.groups()
    if label := PROPERTY.match(name):  # smtp.mailfrom=jan@…: its name says nothing
        start = label.end()
        rest = name[start:]
        if not rest or _belongs(f"{rest}@{domain}", ours):
            return match.group()
        return f"{name[:start]}{MASK}{mark}{domain}"
    if _belongs(f"{name}@{domain}", ours):
        return match.group()
    return f"{MASK}{mark}{domain}"


def _belongs(address: str, ours: frozenset[str]) -> bool:
    low = address.lower()
    name, _, domain = low.rpartition("@")
    known = low in ours or _root(domain) in ours
    # A bounce address at his own domain may hold his reader's in front.
    return known and "=" not in name
