from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from assistant.cli.main import main
from assistant.store.database import Database
from assistant.store.staff_accounts import Accounts
from assistant.store.staff_log import StaffLog

PASSWORD = "paarse olifant leest kranten"  # noqa: S105 - of nobody


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("BEZORGD_DATA", str(tmp_path))
    return tmp_path


def staff(*words: str, typed: str = "") -> Result:
    return CliRunner().invoke(main, ["staff", *words], input=typed)


def database(data: Path) -> Database:
    return Database(f"sqlite:///{data / 'bezorgd.sqlite3'}")


def test_the_first_account_is_an_admin_and_begins_with_a_link() -> None:
    done = staff("add", "Anna@Desk.Example", "--name", "Anna")

    assert done.exit_code == 0
    lines = done.stdout.splitlines()
    assert lines[0] == "anna@desk.example is now admin."
    assert lines[2].startswith("http://127.0.0.1:8000/console/welcome/")


def test_the_link_leads_to_the_site_that_is_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    told = staff("add", "anna@desk.example", "--site", "https://help.example/")
    monkeypatch.setenv("BEZORGD_ADDRESS", "https://desk.example")
    known = staff("reset", "anna@desk.example")

    assert "https://help.example/console/welcome/" in told.stdout
    assert "https://desk.example/console/welcome/" in known.stdout


def test_a_password_is_asked_for_and_never_shown(data: Path) -> None:
    done = staff(
        "add",
        "anna@desk.example",
        "--ask-password",
        typed=f"short\nshort\n{PASSWORD}\n{PASSWORD}\n",
    )

    assert done.exit_code == 0
    assert "too short" in done.stderr
    assert PASSWORD not in done.output
    opened = database(data)
    found = Accounts(opened).find_user(email="anna@desk.example")
    opened.close()
    assert found is not None
    assert str(found.password).startswith("$argon2id$v=19$m=19456,t=2,p=1$")


def test_the_list_tells_who_is_how_far() -> None:
    staff("add", "anna@desk.example", "--name", "Anna")
    staff("add", "bob@desk.example")
    staff("off", "bob@desk.example")

    told = json.loads(staff("list", "--json").stdout)

    assert [(one["address"], one["role"], one["standing"]) for one in told] == [
        ("anna@desk.example", "admin", "invited"),
        ("bob@desk.example", "agent", "off"),
    ]
    assert "anna@desk.example" in staff("list").stdout


def test_a_terminal_leaves_its_trail_too(data: Path) -> None:
    staff("add", "anna@desk.example")
    staff("add", "bob@desk.example", "--role", "admin")
    staff("reset", "bob@desk.example")
    staff("off", "bob@desk.example")

    opened = database(data)
    lines = StaffLog(opened).latest()
    opened.close()

    assert [(line.deed, line.about, line.network) for line in lines] == [
        ("staff-off", "bob@desk.example", "terminal"),
        ("staff-reset", "bob@desk.example", "terminal"),
        ("staff-added", "bob@desk.example", "terminal"),
        ("staff-added", "anna@desk.example", "terminal"),
    ]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("add", "nonsense"), "expected NAME@DOMAIN"),
        (("add", "anna@desk.example"), "there already"),
        (("reset", "nobody@desk.example"), "expected the address of an account"),
        (("off", "nobody@desk.example"), "expected the address of an account"),
        (("off", "anna@desk.example"), "last admin"),
    ],
)
def test_a_mistake_is_one_line(words: tuple[str, ...], told: str) -> None:
    staff("add", "anna@desk.example")

    done = staff(*words)

    assert done.exit_code == 2
    assert told in done.stderr
    assert done.stderr.count("\n") == 1
