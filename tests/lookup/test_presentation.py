from __future__ import annotations

import pytest

from assistant.lookup.presentation import plain, strings


@pytest.mark.parametrize(
    ("kind", "value", "written"),
    [
        ("MX", "0 .", b"0 ."),
        ("MX", " 10   Mail.Bakkerij.example. ", b"10 mail.bakkerij.example"),
        ("NS", "NS1.Example.", b"ns1.example"),
        ("SRV", "0 1 587 SMTP.example.", b"0 1 587 smtp.example"),
        ("SOA", "NS. Host. 1 2 3 4 5", b"ns host 1 2 3 4 5"),
        ("AAAA", "2001:DB8:0::1", b"2001:db8::1"),
        ("CAA", '0 issue "CA.example"', b'0 issue "CA.example"'),
    ],
)
def test_a_record_is_written_in_one_way(kind: str, value: str, written: bytes) -> None:
    assert strings(kind, value) == (written,)


def test_an_empty_text_is_one_empty_string() -> None:
    assert strings("TXT", "") == (b"",)
    assert strings("TXT", ()) == (b"",)


def test_the_root_stays_a_dot() -> None:
    assert plain(".") == "."
    assert plain("Bakkerij.NL.") == "bakkerij.nl"
