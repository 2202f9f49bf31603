from __future__ import annotations

import pytest

from assistant.mail.headers.stamps import (
    parse_received_spf,
    parse_stamp,
    sending_ip,
)


def verdicts(value: str) -> dict[str, str]:
    return {one.method: str(one.verdict) for one in parse_stamp(value).results}


def test_a_field_by_the_book_is_read_whole() -> None:
    stamp = parse_stamp(
        "mx.hoster.example 1; spf=pass smtp.mailfrom=a@school.example;"
        ' dkim=fail reason="bad signature" header.d=school.example header.s=mail'
    )

    dkim = stamp.result("dkim")
    assert stamp.by == "mx.hoster.example"
    assert verdicts("x.example; spf=pass; dmarc=fail") == {
        "spf": "pass",
        "dmarc": "fail",
    }
    assert dkim is not None
    assert (dkim.verdict, dkim.reason) == ("fail", "signature_failed")
    assert dkim.property("header.d") == "school.example"


def test_microsoft_leaves_its_name_out() -> None:
    stamp = parse_stamp("spf=pass smtp.mailfrom=a.example; dmarc=pass action=none")

    assert stamp.by is None
    assert [one.method for one in stamp.results] == ["spf", "dmarc"]


def test_a_receiver_may_state_nothing() -> None:
    assert parse_stamp("mx.hoster.example; none").results == ()


@pytest.mark.parametrize(
    ("word", "verdict"),
    [
        ("hardfail", "fail"),
        ("dkim_pass", "pass"),
        ("success", "pass"),
        ("bestguesspass", "none"),
        ("PASS", "pass"),
    ],
)
def test_dialects_are_put_into_the_words_of_the_standard(
    word: str, verdict: str
) -> None:
    assert verdicts(f"x.example; dkim={word}") == {"dkim": verdict}


def test_spaces_around_the_equal_sign_are_allowed() -> None:
    stamp = parse_stamp("x.example; spf = pass smtp.mailfrom = a@b.example")

    assert stamp.results[0].property("smtp.mailfrom") == "a@b.example"


def test_a_result_in_the_middle_of_a_statement_is_none() -> None:
    assert verdicts("x.example; spf=fail (y) dmarc=pass smtp.mailfrom=a") == {
        "spf": "fail"
    }


def test_a_statement_that_does_not_begin_with_its_method_is_none() -> None:
    assert verdicts("x.example; junk dmarc=pass; junk dmarc = pass") == {}


def test_a_comment_may_stand_before_a_statement() -> None:
    assert verdicts("x.example; (checked) spf=pass") == {"spf": "pass"}


def test_the_first_of_two_results_counts() -> None:
    assert verdicts("x.example; dmarc=fail; dmarc=pass") == {"dmarc": "fail"}


def test_spf_for_the_envelope_counts_before_that_for_helo() -> None:
    stamp = parse_stamp(
        "x.example; spf=pass smtp.helo=mx.a.example; spf=fail smtp.mailfrom=b.example"
    )

    assert [str(one.verdict) for one in stamp.of("spf")] == ["fail"]


@pytest.mark.parametrize(
    "value",
    [
        'x.example; spf=fail (of "a) ; dmarc=pass (b"@c.example) smtp.mailfrom=c',
        'x.example; spf=fail (domain of a"b) smtp.mailfrom="c); dmarc=pass; d"@e',
        'x.example; spf=fail smtp.mailfrom="a; dmarc=pass; b"@c.example',
        'x.example; dkim=fail reason="x; dmarc=pass" header.d=a.example',
        "x.example; spf=fail (a (b) ; dmarc=pass",
        'x.example; spf=fail smtp.mailfrom="a ; dmarc=pass',
        r'x.example; spf=fail smtp.mailfrom="a\"; dmarc=pass; b"@c',
        r"x.example; spf=fail (a\) ; dmarc=pass ) smtp.mailfrom=b",
    ],
)
def test_the_senders_words_never_make_a_result(value: str) -> None:
    assert "dmarc" not in verdicts(value)


def test_where_two_readings_differ_the_better_one_is_never_taken() -> None:
    value = (
        'x.example; spf=fail (domain of "a) ; dmarc=pass (b"@c.example);'
        " dmarc=fail header.from=school.example"
    )

    assert verdicts(value)["dmarc"] == "fail"


def test_received_spf_is_read_with_its_pairs() -> None:
    stamp = parse_received_spf(
        "Pass (protection.outlook.com: domain of a.example designates 192.0.2.1 as"
        " permitted sender) receiver=protection.outlook.com; client-ip=192.0.2.1;"
        " helo=mail.a.example; pr=C"
    )

    assert stamp.by == "protection.outlook.com"
    assert stamp.results[0].verdict == "pass"
    assert sending_ip(stamp.results[0]) == "192.0.2.1"


def test_an_unknown_receiver_is_no_name() -> None:
    assert parse_received_spf("Pass receiver=<UNKNOWN>; client-ip=192.0.2.1").by is None


def test_the_address_after_the_senders_own_words_is_taken() -> None:
    stamp = parse_stamp(
        "x.example; spf=pass (domain of 203.0.113.9@a.example designates 192.0.2.1"
        " as permitted sender) smtp.mailfrom=a.example"
    )

    assert sending_ip(stamp.results[0]) == "192.0.2.1"


def test_a_field_without_end_is_cut_at_a_whole_statement() -> None:
    stamp = parse_stamp("x.example; spf=pass; " + "a=b " * 10_000 + "; dmarc=pass")

    assert [one.method for one in stamp.results] == ["spf"]
