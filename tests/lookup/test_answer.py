from __future__ import annotations

import pytest

from assistant.lookup.answer import Answer, Query, Status


@pytest.mark.parametrize(
    ("strings", "text"),
    [
        ((b"v=spf1 ", b"-all"), "v=spf1 -all"),
        (("bäckerei".encode(),), "bäckerei"),
        ((b"b\xe4ckerei",), "bäckerei"),
        ((), ""),
    ],
)
def test_strings_are_joined_without_a_space_and_never_fail(
    strings: tuple[bytes, ...], text: str
) -> None:
    query = Query(name="bakkerij.example", type="TXT")

    answer = Answer(query=query, status=Status.FOUND, records=(strings,))

    assert answer.text == (text,)


def test_what_could_not_be_asked_is_not_known() -> None:
    assert [status for status in Status if not status.known] == ["broken", "late"]
