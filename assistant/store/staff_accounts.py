"""What guards an account, kept where Flask-Security can reach it.

Flask-Security knows accounts through a datastore. The one it brings for
SQLAlchemy wants a session of its own and tables for what is not used here; this
one goes through the room's one door instead. It writes what was changed and
nothing else, and refuses when that changed underneath: so an account that was
put off stays off, and a recovery code works once.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from flask_security.core import RoleMixin, UserMixin
from flask_security.datastore import UserDatastore
from sqlalchemy import Row, and_, select, update
from typing_extensions import override

from assistant.errors import StoreError
from assistant.store.database import Database
from assistant.store.staff import Member, Role
from assistant.store.staff_tables import STAFF

_COLUMNS: Mapping[str, str] = {
    "email": "address",
    "name": "name",
    "role": "role",
    "active": "active",
    "fs_uniquifier": "uniquifier",
    "password": "password",
    "tf_totp_secret": "totp_secret",
    "totp_counter": "totp_counter",
    "mf_recovery_codes": "recovery_codes",
    "subject": "subject",
    "signed_in_s": "signed_in_s",
}
"""What Flask-Security calls a thing, and what it is called here."""


class Account(UserMixin):
    """An account as Flask-Security handles it; it never leaves the sign-in."""

    fs_uniquifier: str = ""  # Flask-Security looks for it in the class
    name: str
    role: str
    totp_counter: int | None
    subject: str | None
    signed_in_s: float | None

    def __init__(self, row: Row[Any]) -> None:
        self.key: str = row.id
        for name, column in _COLUMNS.items():
            setattr(self, name, getattr(row, column))
        codes = row.recovery_codes
        self.mf_recovery_codes = None if codes is None else json.loads(codes)
        self.tf_primary_method = "authenticator" if self.tf_totp_secret else None
        self.tf_phone_number = None
        self.kept = self.columns()

    @property
    def member(self) -> Member:
        """The colleague whose account this is."""
        return Member(
            id=self.key, name=self.name, address=self.email, role=Role(self.role)
        )

    def columns(self) -> dict[str, Any]:
        """What the table is to hold."""
        held = {column: getattr(self, name) for name, column in _COLUMNS.items()}
        codes = self.mf_recovery_codes
        held["recovery_codes"] = None if codes is None else json.dumps(codes)
        return held


class Accounts(UserDatastore):
    """Flask-Security's way to the accounts."""

    def __init__(self, database: Database) -> None:
        super().__init__(Account, RoleMixin)
        self._database = database

    @override
    def find_user(
        self, case_insensitive: bool = False, **kwargs: Any
    ) -> Account | None:
        """The one account of which something is so."""
        ((name, value),) = kwargs.items()
        column = STAFF.c["id" if name == "key" else _COLUMNS[name]]
        wanted = value.lower() if case_insensitive else value
        with self._database.reading() as connection:
            row = connection.execute(
                select(STAFF).where(column == wanted)
            ).one_or_none()
        return None if row is None else Account(row)

    @override
    def put(self, model: Any) -> Any:
        """Keep what was changed of an account.

        Raises:
            StoreError: When another has changed the same thing meanwhile.
        """
        now = model.columns()
        changed = {name: now[name] for name in now if now[name] != model.kept[name]}
        if not changed:
            return model
        unchanged = and_(
            STAFF.c.id == model.key,
            *(STAFF.c[name].is_not_distinct_from(model.kept[name]) for name in changed),
        )
        with self._database.writing() as connection:
            done = connection.execute(update(STAFF).where(unchanged).values(**changed))
        if not done.rowcount:
            msg = "the account was changed by another at the same time"
            raise StoreError(msg)
        model.kept = now
        return model

    @override
    def commit(self) -> None:
        """Nothing is left to do: put() has kept it."""

    def signed_in(self, member: str, now: datetime) -> None:
        """Note when this colleague last came in."""
        with self._database.writing() as connection:
            connection.execute(
                update(STAFF)
                .where(STAFF.c.id == member)
                .values(signed_in_s=now.timestamp())
            )
