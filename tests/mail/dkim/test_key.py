from __future__ import annotations

import base64

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from assistant.mail.dkim.key import KeyState, parse_key

# RFC 8463 appendix A.2, and RFC 6376 appendix C.
ED25519 = "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="
RSA_1024 = (
    "v=DKIM1; p=MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDwIRP/UC3SBsEmGqZ9ZJW3/DkM"
    "oGeLnQg1fWn7/zYtIxN2SnFCjxOCKG9v3b4jYfcTNh5ijSsq631uBItLa7od+v/RtdC2UzJ1lWT9"
    "47qR+Rcac2gbto/NMqJ0fzfVjH4OuKhitdY9tf6mcwGjaNBcWToIMmPSPDdQPNUYckcQ2QIDAQAB"
)
RSA_768 = (  # a number of that size, made by chance
    "v=DKIM1; k=rsa; p="
    "MHwwDQYJKoZIhvcNAQEBBQADawAwaAJhAJuBDnZuydKGY8qCjdX0s7LksGzmB0HHqHzkLI"
    "IYBy6MNb+ZLcnpxhZhLnaWps7MG3jlEGFzEdijws5vRH7U1XseL+uJQUw0PBAnxNHDhrvE"
    "zWE+MNjxat+Rt1hKImWx9QIDAQAB"
)


def record(bits: int, form: PublicFormat = PublicFormat.SubjectPublicKeyInfo) -> str:
    key = rsa.generate_private_key(public_exponent=65537, key_size=bits).public_key()
    public = base64.b64encode(key.public_bytes(Encoding.DER, form)).decode()
    return f"v=DKIM1; k=rsa; p={public}"


def test_a_key_of_2048_bits_is_good() -> None:
    key = parse_key(record(2048))

    assert (key.kind, key.bits, key.state, key.problem) == ("rsa", 2048, "good", "")


def test_a_key_of_1024_bits_counts_but_is_weak() -> None:
    key = parse_key(RSA_1024)

    assert (key.bits, key.state, key.problem, key.usable) == (
        1024,
        "weak",
        "short",
        True,
    )


def test_a_key_longer_than_any_verifier_takes_is_weak() -> None:
    number = rsa.RSAPublicNumbers(e=65537, n=(1 << 8191) | 1).public_key()
    public = number.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)

    key = parse_key(f"v=DKIM1; p={base64.b64encode(public).decode()}")

    assert (key.bits, key.state, key.problem) == (8192, "weak", "too-long")


def test_an_ed25519_key_is_good() -> None:
    key = parse_key(ED25519)

    assert (key.kind, key.bits, key.state) == ("ed25519", 256, KeyState.GOOD)


def test_a_bare_rsa_key_is_read_as_verifiers_do() -> None:
    key = parse_key(record(2048, PublicFormat.PKCS1))

    assert (key.bits, key.state) == (2048, KeyState.GOOD)


def test_a_key_below_1024_bits_is_dead() -> None:
    key = parse_key(RSA_768)

    assert (key.bits, key.state, key.problem) == (768, KeyState.DEAD, "too-short")
    assert not key.usable


def test_an_empty_p_is_a_revoked_key() -> None:
    assert parse_key("v=DKIM1; p=").state is KeyState.REVOKED


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("v=spf1 include:x.example -all", "not-a-key"),
        ("include:_spf.example", "not-a-key"),
        ("", "not-a-key"),
        ("google-site-verification=abc", "not-a-key"),
        ("v=DKIM2; p=AAAA", "wrong-version"),
        ("k=rsa; v=DKIM1; p=AAAA", "wrong-version"),
        ("v=DKIM1; k=rsa", "no-p"),
        ("v=DKIM1; k=dsa; p=AAAA", "unknown-kind"),
        ("v=DKIM1; s=tlsrpt; p=AAAA", "not-for-mail"),
        ("v=DKIM1; h=sha1; p=AAAA", "hash-not-allowed"),
        ("v=DKIM1; p=not base64!", "bad-base64"),
        ("v=DKIM1; p=AAAA", "bad-key"),
        ("v=DKIM1; k=ed25519; p=AAAA", "bad-key"),
        ("p=" + "A" * 20_000, "too-long"),
    ],
)
def test_what_is_wrong_with_a_key_has_a_word(text: str, problem: str) -> None:
    key = parse_key(text)

    assert (key.state, key.problem) == (KeyState.BROKEN, problem)


def test_blanks_within_the_key_do_no_harm() -> None:
    assert parse_key(RSA_1024.replace("p=MIG", "p= MIG \t")).bits == 1024


def test_flags_of_a_key_are_read() -> None:
    key = parse_key(ED25519 + "; t=y:s; h=sha256")

    assert (key.testing, key.strict, key.hashes) == (True, True, ("sha256",))
