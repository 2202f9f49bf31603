"""Who works at the console: colleagues, their roles, and whether they are in.

What guards an account (its password, its codes) is in staff_accounts.py; here is
what colleagues see of one another, and what an administrator may change.
"""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Row, and_, delete, select, update

from assistant.errors import UnusableInputError
from assistant.store.database import Database
from assistant.store.staff_tables import STAFF, VISITS

MOST_ADDRESS = 254  # characters, what a mail address can have (RFC 5321)
MOST_NAME = 100
_ADDRESS = re.compile(r"[^\s@\x00-\x1f\x7f]{1,64}@[^\s@\x00-\x1f\x7f]{1,189}")


class Role(StrEnum):
    """What a colleague may do; stored, so never renamed."""

    AGENT = "agent"
    ADMIN = "admin"


class Standing(StrEnum):
    """How far an account is."""

    INVITED = "invited"  # no password yet: the link was not used
    STARTED = "started"  # a password, but no codes of an authenticator yet
    READY = "ready"
    OFF = "off"


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One colleague."""

    id: str
    name: str
    address: str
    role: Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A colleague in the list of staff."""

    member: Member
    standing: Standing
    added_at: datetime
    signed_in_at: datetime | None


class Staff:
    """Everybody who has, or had, an account."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def listed(self) -> tuple[Listed, ...]:
        """Everybody, by name."""
        with self._database.reading() as connection:
            rows = connection.execute(select(STAFF).order_by(STAFF.c.name, STAFF.c.id))
            return tuple(_listed(row) for row in rows)

    def find(self, *, id: str | None = None, address: str = "") -> Listed | None:  # noqa: A002 - the column's name
        """One colleague, by id or by address."""
        same = STAFF.c.id == id if id else STAFF.c.address == address.strip().lower()
        with self._database.reading() as connection:
            row = connection.execute(select(STAFF).where(same)).one_or_none()
        return None if row is None else _listed(row)

    def add(
        self, *, address: str, name: str, role: Role | None, now: datetime
    ) -> Member:
        """Make an account without a password, or call one back that is off.

        Args:
            address: Where this colleague reads mail; also what he signs in with.
            name: What colleagues call him; made from the address when empty.
            role: None makes the first one an admin and every other an agent.
            now: The clock.

        Raises:
            UnusableInputError: For what is no address, or one that is there.
        """
        address = clean_address(address)
        name = clean_name(name) or address.partition("@")[0][:MOST_NAME]
        with self._database.writing() as connection:
            row = connection.execute(
                select(STAFF).where(STAFF.c.address == address)
            ).one_or_none()
            if row is not None and row.active:
                msg = f"{address} is there already; expected an address without account"
                raise UnusableInputError(msg)
            if role is None:
                role = Role.AGENT if _admins(connection) else Role.ADMIN
            made = secrets.token_hex(16) if row is None else str(row.id)
            values = {"name": name, "role": role.value, **_bare()}
            if row is None:
                values |= {"address": address, "added_s": now.timestamp()}
                connection.execute(STAFF.insert().values(id=made, **values))
            else:
                connection.execute(
                    update(STAFF).where(STAFF.c.id == made).values(**values)
                )
        return Member(id=made, name=name, address=address, role=role)

    def reset(self, member: str) -> None:
        """Take password, codes and sessions away; a new link gives new ones."""
        with self._database.writing() as connection:
            connection.execute(
                update(STAFF).where(STAFF.c.id == member).values(**_bare())
            )
            connection.execute(delete(VISITS).where(VISITS.c.member == member))

    def put_off(self, member: str) -> None:
        """End an account: every browser is out at its next request.

        Raises:
            UnusableInputError: When no admin would be left.
        """
        with self._database.writing() as connection:
            _keep_an_admin(connection, member)
            values = {**_bare(), "active": False}
            connection.execute(
                update(STAFF).where(STAFF.c.id == member).values(**values)
            )
            connection.execute(delete(VISITS).where(VISITS.c.member == member))

    def assign(self, member: str, role: Role) -> None:
        """Give a colleague another role.

        Raises:
            UnusableInputError: When no admin would be left.
        """
        with self._database.writing() as connection:
            if role is not Role.ADMIN:
                _keep_an_admin(connection, member)
            connection.execute(
                update(STAFF).where(STAFF.c.id == member).values(role=role.value)
            )


def clean_address(text: str) -> str:
    """An address as it is kept: without blanks around it, in lower case.

    Raises:
        UnusableInputError: For what is no address.
    """
    address = text.strip().lower()
    if len(address) > MOST_ADDRESS or not _ADDRESS.fullmatch(address):
        msg = f"{text[:60]!r} is no mail address; expected NAME@DOMAIN"
        raise UnusableInputError(msg)
    return address


def clean_name(text: str) -> str:
    """A name on one line, without what cannot be printed."""
    printable = "".join(one if one.isprintable() else " " for one in text[:1000])
    return " ".join(printable.split())[:MOST_NAME]


def _bare() -> dict[str, Any]:
    # A new uniquifier makes every cookie and every link of before worthless.
    return {
        "active": True,
        "uniquifier": secrets.token_hex(16),
        "password": None,
        "totp_secret": None,
        "totp_counter": None,
        "recovery_codes": None,
        "subject": None,
    }


def _admins(connection: Connection) -> tuple[str, ...]:
    """Who can administer; nobody changes that until this transaction is over."""
    are = and_(STAFF.c.active, STAFF.c.role == Role.ADMIN.value)
    found = connection.execute(select(STAFF.c.id).where(are).with_for_update())
    return tuple(found.scalars())


def _keep_an_admin(connection: Connection, member: str) -> None:
    if _admins(connection) == (member,):
        msg = "this is the last admin; expected another one first"
        raise UnusableInputError(msg)


def _listed(row: Row[Any]) -> Listed:
    signed_in = row.signed_in_s
    return Listed(
        member=Member(
            id=row.id, name=row.name, address=row.address, role=Role(row.role)
        ),
        standing=_standing(row),
        added_at=_time(row.added_s),
        signed_in_at=None if signed_in is None else _time(signed_in),
    )


def _standing(row: Row[Any]) -> Standing:
    if not row.active:
        return Standing.OFF
    if row.password is None and row.subject is None:
        return Standing.INVITED
    return Standing.STARTED if row.totp_secret is None else Standing.READY


def _time(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
