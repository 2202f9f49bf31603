"""Check a message's signatures ourselves, with keys that were fetched before.

dkimpy does the arithmetic. It gets the key's text in hand, so that checking is
a pure function, and it only sees messages whose shape keeps it quick: three of
its expressions take quadratic time on long runs of white space.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

import dkim
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.serialization import load_der_public_key

from assistant.lookup.answer import Answer, Query, Status
from assistant.lookup.name import is_askable
from assistant.lookup.resolver import Resolver
from assistant.lookup.together import together
from assistant.mail.dkim.key import Key, KeyState, parse_key
from assistant.mail.dkim.signature import Signature, parse_signature
from assistant.mail.verdict import Verdict

MOST_SIGNATURES = 8  # receivers stop too; RFC 6376 §8.4 advises a limit
MOST_SIGNATURE = 16_384  # characters of one field
MOST_SIGNED = 200  # names in h=
MOST_FIELD = 131_072  # characters of any field of a message that is checked
LONGEST_BLANK = 2_000  # characters of white space in one go
BLANK = re.compile(r"\s{200}")  # within a signature; bounded, as is its field


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """What came of one signature.

    `reason` is None for a pass, else one of body_changed, header_changed,
    key_mismatch, no_key, revoked, key_broken, key_too_short, key_unreachable,
    expired, sha1, from_not_signed, malformed, too_odd. `unsigned_tail` tells
    that l= leaves an end of the body unsigned.
    """

    domain: str
    selector: str
    result: Verdict
    reason: str | None = None
    unsigned_tail: bool = False
    signature: Signature


async def verify(
    raw: bytes, dns: Resolver, at: datetime | None = None
) -> tuple[Verified, ...]:
    """Check every signature of a whole message, topmost first.

    Args:
        raw: The message as it was received.
        dns: Where the keys are asked for.
        at: When it was received; a signature that expired later still counts.

    RFC 6376 §6.1; RFC 8301 §3.
    """
    fields = fields_of(raw, "dkim-signature")[:MOST_SIGNATURES]
    read = tuple(parse_signature(value) for value in fields)
    answers = await together(ask_key(one, dns) for one in read)
    odd = is_odd(raw)
    return tuple(
        _judged(raw, index, value, one, answer, odd=odd, at=at)
        for index, (value, one, answer) in enumerate(
            zip(fields, read, answers, strict=True)
        )
    )


async def ask_key(signature: Signature, dns: Resolver) -> Answer | None:
    """Ask for the key of a signature; None where its name is none.

    RFC 6376 §3.6.2.1: it stands at selector._domainkey.domain.
    """
    name = f"{signature.selector}._domainkey.{signature.domain}"
    if not (signature.selector and signature.domain and is_askable(name)):
        return None
    return await dns.lookup(Query(name=name, type="TXT"))


def fields_of(raw: bytes, name: str) -> tuple[str, ...]:
    """Return the raw values of field *name* (lower case), folds and all.

    RFC 6376 §3.4.1: what is checked is the field as it stands.
    """
    return tuple(_fields_of(raw, f"{name}:"))


def _fields_of(raw: bytes, start: str) -> Iterator[str]:
    text = _header(raw).decode("latin-1").replace("\r\n", "\n")
    lines: list[str] = []
    for line in [*text.split("\n"), ""]:
        if line[:1] in {" ", "\t"} and lines:
            lines.append(line)
            continue
        if lines:
            yield "\n".join(lines).partition(":")[2]
        lines = [line] if line[: len(start)].lower() == start else []


def _header(raw: bytes) -> bytes:
    ends = [end for mark in (b"\r\n\r\n", b"\n\n") if (end := raw.find(mark)) >= 0]
    return raw[: min(ends)] if ends else raw


def is_odd(raw: bytes) -> bool:
    """Whether a message is what no mail program makes.

    dkimpy would take minutes over it; RFC 6376 §8.4 has verifiers set limits.
    """
    if b" " * LONGEST_BLANK in raw.replace(b"\t", b" "):
        return True
    length = 0
    for line in _header(raw).split(b"\n"):
        length = length + len(line) if line[:1] in {b" ", b"\t"} else len(line)
        if length > MOST_FIELD:
            return True
    return False


def _judged(
    raw: bytes,
    index: int,
    value: str,
    signature: Signature,
    answer: Answer | None,
    *,
    odd: bool,
    at: datetime | None,
) -> Verified:
    verdict, reason = _refused(value, signature, at, odd=odd)
    key = None
    if not reason:
        key, verdict, reason = _usable(signature, answer)
    tail = False
    if key is not None and not reason:
        verdict, reason = _checked(raw, index, key)
        tail = signature.body_length is not None and _longer(raw, signature)
    return Verified(
        domain=signature.domain,
        selector=signature.selector,
        result=verdict,
        reason=reason or None,
        unsigned_tail=tail,
        signature=signature,
    )


def _refused(
    value: str, signature: Signature, at: datetime | None, *, odd: bool
) -> tuple[Verdict, str]:
    expires = signature.expires_at
    long_blank = BLANK.search(value[:MOST_SIGNATURE])
    too_odd = odd or len(value) > MOST_SIGNATURE or long_blank is not None
    unsigned = bool(signature.signed_headers) and "from" not in signature.signed_headers
    checks = (
        (too_odd or len(signature.signed_headers) > MOST_SIGNED, "too_odd"),
        (not (signature.domain and signature.selector), "malformed"),
        (signature.algorithm == "rsa-sha1", "sha1"),  # RFC 8301 §3.1
        (unsigned, "from_not_signed"),  # RFC 6376 §6.1.1
        (expires is not None and at is not None and expires < at, "expired"),
    )
    reason = next((reason for wrong, reason in checks if wrong), "")
    unreadable = reason in {"too_odd", "malformed"}
    return Verdict.PERMERROR if unreadable else Verdict.FAIL, reason


def _usable(
    signature: Signature, answer: Answer | None
) -> tuple[Key | None, Verdict, str]:
    # RFC 6376 §6.1.2: no answer is a temporary failure, no key a permanent one.
    if answer is None:
        return None, Verdict.PERMERROR, "malformed"
    if not answer.known:
        return None, Verdict.TEMPERROR, "key_unreachable"
    keys = tuple(parse_key(text) for text in answer.text)
    if answer.status is not Status.FOUND or not keys:
        return None, Verdict.PERMERROR, "no_key"
    # More than one record is undefined (§3.6.2.2): the first that is a key.
    key = next((one for one in keys if one.problem != "not-a-key"), keys[0])
    kind = "ed25519" if signature.algorithm.startswith("ed25519") else "rsa"
    unusable = {
        KeyState.REVOKED: (Verdict.PERMERROR, "revoked"),
        KeyState.DEAD: (Verdict.FAIL, "key_too_short"),  # RFC 8301 §3.2
        KeyState.BROKEN: (Verdict.PERMERROR, "key_broken"),
    }.get(key.state)
    if unusable:
        return None, *unusable
    if key.kind != kind:
        return None, Verdict.FAIL, "key_mismatch"
    return key, Verdict.PASS, ""


class _Received(dkim.DKIM):  # type: ignore[misc] # dkimpy ships no types
    """dkimpy, judging expiry no longer: that is ours, by the day of receipt."""

    def verify_headerprep(self, idx: int = 0) -> object:
        """Prepare one signature as dkimpy does, its x= left out of the checks."""
        own = [(n, v) for n, v in self.headers if n.lower() == b"dkim-signature"]
        tags = dkim.parse_tag_value(own[idx][1])
        lasting = {name: value for name, value in tags.items() if name != b"x"}
        dkim.validate_signature_fields(lasting)
        signed = [name.strip().lower() for name in tags[b"h"].split(b":")]
        return tags, signed, own


def _checked(raw: bytes, index: int, key: Key) -> tuple[Verdict, str]:
    text = key.text.encode("utf-8", "replace")

    def in_hand(*_: object, **__: object) -> bytes:
        return text

    try:
        if _Received(raw).verify(index, dnsfunc=in_hand):
            return Verdict.PASS, ""
    except dkim.ValidationError as error:
        if str(error).startswith("body hash mismatch"):
            return Verdict.FAIL, "body_changed"
        return Verdict.PERMERROR, "malformed"
    except Exception:  # noqa: BLE001 - hostile text makes dkimpy raise anything
        return Verdict.PERMERROR, "malformed"
    return Verdict.FAIL, _why(raw, index, key)


def _why(raw: bytes, index: int, key: Key) -> str:
    """Tell a changed header from another key, where the arithmetic can.

    An RSA signature that was made with the key's other half opens to a padded
    block (RFC 8017 §9.2), whatever was signed; with any other key, to noise.
    """
    if key.kind != "rsa":
        return "header_changed"
    values = fields_of(raw, "dkim-signature")
    try:
        tags = dkim.parse_tag_value(values[index].encode("latin-1"))
        signature = dkim.base64.b64decode(b"".join(tags[b"b"].split()))
        public = dkim.parse_tag_value(key.text.encode("ascii"))[b"p"]
        loaded = load_der_public_key(dkim.base64.b64decode(public))
    except Exception:  # noqa: BLE001 - only a refinement; unknown stays unknown
        return "header_changed"
    if not isinstance(loaded, RSAPublicKey):
        return "header_changed"
    numbers = loaded.public_numbers()
    size = (numbers.n.bit_length() + 7) // 8
    opened = pow(int.from_bytes(signature, "big"), numbers.e, numbers.n)
    padded = opened.to_bytes(size, "big").startswith(b"\x00\x01\xff\xff\xff\xff")
    return "header_changed" if padded else "key_mismatch"


def _longer(raw: bytes, signature: Signature) -> bool:
    """Whether the body goes on after what l= has signed (RFC 6376 §8.2).

    Line ends count as two; relaxed bodies are measured a little too long, so an
    end of white space may be told as one of text.
    """
    body = raw[len(_header(raw)) :].replace(b"\r\n", b"\n").removeprefix(b"\n")
    rest = body.removeprefix(b"\n").rstrip(b"\n")
    return len(rest) + rest.count(b"\n") + 2 > (signature.body_length or 0)
