"""A restored backup opens no door that was closed since."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from assistant.store.database import Database
from assistant.store.turns import Store
from assistant.web.signin.sessions import NAME
from tests.entering import Colleague, come_in, send, show_password


@pytest.fixture
def store(app: Flask) -> Iterator[Store]:
    database = Database(app.extensions["signin"].settings.database)
    yield Store(database)
    database.close()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "kept.gz"


def test_a_copied_cookie_of_a_session_that_was_ended_opens_nothing(
    app: Flask, client: FlaskClient, anna: Colleague, store: Store, file: Path
) -> None:
    come_in(client, anna)
    cookie = client.get_cookie(NAME)
    assert cookie is not None
    store.backups.write(file, datetime.now(UTC))
    send(client, "/console/sign-out", see="/console/account")

    store.backups.restore(file)

    thief = app.test_client()
    thief.set_cookie(NAME, cookie.value)
    assert thief.get("/console/desk").status_code == 302


def test_a_colleague_who_was_put_off_does_not_come_in(
    app: Flask, client: FlaskClient, bob: Colleague, store: Store, file: Path
) -> None:
    store.backups.write(file, datetime.now(UTC))
    app.extensions["signin"].staff.put_off(bob.id)

    store.backups.restore(file)

    assert show_password(client, bob.address).status_code == 400


def test_a_recovery_code_that_was_used_does_not_open(
    app: Flask, client: FlaskClient, anna: Colleague, store: Store, file: Path
) -> None:
    code, other = anna.recovery_codes[:2]
    store.backups.write(file, datetime.now(UTC))
    show_password(client, anna.address)
    send(client, "/console/sign-in/recovery", code=code)

    store.backups.restore(file)

    late = app.test_client()
    show_password(late, anna.address)
    again = send(late, "/console/sign-in/recovery", code=code)
    assert again.status_code == 400
    send(late, "/console/sign-in/recovery", code=other)
    assert late.get("/console/desk").status_code == 200
