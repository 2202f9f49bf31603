"""The console over the real desk in the demo world, with two colleagues signed in.

Signing in takes time on purpose, so it is done once; every test gets a copy of
the database in which both visits go on.
"""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from pathlib import Path
from shutil import copy
from sqlite3 import connect

import pytest
from flask import Flask
from flask.testing import FlaskClient

from assistant import answering
from assistant.desk import Desk
from assistant.settings import Settings
from assistant.store.staff import Role
from assistant.store.turns import Store
from assistant.web.app import create_app
from assistant.web.signin import security
from assistant.web.signin.sessions import NAME
from tests.consoling import BAKER, SignedIn, waiting
from tests.entering import QUICK, Colleague, come_in, hire


@pytest.fixture(scope="session")
def signed_in(tmp_path_factory: pytest.TempPathFactory, demo_desk: Desk) -> SignedIn:
    folder = tmp_path_factory.mktemp("console")
    file = folder / "console.sqlite3"
    settings = Settings(
        data=folder, database=f"sqlite:///{file}", given_secret="x" * 40
    )
    store = answering.open_store(settings)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(security, "ARGON2", QUICK)
        app = create_app(settings, desk=demo_desk, store=store)
    anna = hire(app, "anna@desk.example", Role.ADMIN)
    bob = hire(app, "bob@desk.example")
    cookies = (_cookie(app, anna), _cookie(app, bob))
    store.close()
    whole = folder / "whole.sqlite3"  # with what still lies in the log beside it
    with closing(connect(file)) as source, closing(connect(whole)) as target:
        source.backup(target)
    return SignedIn(whole, anna, bob, cookies)


def _cookie(app: Flask, who: Colleague) -> str:
    client = app.test_client()
    come_in(client, who)
    found = client.get_cookie(NAME)
    assert found is not None
    return found.value


@pytest.fixture(scope="session")
def talked(
    signed_in: SignedIn, demo_desk: Desk, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, str]:
    """The same database with a baker who waits, and his conversation."""
    folder = tmp_path_factory.mktemp("talked")
    file = copy(signed_in.file, folder / "talking.sqlite3")
    settings = Settings(
        data=folder, database=f"sqlite:///{file}", given_secret="x" * 40
    )
    store = answering.open_store(settings)
    conversation = waiting(store, demo_desk, BAKER)
    store.close()
    whole = folder / "talked.sqlite3"
    with closing(connect(file)) as source, closing(connect(whole)) as target:
        source.backup(target)
    return whole, conversation


@pytest.fixture
def settings(settings: Settings, signed_in: SignedIn, tmp_path: Path) -> Settings:
    copied = copy(signed_in.file, tmp_path / "console.sqlite3")
    return replace(settings, database=f"sqlite:///{copied}", max_characters=20_000)


@pytest.fixture
def app(settings: Settings, demo_desk: Desk, store: Store) -> Flask:
    return create_app(settings, desk=demo_desk, store=store)


@pytest.fixture
def anna(signed_in: SignedIn) -> Colleague:
    return signed_in.anna


@pytest.fixture
def bob(signed_in: SignedIn) -> Colleague:
    return signed_in.bob


@pytest.fixture
def staff(app: Flask, signed_in: SignedIn) -> FlaskClient:
    client = app.test_client()
    client.set_cookie(NAME, signed_in.cookies[0])
    return client


@pytest.fixture
def bobs(app: Flask, signed_in: SignedIn) -> FlaskClient:
    client = app.test_client()
    client.set_cookie(NAME, signed_in.cookies[1])
    return client
