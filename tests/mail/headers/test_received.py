from __future__ import annotations

from datetime import UTC, datetime

import pytest

from assistant.mail.headers.received import Hop, address, parse_date, parse_hop

AT = datetime(2026, 3, 2, 10, 12, 8, tzinfo=UTC)
DATE = "; Mon, 2 Mar 2026 11:12:08 +0100"


@pytest.mark.parametrize(
    ("value", "hop"),
    [
        (
            "from mail.a.example (mail.a.example [192.0.2.1]) by mx.b.example (Postfix)"
            " with ESMTPS id 4AB for <x@b.example>" + DATE,
            Hop(
                sender="mail.a.example",
                helo="mail.a.example",
                ip="192.0.2.1",
                by="mx.b.example",
                protocol="ESMTPS",
                at=AT,
                tls=True,
                named=True,
                for_domain="b.example",
            ),
        ),
        (
            "from [192.0.2.1] (helo=pc) by mx.b.example with esmtp (Exim 4.98) id 1a"
            + DATE,
            Hop(
                sender="pc", helo="pc", ip="192.0.2.1", by="mx.b.example",
                protocol="esmtp", at=AT,
            ),
        ),
        (
            "from unknown (HELO mail.a.example) (192.0.2.1) by b.example with SMTP"
            + DATE,
            Hop(
                sender="mail.a.example", helo="mail.a.example", ip="192.0.2.1",
                by="b.example", protocol="SMTP", at=AT,
            ),
        ),
        (
            "from mail.a.example (2001:db8::1) by b.prod.outlook.com (10.1.1.1) with"
            " Microsoft SMTP Server (version=TLS1_2, cipher=TLS_X) id 15.20" + DATE,
            Hop(
                sender="mail.a.example", helo="mail.a.example", ip="2001:db8::1",
                by="b.prod.outlook.com", protocol="Microsoft", at=AT, tls=True,
            ),
        ),
        (
            "by 2002:a05:6504::1 with SMTP id a1" + DATE,
            Hop(by="2002:a05:6504::1", protocol="SMTP", at=AT),
        ),
        (
            "from helo.a.example (rdns.a.example. [192.0.2.1]) by mx.google.com with"
            " ESMTPS id x (version=TLS1_3)" + DATE,
            Hop(
                sender="rdns.a.example", helo="helo.a.example", ip="192.0.2.1",
                by="mx.google.com", protocol="ESMTPS", at=AT, tls=True, named=True,
            ),
        ),
        ("rubbish", Hop()),
        ("", Hop()),
    ],
    ids=[
        "postfix", "exim", "qmail", "microsoft", "inside", "google", "rubbish", "none",
    ],
)  # fmt: skip
def test_every_makers_line_is_read(value: str, hop: Hop) -> None:
    assert parse_hop(value) == hop


@pytest.mark.parametrize(
    "text",
    [
        "", "yesterday", "Mon, 99 Mar 2026 11:12:08 +0100",
        "Mon, 2 Mar 99999999999 11:12:08 +0100", "Mon, 2 Mar 2026 11:12:08 +999999",
    ],
)  # fmt: skip
def test_a_nonsense_date_is_none(text: str) -> None:
    assert parse_date(text) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[IPv6:2001:DB8::1]", "2001:db8::1"),
        ("192.0.2.1", "192.0.2.1"),
        ("1.2.3.400", None),
        ("mail.a.example", None),
        ("::", "::"),
    ],
)
def test_an_address_has_one_spelling(text: str, expected: str | None) -> None:
    assert address(text) == expected
