"""RFC 8461 §3.1 and RFC 8460 §3, branch by branch."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from assistant.mail.transport.record import report_places, sts_id


def test_a_policy_is_known_by_its_id() -> None:
    assert sts_id(("v=STSv1; id=20160831085700Z;",)) == "20160831085700Z"


def test_other_texts_beside_it_do_not_count() -> None:
    assert sts_id(("hello", "v=STSv1; id=1", "V=STSv1; id=2")) == "1"


def test_two_policies_are_none() -> None:
    assert sts_id(("v=STSv1; id=1", "v=STSv1; id=2")) is None


def test_a_policy_without_a_sound_id_is_none() -> None:
    assert sts_id(("v=STSv1;",)) is None
    assert sts_id(("v=STSv1; id=;",)) is None
    assert sts_id(("v=STSv1; id=" + "a" * 33,)) is None
    assert sts_id(("v=STSv1; id=1; id=2",)) is None


def test_fields_that_are_not_known_are_passed_over() -> None:
    assert sts_id(("v=STSv1; extra=yes; id=7; more=no",)) == "7"


def test_reports_go_to_every_place_that_is_named() -> None:
    text = "v=TLSRPTv1; rua=mailto:tls@bakkerij.example, https://r.example/v1"
    assert report_places((text,)) == (
        "mailto:tls@bakkerij.example",
        "https://r.example/v1",
    )


def test_a_place_of_another_kind_is_none() -> None:
    assert report_places(("v=TLSRPTv1;rua=ftp://r.example",)) == ()


def test_two_records_for_reports_are_none() -> None:
    text = "v=TLSRPTv1;rua=mailto:a@b.example"
    assert report_places((text, text)) == ()


def test_without_a_place_there_are_no_reports() -> None:
    assert report_places(("v=TLSRPTv1;",)) == ()
    assert report_places(()) == ()


@given(st.lists(st.text(max_size=200), max_size=4).map(tuple))
def test_no_text_breaks_the_readers(texts: tuple[str, ...]) -> None:
    assert sts_id(texts) is None or len(sts_id(texts) or "") <= 32
    assert all(place.isascii() for place in report_places(texts))
