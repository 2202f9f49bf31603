"""A signature over a file still holds once the file was asked as a question."""

from __future__ import annotations

import base64

import dkim
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)

from assistant.checks.message import examine_message
from assistant.knowledge.match import Matcher
from assistant.knowledge.shelf import Shelf
from assistant.lookup.recorded import Recorded
from assistant.mail.headers.message import read
from assistant.mail.verdict import Verdict
from assistant.understanding.question import Known, Problem, Question
from assistant.understanding.understand import understand
from assistant.web.upload import taken
from tests.played import NOW

RECEIVED = (
    b"Received: from mail.bakkerij.example ([192.0.2.25]) by mx.ontvanger.example;\r\n"
    b" Tue, 03 Mar 2026 08:00:14 +0000\r\n"
)
HEADER = (
    b"From: Bakkerij <info@bakkerij.example>\r\nTo: lezer@ontvanger.example\r\n"
    b"Subject: Nieuws\r\nDate: Tue, 03 Mar 2026 08:00:10 +0000\r\n"
)
MULTIPART = b"MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=x\r\n"
SIMPLE, RELAXED = (b"simple", b"simple"), (b"relaxed", b"relaxed")


@pytest.fixture(scope="module")
def key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def signed(key: rsa.RSAPrivateKey, raw: bytes, how: tuple[bytes, bytes]) -> bytes:
    pem = key.private_bytes(
        Encoding.PEM, PrivateFormat.TraditionalOpenSSL, NoEncryption()
    )
    field = dkim.sign(raw, b"k2", b"bakkerij.example", pem, canonicalize=how)
    return RECEIVED + bytes(field) + raw


def published(key: rsa.RSAPrivateKey) -> Recorded:
    public = key.public_key().public_bytes(
        Encoding.DER, PublicFormat.SubjectPublicKeyInfo
    )
    text = f"v=DKIM1; p={base64.b64encode(public).decode()}"
    return Recorded.from_zone(
        "records:\n  - {name: k2._domainkey.bakkerij.example, type: TXT, "
        f'value: ["{text[:250]}", "{text[250:]}"]}}\n'
    )


@pytest.mark.parametrize("how", [SIMPLE, RELAXED], ids=["simple", "relaxed"])
@pytest.mark.parametrize(
    "rest",
    [
        b"\r\nHallo,\r\n\r\nnieuws van de bakker.\r\n",
        "\r\nCaf\u00e9 \u20ac 2\r\n".encode(),
        b"\r\nblanco's aan het eind  \r\n \r\nGroet\r\n\r\n\r\n",
        MULTIPART + b"\r\n--x\r\nContent-Type: text/plain\r\n\r\nHallo\r\n--x--\r\n",
    ],
    ids=["plain", "utf-8", "blanks", "multipart"],
)
async def test_a_true_signature_passes(
    rest: bytes,
    how: tuple[bytes, bytes],
    key: rsa.RSAPrivateKey,
    shelf: Shelf,
    matcher: Matcher,
) -> None:
    asked = taken(signed(key, HEADER + rest, how), "", 100_000).text

    question = Question(text=asked, asked_at=NOW)
    message = understand(question, Known(), shelf, matcher).message
    assert message is not None
    facts = await examine_message(message, published(key), shelf)
    assert [one.result for one in facts.verified_dkim] == [Verdict.PASS]


async def test_words_beside_a_file_leave_its_signature_whole(
    key: rsa.RSAPrivateKey, shelf: Shelf, matcher: Matcher
) -> None:
    raw = signed(key, HEADER + b"\r\nNieuws  van de bakker.\r\n", SIMPLE)
    words = "Mijn nieuwsbrief uit Mailchimp komt in de spam"

    question = Question(text=taken(raw, words, 100_000).text, asked_at=NOW)

    heard = understand(question, Known(), shelf, matcher)
    assert heard.message is not None
    facts = await examine_message(heard.message, published(key), shelf)
    assert [one.result for one in facts.verified_dkim] == [Verdict.PASS]
    assert (heard.problem, heard.known.services) == (Problem.SPAM, ("mailchimp",))


async def test_a_file_that_holds_the_sign_between_them_stays_one(
    key: rsa.RSAPrivateKey, shelf: Shelf, matcher: Matcher
) -> None:
    raw = signed(key, HEADER + b"\r\nBlad een\r\n\f\r\nBlad twee\r\n", SIMPLE)

    question = Question(text=taken(raw, "", 100_000).text, asked_at=NOW)

    message = understand(question, Known(), shelf, matcher).message
    assert message is not None
    facts = await examine_message(message, published(key), shelf)
    assert [one.result for one in facts.verified_dkim] == [Verdict.PASS]


async def test_what_text_cannot_hold_is_not_called_changed(
    key: rsa.RSAPrivateKey, shelf: Shelf, matcher: Matcher
) -> None:
    raw = signed(key, HEADER + b"\r\ncaf\xe9\r\n", RELAXED)

    question = Question(text=taken(raw, "", 100_000).text, asked_at=NOW)

    message = understand(question, Known(), shelf, matcher).message
    assert message is not None
    facts = await examine_message(message, published(key), shelf)
    assert facts.verified_dkim == ()


async def test_a_pasted_copy_that_does_not_verify_is_never_called_changed(
    key: rsa.RSAPrivateKey, shelf: Shelf
) -> None:
    whole = signed(key, HEADER + b"\r\nBeste lezer,\r\n", SIMPLE)
    copied = whole.decode().replace("Beste ", "Beste\u00a0")

    pasted = await examine_message(read(copied), published(key), shelf)
    handed_in = await examine_message(read(copied.encode()), published(key), shelf)

    assert [one.reason for one in handed_in.verified_dkim] == ["body_changed"]
    assert pasted.verified_dkim == ()
