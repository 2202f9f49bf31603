"""What comes of an ARC chain; one that holds is in tests/rfc."""

from __future__ import annotations

import base64

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    PublicFormat,
)

from assistant.lookup.recorded import Recorded
from assistant.mail.dkim.chain import Chain, verify_chain

RAW = (
    b"Authentication-Results: lists.school.example; spf=pass smtp.mailfrom=a.example;"
    b" dkim=none\r\nFrom: De School <info@school.example>\r\nTo: jan@lezer.example\r\n"
    b"Subject: Rapport\r\nDate: Mon, 2 Mar 2026 11:12:00 +0100\r\n\r\nHallo\r\n"
)
NAME = "arc._domainkey.school.example"
KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
DER = KEY.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
RECORD = f"v=DKIM1; k=rsa; p={base64.b64encode(DER).decode()}"


SET = (
    b"ARC-Seal: i=1; a=rsa-sha256; cv=none; d=school.example; s=arc; b=AAAA\r\n"
    b"ARC-Message-Signature: i=1; a=rsa-sha256; c=relaxed/relaxed;"
    b" d=school.example; s=arc; h=from; bh=AAAA; b=AAAA\r\n"
    b"ARC-Authentication-Results: i=1; lists.school.example; spf=pass\r\n"
)


def zone(text: str = RECORD) -> Recorded:
    parts = ", ".join(f'"{text[i : i + 250]}"' for i in range(0, len(text) or 1, 250))
    return Recorded.from_zone(
        f"records:\n  - {{name: {NAME}, type: TXT, value: [{parts}]}}\n"
    )


async def checked(raw: bytes, dns: Recorded) -> Chain:
    chain = await verify_chain(raw, dns)
    assert chain is not None
    return chain


async def test_a_chain_of_rubbish_is_broken() -> None:
    chain = await checked(SET + RAW, zone())

    assert (chain.result, chain.reason) == ("fail", "broken")
    assert chain.sealed_by == ("school.example",)


async def test_a_message_without_sets_has_no_chain() -> None:
    assert await verify_chain(RAW, zone()) is None


@pytest.mark.parametrize(
    ("dns", "result", "reason"),
    [
        (Recorded.from_zone("records: []\n"), "fail", "no_key"),
        (zone("v=DKIM1; p="), "fail", "no_key"),
        (
            Recorded.from_zone(
                f"records: []\nrcodes:\n  - {{name: {NAME}, rcode: SERVFAIL}}\n"
            ),
            "temperror",
            "key_unreachable",
        ),
    ],
    ids=["absent", "revoked", "unreachable"],
)
async def test_a_key_that_is_not_there_has_a_reason(
    dns: Recorded, result: str, reason: str
) -> None:
    chain = await checked(SET + RAW, dns)

    assert (chain.result, chain.reason) == (result, reason)


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"ARC-Seal: i=1; d=a.example; s=b\r\n" * 30 + RAW, "too_odd"),
        (b"ARC-Seal: i=1; d=a.example; s=" + b"b" * 20_000 + b"\r\n" + RAW, "too_odd"),
        (b"ARC-Seal: rubbish\r\n" + RAW, "broken"),
        (b"ARC-Seal: i=x; d=school.example; s=arc\r\n" + RAW, "broken"),
    ],
    ids=["many", "long", "rubbish", "no number"],
)
async def test_rubbish_never_raises(raw: bytes, reason: str) -> None:
    assert (await checked(raw, zone())).reason == reason
