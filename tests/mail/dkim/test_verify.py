"""Signatures made at test time, checked with the key that is published."""

from __future__ import annotations

import base64
from datetime import UTC, datetime

import dkim
import nacl.signing
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)

from assistant.lookup.recorded import Recorded
from assistant.mail.dkim.verify import Verified, verify

RAW = (
    b"From: De School <info@school.example>\r\nTo: jan@lezer.example\r\n"
    b"Subject: Rapport\r\nDate: Mon, 2 Mar 2026 11:12:00 +0100\r\n\r\n"
    b"Hallo Jan,\r\n\r\nhet rapport is klaar.\r\n"
)
HEADERS = [b"from", b"to", b"subject", b"date"]


class Pair:
    """A key and the record that publishes it."""

    def __init__(self, bits: int) -> None:
        self.key = rsa.generate_private_key(public_exponent=65537, key_size=bits)
        self.pem = self.key.private_bytes(
            Encoding.PEM, PrivateFormat.TraditionalOpenSSL, NoEncryption()
        )
        public = self.key.public_key().public_bytes(
            Encoding.DER, PublicFormat.SubjectPublicKeyInfo
        )
        self.record = f"v=DKIM1; k=rsa; p={base64.b64encode(public).decode()}"


@pytest.fixture(scope="module")
def pair() -> Pair:
    return Pair(2048)


def world(*records: tuple[str, str], failing: tuple[str, ...] = ()) -> Recorded:
    lines = ["records:" if records else "records: []"]
    for name, text in records:
        parts = [text[i : i + 250] for i in range(0, len(text), 250)]
        values = ", ".join(f'"{part}"' for part in parts)
        lines.append(f"  - {{name: {name}, type: TXT, value: [{values}]}}")
    if failing:
        lines.append("rcodes:")
        lines += [f"  - {{name: {name}, rcode: SERVFAIL}}" for name in failing]
    return Recorded.from_zone("\n".join(lines) + "\n")


KEY_NAME = "mail._domainkey.school.example"


def signed(pair: Pair, raw: bytes = RAW, **extra: object) -> bytes:
    options = {
        "canonicalize": (b"relaxed", b"relaxed"),
        "include_headers": HEADERS,
        **extra,
    }
    made: bytes = dkim.sign(raw, b"mail", b"school.example", pair.pem, **options)
    return made + raw


async def only(raw: bytes, dns: Recorded, at: datetime | None = None) -> Verified:
    found = await verify(raw, dns, at)
    assert len(found) == 1
    return found[0]


async def test_a_true_signature_passes(pair: Pair) -> None:
    one = await only(signed(pair), world((KEY_NAME, pair.record)))

    assert (one.domain, one.selector) == ("school.example", "mail")
    assert (one.result, one.reason) == ("pass", None)


async def test_a_key_of_1024_bits_still_passes() -> None:
    small = Pair(1024)

    one = await only(signed(small), world((KEY_NAME, small.record)))

    assert one.result == "pass"


async def test_an_ed25519_signature_passes() -> None:
    key = nacl.signing.SigningKey.generate()
    public = base64.b64encode(bytes(key.verify_key)).decode()
    made = dkim.sign(
        RAW,
        b"mail",
        b"school.example",
        base64.b64encode(bytes(key)),
        include_headers=HEADERS,
        signature_algorithm=b"ed25519-sha256",
    )

    record = f"v=DKIM1; k=ed25519; p={public}"
    one = await only(made + RAW, world((KEY_NAME, record)))

    assert (one.result, one.reason) == ("pass", None)


async def test_line_feeds_only_change_nothing(pair: Pair) -> None:
    raw = signed(pair).replace(b"\r\n", b"\n")

    one = await only(raw, world((KEY_NAME, pair.record)))

    assert one.result == "pass"


async def test_a_changed_text_is_told(pair: Pair) -> None:
    raw = signed(pair).replace(b"is klaar", b"is af")

    one = await only(raw, world((KEY_NAME, pair.record)))

    assert (one.result, one.reason) == ("fail", "body_changed")


async def test_a_changed_header_is_told(pair: Pair) -> None:
    raw = signed(pair).replace(b"Subject: Rapport", b"Subject: [lijst] Rapport")

    one = await only(raw, world((KEY_NAME, pair.record)))

    assert (one.result, one.reason) == ("fail", "header_changed")


async def test_another_key_is_told_from_a_changed_header(pair: Pair) -> None:
    one = await only(signed(pair), world((KEY_NAME, Pair(2048).record)))

    assert (one.result, one.reason) == ("fail", "key_mismatch")


async def test_a_key_that_nobody_published_is_told(pair: Pair) -> None:
    one = await only(signed(pair), world(("school.example", "v=spf1 -all")))

    assert (one.result, one.reason) == ("permerror", "no_key")


async def test_a_key_that_could_not_be_asked_is_no_missing_key(pair: Pair) -> None:
    one = await only(signed(pair), world(failing=(KEY_NAME,)))

    assert (one.result, one.reason) == ("temperror", "key_unreachable")


@pytest.mark.parametrize(
    ("record", "result", "reason"),
    [
        ("v=DKIM1; p=", "permerror", "revoked"),
        ("v=DKIM1; p=AAAA", "permerror", "key_broken"),
        (
            "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=",
            "fail",
            "key_mismatch",
        ),
    ],
)
async def test_a_key_that_cannot_be_used_has_a_reason(
    pair: Pair, record: str, result: str, reason: str
) -> None:
    one = await only(signed(pair), world((KEY_NAME, record)))

    assert (one.result, one.reason) == (result, reason)


async def test_sha1_is_refused_without_looking(pair: Pair) -> None:
    raw = signed(pair).replace(b"a=rsa-sha256", b"a=rsa-sha1")

    one = await only(raw, world((KEY_NAME, pair.record)))

    assert (one.result, one.reason) == ("fail", "sha1")


async def test_a_signature_that_expired_before_receipt_fails(pair: Pair) -> None:
    raw = signed(pair).replace(b"q=dns/txt;", b"q=dns/txt; x=1;")

    one = await only(
        raw, world((KEY_NAME, pair.record)), datetime(2026, 3, 2, tzinfo=UTC)
    )

    assert (one.result, one.reason) == ("fail", "expired")


async def test_a_signature_must_cover_the_sender(pair: Pair) -> None:
    raw = signed(pair).replace(b"h=from : to", b"h=to")

    one = await only(raw, world((KEY_NAME, pair.record)))

    assert one.reason == "from_not_signed"


async def test_text_after_the_signed_length_is_told(pair: Pair) -> None:
    raw = signed(pair, length=True) + b"Advertentie van een vreemde.\r\n"

    one = await only(raw, world((KEY_NAME, pair.record)))

    assert (one.result, one.unsigned_tail) == ("pass", True)


async def test_a_signed_length_up_to_the_end_leaves_nothing(pair: Pair) -> None:
    one = await only(signed(pair, length=True), world((KEY_NAME, pair.record)))

    assert (one.result, one.unsigned_tail) == ("pass", False)


async def test_every_signature_is_checked(pair: Pair) -> None:
    twice = signed(pair, signed(pair))

    found = await verify(twice, world((KEY_NAME, pair.record)))

    assert [one.result for one in found] == ["pass", "pass"]


@pytest.mark.parametrize(
    "raw",
    [
        b"DKIM-Signature: v=1; d=a.example; s=b" + b" " * 100_000 + b"\r\n\r\nx",
        b"DKIM-Signature: v=1; d=a.example; s=b\r\n\r\n" + b" " * 1_000_000,
        b"DKIM-Signature: v=1; d=a.example; s=b; h=" + b"a:" * 5_000 + b"\r\n\r\nx",
        b"X: " + b"y\r\n " * 100_000 + b"\r\nDKIM-Signature: d=a.example; s=b\r\n\r\n",
    ],
    ids=["blanks", "blank body", "many names", "long field"],
)
async def test_what_would_take_minutes_is_not_begun(raw: bytes) -> None:
    one = await only(raw, world())

    assert (one.result, one.reason) == ("permerror", "too_odd")


@pytest.mark.parametrize(
    "raw",
    [
        b"DKIM-Signature: rubbish\r\n\r\nx",
        b"DKIM-Signature: d=a.example; s=b; h=from\r\n\r\nx",
        b"DKIM-Signature: d=localhost; s=b\r\n\r\nx",
        b" folded first\r\nDKIM-Signature: d=a.example; s=\xff\r\n\r\nx",
        b"DKIM-Signature:",
    ],
)
async def test_rubbish_is_malformed_and_never_raises(raw: bytes) -> None:
    for one in await verify(raw, world(("b._domainkey.a.example", "v=DKIM1; p=AAAA"))):
        assert one.result in {"permerror", "fail"}


async def test_a_message_without_signature_yields_nothing() -> None:
    assert await verify(RAW, world()) == ()


async def test_an_ed25519_signature_tells_no_more_than_changed() -> None:
    key = nacl.signing.SigningKey.generate()
    public = base64.b64encode(bytes(key.verify_key)).decode()
    made = dkim.sign(
        RAW,
        b"mail",
        b"school.example",
        base64.b64encode(bytes(key)),
        include_headers=HEADERS,
        signature_algorithm=b"ed25519-sha256",
    )
    raw = made + RAW.replace(b"Subject: Rapport", b"Subject: Ander rapport")

    one = await only(raw, world((KEY_NAME, f"v=DKIM1; k=ed25519; p={public}")))

    assert (one.result, one.reason) == ("fail", "header_changed")


async def test_a_signature_that_is_no_base64_is_malformed(pair: Pair) -> None:
    raw = signed(pair).replace(b" b=", b" b=*")

    one = await only(raw, world((KEY_NAME, pair.record)))

    assert one.result != "pass"
