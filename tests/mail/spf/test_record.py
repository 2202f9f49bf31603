import pytest

from assistant.errors import RecordSyntaxError
from assistant.mail.spf.record import Mechanism, Modifier, Qualifier, is_spf, parse
from assistant.mail.verdict import Verdict


@pytest.mark.parametrize("text", ["v=spf1", "V=SPF1 -all", "v=spf1 -all", "v=spf1 "])
def test_a_record_starts_with_its_version_in_any_case(text: str) -> None:
    assert is_spf(text)


@pytest.mark.parametrize(
    "text", ["", " v=spf1 -all", "v=spf10 -all", "v=spf1-all", "v=\u017fpf1", "v=spf2"]
)
def test_what_only_looks_like_a_version_is_no_record(text: str) -> None:
    assert not is_spf(text)


def test_every_part_of_a_mechanism_is_told() -> None:
    record = parse("v=spf1 ~MX:mail.%{d2}/24//64 -all")

    assert record.mechanisms[0] == Mechanism(
        qualifier=Qualifier.SOFTFAIL,
        name="mx",
        domain="mail.%{d2}",
        ip4_prefix=24,
        ip6_prefix=64,
        text="~MX:mail.%{d2}/24//64",
    )


def test_an_address_stands_apart_from_its_length() -> None:
    first, second = parse("v=spf1 ip4:192.0.2.0/24 ip6:2001:db8::/32").mechanisms

    assert (first.network, first.ip4_prefix) == ("192.0.2.0", 24)
    assert (second.network, second.ip6_prefix) == ("2001:db8::", 32)


def test_redirect_exp_and_unknown_modifiers_are_kept_apart() -> None:
    record = parse("v=spf1 mx Redirect=_spf.web.example exp=why.example op=x/y:z")

    assert record.redirect == "_spf.web.example"
    assert record.exp == "why.example"
    assert Modifier(name="op", value="x/y:z", text="op=x/y:z") in record.terms


def test_what_stands_after_all_is_never_tried() -> None:
    record = parse("v=spf1 a ~all a mx redirect=other.example")

    assert [term.text for term in record.tried] == ["a", "~all"]
    assert [term.text for term in record.dead] == ["a", "mx", "redirect=other.example"]


def test_without_all_the_redirect_is_tried_last() -> None:
    record = parse("v=spf1 redirect=other.example a")

    assert [term.text for term in record.tried] == ["a", "redirect=other.example"]
    assert record.dead == ()


def test_each_qualifier_has_its_result() -> None:
    terms = parse("v=spf1 +a -a ~a ?a a").mechanisms

    assert [term.qualifier.verdict for term in terms] == [
        Verdict.PASS,
        Verdict.FAIL,
        Verdict.SOFTFAIL,
        Verdict.NEUTRAL,
        Verdict.PASS,
    ]


@pytest.mark.parametrize(
    "term",
    [
        "moo",
        "all.",
        "all:x.example",
        "include",
        "include:",
        "include:com",
        "include:_spf.example.c-",
        "include:web.example/24",
        "exists",
        "ptr/24",
        "a:",
        "a/33",
        "a/024",
        "a//129",
        "a/24/64",
        "a:192.0.2.1",
        "a:web.example:25",
        "mx:web example",
        "ip4",
        "ip4:192.0.2",
        "ip4:192.0.2.1/33",
        "ip4:192.0.2.01",
        "ip4:2001:db8::1",
        "ip6:192.0.2.1",
        "ip6:fe80::1%eth0",
        "ip6:2001:db8::/129",
        "ip4:192.0.2.1\t-all",
        "redirect=",
        "redirect=-all",
        "exp=-all",
        "1up=x",
        "x=%{z}",
        "include:%{x}.example",
        "include:%{d0}.example",
        "include:%{r}.example",
        "include:%d.example",
        "include:%{d",
        "a:bäckerei.example",
        "-+a",
        "\u2013all",
    ],
)
def test_a_fault_in_any_term_spoils_the_record(term: str) -> None:
    with pytest.raises(RecordSyntaxError):
        parse(f"v=spf1 -all {term}")


@pytest.mark.parametrize("modifier", ["redirect", "exp"])
def test_a_modifier_that_may_stand_once_stands_once(modifier: str) -> None:
    with pytest.raises(RecordSyntaxError):
        parse(f"v=spf1 {modifier}=a.example {modifier.upper()}=a.example")


def test_the_fault_is_told_where_it_stands() -> None:
    with pytest.raises(RecordSyntaxError) as caught:
        parse("v=spf1 ip4:192.0.2.1/33 -all")

    assert caught.value.offset == 21
    assert caught.value.expected == "a prefix length from 0 to 32"


def test_a_record_without_its_version_is_refused() -> None:
    with pytest.raises(RecordSyntaxError):
        parse("spf1 -all")
