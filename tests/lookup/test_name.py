from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.errors import BadNameError
from assistant.lookup.name import (
    is_askable,
    is_public,
    normalise,
    parents,
    public_suffix,
    registered_domain,
    require_public,
    unicode_form,
)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Bakkerij.NL", "bakkerij.nl"),
        (" bakkerij.nl. ", "bakkerij.nl"),
        ("bäckerei.de", "xn--bckerei-5wa.de"),
        ("BÄCKEREI.DE", "xn--bckerei-5wa.de"),
        ("straße.de", "xn--strae-oqa.de"),
        ("bakkerij。nl", "bakkerij.nl"),
        ("k2._domainkey.bakkerij.nl", "k2._domainkey.bakkerij.nl"),
        ("xn--bckerei-5wa.de", "xn--bckerei-5wa.de"),
    ],
)
def test_a_name_has_one_spelling(text: str, name: str) -> None:
    assert normalise(text) == name


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "empty"),
        (" . ", "empty"),
        ("a..nl", "bad-character"),
        ("bakkerij nl", "bad-character"),
        ("https://bakkerij.nl", "bad-character"),
        ("x" * 64 + ".nl", "label-too-long"),
        ("ü" * 60 + ".nl", "label-too-long"),
        ("ab." * 99 + "nl", "too-long"),
        ("x" * 5000, "too-long"),
        ("xn--zzzzz-.nl", "bad-idna"),
        ("a\u200d.nl", "bad-idna"),
        ("\u0378.nl", "bad-idna"),
        ("\u2488.nl", "bad-idna"),
        ("\ue000.nl", "bad-idna"),
    ],
)
def test_what_is_no_name_is_refused_with_the_reason(text: str, reason: str) -> None:
    with pytest.raises(BadNameError) as refusal:
        normalise(text)

    assert refusal.value.reason == reason


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("localhost", "reserved"),
        ("printer.local", "reserved"),
        ("mail.internal", "reserved"),
        ("bakkerij.test", "reserved"),
        ("1.1.1.1.in-addr.arpa", "reserved"),
        ("192.168.1.1", "address"),
        ("[::1]", "address"),
        ("1.2.3", "address"),
        ("nl", "single-label"),
        ("mijnbedrijf.n", "unknown-suffix"),
        ("-bakkerij.nl", "bad-character"),
        ("bakke_rij.nl", "bad-character"),
        ("x" * 300, "label-too-long"),
    ],
)
def test_what_nobody_can_own_in_public_is_refused(text: str, reason: str) -> None:
    with pytest.raises(BadNameError) as refusal:
        require_public(text)

    assert refusal.value.reason == reason
    assert not is_public(text)


@pytest.mark.parametrize(
    "text",
    ["bakkerij.nl", "nieuws.bakkerij.example", "a.co.uk", "_dmarc.bakkerij.nl"],
)
def test_a_public_name_is_taken(text: str) -> None:
    assert require_public(text) == text
    assert is_public(text)


@pytest.mark.parametrize(
    "name",
    [
        "nl",
        "_dmarc.nl",
        "a+b._spf.bakkerij.nl",
        "8.8.8.8.in-addr.arpa",
        "1.0/25.8.8.8.in-addr.arpa",
        "1.0.0.2.ip6.arpa",
        "spf.protection.outlook.con",
        "bakkerij.n",
    ],
)
def test_more_may_be_asked_than_owned(name: str) -> None:
    assert is_askable(name)


@pytest.mark.parametrize(
    "name",
    [
        "1.0.0.127.in-addr.arpa",
        "10.in-addr.arpa",
        "256.8.8.8.in-addr.arpa",
        "x.in-addr.arpa",
        "d.f.ip6.arpa",
        "xx.ip6.arpa",
        "g.ip6.arpa",
        "router.local",
        "nas.lan",
        "server.corp",
        "con",
        "192.0.2.1",
        "a b.nl",
        "a..nl",
        "ü.nl",
        "x" * 250 + ".nl",
    ],
)
def test_what_is_inside_or_no_name_may_not_be_asked(name: str) -> None:
    assert not is_askable(name)


def test_parents_come_nearest_first() -> None:
    assert parents("nieuws.bakkerij.example") == ("bakkerij.example", "example")
    assert parents("example") == ()


def test_a_name_is_shown_as_people_write_it() -> None:
    assert unicode_form("www.xn--bckerei-5wa.de") == "www.bäckerei.de"
    assert unicode_form("xn--zzzzz-.nl") == "xn--zzzzz-.nl"


@pytest.mark.parametrize(
    ("name", "registered", "suffix"),
    [
        ("nieuws.bakkerij.nl", "bakkerij.nl", "nl"),
        ("a.b.co.uk", "b.co.uk", "co.uk"),
        ("nieuws.bakkerij.example", "bakkerij.example", "example"),
        ("co.uk", None, "co.uk"),
        ("bakkerij.n", None, "n"),
        ("a.test", None, "test"),
    ],
)
def test_the_registered_domain_is_one_label_below_the_suffix(
    name: str, registered: str | None, suffix: str
) -> None:
    assert registered_domain(name) == registered
    assert public_suffix(name) == suffix


@settings(max_examples=60)
@given(st.text(max_size=80))
def test_any_text_is_a_name_or_refused_and_the_spelling_is_stable(text: str) -> None:
    try:
        name = normalise(text)
    except BadNameError:
        return

    assert normalise(name) == name
    assert len(name) <= 253
