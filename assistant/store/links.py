"""Shared links: a look that may be read for a limited time, and no longer.

Whoever holds the token may read; of the token only a hash is kept, so that a
stolen backup opens nothing. The content is redacted before it comes here. A link of
a conversation is deleted with it.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, and_, insert, select, update

from assistant.store.database import Database, storable
from assistant.store.desk_tables import LINKS
from assistant.store.place import locked
from assistant.store.request import hashed, new_token
from assistant.store.times import at, moment


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedLink:
    """One link, as those who look after it see it; the token is not kept."""

    id: str
    member: str
    title: str
    made_at: datetime
    expires_at: datetime
    conversation: str | None = None
    revoked_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """What a link shows."""

    link: SharedLink
    content: str


class Links:
    """The shared links."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def share(
        self,
        content: str,
        *,
        title: str,
        member: str,
        now: datetime,
        expires: datetime,
        conversation: str | None = None,
    ) -> str:
        """Share a content until a moment; gives the token of its link."""
        token = new_token()
        with self._database.writing() as connection:
            connection.execute(
                insert(LINKS).values(
                    token_hash=hashed(token),
                    id=secrets.token_urlsafe(12),
                    conversation=conversation,
                    member=member,
                    title=storable(title)[:300],
                    content=storable(content),
                    made_s=now.timestamp(),
                    expires_s=expires.timestamp(),
                )
            )
        return token

    def belong(self, content: str, member: str, conversation: str) -> int:
        """Let what a member shared before go with a conversation; gives how many."""
        same = and_(
            LINKS.c.member == member,
            LINKS.c.conversation.is_(None),
            LINKS.c.content == storable(content),
        )
        with self._database.writing() as connection:
            if locked(connection, conversation) is None:
                return 0
            wanted = update(LINKS).where(same)
            return connection.execute(wanted.values(conversation=conversation)).rowcount

    def shared(self, token: str, now: datetime) -> Shared | None:
        """What a token opens; None when it is unknown, expired or revoked."""
        wanted = select(LINKS).where(
            LINKS.c.token_hash == hashed(token),
            LINKS.c.expires_s > now.timestamp(),
            LINKS.c.revoked_s.is_(None),
        )
        with self._database.reading() as connection:
            row = connection.execute(wanted).first()
        return None if row is None else Shared(link=_link(row), content=row.content)

    def revoke(self, link: str, now: datetime) -> bool:
        """End a link before its time; its content is deleted at once."""
        wanted = update(LINKS).where(LINKS.c.id == link, LINKS.c.revoked_s.is_(None))
        with self._database.writing() as connection:
            gone = wanted.values(revoked_s=now.timestamp(), content="")
            return connection.execute(gone).rowcount == 1

    def links(
        self, now: datetime, conversation: str | None = None
    ) -> tuple[SharedLink, ...]:
        """The links that still open, the latest first."""
        wanted = select(LINKS).where(
            LINKS.c.expires_s > now.timestamp(), LINKS.c.revoked_s.is_(None)
        )
        if conversation is not None:
            wanted = wanted.where(LINKS.c.conversation == conversation)
        with self._database.reading() as connection:
            rows = connection.execute(wanted.order_by(LINKS.c.made_s.desc()))
            return tuple(map(_link, rows))


def _link(row: Row[Any]) -> SharedLink:
    return SharedLink(
        id=row.id,
        member=row.member,
        title=row.title,
        made_at=at(row.made_s),
        expires_at=at(row.expires_s),
        conversation=row.conversation,
        revoked_at=moment(row.revoked_s),
    )
