import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from assistant.cli.main import main

ZONE = """
records:
  - {name: shop.example, type: TXT,
     value: "v=spf1 include:web.example -all exp=e.example"}
  - {name: web.example, type: TXT, value: "v=spf1 ip4:192.0.2.1 a:gone.example ~all"}
  - {name: e.example, type: TXT, value: "%{i} is not ours, said %{r} at %{t}"}
"""


@pytest.fixture
def zone(tmp_path: Path) -> Path:
    path = tmp_path / "zone.yaml"
    path.write_text(ZONE, encoding="utf-8")
    return path


def run(*arguments: str | Path) -> Result:
    """Run the program as a terminal does."""
    return CliRunner().invoke(main, ["spf", *map(str, arguments)])


def test_the_object_has_the_keys_of_the_contract(zone: Path) -> None:
    ran = run("192.0.2.1", "jan@shop.example", "--zone", zone, "--json")

    told = json.loads(ran.stdout)
    assert list(told) == ["result", "explanation", "lookups", "void", "trace"]
    assert (told["result"], told["lookups"], told["void"]) == ("pass", 1, 0)
    assert told["trace"][1]["asked"] == ["web.example TXT"]
    assert ran.exit_code == 0


def test_a_refusal_is_answered_with_its_explanation(zone: Path) -> None:
    ran = run(
        *("203.0.113.9", "<jan@shop.example>", "--zone", zone, "--json"),
        *("--now", "1970-01-01T00:01:00Z"),
    )

    told = json.loads(ran.stdout)
    assert (told["result"], told["void"]) == ("fail", 1)
    assert told["explanation"] == "203.0.113.9 is not ours, said unknown at 60"
    assert ran.exit_code == 0


def test_a_person_reads_the_result_first_and_then_every_step(zone: Path) -> None:
    ran = run("203.0.113.9", "jan@shop.example", "--zone", zone)

    assert ran.stdout.splitlines()[:2] == [
        "fail: -all of shop.example matches",
        "shop.example: 2 of 10 lookups, 1 of 2 void",
    ]
    assert "   2   a:gone.example  no match · gone.example A" in ran.stdout


def test_the_helo_name_is_checked_for_an_empty_sender(zone: Path) -> None:
    ran = run("192.0.2.1", "", "--helo", "web.example", "--zone", zone, "--json")

    assert json.loads(ran.stdout)["result"] == "pass"


def test_an_address_that_is_none_is_one_line_and_status_two(zone: Path) -> None:
    ran = run("192.0.2", "jan@shop.example", "--zone", zone)

    assert ran.exit_code == 2
    assert ran.stderr == "bezorgd: '192.0.2': expected an IP address\n"
