"""Records that a domain should have: looked for until they are seen."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    func,
    insert,
    or_,
    select,
    true,
    update,
)

from assistant.remedies.change import RecordChange
from assistant.store import encoding
from assistant.store.case import Happening, Owner
from assistant.store.case_tables import MESSAGES
from assistant.store.database import Database
from assistant.store.desk_tables import WATCHES
from assistant.store.events import tell
from assistant.store.handing import NOT_CLOSED, handed
from assistant.store.messages import put_note, put_said
from assistant.store.place import change, locked
from assistant.store.times import at, moment
from assistant.store.watch import (
    DAYS,
    DESK,
    NOTHING,
    REPLACED,
    WAITING,
    WRONG,
    News,
    Watch,
)

FIRST_PAUSE_S = 300.0
LONGEST_PAUSE_S = 6 * 3600.0


class Watches:
    """What is looked for."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def watch(
        self,
        conversation: str,
        domain: str,
        records: tuple[RecordChange, ...],
        *,
        language: str,
        now: datetime,
        address: str | None = None,
        request: str | None = None,
    ) -> str | None:
        """Look for records from now on, in place of an open watch of the same.

        The same is that of this request, or one of the domain that is of none.

        Returns:
            Its id; None when the conversation is gone.
        """
        made = secrets.token_urlsafe(12)
        with self._database.writing() as connection:
            if locked(connection, conversation) is None:
                return None
            _replace(connection, conversation, domain, request, now)
            connection.execute(
                insert(WATCHES).values(
                    id=made,
                    conversation=conversation,
                    request=request,
                    domain=domain,
                    records=encoding.dump_records(records),
                    language=language,
                    address=address,
                    next_s=now.timestamp(),
                    until_s=(now + timedelta(days=DAYS)).timestamp(),
                )
            )
        return made

    def due(self, now: datetime, limit: int = 50) -> tuple[Watch, ...]:
        """What is to be looked at by now."""
        wanted = select(WATCHES).where(
            WATCHES.c.ended_s.is_(None), WATCHES.c.next_s <= now.timestamp()
        )
        with self._database.reading() as connection:
            rows = connection.execute(wanted.order_by(WATCHES.c.next_s).limit(limit))
            return tuple(map(_watch, rows))

    def of(self, conversation: str) -> tuple[Watch, ...]:
        """The watches of a conversation, the latest first."""
        wanted = select(WATCHES).where(WATCHES.c.conversation == conversation)
        with self._database.reading() as connection:
            rows = connection.execute(wanted.order_by(WATCHES.c.until_s.desc()))
            return tuple(map(_watch, rows))

    def hold(self, watch: Watch, now: datetime) -> bool:
        """Take a watch to look; False when another just did.

        The next look is after a pause that grows with the time since it began.
        """
        pause = min(
            max((now - watch.begun_at).total_seconds(), FIRST_PAUSE_S), LONGEST_PAUSE_S
        )
        wanted = update(WATCHES).where(
            WATCHES.c.id == watch.id,
            WATCHES.c.next_s == watch.next_at.timestamp(),
            WATCHES.c.ended_s.is_(None),
        )
        later = (now + timedelta(seconds=pause)).timestamp()
        with self._database.writing() as connection:
            values = {"next_s": later, "looked_s": now.timestamp()}
            return connection.execute(wanted.values(**values)).rowcount == 1

    def tell(self, watch: Watch, what: str, now: datetime, news: News) -> bool:
        """Tell of a watch that goes on, once; False when that was told before.

        Args:
            watch: Which.
            what: WAITING, or WRONG; who heard that it is wrong is not told again
                that it is waited for.
            now: The time.
            news: What is told.
        """
        heard = WATCHES.c.outcome
        first = heard.is_(None) if what == WAITING else ~_has_heard(WRONG)
        return self._note(watch, first, {"outcome": what}, now, news)

    def end(
        self, watch: Watch, outcome: str, now: datetime, news: News = NOTHING
    ) -> bool:
        """End a watch, once, and tell of it: both are kept, or neither.

        Args:
            watch: Which.
            outcome: Seen, or over.
            now: The time.
            news: What is told of it.
        """
        values = {"ended_s": now.timestamp(), "outcome": outcome[:16]}
        return self._note(watch, true(), values, now, news)

    def _note(
        self,
        watch: Watch,
        where: ColumnElement[bool],
        values: Mapping[str, object],
        now: datetime,
        news: News,
    ) -> bool:
        noted = update(WATCHES).where(
            WATCHES.c.id == watch.id, WATCHES.c.ended_s.is_(None), where
        )
        with self._database.writing() as connection:
            locked(connection, watch.conversation)
            if not connection.execute(noted.values(**values)).rowcount:
                return False
            _tell(connection, watch.conversation, now, news)
        return True


def _has_heard(what: str) -> ColumnElement[bool]:
    return func.coalesce(WATCHES.c.outcome, "") == what


def _tell(connection: Connection, place: str, now: datetime, news: News) -> None:
    """Tell what there is to tell, within what else is written."""
    if news.said:
        said = put_said(connection, place, news.said, now)
        if said and news.mailed:
            mine = update(MESSAGES).where(MESSAGES.c.id == said.id)
            connection.execute(mine.values(mailed_s=now.timestamp()))
    if news.noted:
        put_note(connection, place, DESK, news.noted, now)
    case = locked(connection, place) if news.back else None
    # A colleague who has it keeps it: the note is for him.
    if case is not None and case.owner in {Owner.BOT, Owner.CLOSED}:
        values = handed(news.back, now, news.promise)
        change(connection, case, **values, **NOT_CLOSED)
        tell(connection, Happening.HANDED_OVER, place, now)


def _replace(
    connection: Connection,
    conversation: str,
    domain: str,
    request: str | None,
    now: datetime,
) -> None:
    """End the open watch that a new one takes the place of.

    That of another request goes on: its customer was promised what we see of it.
    """
    nobodys = WATCHES.c.request.is_(None)
    open_ = update(WATCHES).where(
        WATCHES.c.conversation == conversation,
        WATCHES.c.domain == domain,
        WATCHES.c.ended_s.is_(None),
        nobodys if request is None else or_(nobodys, WATCHES.c.request == request),
    )
    connection.execute(open_.values(ended_s=now.timestamp(), outcome=REPLACED))


def _watch(row: Row[Any]) -> Watch:
    return Watch(
        id=row.id,
        conversation=row.conversation,
        domain=row.domain,
        records=encoding.load_records(row.records),
        language=row.language,
        next_at=at(row.next_s),
        until=at(row.until_s),
        address=row.address,
        request=row.request,
        looked_at=moment(row.looked_s),
        ended_at=moment(row.ended_s),
        outcome=row.outcome,
    )
