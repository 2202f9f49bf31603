from __future__ import annotations

import base64
import json
from pathlib import Path
from typing import Any

import dkim
import pytest
from click.testing import CliRunner, Result
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)

from assistant.cli.main import main

FOLDER = Path(__file__).parent.parent / "scenes" / "messages"
KEYS = [
    "kind", "from_domain", "from_display", "envelope_domain", "stated_by", "spf",
    "dkim", "dmarc", "verified", "aligned", "service", "spam", "hops", "cause",
    "findings", "prescription", "elapsed_ms",
]  # fmt: skip
RAW = (
    b"Return-Path: <info@school.example>\r\n"
    b"Received: from mail.school.example (mail.school.example [192.0.2.25])\r\n"
    b" by mx.ontvanger.example; Mon, 2 Mar 2026 11:12:08 +0100\r\n"
    b"From: De School <info@school.example>\r\nTo: jan@ontvanger.example\r\n"
    b"Subject: Rapport\r\nDate: Mon, 2 Mar 2026 11:12:00 +0100\r\n\r\n"
    b"Hallo Jan,\r\n\r\nhet rapport is klaar.\r\n"
)


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    path = tmp_path / "zone.yaml"
    path.write_text("records: []\n", encoding="utf-8")
    return path


def run(*arguments: str | Path, given: bytes | None = None) -> Result:
    """Run the program as a terminal does."""
    return CliRunner().invoke(main, ["read", *map(str, arguments)], input=given)


def told(ran: Result) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(ran.stdout)
    return found


def test_every_key_of_the_contract_is_there_for_any_input(empty: Path) -> None:
    words = run("-", "--json", "--zone", empty, given=b"Hallo, help mij")
    header = run(FOLDER / "mailchimp-not-aligned.eml", "--json", "--zone", empty)

    assert list(told(words)) == KEYS
    assert list(told(header)) == KEYS
    assert (told(words)["kind"], told(words)["cause"]) == ("text", "insufficient_data")


def test_a_pasted_header_is_told_with_its_cause(empty: Path) -> None:
    path = FOLDER / "mailchimp-not-aligned.eml"

    found = told(run(path, "--json", "--zone", empty))

    assert found["cause"] == "not_aligned_spf_and_dkim"
    assert found["aligned"] == {"spf": False, "dkim": False}
    assert found["service"] == "mailchimp"
    assert found["findings"][0]["code"] == "message-not-aligned"


def test_a_text_for_a_ticket_names_what_was_checked(empty: Path) -> None:
    ran = run(FOLDER / "mailchimp-not-aligned.eml", "--zone", empty)

    assert ran.exit_code == 0
    assert "headers: not_aligned_spf_and_dkim" in ran.stdout
    assert "DKIM pass mailchimpapp.net k2" in ran.stdout


def test_standard_input_is_read_to_its_end(empty: Path) -> None:
    raw = (FOLDER / "yahoo-dialect.eml").read_bytes()

    found = told(run("-", "--json", "--zone", empty, given=raw))

    assert (found["kind"], found["cause"]) == ("headers", "ok")


@pytest.mark.parametrize(
    ("raw", "line"),
    [
        (b"", "message: empty"),
        (b"a" * 2_200_000, "message: larger than 2 MB"),
        (bytes.fromhex("d0cf11e0a1b11ae1"), "message: Outlook's own format (.msg)"),
    ],
    ids=["empty", "too large", "msg"],
)
def test_unusable_input_is_one_line_and_exit_status_2(
    raw: bytes, line: str, empty: Path
) -> None:
    ran = run("-", "--zone", empty, given=raw)

    assert ran.exit_code == 2
    assert line in ran.stderr
    assert ran.stderr.count("\n") == 1


def test_a_file_that_is_not_there_is_one_line() -> None:
    ran = run("/nowhere/mail.eml")

    assert ran.exit_code == 2
    assert ran.stderr.count("\n") == 1


def test_a_message_is_verified_with_the_keys_of_a_zone(tmp_path: Path) -> None:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    pem = key.private_bytes(
        Encoding.PEM, PrivateFormat.TraditionalOpenSSL, NoEncryption()
    )
    der = key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    record = f"v=DKIM1; p={base64.b64encode(der).decode()}"
    headers = [b"from", b"to", b"subject", b"date"]
    made = dkim.sign(RAW, b"mail", b"school.example", pem, include_headers=headers)
    mail, zone = tmp_path / "mail.eml", tmp_path / "zone.yaml"
    mail.write_bytes(made + RAW.replace(b"is klaar", b"is af"))
    zone.write_text(
        "records:\n"
        "  - {name: school.example, type: TXT, value: 'v=spf1 ip4:192.0.2.25 -all'}\n"
        "  - {name: _dmarc.school.example, type: TXT, value: 'v=DMARC1; p=reject'}\n"
        "  - {name: mail._domainkey.school.example, type: TXT,"
        f" value: ['{record[:200]}', '{record[200:]}']}}\n",
        encoding="utf-8",
    )

    found = told(run(mail, "--json", "--zone", zone))

    assert found["verified"] == {
        "spf": {"result": "pass", "domain": "school.example", "ip": "192.0.2.25"},
        "dkim": [
            {
                "domain": "school.example",
                "selector": "mail",
                "result": "fail",
                "reason": "body_changed",
            }
        ],
        "dmarc": {"result": "pass", "policy": "reject", "disposition": "none"},
    }
    assert found["aligned"] == {"spf": True, "dkim": False}


def test_what_could_take_over_a_terminal_is_not_printed(empty: Path) -> None:
    raw = RAW.replace(b"De School", b"De \x1b[31mSchool").replace(b"\r\n\r\n", b"\r\n")

    assert "\x1b" not in run("-", "--zone", empty, given=raw).stdout


def test_an_unknown_service_is_told(empty: Path) -> None:
    ran = run("-", "--zone", empty, "--service", "nobody", given=RAW)

    assert ran.exit_code == 2
    assert "'nobody' is unknown" in ran.stderr


def test_without_a_zone_a_name_of_the_demo_world_is_asked_there() -> None:
    ran = run("-", "--json", given=RAW)

    assert ran.exit_code == 0
    assert told(ran)["verified"]["spf"] is None


def test_a_service_that_is_named_is_taken_where_none_shows(empty: Path) -> None:
    ran = run("-", "--json", "--zone", empty, "--service", "wefact", given=RAW)

    assert told(ran)["service"] == "wefact"
