from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from sqlalchemy import text

import assistant.store.staff_tables  # noqa: F401 - its tables are known by import
from assistant.dialogue.moves import HandOver
from assistant.errors import StoreError
from assistant.store.case import Owner
from assistant.store.database import Database
from assistant.store.tables import METADATA
from assistant.store.turns import Store
from assistant.store.upgrade import configuration, newest, revision, upgrade

OLD = Path(__file__).parent / "data" / "release-0001.json"
NOON = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
OF_RELEASE_0008 = (
    "INSERT INTO conversations VALUES ('alone', 1, 1)",
    (
        "INSERT INTO cases (conversation, owner, rank, order_s, language, last_line, "
        "last_writer, said, started_s, last_s, open_requests, helped, mail_confirmed) "
        "VALUES ('alone', 'bot', 3, 0, 'nl', '', 'bot', '', 1, 1, 0, false, false)"
    ),
    (
        "UPDATE cases SET owner = 'nobody', waiting_s = 5000, order_s = 99999, "
        "severity = 'error', first_answer_s = started_s + 1, outcome = 'solved'"
    ),
    (
        "INSERT INTO messages "
        "(id, conversation, position, writer, text, at_s, shown_s) VALUES "
        "('m', 'of-an-older-release', 9, 'staff', 'Dag', 70, 85)"
    ),
)


@pytest.fixture
def database(bare_url: str) -> Iterator[Database]:
    opened = Database(bare_url)
    yield opened
    opened.close()


def move(database: Database, way: Callable[[Config, str], None], goal: str) -> None:
    """Run steps of the ladder, up or down."""
    with database.writing() as connection:
        config = configuration()
        config.attributes["connection"] = connection
        way(config, goal)


def of_an_older_release(database: Database) -> None:
    """Fill a database as release 0001 left it."""
    move(database, command.upgrade, "0001")
    rows = json.loads(OLD.read_text(encoding="ascii"))
    with database.writing() as connection:
        for name in ("conversations", "turns"):
            keys = ", ".join(rows[name][0])
            marks = ", ".join(f":{key}" for key in rows[name][0])
            order = text(f"INSERT INTO {name} ({keys}) VALUES ({marks})")  # noqa: S608 - our own file
            connection.execute(order, rows[name])


def not_of_the_index(name: str | None, _kind: str, _parents: object) -> bool:
    """The index of words is tables or a column of its own, which no value has."""
    return name is None or not name.startswith(("finds_index", "vector", "ix_finds"))


def test_the_steps_lead_to_the_tables(database: Database, tmp_path: Path) -> None:
    upgrade(database, tmp_path / "lock")

    with database.reading() as connection:
        context = MigrationContext.configure(
            connection, opts={"include_name": not_of_the_index}
        )
        assert compare_metadata(context, METADATA) == []


def test_an_upgraded_database_is_at_the_newest_step(
    database: Database, tmp_path: Path
) -> None:
    assert revision(database) is None

    upgrade(database, tmp_path / "lock")

    assert revision(database) == newest() == "0010"


def test_a_conversation_of_an_older_release_still_reads(
    database: Database, tmp_path: Path
) -> None:
    of_an_older_release(database)
    upgrade(database, tmp_path / "lock")
    store = Store(database)

    thread = store.messages.thread("of-an-older-release", NOON)
    remembered = store.conversation("of-an-older-release")

    assert [one.turn.turn is not None for one in thread if one.turn] == [True] * 4
    assert remembered is not None
    assert remembered.known.domain == "school.example"
    assert isinstance(remembered.exchanges[-1].move, HandOver)


def test_an_older_release_kept_what_was_pasted_within_the_turn(
    database: Database, tmp_path: Path
) -> None:
    of_an_older_release(database)
    upgrade(database, tmp_path / "lock")
    store = Store(database)

    dropped = store.keeping.drop_raws(NOON + timedelta(days=15), keep_days=14)

    pasted = store.thread("of-an-older-release")[2]
    assert dropped == 1
    assert pasted.raw_removed_at == NOON + timedelta(days=15)
    assert "Received" not in pasted.question.text
    assert pasted.turn is not None
    assert pasted.turn.evidence is not None
    assert pasted.turn.evidence.message is not None
    assert pasted.turn.evidence.message.message.fields == ()


def test_an_older_conversation_goes_on_where_it_was(
    database: Database, tmp_path: Path
) -> None:
    of_an_older_release(database)
    upgrade(database, tmp_path / "lock")
    store = Store(database)

    case = store.cases.case("of-an-older-release")

    assert case is not None
    assert (case.owner, case.started_at) == (Owner.BOT, NOON)


def test_steps_go_down_and_up_again_with_data_in_place(
    database: Database, tmp_path: Path
) -> None:
    of_an_older_release(database)
    upgrade(database, tmp_path / "lock")

    for goal in ("0008", "0004", "0003", "0002", "0001"):
        move(database, command.downgrade, goal)
        assert revision(database) == goal
    upgrade(database, tmp_path / "lock")

    assert len(Store(database).thread("of-an-older-release")) == 4


def test_an_older_desks_first_answer_is_a_persons_or_none(database: Database) -> None:
    of_an_older_release(database)
    move(database, command.upgrade, "0008")
    with database.writing() as connection:
        for order in OF_RELEASE_0008:
            connection.execute(text(order))

    move(database, command.upgrade, "0009")

    rows = "SELECT first_answer_s, order_s, outcome FROM cases ORDER BY conversation"
    with database.reading() as connection:
        told = [tuple(row) for row in connection.execute(text(rows))]
    assert told == [(None, -2200.0, None), (70.0, -2200.0, None)]


def test_every_step_can_go_back(database: Database, tmp_path: Path) -> None:
    upgrade(database, tmp_path / "lock")

    move(database, command.downgrade, "base")

    assert revision(database) is None


def test_many_who_upgrade_at_once_do_it_once(bare_url: str, tmp_path: Path) -> None:
    failures: list[BaseException] = []

    def start() -> None:
        database = Database(bare_url)
        try:
            upgrade(database, tmp_path / "lock")
        except StoreError as error:
            failures.append(error)
        finally:
            database.close()

    starters = [threading.Thread(target=start) for _ in range(6)]
    for starter in starters:
        starter.start()
    for starter in starters:
        starter.join()

    assert failures == []


def test_a_database_of_a_newer_version_is_refused(
    database: Database, tmp_path: Path
) -> None:
    upgrade(database, tmp_path / "lock")
    with database.writing() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")

    with pytest.raises(StoreError, match="newer version"):
        upgrade(database, tmp_path / "lock")


def test_sqlite_is_set_to_last(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'new.sqlite3'}")

    with database.reading() as connection:
        told = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in (
                "journal_mode",
                "busy_timeout",
                "synchronous",
                "foreign_keys",
                "secure_delete",
            )
        }
    database.close()

    assert told == {
        "journal_mode": "wal",
        "busy_timeout": 10000,
        "synchronous": 2,
        "foreign_keys": 1,
        "secure_delete": 1,
    }


def test_a_write_that_fails_leaves_nothing_behind(
    database: Database, tmp_path: Path
) -> None:
    upgrade(database, tmp_path / "lock")

    def write_one_row_twice() -> None:
        row = "INSERT INTO conversations VALUES ('a', 1, 1)"
        with database.writing() as connection:
            connection.exec_driver_sql(row)
            connection.exec_driver_sql(row)

    with pytest.raises(StoreError):
        write_one_row_twice()

    with database.reading() as connection:
        counted = connection.exec_driver_sql("SELECT count(*) FROM conversations")
        assert counted.scalar() == 0
