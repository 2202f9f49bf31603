"""`bezorgd examine`: the contract's keys, and one line for what is unusable."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from assistant.cli.main import main

KEYS = {
    "domain", "services", "spf", "dkim", "dmarc", "paths", "findings", "cause",
    "cause_family", "prescription", "could_not_ask", "queries", "elapsed_ms", "cpu_ms",
}  # fmt: skip
ZONE = """
records:
  - {name: winkel.example, type: TXT, value: "v=spf1 -all"}
  - {name: winkel.example, type: TXT, value: "v=spf1 mx -all"}
  - {name: winkel.example, type: MX, value: "10 mail.winkel.example"}
  - {name: mail.winkel.example, type: A, value: 192.0.2.1}
"""


def run(*words: str) -> Result:
    return CliRunner().invoke(main, ["examine", *words])


def told(*words: str) -> dict[str, Any]:
    result = run(*words, "--json")
    assert result.exit_code == 0, result.output
    answer: dict[str, Any] = json.loads(result.output)
    return answer


def test_every_key_of_the_contract_is_there() -> None:
    assert set(told("bakkerij.example", "--service", "mailchimp")) == KEYS


def test_the_baker_gets_his_three_records_proven() -> None:
    answer = told("bakkerij.example", "--service", "mailchimp")

    assert (answer["cause"], answer["cause_family"]) == (
        "dkim-not-published",
        "dkim_missing",
    )
    assert [one["name"] for one in answer["prescription"]["changes"]] == [
        "k2._domainkey.bakkerij.example",
        "k3._domainkey.bakkerij.example",
        "_dmarc.bakkerij.example",
    ]
    assert answer["prescription"]["proof"]["outcome"] == "proven"


def test_a_zone_file_answers_everything(tmp_path: Path) -> None:
    zone = tmp_path / "zone.yaml"
    zone.write_text(ZONE, encoding="utf-8")

    answer = told("winkel.example", "--zone", str(zone))

    assert answer["cause_family"] == "spf_multiple"
    (change,) = answer["prescription"]["changes"]
    assert (change["action"], change["before"]) == ("remove", "v=spf1 -all")


def test_an_address_is_decided() -> None:
    answer = told("kapper.example", "--ip", "192.0.2.26")

    assert answer["spf"]["result"] == "permerror"


def test_a_domain_in_capitals_with_a_final_dot_is_the_same_domain() -> None:
    assert told("Bakkerij.EXAMPLE.")["domain"] == "bakkerij.example"


def test_without_json_a_person_reads_it() -> None:
    result = run("bakkerij.example", "--service", "mailchimp")

    assert result.exit_code == 0
    assert "dkim2.mcsv.net" in result.output
    assert "\x1b" not in result.output


@pytest.mark.parametrize(
    "words",
    [
        ("localhost",),
        ("192.168.1.1",),
        ("mijnbedrijf.n",),
        ("a" * 300 + ".nl",),
        ("xn--\u0000.nl",),
        ("",),
        ("bakkerij.example", "--service", "bestaatniet"),
        ("bakkerij.example", "--ip", "nergens"),
        ("bakkerij.example", "--zone", "bestaatniet.yaml"),
        ("bakkerij.example", "--nameserver", "hier"),
        ("bakkerij.example", "--deadline", "nooit"),
        ("bakkerij.example", "--now", "straks"),
        (),
    ],
)
def test_what_is_unusable_gets_one_line_and_status_2(words: tuple[str, ...]) -> None:
    result = run(*words)

    assert result.exit_code == 2
    assert len(result.stderr.strip().splitlines()) == 1
    assert "Traceback" not in result.output
