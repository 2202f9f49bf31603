"""How long things are kept, and that what is deleted stays deleted.

Every conversation that goes leaves its id in a list of deletions, which a
restored backup is held against, and its numbers in the tallies, which name
nobody. Everything here may be run twice.
"""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, insert, select, update

from assistant.errors import StoreError
from assistant.store import encoding, finishing
from assistant.store.case import Happening
from assistant.store.case_tables import DRAFTS, EVENTS, PRESENCES, RAWS
from assistant.store.database import Database
from assistant.store.desk_tables import DELETIONS, LINKS, MAILS, WATCHES
from assistant.store.events import tell
from assistant.store.files import Files
from assistant.store.incoming import drop_pasted
from assistant.store.numbers import tally
from assistant.store.own_tables import CALLS
from assistant.store.place import locked
from assistant.store.staff_log import StaffLog
from assistant.store.tables import CONVERSATIONS, TURNS

log = logging.getLogger(__name__)

EVENTS_DAYS = 14  # a browser that slept longer begins anew
DRAFTS_DAYS = 30
LINKS_DAYS = 7  # after a link expired
PRESENCE_S = 3600
DELETIONS_DAYS = 800  # longer than anybody keeps a backup
AT_ONCE = 200  # turns in one transaction


class Keeping:
    """Deletes what its time is over of."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def forget(self, conversation: str, now: datetime) -> bool:
        """Delete a conversation with everything that belongs to it."""
        with self._database.writing() as connection:
            case = locked(connection, conversation)
            if case is None:
                return False
            tally(connection, case)
            drop(connection, conversation, now)
            tell(connection, Happening.FORGOTTEN, conversation, now)
        return True

    def sweep_old(self, now: datetime, keep_days: int) -> int:
        """Delete the conversations that nobody touched for *keep_days*.

        Returns:
            How many were deleted.
        """
        before = (now - timedelta(days=keep_days)).timestamp()
        old = select(CONVERSATIONS.c.id).where(CONVERSATIONS.c.touched_s < before)
        with self._database.reading() as connection:
            ids = tuple(connection.execute(old).scalars())
        return sum(self.forget(one, now) for one in ids)

    def drop_raws(self, now: datetime, keep_days: int) -> int:
        """Delete what was pasted more than *keep_days* ago; the turns stay.

        Returns:
            Of how many turns and messages.
        """
        before = (now - timedelta(days=keep_days)).timestamp()
        gone = 0
        for step in (_drop_apart, _drop_inline, _drop_unanswered, drop_pasted):
            looked = AT_ONCE
            while looked == AT_ONCE:
                with self._database.writing() as connection:
                    looked, dropped = step(connection, before, now)
                gone += dropped
        Files(self._database).drop_old(before, now)
        return gone

    def tidy(self, now: datetime, raw_days: int) -> int:
        """Delete what is over: drafts, links, presences, events, what was sent.

        Returns:
            How many rows.
        """
        ages = (
            (DRAFTS, DRAFTS.c.at_s, DRAFTS_DAYS),
            (LINKS, LINKS.c.expires_s, LINKS_DAYS),
            (EVENTS, EVENTS.c.at_s, EVENTS_DAYS),
            (MAILS, MAILS.c.sent_s, raw_days),
            (MAILS, MAILS.c.given_up_s, raw_days),
            (CALLS, CALLS.c.sent_s, raw_days),
            (CALLS, CALLS.c.given_up_s, raw_days),
            (WATCHES, WATCHES.c.ended_s, raw_days),
            (DELETIONS, DELETIONS.c.at_s, DELETIONS_DAYS),
        )
        with self._database.writing() as connection:
            old = PRESENCES.c.at_s < now.timestamp() - PRESENCE_S
            gone = connection.execute(delete(PRESENCES).where(old)).rowcount
            for table, age, days in ages:
                before = (now - timedelta(days=days)).timestamp()
                gone += connection.execute(delete(table).where(age < before)).rowcount
        return gone

    def forget_log(self, before: datetime) -> int:
        """Delete the older lines of the console's log."""
        return StaffLog(self._database).forget(before)


def drop(connection: Connection, conversation: str, now: datetime) -> None:
    """Delete a locked conversation, and note that it was."""
    gone = delete(CONVERSATIONS).where(CONVERSATIONS.c.id == conversation)
    connection.execute(gone)
    note_deletion(connection, conversation, now.timestamp())


def note_deletion(connection: Connection, conversation: str, at_s: float) -> None:
    """Note that a conversation was deleted, once."""
    known = select(DELETIONS).where(DELETIONS.c.conversation == conversation)
    if connection.execute(known).first() is None:
        connection.execute(
            insert(DELETIONS).values(conversation=conversation, at_s=at_s)
        )


def _drop_apart(
    connection: Connection, before: float, now: datetime
) -> tuple[int, int]:
    """Take out what lies beside its turn; gives how many were looked at and had it."""
    old = select(RAWS.c.turn).where(RAWS.c.kept_s < before).limit(AT_ONCE)
    turns = tuple(connection.execute(old).scalars())
    connection.execute(delete(RAWS).where(RAWS.c.turn.in_(turns)))
    marked = update(TURNS).where(TURNS.c.id.in_(turns))
    connection.execute(marked.values(raw="gone", raw_gone_s=now.timestamp()))
    return len(turns), len(turns)


def _drop_inline(
    connection: Connection, before: float, now: datetime
) -> tuple[int, int]:
    """Take out what a release before 0003 kept within the turn."""
    wanted = (
        select(TURNS.c.id, TURNS.c.turn)
        .where(TURNS.c.raw == "inline", TURNS.c.answered_s < before)
        .limit(AT_ONCE)
    )
    rows = connection.execute(wanted).all()
    gone = 0
    for row in rows:
        try:
            turn = encoding.load_turn(row.turn)
        except StoreError:
            log.exception("turn %s does not read; what was pasted stays", row.id)
            continue
        text, raw = encoding.dump_turn(turn)
        question = encoding.dump_question(encoding.load_turn(text).question)
        gone += raw is not None
        connection.execute(
            update(TURNS)
            .where(TURNS.c.id == row.id)
            .values(
                turn=text,
                question=question,
                raw=None if raw is None else "gone",
                raw_gone_s=None if raw is None else now.timestamp(),
            )
        )
    return len(rows), gone


def _drop_unanswered(
    connection: Connection, before: float, now: datetime
) -> tuple[int, int]:
    """Take out what was pasted with a question that nobody could answer."""
    wanted = (
        select(TURNS.c.id, TURNS.c.question)
        .where(
            TURNS.c.state != "answered", TURNS.c.asked_s < before, TURNS.c.raw.is_(None)
        )
        .limit(AT_ONCE)
    )
    rows = connection.execute(wanted).all()
    gone = 0
    for row in rows:
        bare = finishing.without_paste(row.question)
        gone_s = None if bare == row.question else now.timestamp()
        gone += gone_s is not None
        connection.execute(
            update(TURNS)
            .where(TURNS.c.id == row.id)
            .values(question=bare, raw="gone", raw_gone_s=gone_s)
        )
    return len(rows), gone
