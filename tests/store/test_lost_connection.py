"""A connection that the server forgot meanwhile is replaced before it is used."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import Connection, text

from assistant.store import database
from assistant.store.database import Database
from tests.postgres import postgres

ENDED = text(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
    " WHERE datname = current_database() AND pid <> pg_backend_pid()"
)
MINE = text("SELECT pg_backend_pid()")


def status_of(connection: Connection) -> str:
    driver: Any = connection.connection.dbapi_connection
    return str(driver.info.transaction_status.name)


def test_it_is_tried_after_it_lay_by(monkeypatch: pytest.MonkeyPatch) -> None:
    with postgres() as server:
        url = server.url(server.make())
        ours, other = Database(url), Database(url)
        with ours.reading() as connection:
            first = connection.execute(MINE).scalar()
        with other.reading() as connection:
            connection.execute(ENDED)

        monkeypatch.setattr(database, "TRIED_AFTER_S", 0.0)
        with ours.reading() as connection:
            second = connection.execute(MINE).scalar()

        assert second != first
        ours.close()
        other.close()


def test_what_only_reads_begins_no_transaction() -> None:
    with postgres() as server:
        ours = Database(server.url(server.make()))
        with ours.reading() as connection:
            connection.execute(MINE)
            inside = status_of(connection)
        with ours.writing() as connection:
            connection.execute(MINE)
            writes = status_of(connection)
        ours.close()

        assert (inside, writes) == ("IDLE", "INTRANS")
