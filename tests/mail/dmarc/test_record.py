from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.errors import RecordSyntaxError
from assistant.mail.dmarc.record import is_dmarc, is_meant, parse, psd_of


@pytest.mark.parametrize(
    "text", ["v=DMARC1", "v=DMARC1;p=none", "V = DMARC1 ; p=none", "v=DMARC1; p=none;"]
)
def test_a_dmarc_record_starts_with_its_version(text: str) -> None:
    assert is_dmarc(text)


@pytest.mark.parametrize(
    "text",
    [
        "v=dmarc1; p=none",
        "v=DMARC2; p=none",
        "v=DMARC1 p=none",
        " v=DMARC1; p=none",
        "p=none; v=DMARC1",
        '"v=DMARC1; p=none"',
        "p=none",
    ],
)
def test_what_starts_otherwise_is_none_but_was_meant(text: str) -> None:
    assert not is_dmarc(text)
    assert is_meant(text)


@pytest.mark.parametrize("text", ["", "v=spf1 -all", "google-site-verification=x"])
def test_other_texts_were_not_meant(text: str) -> None:
    assert not is_meant(text)


def test_a_whole_record_is_read_in_any_order() -> None:
    record = parse(
        "v=DMARC1; rua=mailto:a@bakkerij.example,mailto:b@slager.example; "
        "ruf=mailto:c@bakkerij.example; np=reject; sp=Quarantine; p=NONE; "
        "adkim=s; aspf=S; t=y; psd=n; fo=1"
    )

    assert record.policy == "none"
    assert record.subdomain_policy == "quarantine"
    assert record.absent_policy == "reject"
    assert (record.adkim, record.aspf) == ("s", "s")
    assert record.rua == ("mailto:a@bakkerij.example", "mailto:b@slager.example")
    assert record.ruf == ("mailto:c@bakkerij.example",)
    assert record.testing
    assert record.psd == "n"
    assert record.notes == ()


def test_what_is_left_out_has_its_default() -> None:
    record = parse("v=DMARC1; p=reject")

    assert (record.adkim, record.aspf, record.psd) == ("r", "r", "u")
    assert record.subdomain_policy is None
    assert record.absent_policy is None
    assert not record.testing


@pytest.mark.parametrize(
    ("rest", "note"),
    [
        ("; pct=50", "removed:pct"),
        ("; rf=afrf", "removed:rf"),
        ("; ri=86400", "removed:ri"),
        ("; foo=bar", "unknown:foo"),
        ("; adkim=x", "invalid:adkim"),
        ("; psd=maybe", "invalid:psd"),
        ("; t=", "invalid:t"),
        ("; rua=bakkerij.example", "invalid:rua"),
        ("; rua=mailto:geen-adres", "invalid:rua"),
        ("; rua=mailto:a@b.example!10m", "size:rua"),
        ("; p=none", "twice:p"),
        ("; zomaar iets", "invalid:"),
        ("; x=é", "invalid:"),
    ],
)
def test_what_does_not_count_is_noted_and_changes_nothing(rest: str, note: str) -> None:
    record = parse(f"v=DMARC1; p=reject{rest}")

    assert record.policy == "reject"
    assert (record.adkim, record.psd, record.testing) == ("r", "u", False)
    assert record.notes == (note,)


def test_a_size_behind_an_address_is_dropped_from_it() -> None:
    record = parse("v=DMARC1; p=none; rua=mailto:a@b.example!10m, https://b.example/x")

    assert record.rua == ("mailto:a@b.example", "https://b.example/x")


@pytest.mark.parametrize(
    ("policies", "note"),
    [
        ("", "missing:p"),
        ("p=weigeren; ", "invalid:p"),
        ("p=reject; sp=x; ", "invalid:sp"),
        ("p=reject; np=x; ", "invalid:np"),
    ],
)
def test_without_a_valid_policy_an_address_makes_it_none(
    policies: str, note: str
) -> None:
    record = parse(f"v=DMARC1; {policies}rua=mailto:a@bakkerij.example")

    assert record.policy == "none"
    assert record.subdomain_policy is None
    assert record.notes == (note,)


@pytest.mark.parametrize(
    ("text", "offset"),
    [
        ("v=DMARC1", 8),
        ("v=DMARC1; rua=mailto:x", 22),
        ("v=DMARC1; p=weigeren", 10),
        ("v=DMARC1; p=none; sp=", 18),
        ("v=DMARC1; p=none; np=x", 18),
        ("v=spf1 -all", 0),
    ],
)
def test_without_policy_and_address_no_dmarc_applies(text: str, offset: int) -> None:
    with pytest.raises(RecordSyntaxError) as refusal:
        parse(text)

    assert refusal.value.offset == offset


def test_the_suffix_tag_is_read_though_the_policy_is_invalid() -> None:
    assert psd_of("v=DMARC1; p=x; psd=Y") == "y"
    assert psd_of("v=DMARC1; psd=x") == "u"


@settings(max_examples=60)
@given(st.text(alphabet="psnruaDMARC1v=;: \tmailto@.,!é", max_size=60))
def test_any_text_is_a_record_or_refused(rest: str) -> None:
    try:
        record = parse(f"v=DMARC1;{rest}")
    except RecordSyntaxError:
        return

    assert record.policy in {"none", "quarantine", "reject"}
