from __future__ import annotations

from datetime import UTC, datetime

from assistant.mail.dkim.signature import Signature, parse_signature


def test_a_signature_is_read_with_its_folding() -> None:
    signature = parse_signature(
        "v=1; a=rsa-sha256; c=relaxed/simple; d=Bakkerij.example; s=K2;\n"
        " i=@bakkerij.example; h=From:To:\n Subject; l=12; t=1772442720; x=1772529120;"
        " bh=aa=; b=bb="
    )

    assert signature == Signature(
        domain="bakkerij.example",
        selector="k2",
        algorithm="rsa-sha256",
        canonicalization="relaxed/simple",
        identity="@bakkerij.example",
        signed_headers=("from", "to", "subject"),
        body_length=12,
        signed_at=datetime(2026, 3, 2, 9, 12, tzinfo=UTC),
        expires_at=datetime(2026, 3, 3, 9, 12, tzinfo=UTC),
    )


def test_nonsense_is_read_as_far_as_it_goes() -> None:
    signature = parse_signature("t=" + "9" * 50 + "; l=-1; x=12e4; ;;=; d")

    assert signature == Signature()


def test_a_moment_far_beyond_calendars_is_none() -> None:
    assert parse_signature("t=999999999999").signed_at is None
