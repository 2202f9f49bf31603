from __future__ import annotations

import os
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from assistant import answering
from assistant.cli import doctor
from assistant.cli.main import main
from assistant.settings import Settings
from tests.letterbox import Letterbox, letterbox

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setenv("BEZORGD_DATA", str(tmp_path / "data"))

    def invoke(*words: str) -> Result:
        return CliRunner().invoke(main, words)

    return invoke


def seen(part: str) -> tuple[str, str]:
    """What the doctor sees of one part; the DNS is not looked at."""
    settings = Settings.from_environment(os.environ)
    (found,) = (
        one
        for one in doctor.examine(settings, skip=frozenset({"DNS"}))
        if one.part == part
    )
    return found.state, found.seen


@pytest.mark.enable_socket
def test_the_doctor_looks_at_every_part(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BEZORGD_NAMESERVERS", "127.0.0.1:1")
    monkeypatch.setenv("BEZORGD_TIMEOUT_S", "0.1")
    monkeypatch.setenv("BEZORGD_MAIL_SERVER", "127.0.0.1:1")

    result = run("doctor")

    assert result.exit_code == 0
    states = {
        line[7:21].strip(): line[:7].strip() for line in result.stdout.splitlines()
    }
    assert states == {
        "environment": "",
        "guides": "note",
        "texts": "good",
        "database": "good",
        "admin": "note",
        "queue": "good",
        "chores": "note",
        "disk": "good",
        "secret": "note",
        "clock": "good",
        "DNS": "wrong",
        "proxy hops": "good",
        "outgoing mail": "wrong",
        "alerts": "note",
    }


@pytest.mark.enable_socket
def test_the_doctor_sees_a_secret_that_others_can_read(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BEZORGD_NAMESERVERS", "127.0.0.1:1")
    monkeypatch.setenv("BEZORGD_TIMEOUT_S", "0.1")
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "secret").write_text("x" * 40, encoding="ascii")
    (tmp_path / "data" / "secret").chmod(0o644)

    assert "wrong  secret        others can read" in run("doctor").stdout


def test_the_doctor_warns_where_nobody_can_look_after_staff(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = seen("admin")
    run("staff", "add", "anna@desk.example", "--role", "admin")
    after = seen("admin")
    run("init", str(tmp_path / "home"))
    monkeypatch.setenv("BEZORGD_ENVIRONMENT", "production")
    monkeypatch.setenv("BEZORGD_SECRET", "x" * 40)
    monkeypatch.setenv("BEZORGD_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("BEZORGD_DATA", str(tmp_path / "other"))

    assert before[0] == "note"
    assert before[1].startswith("none: bezorgd staff add")
    assert after[1].startswith("invited, but never signed in")
    assert seen("admin")[0] == "wrong"


def test_the_doctor_names_a_chore_that_is_late(run: Run) -> None:
    settings = Settings.from_environment(os.environ)
    store = answering.open_store(settings)
    before = seen("chores")
    store.signs.ended("send-mails", datetime.now(UTC) - timedelta(hours=1), 0)
    late = seen("chores")
    store.signs.ended("send-mails", datetime.now(UTC), 0)
    store.signs.begun("send-mails", datetime.now(UTC))
    store.close()

    assert before[0] == "note"
    assert late == ("wrong", "send-mails late; is `bezorgd serve` running?")
    assert seen("chores") == ("good", "each ran in time")


@pytest.mark.enable_socket
def test_the_doctor_tries_the_way_to_the_mail_server(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    with letterbox() as box:
        monkeypatch.setenv("BEZORGD_MAIL_SERVER", box.address)
        plain = seen("outgoing mail")
        monkeypatch.setenv("BEZORGD_MAIL_SECURITY", "starttls")
        bare = seen("outgoing mail")

    assert plain == ("good", f"{box.address} takes mail: in the clear, without a login")
    assert bare[0] == "wrong"
    assert "STARTTLS" in bare[1]
    assert box.letters == []


@pytest.mark.enable_socket
def test_the_doctor_tries_the_login_and_shows_no_password(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BEZORGD_MAIL_USER", "desk")
    monkeypatch.setenv("BEZORGD_MAIL_PASSWORD", "hunter2")
    with letterbox(Letterbox(password="hunter2", signs_in=True)) as box:  # noqa: S106 - a test's own
        monkeypatch.setenv("BEZORGD_MAIL_SERVER", box.address)
        right = seen("outgoing mail")
        box.password = "another"  # noqa: S105 - a test's own
        wrong = seen("outgoing mail")

    assert right == ("good", f"{box.address} takes mail: in the clear, signed in")
    assert wrong[0] == "wrong"
    assert "the login was refused (535)" in wrong[1]
    assert "hunter2" not in wrong[1]


@pytest.mark.enable_socket
def test_the_doctor_tells_that_a_queue_is_away_without_its_password(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BEZORGD_QUEUE", "redis://:hunter2@127.0.0.1:1/0")

    assert seen("queue") == (
        "wrong",
        "redis://127.0.0.1:1/0 does not answer: ConnectionError; chores wait for it",
    )


@pytest.mark.parametrize(
    ("line", "state", "told"),
    [
        ("alert_webhook: https://tickets.example/in?key=1", "wrong", "WEBHOOK_SECRET"),
        pytest.param(
            *("alert_mail: team@desk.example", "wrong", "BEZORGD_MAIL_SERVER"),
            marks=pytest.mark.soak,
        ),
        pytest.param("", "note", "none set", marks=pytest.mark.soak),
    ],
)
def test_the_doctor_tells_why_an_alert_would_not_go(
    run: Run,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    line: str,
    state: str,
    told: str,
) -> None:
    sheet = f"name: Ons\n{line}\n"
    (tmp_path / "helpdesk.yaml").write_text(sheet, encoding="utf-8")
    monkeypatch.setenv("BEZORGD_HOME", str(tmp_path))

    found = seen("alerts")

    assert found[0] == state
    assert told in found[1]
