"""A DKIM-Signature field: what the signer says he signed, RFC 6376 §3.5."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

MOST_DIGITS = 12  # RFC 6376 §3.5: implementations must handle times of 12 digits


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """One signature, unverified; what is missing is empty or None."""

    domain: str = ""
    selector: str = ""
    algorithm: str = ""
    canonicalization: str = "simple/simple"
    identity: str | None = None
    signed_headers: tuple[str, ...] = ()
    body_length: int | None = None
    signed_at: datetime | None = None
    expires_at: datetime | None = None


def parse_signature(value: str) -> Signature:
    """Read a field's value as far as it goes; nothing raises.

    RFC 6376 §3.5: unknown tags are ignored, white space around values is none.
    """
    tags: dict[str, str] = {}
    for part in value.split(";"):
        name, found, text = part.partition("=")
        if found:
            tags.setdefault(name.strip(), "".join(text.split()))
    names = tags.get("h", "").lower().split(":")
    return Signature(
        domain=tags.get("d", "").lower().rstrip("."),
        selector=tags.get("s", "").lower(),
        algorithm=tags.get("a", "").lower(),
        canonicalization=tags.get("c", "simple/simple").lower(),
        identity=tags.get("i"),
        signed_headers=tuple(name for name in names if name),
        body_length=_number(tags.get("l")),
        signed_at=_moment(tags.get("t")),
        expires_at=_moment(tags.get("x")),
    )


def _number(text: str | None) -> int | None:
    if text is None or not text.isascii() or not text.isdigit():
        return None
    return int(text) if len(text) <= MOST_DIGITS else None


def _moment(text: str | None) -> datetime | None:
    seconds = _number(text)
    if seconds is None:
        return None
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (OverflowError, ValueError, OSError):
        return None
