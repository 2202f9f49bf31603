"""An SPF record is changed word by word; the owner's words stay his."""

from __future__ import annotations

import pytest

from assistant.mail.spf.record import is_spf, parse
from assistant.remedies import merge


def test_a_new_term_goes_before_all() -> None:
    merged = merge.add("v=spf1 mx -all", "include:spf.dienst.example")

    assert merged == "v=spf1 mx include:spf.dienst.example -all"


def test_a_new_term_goes_before_a_redirect() -> None:
    merged = merge.add("v=spf1 redirect=_spf.huis.example", "a")

    assert merged == "v=spf1 a redirect=_spf.huis.example"


def test_a_term_that_is_there_is_not_added_twice() -> None:
    record = "v=spf1 +Include:SPF.dienst.example ~all"

    assert merge.add(record, "include:spf.dienst.example") == record


def test_a_record_without_all_gets_the_term_at_its_end() -> None:
    assert merge.add("v=spf1 mx", "a") == "v=spf1 mx a"


def test_qualifiers_and_order_are_left_as_they_are() -> None:
    merged = merge.add("v=spf1 ?a -ip4:192.0.2.1 ~mx +all", "include:b.example")

    assert merged == "v=spf1 ?a -ip4:192.0.2.1 ~mx include:b.example +all"


@pytest.mark.parametrize("held", ["~", "?", "-"])
def test_a_term_that_lets_nobody_pass_is_made_to(held: str) -> None:
    record = f"v=spf1 {held}include:b.example mx -all"

    merged = merge.add(record, "include:b.example")

    assert merged == "v=spf1 include:b.example mx -all"


def test_a_term_behind_all_goes_before_it() -> None:
    merged = merge.add("v=spf1 mx -all include:b.example", "include:b.example")

    assert merged == "v=spf1 mx include:b.example -all"


def test_all_goes_to_the_end_and_a_second_one_away() -> None:
    lean = merge.with_all_last("v=spf1 mx -all a ~all redirect=b.example MX")

    assert lean == "v=spf1 mx a -all"


def test_two_records_in_one_field_become_one() -> None:
    lean = merge.with_all_last("v=spf1 mx -all v=spf1 a ~all")

    assert lean == "v=spf1 mx a -all"


def test_two_records_become_one_with_every_term_once() -> None:
    records = ("v=spf1 a mx -all", "v=spf1 MX include:b.example ~all")

    assert merge.join(records, ruling=records) == "v=spf1 a mx include:b.example ~all"


def test_the_all_of_a_makers_example_does_not_rule() -> None:
    own, pasted = "v=spf1 a -all", "v=spf1 include:maker.example ?all"

    joined = merge.join((own, pasted), ruling=(own,))

    assert joined == "v=spf1 a include:maker.example -all"


def test_what_follows_all_and_what_is_repeated_is_dead() -> None:
    lean = merge.without_dead_words("v=spf1 a A mx -all include:na.example")

    assert lean == "v=spf1 a mx -all"


@pytest.mark.parametrize(
    ("broken", "mended"),
    [
        ("v=spf1 ipv4:192.0.2.1 -all", "v=spf1 ip4:192.0.2.1 -all"),
        ("v=spf1 ip:192.0.2.1 -all", "v=spf1 ip4:192.0.2.1 -all"),
        ("v=spf1 ip6:2001:db8::1, mx -all", "v=spf1 ip6:2001:db8::1 mx -all"),
        ("v=spf1 include: a.example -all", "v=spf1 include:a.example -all"),
        ("v=spf1 mx \u2013all", "v=spf1 mx -all"),
        ("v=spf1 mx -al", "v=spf1 mx -all"),
        ('v=spf1 mx "a" -all', "v=spf1 mx a -all"),
        ("v=spf1 mx; a; -all", "v=spf1 mx a -all"),
        ("\u201cv=spf1 mx -all\u201d", "v=spf1 mx -all"),
        ("v=spf1,mx,-all", "v=spf1 mx -all"),
        ("v = spf 1 mx -all", "v=spf1 mx -all"),
        ("SPF1 mx -all", "v=spf1 mx -all"),
    ],
)
def test_a_slip_of_which_there_is_one_reading_is_mended(
    broken: str, mended: str
) -> None:
    assert merge.mend(broken) == mended


@pytest.mark.parametrize(
    "broken", ["v=spf1 mailserver -all", "v=spf1 ip4:999.1.1.1 -all", "v=spf1 a:"]
)
def test_what_nobody_can_read_is_left_to_a_person(broken: str) -> None:
    assert merge.mend(broken) is None


def test_what_is_mended_is_an_spf_record() -> None:
    mended = merge.mend("v=spf1 ipv4:192.0.2.0/24 ~all")

    assert mended is not None
    assert is_spf(mended)
    assert parse(mended).all is not None
