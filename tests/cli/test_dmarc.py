import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from assistant.cli.main import main

ZONE = """
records:
  - {name: _dmarc.shop.example, type: TXT, value: "v=DMARC1; p=reject; sp=none"}
  - {name: _dmarc.team.shop.example, type: TXT, value: "v=DMARC1; p=quarantine"}
  - {name: _dmarc.two.example, type: TXT, value: "v=DMARC1; p=none"}
  - {name: _dmarc.two.example, type: TXT, value: "v=DMARC1; p=reject"}
"""


@pytest.fixture
def zone(tmp_path: Path) -> Path:
    path = tmp_path / "zone.yaml"
    path.write_text(ZONE, encoding="utf-8")
    return path


def run(*arguments: str | Path) -> Result:
    """Run the program as a terminal does."""
    return CliRunner().invoke(main, ["dmarc", *map(str, arguments)])


def test_both_ways_are_told_with_the_keys_of_the_contract(zone: Path) -> None:
    ran = run("Mail.Team.Shop.example", "--zone", zone, "--json")

    assert json.loads(ran.stdout) == {
        "walk": {
            "record": "v=DMARC1; p=reject; sp=none",
            "found_at": "shop.example",
            "organizational_domain": "shop.example",
            "policy": "none",
        },
        "psl": {
            "record": "v=DMARC1; p=reject; sp=none",
            "found_at": "shop.example",
            "organizational_domain": "shop.example",
            "policy": "none",
        },
    }


def test_where_nothing_is_known_it_says_null(zone: Path) -> None:
    ran = run("bare.example", "--zone", zone, "--json")

    told = json.loads(ran.stdout)["walk"]
    assert (told["record"], told["found_at"], told["policy"]) == (None, None, None)


def test_two_records_are_no_record(zone: Path) -> None:
    ran = run("two.example", "--zone", zone, "--json")

    told = json.loads(ran.stdout)
    assert told["walk"]["record"] is None
    assert told["psl"]["policy"] is None


def test_a_person_reads_why_nothing_is_in_force(zone: Path) -> None:
    ran = run("two.example", "--zone", zone)

    assert "  problem       several" in ran.stdout
    assert "                v=DMARC1; p=reject" in ran.stdout
    assert ran.exit_code == 0


def test_a_name_that_is_not_public_is_one_line_and_status_two() -> None:
    ran = run("localhost")

    assert ran.exit_code == 2
    assert ran.stderr == (
        "bezorgd: DOMAIN 'localhost': expected a public name (reserved)\n"
    )
