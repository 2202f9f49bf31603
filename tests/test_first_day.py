"""The operator's first day: init, own name, own text, own server, seen in the chat."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask.testing import FlaskClient

from assistant import wiring
from assistant.cli.main import main
from assistant.lookup.recorded import Recorded
from assistant.settings import Settings
from assistant.web.app import create_app

Change = Callable[[str, str], None]

ZONE = """
records:
  - {name: klant.example, type: MX, value: "10 mx.ons.example."}
  - {name: klant.example, type: NS, value: "ns1.ons.example."}
  - {name: klant.example, type: TXT, value: "v=spf1 include:_spf.ons.example -all"}
  - {name: mx.ons.example, type: A, value: "192.0.2.11"}
  - {name: mail.ons.example, type: A, value: "192.0.2.10"}
  - {name: _spf.ons.example, type: TXT, value: "v=spf1 ip4:192.0.2.10 -all"}
"""
SERVERS = '[{"host": "mail.ons.example", "starttls_port": 587, "tls_port": 465}]'


@pytest.fixture
def home(tmp_path: Path) -> Path:
    made = tmp_path / "ours"
    assert CliRunner().invoke(main, ["init", str(made)]).exit_code == 0
    return made


@pytest.fixture
def change(home: Path) -> Change:
    """Fill in one line of helpdesk.yaml, the example in its comment gone."""
    sheet = home / "helpdesk.yaml"

    def fill_in(key: str, value: str) -> None:
        lines = sheet.read_text(encoding="utf-8").splitlines()
        (found,) = (
            number
            for number, line in enumerate(lines)
            if line.removeprefix("# ").startswith(f"{key}: ")
        )
        lines[found] = f"{key}: {value}"
        sheet.write_text("\n".join(lines) + "\n", encoding="utf-8")

    return fill_in


def chat_of(home: Path, data: Path) -> FlaskClient:
    settings = Settings.from_environment(
        {
            "BEZORGD_ENVIRONMENT": "production",
            "BEZORGD_SECRET": "0123456789abcdef0123456789abcdef",
            "BEZORGD_HOME": str(home),
            "BEZORGD_DATA": str(data),
        }
    )
    desk = wiring.open_desk(settings, lambda _domain: Recorded.from_zone(ZONE))
    return create_app(settings, desk=desk).test_client()


def say(chat: FlaskClient, text: str) -> str:
    page = chat.post("/?lang=nl", data={"text": text}, follow_redirects=True)
    assert page.status_code == 200
    return page.text


def test_what_the_machine_needs_is_laid_down_with_the_folders_own_path(
    home: Path,
) -> None:
    unit = (home / "system" / "bezorgd.service").read_text(encoding="utf-8")
    given = (home / "system" / "bezorgd.env").read_text(encoding="utf-8")

    assert f"EnvironmentFile={home}/system/bezorgd.env" in unit
    assert f"BEZORGD_HOME={home}\n" in given
    assert (home / "system" / "nginx.conf").is_file()
    names = dict(
        line.removeprefix("# ").split("=", 1)
        for line in given.splitlines()
        if line.removeprefix("# ").startswith("BEZORGD_")
    )
    names |= {"BEZORGD_SECRET": "x" * 40, "BEZORGD_DATA": str(home)}
    assert Settings.from_environment(names).production


def test_the_unit_keeps_what_is_stored_and_what_it_may_do_small(home: Path) -> None:
    unit = (home / "system" / "bezorgd.service").read_text(encoding="utf-8")

    set_here = set(unit.splitlines())
    assert {
        "StateDirectoryMode=0700",
        "UMask=0077",
        "CapabilityBoundingSet=",
        "SystemCallFilter=@system-service",
        "RestrictNamespaces=yes",
    } <= set_here


def test_the_own_name_stands_on_the_page(
    home: Path, change: Change, tmp_path: Path
) -> None:
    change("name", "Mailhulp Ons Dorp")

    page = chat_of(home, tmp_path).get("/?lang=nl").text

    assert "Mailhulp Ons Dorp" in page
    assert "Helpdesk e-mail" not in page


def test_the_own_text_is_what_the_customer_reads(home: Path, tmp_path: Path) -> None:
    (home / "replies" / "moves").mkdir()
    own = home / "replies" / "moves" / "close.nl.md"
    own.write_text("# Alstublieft\n\nTot ziens in Ons Dorp.\n", encoding="utf-8")

    page = say(chat_of(home, tmp_path), "dank u wel, het werkt weer!")

    assert "Tot ziens in Ons Dorp." in page


def test_the_own_mail_server_is_what_the_customer_is_told(
    home: Path, change: Change, tmp_path: Path
) -> None:
    change("servers", SERVERS)
    change("mx_suffixes", "[ons.example]")
    change("spf_include", "_spf.ons.example")

    page = say(
        chat_of(home, tmp_path),
        "mijn facturen uit wefact komen in de spam, mijn domein is klant.example",
    )

    assert "mail.ons.example" in page
    assert "smtp.helpdesk.example" not in page


def test_a_mistake_in_the_own_layer_is_told_with_its_line(
    home: Path, change: Change, monkeypatch: pytest.MonkeyPatch
) -> None:
    change("accent", "green")
    monkeypatch.setenv("BEZORGD_HOME", str(home))

    result = CliRunner().invoke(main, ["knowledge", "check"])

    assert result.exit_code == 2
    assert "helpdesk.yaml:" in result.stderr
    assert "expected a colour such as #0b6b5d" in result.stderr
