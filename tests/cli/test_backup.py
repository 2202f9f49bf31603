from __future__ import annotations

import gzip
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from assistant.cli.main import main
from assistant.store.database import Database
from assistant.store.mails import Mail
from assistant.store.staff_log import StaffLog
from assistant.store.turns import Store
from assistant.understanding.question import Question

NOON = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


def bezorgd(data: Path, *words: str) -> Result:
    return CliRunner(env={"BEZORGD_DATA": str(data)}).invoke(main, words)


@pytest.fixture
def talk(tmp_path: Path) -> str:
    """A conversation of piet@bakkerij.example."""
    store = Store.open(f"sqlite:///{tmp_path / 'bezorgd.sqlite3'}", tmp_path / "lock")
    asked = store.ask(
        conversation=None,
        turn="t1",
        question=Question(text="hallo", asked_at=NOON),
        now=NOON,
    )
    store.cases.contact(asked.conversation, "piet@bakkerij.example")
    store.close()
    return asked.conversation


def test_a_person_who_was_deleted_stays_deleted_after_a_restore(
    tmp_path: Path, talk: str
) -> None:
    file = tmp_path / "kept.gz"

    kept = bezorgd(tmp_path, "backup", str(file))
    person = bezorgd(tmp_path, "person", "export", "piet@bakkerij.example")
    gone = bezorgd(tmp_path, "person", "delete", "piet@bakkerij.example", "--yes")
    back = bezorgd(tmp_path, "restore", str(file), "--yes")

    assert kept.stdout.startswith(f"{file}: 1 conversation, ")
    assert json.loads(person.stdout)["conversations"][0]["conversation"]["id"] == talk
    assert gone.stdout == "1 conversation deleted.\n"
    assert back.stdout.startswith("Restored 0 conversations, 1 deleted again.\n")
    assert "Everybody signs in again.\n" in back.stdout
    assert [one.exit_code for one in (kept, person, gone, back)] == [0, 0, 0, 0]


def test_what_is_done_at_a_terminal_is_in_the_trail(tmp_path: Path, talk: str) -> None:
    file = tmp_path / "kept.gz"

    bezorgd(tmp_path, "backup", str(file))
    bezorgd(tmp_path, "person", "export", "piet@bakkerij.example")
    bezorgd(tmp_path, "person", "delete", "piet@bakkerij.example", "--yes")
    bezorgd(tmp_path, "restore", str(file), "--yes")

    opened = Database(f"sqlite:///{tmp_path / 'bezorgd.sqlite3'}")
    lines = StaffLog(opened).latest()
    opened.close()
    assert [(one.deed, one.about, one.network) for one in lines] == [
        ("restored", "kept.gz", "terminal"),
        ("person_deleted", talk, "terminal"),
        ("person_exported", talk, "terminal"),
        ("backed_up", "kept.gz", "terminal"),
    ]


def test_a_restore_elsewhere_tells_what_nobody_knows_there(
    tmp_path: Path, talk: str
) -> None:
    store = Store.open(f"sqlite:///{tmp_path / 'bezorgd.sqlite3'}", tmp_path / "lock")
    now = datetime.now(UTC)
    mail = Mail(key="k", to="a@b.example", subject="Dag", body="Dag", due_at=now)
    store.mails.promise(mail, now)
    tomorrow = now + timedelta(days=1)
    store.links.share("inhoud", title="Look", member="anna", now=now, expires=tomorrow)
    store.close()
    bezorgd(tmp_path, "staff", "add", "anna@desk.example")
    bezorgd(tmp_path, "backup", str(tmp_path / "kept.gz"))

    told = bezorgd(tmp_path / "new", "restore", str(tmp_path / "kept.gz"), "--yes")

    assert "given up, as nothing here told whether they went out: 1." in told.stdout
    assert "ended, as nothing here told whether they were revoked: 1." in told.stdout
    assert "Accounts that were not known here: 1." in told.stdout
    assert "of an older release" not in told.stdout


def test_a_backup_of_an_older_release_is_told_to_be_looked_after(
    tmp_path: Path,
) -> None:
    head = {"backup": 1, "revision": "0006", "made_at": NOON.isoformat()}
    (tmp_path / "old.gz").write_bytes(gzip.compress(f"{json.dumps(head)}\n".encode()))

    told = bezorgd(tmp_path, "restore", str(tmp_path / "old.gz"), "--yes")

    assert told.exit_code == 0
    assert "of an older release and does not tell where it ends" in told.stdout


@pytest.mark.parametrize(
    "words",
    [
        ("restore", "none.gz"),
        ("person", "export", "piet"),
        ("person", "delete", "piet @bakkerij.example"),
    ],
)
def test_unusable_words_are_told_in_one_line(
    tmp_path: Path, words: tuple[str, ...]
) -> None:
    told = bezorgd(tmp_path, *words)

    assert told.exit_code == 2
    assert len(told.stderr.splitlines()) == 1
    assert "expected" in told.stderr
