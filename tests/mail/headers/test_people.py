from __future__ import annotations

import pytest

from assistant.mail.headers.people import domain_of, parse_mailbox
from assistant.mail.headers.words import decoded, shown


@pytest.mark.parametrize(
    ("value", "address", "display"),
    [
        ("info@school.example", "info@school.example", None),
        ("De School <info@school.example>", "info@school.example", "De School"),
        ('"School, De" <a@b.example>', "a@b.example", "School, De"),
        ("info@school.example (De School)", "info@school.example", "De School"),
        ("=?utf-8?Q?Caf=C3=A9?= <a@b.example>", "a@b.example", "Café"),
        ('"bank@bank.example" <x@y.example>', "x@y.example", "bank@bank.example"),
        ("bank@bank.example <x@y.example>", "x@y.example", "bank@bank.example"),
        ("Jan [mailto:jan@b.example]", "jan@b.example", "Jan"),
        ("a@b.example, c@d.example", "a@b.example", None),
        ('"a <x@evil.example> b" <c@d.example>', "c@d.example", "a <x@evil.example> b"),
        ("De School", None, "De School"),
        ("", None, None),
    ],
)
def test_an_address_and_a_name_are_told_apart(
    value: str, address: str | None, display: str | None
) -> None:
    box = parse_mailbox(value)

    assert (box.address, box.display) == (address, display)


def test_a_domain_has_one_spelling() -> None:
    assert domain_of("Info@Café.Example.") == "xn--caf-dma.example"


@pytest.mark.parametrize(
    "text", [None, "", "a@localhost", "a@192.0.2.1", "a@b..c", "@"]
)
def test_what_is_no_domain_is_none(text: str | None) -> None:
    assert domain_of(text) is None


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("=?utf-8?B?w6k=?= =?utf-8?B?w6k=?=", "éé"),
        ("=?iso-8859-1?q?a_=E9?= b", "a é b"),
        ("=?nonsense?Q?a?=", "a"),
        ("=?utf-8?B?!!?= rest", " rest"),
        ("=?utf-8?X?a?=", "=?utf-8?X?a?="),
        ("plain", "plain"),
    ],
)
def test_encoded_words_are_read(value: str, text: str) -> None:
    assert decoded(value) == text


def test_what_turns_the_order_of_letters_is_left_out() -> None:
    assert shown("a\u202eb\x1b[31mc\nd") == "ab [31mc d"
