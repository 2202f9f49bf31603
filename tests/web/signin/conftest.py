"""An application with two pages behind the door, and people who work there."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from shutil import copy
from sqlite3 import connect
from typing import cast

import pytest
from flask import Flask

from assistant import answering
from assistant.desk import Desk
from assistant.knowledge.shelf import Shelf
from assistant.settings import Settings
from assistant.store.staff import Role
from assistant.web.app import create_app
from assistant.web.signin.guard import admin_only, audit, member, staff_only
from tests.entering import Colleague, hire
from tests.telling import TellingDesk


@dataclass(frozen=True, slots=True)
class Staffed:
    """A database in which two colleagues have an account."""

    file: Path
    anna: Colleague
    bob: Colleague


@pytest.fixture(scope="session")
def staffed(tmp_path_factory: pytest.TempPathFactory, shelf: Shelf) -> Staffed:
    folder = tmp_path_factory.mktemp("staffed")
    file = folder / "staffed.sqlite3"
    settings = Settings(
        data=folder, database=f"sqlite:///{file}", given_secret="x" * 40
    )
    store = answering.open_store(settings)
    app = create_app(settings, desk=cast("Desk", TellingDesk(shelf)), store=store)
    anna = hire(app, "anna@desk.example", Role.ADMIN)
    bob = hire(app, "bob@desk.example")
    store.close()
    whole = folder / "whole.sqlite3"  # with what still lies in the log beside it
    with closing(connect(file)) as source, closing(connect(whole)) as target:
        source.backup(target)
    return Staffed(whole, anna, bob)


@pytest.fixture
def settings(settings: Settings, staffed: Staffed, tmp_path: Path) -> Settings:
    copied = copy(staffed.file, tmp_path / "staffed.sqlite3")
    return replace(settings, database=f"sqlite:///{copied}")


@pytest.fixture
def app(app: Flask) -> Flask:
    @app.route("/console/desk", methods=["GET", "POST"])
    @staff_only
    def desk() -> str:
        return f"hello {member().address}"

    @app.get("/console/vault")
    @admin_only
    def vault() -> str:
        audit("opened", "the vault")
        return f"welcome {member().address}"

    return app


@pytest.fixture
def anna(staffed: Staffed) -> Colleague:
    return staffed.anna


@pytest.fixture
def bob(staffed: Staffed) -> Colleague:
    return staffed.bob
