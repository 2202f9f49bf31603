from __future__ import annotations

import pytest

from assistant.mail.headers.refusal import find_refusal

SAID = [
    (("550-5.7.26 Unauthenticated email from a.example is not accepted due to"
     " domain's DMARC policy."), "dmarc"),
    (("550 5.7.509 Access denied, sending domain A.EXAMPLE does not pass DMARC"
     " verification and has a DMARC policy of reject."), "dmarc"),
    ("550-5.7.26 This mail has been blocked because the sender is unauthenticated.",
     "authentication"),
    (("550 5.7.515 Access denied, sending domain A.EXAMPLE does not meet the required"
     " authentication level."), "authentication"),
    ("550 5.7.1 Service unavailable, Client host [192.0.2.1] blocked using Spamhaus.",
     "blocklist"),
    (("550 5.7.1 Unfortunately, messages from [192.0.2.1] weren't sent. part of their"
     " network is on our block list (S3150)."), "blocklist"),
    ("550 5.7.606 Access denied, banned sending IP [192.0.2.1].", "blocklist"),
    ("421-4.7.28 Gmail has detected an unusual rate of unsolicited mail.", "rate"),
    ("550 5.7.25 The IP address sending this message does not have a PTR record.",
     "reverse"),
    (("550 5.7.23 The message was rejected because of Sender Policy Framework"
     " violation"), "spf"),
    ("554 5.7.1 Spam message rejected", "content"),
    ("550 5.1.1 <jan@a.example>: Recipient address rejected: User unknown",
     "mailbox"),
    ("552 5.2.2 The email account that you tried to reach is over quota", "full"),
    ("554 5.7.1 <jan@a.example>: Relay access denied", "relay"),
    ("535 5.7.8 Error: authentication failed", "login"),
    ("552 5.3.4 Message size exceeds fixed limit", "size"),
    ("550 5.9.9 Something of our own", "other"),
]  # fmt: skip


@pytest.mark.parametrize(("line", "kind"), SAID)
def test_a_refusal_is_understood_by_its_words(line: str, kind: str) -> None:
    refusal = find_refusal([line])

    assert refusal is not None
    assert refusal.kind == kind


def test_a_refusal_of_many_lines_is_read_to_its_end() -> None:
    refusal = find_refusal(
        ["Hallo", "550-5.7.26 This mail is", "550 5.7.26 unauthenticated", "", "Dag"]
    )

    assert refusal is not None
    assert refusal.text == "550-5.7.26 This mail is 550 5.7.26 unauthenticated"
    assert (refusal.code, refusal.enhanced, refusal.permanent) == (
        "550",
        "5.7.26",
        True,
    )


def test_a_refusal_for_now_is_not_for_good() -> None:
    refusal = find_refusal(["451 4.7.26 try again later"])

    assert refusal is not None
    assert not refusal.permanent


@pytest.mark.parametrize("line", ["", "op 10.12.2026 kwam het terug", "1.550 5 euro"])
def test_an_ordinary_line_is_no_refusal(line: str) -> None:
    assert find_refusal([line]) is None


def test_what_stands_below_a_reply_in_a_report_is_no_part_of_it() -> None:
    refusal = find_refusal(
        ["554 5.2.2 mailbox full", "Original message headers:", "From: a@b.example"]
    )

    assert refusal is not None
    assert refusal.text == "554 5.2.2 mailbox full"
