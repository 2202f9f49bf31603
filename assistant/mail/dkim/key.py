"""A published DKIM key: what a TXT record below `_domainkey` says.

Records are typed by people into panels, so nothing here raises: a key is read
as far as it goes, and its state says whether a signature can be checked with it.
"""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass
from enum import StrEnum

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.serialization import load_der_public_key

LEAST_BITS = 1024  # RFC 8301 §3.2: verifiers refuse shorter keys
GOOD_BITS = 2048  # RFC 8301 §3.2: signers should use at least this
MOST_BITS = 4096  # RFC 8301 §3.2: verifiers need not support longer ones
MOST_CHARACTERS = 16_384  # four times the longest useful record
ED25519_BYTES = 32  # RFC 8463 §4.2
RSA_OID = bytes.fromhex("06092a864886f70d010101")  # rsaEncryption, RFC 8017 A.1
SEQUENCE = 0x30


class KeyState(StrEnum):
    """Whether receivers can check signatures with a key."""

    GOOD = "good"
    WEAK = "weak"  # counts, but shorter than signers should use
    DEAD = "dead"  # too short: receivers must not accept it
    REVOKED = "revoked"  # p= is empty on purpose
    BROKEN = "broken"  # cannot be read


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """One key record; `problem` is a reason's word, empty when good.

    `testing` is t=y, `strict` is t=s, `hashes` is h= (empty: all).
    """

    text: str
    kind: str = "unknown"  # rsa | ed25519 | unknown
    bits: int | None = None
    testing: bool = False
    strict: bool = False
    hashes: tuple[str, ...] = ()
    state: KeyState = KeyState.BROKEN
    problem: str = ""

    @property
    def usable(self) -> bool:
        """Whether a receiver accepts signatures of this key (RFC 8301 §3.2)."""
        return self.state in {KeyState.GOOD, KeyState.WEAK}


def parse_key(text: str) -> Key:
    """Read one key record, whatever stands in it.

    Returns:
        A key whose `problem` is one of: not-a-key, wrong-version, no-p, revoked,
        unknown-kind, not-for-mail, bad-base64, bad-key, too-short, too-long,
        short, hash-not-allowed; or empty.

    RFC 6376 §3.6.1; RFC 8463 §4.
    """
    if len(text) > MOST_CHARACTERS:
        return Key(text=text[:MOST_CHARACTERS], problem="too-long")
    tags = _tags(text)
    if tags is None or not (tags.keys() & {"k", "p"} or "DKIM" in tags.get("v", "")):
        return Key(text=text, problem="not-a-key")
    flags = _list(tags.get("t", ""))
    state, bits, problem = _judged(text, tags)
    kind = tags.get("k", "rsa").lower()
    return Key(
        text=text,
        kind=kind if kind in {"rsa", "ed25519"} else "unknown",
        bits=bits,
        testing="y" in flags,
        strict="s" in flags,
        hashes=_list(tags.get("h", "")),
        state=state,
        problem=problem,
    )


def _judged(text: str, tags: dict[str, str]) -> tuple[KeyState, int | None, str]:
    # The order is that of RFC 6376 §6.1.2: version, service, hash, then the key.
    before = _spoiled(text, tags)
    if before:
        return KeyState.BROKEN, None, before
    value = "".join(tags["p"].split())
    if not value:
        return KeyState.REVOKED, None, "revoked"
    try:
        raw = base64.b64decode(value, validate=True)
    except (binascii.Error, ValueError):
        return KeyState.BROKEN, None, "bad-base64"
    if tags.get("k", "rsa").lower() == "ed25519":
        fits = len(raw) == ED25519_BYTES
        state = KeyState.GOOD if fits else KeyState.BROKEN
        return state, 256 if fits else None, "" if fits else "bad-key"
    return _rsa(raw)


def _spoiled(text: str, tags: dict[str, str]) -> str:
    kind = tags.get("k", "rsa").lower()
    services, hashes = _list(tags.get("s", "*")), _list(tags.get("h", "sha256"))
    first = text.split("=", 1)[0].strip()
    checks = (
        # RFC 6376 §3.6.1: v= must come first and be DKIM1 exactly.
        ("v" in tags and (tags["v"] != "DKIM1" or first != "v"), "wrong-version"),
        ("p" not in tags, "no-p"),
        (kind not in {"rsa", "ed25519"}, "unknown-kind"),
        (not {"*", "email"} & set(services), "not-for-mail"),
        ("sha256" not in hashes, "hash-not-allowed"),  # RFC 8301 §3.1
    )
    return next((problem for wrong, problem in checks if wrong), "")


def _rsa(raw: bytes) -> tuple[KeyState, int | None, str]:
    # RFC 6376 §3.6.1 means SubjectPublicKeyInfo; its errata and every verifier
    # also take a bare RSAPublicKey, which lacks the algorithm around it.
    try:
        key = load_der_public_key(raw if RSA_OID in raw[:32] else _wrapped(raw))
    except (ValueError, TypeError, UnsupportedAlgorithm):
        return KeyState.BROKEN, None, "bad-key"
    if not isinstance(key, RSAPublicKey):
        return KeyState.BROKEN, None, "bad-key"
    bits = key.key_size
    if bits < LEAST_BITS:
        return KeyState.DEAD, bits, "too-short"
    if bits < GOOD_BITS:
        return KeyState.WEAK, bits, "short"
    if bits > MOST_BITS:
        return KeyState.WEAK, bits, "too-long"
    return KeyState.GOOD, bits, ""


def _wrapped(raw: bytes) -> bytes:
    algorithm = _der(SEQUENCE, RSA_OID + b"\x05\x00")
    return _der(SEQUENCE, algorithm + _der(0x03, b"\x00" + raw))


def _der(tag: int, content: bytes) -> bytes:
    size = len(content)
    if size < 0x80:  # noqa: PLR2004 - the short form of DER, X.690 §8.1.3.4
        return bytes((tag, size)) + content
    length = size.to_bytes((size.bit_length() + 7) // 8, "big")
    return bytes((tag, 0x80 | len(length))) + length + content


def _tags(text: str) -> dict[str, str] | None:
    # Lenient on purpose: a broken tag elsewhere does not hide what p= says.
    tags: dict[str, str] = {}
    for part in text.split(";"):
        name, found, value = part.partition("=")
        if found:
            tags.setdefault(name.strip(), value.strip())
    return tags or None


def _list(value: str) -> tuple[str, ...]:
    words = (word.strip().lower() for word in value.split(":"))
    return tuple(word for word in words if word)
