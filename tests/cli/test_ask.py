"""`bezorgd ask`: one question, a thousand of them, and junk."""

from __future__ import annotations

import json
from typing import Any

import pytest
from click.testing import CliRunner, Result

from assistant.cli.main import main

KEYS = {
    "id", "language", "services", "problem", "domain", "address", "move", "asks_for",
    "options", "topic", "score", "reply",
}  # fmt: skip


def ask(*words: str, lines: bytes = b"") -> Result:
    return CliRunner().invoke(main, ["ask", *words], input=lines)


def batch(*lines: bytes) -> list[dict[str, Any]]:
    result = ask("--batch", "--json", lines=b"\n".join(lines))
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.output.splitlines()]


def test_the_baker_who_cannot_spell_is_understood() -> None:
    result = ask(
        "mijn nieuwsbrieven van mailchip in de spam, bakkerij.example", "--json"
    )

    told = json.loads(result.output)
    assert set(told) == KEYS
    assert (told["services"], told["domain"], told["problem"], told["move"]) == (
        ["mailchimp"],
        "bakkerij.example",
        "spam",
        "examine",
    )
    assert "dkim2.mcsv.net" in told["reply"]


def test_the_same_question_in_english_is_answered_in_english() -> None:
    result = ask("my mailchimp newsletters land in spam, bakkerij.example", "--json")

    told = json.loads(result.output)
    assert told["language"] == "en"
    assert "may not yet sign" in told["reply"]


def test_a_batch_answers_in_order_and_decides_without_looking() -> None:
    told = batch(
        b'{"id": 1, "text": "mailchimp in spam, bakkerij.example"}',
        b'{"id": 2, "text": "wat is een cname"}',
    )

    assert [one["id"] for one in told] == [1, 2]
    assert [one["move"] for one in told] == ["examine", "explain"]
    assert "dkim2.mcsv.net" not in told[0]["reply"]


def test_earlier_messages_are_taken_first() -> None:
    (told,) = batch(
        b'{"id": "a", "context": ["ik gebruik mailchimp"], "text": "bakkerij.example"}'
    )

    assert (told["services"], told["domain"]) == (["mailchimp"], "bakkerij.example")


def test_a_bad_line_gets_an_error_in_its_place() -> None:
    told = batch(
        b"no json",
        b'{"id": 7}',
        b'["list"]',
        b'{"id": 8, "text": "hallo", "context": "tekst"}',
        b"\xff\xfe",
        b'{"id": 9, "text": "hallo"}',
    )

    assert [sorted(one) for one in told[:5]] == [["error", "id"]] * 5
    assert told[1]["id"] == 7
    assert told[5]["id"] == 9


@pytest.mark.parametrize(
    "text",
    [
        "\U0001f950\U0001f950",
        "<script>alert(1)</script>",
        "a\x00\x1b[31mb",
        "mijn domein is mijnbedrijf.n",
        "xn--\u2603.nl",
        "a." * 200 + "nl",
        "\u202egnissim",
    ],
)
def test_junk_gets_a_kind_sentence(text: str) -> None:
    result = ask(text)

    assert result.exit_code == 0
    assert len(result.output) > 80
    assert "\x1b" not in result.output
    assert "<script>" not in result.output


@pytest.mark.parametrize("words", [("",), ("   ",), (), ("x" * 100_001,)])
def test_what_is_no_question_gets_one_line_and_status_2(words: tuple[str, ...]) -> None:
    result = ask(*words)

    assert result.exit_code == 2
    assert len(result.stderr.strip().splitlines()) == 1


def test_both_a_text_and_a_batch_is_refused() -> None:
    assert ask("hallo", "--batch").exit_code == 2
