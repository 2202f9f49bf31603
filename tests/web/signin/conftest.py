"""An application with a few pages behind the door, and people who work there.

It is made once; before each test its database is as it was when it was made.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
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
from assistant.web.signin import door, security
from assistant.web.signin.entrance import Entrance
from assistant.web.signin.guard import (
    admin_only,
    audit,
    member,
    staff_only,
    still_in,
)
from tests.entering import QUICK, Colleague, hire
from tests.telling import TellingDesk
from tests.vouching import CLIENT, SECRET, Vouching, vouching


@dataclass(frozen=True, slots=True)
class Staffed:
    """An application for which two colleagues work."""

    app: Flask
    file: Path
    anna: Colleague
    bob: Colleague
    streams: list[Callable[[], bool]] = field(default_factory=list)

    @property
    def kept(self) -> Path:
        """Its database, as it was in the beginning."""
        return self.file.with_name("kept.sqlite3")


@pytest.fixture(scope="session")
def staffed(
    tmp_path_factory: pytest.TempPathFactory, shelf: Shelf
) -> Iterator[Staffed]:
    file = tmp_path_factory.mktemp("staffed") / "staffed.sqlite3"
    settings = Settings(
        data=file.parent, database=f"sqlite:///{file}", given_secret="x" * 40
    )
    store = answering.open_store(settings)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(security, "ARGON2", QUICK)
        app = create_app(settings, desk=cast("Desk", TellingDesk(shelf)), store=store)
    anna = hire(app, "anna@desk.example", Role.ADMIN)
    made = Staffed(app, file, anna, hire(app, "bob@desk.example"))
    furnish(made)
    overwrite(made.kept, made.file)
    yield made
    store.close()


def furnish(made: Staffed) -> None:
    @made.app.route("/console/desk", methods=["GET", "POST"])
    @staff_only
    def desk() -> str:
        return f"hello {member().address}"

    @made.app.get("/console/vault")
    @admin_only
    def vault() -> str:
        audit("unlocked", "the vault")
        return f"welcome {member().address}"

    @made.app.get("/console/stream")
    @staff_only
    def stream() -> str:
        made.streams.append(still_in())
        return "a stream"


def overwrite(target: Path, source: Path) -> None:
    with closing(connect(source)) as old, closing(connect(target)) as new:
        old.backup(new)


@pytest.fixture
def app(staffed: Staffed) -> Flask:
    overwrite(staffed.file, staffed.kept)
    staffed.streams.clear()
    return staffed.app


@pytest.fixture
def anna(staffed: Staffed) -> Colleague:
    return staffed.anna


@pytest.fixture
def bob(staffed: Staffed) -> Colleague:
    return staffed.bob


@pytest.fixture
def streams(staffed: Staffed) -> list[Callable[[], bool]]:
    return staffed.streams


@pytest.fixture(scope="module")
def running() -> Iterator[Vouching]:
    with vouching() as provider:
        yield provider


@pytest.fixture
def provider(
    running: Vouching, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> Vouching:
    """The provider, trusted by the application for the length of a test."""
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    fresh = Vouching(issuer=running.issuer, key=running.key)
    for name in (
        one.name for one in fields(fresh) if one.name not in ("issuer", "key")
    ):
        setattr(running, name, getattr(fresh, name))
    here: Entrance = app.extensions["signin"]
    trusted = door.provider_of(
        replace(
            here.settings,
            oidc_issuer=running.issuer,
            oidc_client_id=CLIENT,
            oidc_client_secret=SECRET,
        )
    )
    monkeypatch.setitem(app.extensions, "signin", replace(here, provider=trusted))
    return running
