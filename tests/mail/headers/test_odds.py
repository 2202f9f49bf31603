"""Shapes that are rare, and that somebody will paste all the same."""

from __future__ import annotations

import pytest

from assistant.mail.headers.arc import parse_arc
from assistant.mail.headers.blocks import best
from assistant.mail.headers.border import same_house
from assistant.mail.headers.bounce import original
from assistant.mail.headers.fields import parse_fields
from assistant.mail.headers.message import Kind, read
from assistant.mail.headers.refusal import find_refusal
from assistant.mail.headers.sender import Traces, recognise
from assistant.mail.headers.spam import spam_verdict
from assistant.mail.headers.stamps import parse_stamp
from assistant.mail.headers.summary import parse_summary
from assistant.mail.headers.words import decoded

HEADER = (
    "Received: from mail.school.example (mail.school.example [192.0.2.25]) by"
    " mx.hoster.example; Mon, 2 Mar 2026 11:12:08 +0100\nFrom: a@school.example\n"
)


def test_a_header_ends_where_prose_begins() -> None:
    lines = [*HEADER.splitlines(), *["gewone tekst"] * 40, "", "From: b@c.example"]

    block = best(lines)

    assert block is not None
    assert (block.start, block.end) == (0, 2)


def test_only_lines_of_a_summary_are_a_receivers_word() -> None:
    message = read("SPF: PASS with IP 192.0.2.25\nDMARC: 'FAIL'\n")

    assert message.kind is Kind.HEADERS
    assert message.stated_by == "mx.google.com"


def test_a_summary_with_a_word_that_is_no_result_is_left() -> None:
    assert parse_summary(["SPF: misschien", "DKIM: zeker"]) is None


def test_a_part_that_only_claims_to_be_a_message_is_passed_over() -> None:
    report = parse_fields(['Content-Type: multipart/report; boundary="b"'])
    body = ["--b", "Content-Type: message/rfc822", "", "geen kop", "--b--"]

    assert original(report, body) is None


def test_an_original_whose_coding_is_broken_is_read_as_it_stands() -> None:
    report = parse_fields(['Content-Type: multipart/report; boundary="b"'])
    part = "Content-Type: message/rfc822\nContent-Transfer-Encoding: base64\n"
    body = ["--b", *part.splitlines(), "", "From: a@b.example", "X: é", "--b--"]

    found = original(report, body)

    assert found is None or found.lines


def test_fields_past_the_most_are_left_and_hops_are_not() -> None:
    lines = ["X-a: 1"] * 3_000 + ["  folded"] + ["Received: by a.example"] * 5

    fields = parse_fields(lines)

    assert len(fields) == 1_000 + 5
    assert fields[-1].key == "received"


@pytest.mark.parametrize("value", ["i=x; cv=none", "i=99; cv=none", "cv=none", ""])
def test_a_set_without_a_number_is_no_set(value: str) -> None:
    assert parse_arc(parse_fields([f"ARC-Seal: {value}"])) == ()


def test_a_set_that_lacks_a_field_is_not_whole() -> None:
    (found,) = parse_arc(parse_fields(["ARC-Seal: i=1; cv=none; d=a.example; s=b"]))

    assert (found.sealed_by, found.whole, found.result("spf")) == (
        "a.example",
        False,
        None,
    )


def test_a_service_is_recognised_by_its_address_and_by_a_hop_below() -> None:
    text = (
        HEADER
        + "X-Mailer: Dienst 3\nReceived: from uit.dienst.example by a.school.example\n"
    )
    traces = Traces(
        id="dienst",
        received_hosts=("dienst.example",),
        ip_ranges=("2001:db8::/32", "192.0.2.0/24"),
        headers=("X-Mailer: dienst",),
    )

    (found,) = recognise(read(text), [traces])

    assert found.seen == (
        "address 192.0.2.25",
        "hop uit.dienst.example",
        "field X-Mailer: dienst",
    )
    assert recognise(read(text.replace("192.0.2.25", "203.0.113.1")), [traces]) == ()


def test_microsofts_word_on_phishing_and_a_readers_own_rule_are_told() -> None:
    fields = parse_fields([
        "X-Forefront-Antispam-Report: SCL:1;SFV:NSPM;SFTY:9.20;",
        "X-Microsoft-Antispam-Mailbox-Delivery: dest:J;OFR:ExclusiveSettings;",
    ])  # fmt: skip

    spam = spam_verdict(fields)

    assert spam.verdict == "spam"
    assert spam.why[-3:] == ("dest J", "OFR ExclusiveSettings", "SFTY 9.20")


def test_an_encoded_word_that_is_none_is_shown_as_it_is() -> None:
    assert decoded("=?utf-8?B?a?=") == "a"


def test_a_stamp_without_a_method_states_nothing() -> None:
    stamp = parse_stamp("mx.a.example; (only words); pass=; sp f=pass")

    assert stamp.results == ()


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("550 5.7.607 not now", "blocklist"),
        ("451 4.7.512 later", "rate"),
        ("550 said only a number", "other"),
    ],
)
def test_a_code_speaks_where_the_words_do_not(line: str, kind: str) -> None:
    refusal = find_refusal([line])

    assert refusal is not None
    assert refusal.kind == kind


def test_the_enhanced_code_may_stand_elsewhere() -> None:
    refusal = find_refusal(["550 Message refused, see status 5.1.1 below"])

    assert refusal is not None
    assert (refusal.enhanced, refusal.kind) == ("5.1.1", "mailbox")


def test_an_address_may_stand_apart_from_its_brackets() -> None:
    text = "From: Jan < jan@school.example >\nTo: a@b.example\nSubject: x\n"

    assert read(text).from_domain == "school.example"


def test_two_houses_under_no_known_suffix_are_told_apart() -> None:
    assert not same_house("a.intern", "b.elders")
    assert same_house("mx.kantoor.intern", "kantoor.intern")


def test_the_names_of_a_signature_whose_indent_was_lost_are_no_fields() -> None:
    fields = parse_fields(["DKIM-Signature: v=1; h=", "Subject:From:To;", "To: a@b.c"])

    assert [one.name for one in fields] == ["DKIM-Signature", "To"]
