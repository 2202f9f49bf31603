"""What receivers write when they send mail back, by maker: code and text."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.mail.headers.refusal import find_refusal
from tests.stage import read

FILE = Path(__file__).parent / "refusals.yaml"
SAID = [
    (maker, said["means"], said["permanent"], said["line"])
    for maker, lines in read(FILE).items()
    for said in lines
]


@pytest.mark.parametrize(("maker", "kind", "permanent", "line"), SAID)
def test_a_refusal_is_told_by_its_maker_its_meaning_and_how_long(
    maker: str, kind: str, permanent: bool, line: str
) -> None:
    refusal = find_refusal([line])

    assert refusal is not None
    assert (refusal.maker, refusal.kind) == (maker, kind)
    assert refusal.permanent is permanent


@pytest.mark.parametrize(
    ("line", "listed_by"),
    [
        ("554 blocked using zen.spamhaus.org", "spamhaus"),
        ("554 5.7.1 listed at bl.spamcop.net", "spamcop"),
        ("550 5.7.1 blocked using b.barracudacentral.org", "barracuda"),
        ("550 5.7.1 your IP is listed in dnsbl-1.uceprotect.net", "uceprotect"),
        ("421 4.7.1 see https://blacklist.kpnmail.nl/Help/17", "kpn"),
        ("550 5.7.1 blocked using a list of our own, blocklist", None),
    ],
)
def test_whose_block_list_it_is_is_told_where_the_words_tell(
    line: str, listed_by: str | None
) -> None:
    refusal = find_refusal([line])

    assert refusal is not None
    assert (refusal.kind, refusal.listed_by) == ("blocklist", listed_by)


def test_the_sending_address_and_the_senders_domain_are_taken_from_the_words() -> None:
    refusal = find_refusal(
        (
            "550-5.7.26 The MAIL FROM domain [bakkerij.example] has an SPF record with",
            "550 5.7.26 a hard fail policy (-all) but it fails to pass SPF checks with",
            "the ip: [192.0.2.25].",
        )
    )

    assert refusal is not None
    assert (refusal.ip, refusal.about) == ("192.0.2.25", "bakkerij.example")


def test_the_receivers_own_address_is_not_taken_for_the_senders() -> None:
    refusal = find_refusal(
        ["host mx.lezer.example[203.0.113.5] said: 552 5.2.2 Mailbox full"]
    )

    assert refusal is not None
    assert refusal.ip is None
