"""The audit trail: who saw and did what, and who tried to come in.

It is only ever added to; what is too old is forgotten by a chore. No text of a
customer and nothing that was typed in vain is kept in it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Row, delete, select

from assistant.store.database import Database
from assistant.store.staff_tables import LOG, STAFF

MOST_ABOUT = 200  # characters


class Deed(StrEnum):
    """What sign-in and terminal write; the console's pages add words of theirs."""

    SIGNED_IN = "signed-in"
    SIGNED_OUT = "signed-out"
    SIGNED_OUT_ELSEWHERE = "signed-out-elsewhere"
    WRONG_PASSWORD = "wrong-password"  # noqa: S105 - the name of a deed
    WRONG_CODE = "wrong-code"
    TOO_MANY = "too-many-attempts"
    RECOVERY_CODE_USED = "recovery-code-used"
    PASSWORD_SET = "password-set"  # noqa: S105 - the name of a deed
    AUTHENTICATOR_SET = "authenticator-set"
    RECOVERY_CODES_MADE = "recovery-codes-made"
    STAFF_ADDED = "staff-added"
    STAFF_RESET = "staff-reset"
    STAFF_OFF = "staff-off"
    ROLE_CHANGED = "role-changed"
    BACKED_UP = "backed_up"
    RESTORED = "restored"
    PERSON_EXPORTED = "person_exported"
    PERSON_DELETED = "person_deleted"


SIGN_INS = (
    Deed.SIGNED_IN,
    Deed.SIGNED_OUT,
    Deed.SIGNED_OUT_ELSEWHERE,
    Deed.WRONG_PASSWORD,
    Deed.WRONG_CODE,
    Deed.TOO_MANY,
    Deed.RECOVERY_CODE_USED,
)
"""What belongs to coming in and going out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of the trail; without a name when nobody was recognised."""

    id: int
    at: datetime
    member: str | None
    name: str | None
    deed: str
    about: str
    network: str


class StaffLog:
    """The trail."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def audit(
        self,
        member_id: str | None,
        deed: str,
        about: str,
        now: datetime,
        network: str = "",
    ) -> None:
        """Write one line.

        Args:
            member_id: Whose deed it was; None when nobody is known.
            deed: What was done, in a word such as "replied".
            about: What it was done to: the id of a conversation, an address.
            now: The clock.
            network: Where the request came from.
        """
        line = {
            "at_s": now.timestamp(),
            "member": member_id,
            "deed": deed[:40],
            "about": about.replace("\0", " ")[:MOST_ABOUT],
            "network": network[:64],
        }
        with self._database.writing() as connection:
            connection.execute(LOG.insert().values(**line))

    def latest(
        self,
        *,
        member: str = "",
        deeds: tuple[str, ...] = (),
        before: int = 0,
        most: int = 100,
    ) -> tuple[Entry, ...]:
        """The newest lines, newest first.

        Args:
            member: Only this colleague's.
            deeds: Only these.
            before: Only what is older than the line of this id.
            most: How many at most.
        """
        wanted = (
            select(LOG, STAFF.c.name)
            .outerjoin(STAFF, STAFF.c.id == LOG.c.member)
            .order_by(LOG.c.id.desc())
            .limit(most)
        )
        if member:
            wanted = wanted.where(LOG.c.member == member)
        if deeds:
            wanted = wanted.where(LOG.c.deed.in_(deeds))
        if before:
            wanted = wanted.where(LOG.c.id < before)
        with self._database.reading() as connection:
            return tuple(_entry(row) for row in connection.execute(wanted))

    def forget(self, before: datetime) -> int:
        """Drop what is older than this; gives how many lines went."""
        old = LOG.c.at_s < before.timestamp()
        with self._database.writing() as connection:
            return connection.execute(delete(LOG).where(old)).rowcount


def _entry(row: Row[Any]) -> Entry:
    return Entry(
        id=row.id,
        at=datetime.fromtimestamp(row.at_s, UTC),
        member=row.member,
        name=row.name,
        deed=row.deed,
        about=row.about,
        network=row.network,
    )
