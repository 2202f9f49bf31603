"""Cases: who owns a conversation, and what its keepers note of it.

    bot ──hand_over──► nobody ──take──► staff ──close──► closed
     ▲                                    │                 │
     └────────────give_back───────────────┘     reopen, or a new message

The assistant writes only while it owns the row. An answer that comes when a
person owns it already is kept for staff (StoredTurn.withheld) and never shown.
A turn whose move is HandOver hands the conversation over as it is finished. What
a customer writes while a person owns it, or is waited for, is a message to that
person (Asked.to_person); what he writes in a closed one gives it to the bot.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select

from assistant.knowledge.hours import Promised
from assistant.store import letting_go
from assistant.store.case import Case, Happening, LetGo, Owner, Rating
from assistant.store.case_tables import CASES, TAGS
from assistant.store.database import Database, storable
from assistant.store.events import Events, tell
from assistant.store.handing import Change, closed, handed, owned
from assistant.store.place import change, locked
from assistant.store.times import at, moment
from assistant.store.words import add_words


class Cases:
    """The cases and what happened to them."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._events = Events(database)
        self.events = self._events.after
        self.latest = self._events.latest

    def case(self, conversation: str) -> Case | None:
        """One case; None when the conversation is not kept."""
        wanted = select(CASES).where(CASES.c.conversation == conversation)
        with self._database.reading() as connection:
            row = connection.execute(wanted).first()
            if row is None:
                return None
            (found,) = read_cases(connection, [row])
            return found

    def hand_over(
        self,
        conversation: str,
        reason: str,
        now: datetime,
        promise: Promised | None = None,
    ) -> bool:
        """Let a conversation wait for a person; False when it is not the bot's.

        Args:
            conversation: Which.
            reason: Why, in a word of dialogue's.
            now: Since when it waits.
            promise: When a person was promised, and from when its waiting counts.
        """

        def step(case: Row[Any]) -> Change | None:
            return handed(reason, now, promise) if case.owner == Owner.BOT else None

        return self._step(conversation, Happening.HANDED_OVER, now, step)

    def take(self, conversation: str, member: str, now: datetime) -> bool:
        """Own a conversation; False when another colleague owns it already.

        From the bot, from nobody and from a closed one anybody may take it.
        """

        def step(case: Row[Any]) -> Change | None:
            if case.owner == Owner.STAFF and case.member != member:
                return None
            return owned(member)

        return self._step(conversation, Happening.TAKEN, now, step, member)

    def take_from(
        self, conversation: str, member: str, holder: str, now: datetime
    ) -> bool:
        """Take a conversation from the colleague who holds it, knowing that."""

        def step(case: Row[Any]) -> Change | None:
            held = case.owner == Owner.STAFF and case.member == holder
            return owned(member) if held else None

        return self._step(conversation, Happening.TAKEN, now, step, member)

    def give_back(
        self,
        conversation: str,
        member: str | None,
        now: datetime,
        *,
        seen: int | None = None,
    ) -> LetGo:
        """Let the assistant go on, also with what got no answer from a person.

        A member gives back what he owns or what waits; a customer what waits.

        Args:
            conversation: Which.
            member: Who; None is the customer, who need not wait.
            now: When.
            seen: The cursor of the last event that he saw; None asks nothing.
        """
        with self._database.writing() as connection:
            return letting_go.give_back(connection, conversation, member, now, seen)

    def close(
        self,
        conversation: str,
        member: str,
        cause: str | None,
        outcome: str,
        now: datetime,
        *,
        seen: int | None = None,
        holder: str | None = None,
    ) -> LetGo:
        """Close a conversation, with its cause and how it ended; once.

        Args:
            conversation: Which.
            member: Who closes it.
            cause: What it was about, as he sees it.
            outcome: How it ended.
            now: When.
            seen: The cursor of the last event that he saw; None asks nothing.
            holder: The colleague who has it, where he knows that.
        """
        how = closed(member, cause, outcome, now)
        with self._database.writing() as connection:
            return letting_go.close(
                connection, conversation, member, how, now, seen, holder
            )

    def reopen(self, conversation: str, member: str, now: datetime) -> bool:
        """Open a closed conversation again, for who reopens it."""

        def step(case: Row[Any]) -> Change | None:
            if case.owner != Owner.CLOSED:
                return None
            return owned(member)

        return self._step(conversation, Happening.REOPENED, now, step, member)

    def assign(
        self, conversation: str, assignee: str | None, member: str, now: datetime
    ) -> bool:
        """Put a conversation on a colleague's list, or on nobody's."""

        def step(case: Row[Any]) -> Change | None:
            return None if case.assignee == assignee else {"assignee": assignee}

        return self._step(conversation, Happening.ASSIGNED, now, step, member)

    def tag(
        self,
        conversation: str,
        tags: tuple[str, ...],
        member: str,
        now: datetime,
        was: tuple[str, ...] | None = None,
    ) -> bool:
        """Give a conversation tags; False when that changes nothing.

        Args:
            conversation: Which.
            tags: All that it is to have.
            member: Who tags it.
            now: When.
            was: What it had when he looked. What colleagues added or took off
                since stays as they left it.
        """
        with self._database.writing() as connection:
            if locked(connection, conversation) is None:
                return False
            wanted = select(TAGS.c.tag).where(TAGS.c.conversation == conversation)
            known = frozenset(connection.execute(wanted).scalars())
            before = known if was is None else _plain(was)
            gone, new = (before - _plain(tags)) & known, _plain(tags) - before - known
            if not (gone or new):
                return False
            mine = delete(TAGS).where(TAGS.c.conversation == conversation)
            connection.execute(mine.where(TAGS.c.tag.in_(gone)))
            rows = [{"conversation": conversation, "tag": one} for one in sorted(new)]
            if rows:
                connection.execute(insert(TAGS), rows)
                add_words(connection, conversation, *sorted(new))
            tell(connection, Happening.TAGGED, conversation, now, member)
        return True

    def seen(self, conversation: str, now: datetime) -> None:
        """Note that the customer looked; no event."""
        seen = CASES.update().where(CASES.c.conversation == conversation)
        with self._database.writing() as connection:
            connection.execute(seen.values(seen_s=now.timestamp()))

    def contact(
        self, conversation: str, address: str | None, *, confirmed: bool = False
    ) -> None:
        """Note where the customer may be mailed, and whether it is his."""
        where = CASES.update().where(CASES.c.conversation == conversation)
        with self._database.writing() as connection:
            connection.execute(where.values(mail_to=address, mail_confirmed=confirmed))

    def _step(
        self,
        conversation: str,
        kind: Happening,
        now: datetime,
        step: Callable[[Row[Any]], Change | None],
        member: str | None = None,
    ) -> bool:
        """Change a locked case as *step* says; None changes nothing."""
        with self._database.writing() as connection:
            case = locked(connection, conversation)
            values = None if case is None else step(case)
            if case is None or values is None:
                return False
            change(connection, case, **values)
            tell(connection, kind, conversation, now, member)
        return True


def _plain(tags: tuple[str, ...]) -> frozenset[str]:
    return frozenset(storable(one).strip().lower()[:64] for one in tags) - {""}


def read_cases(connection: Connection, rows: list[Row[Any]]) -> tuple[Case, ...]:
    """Make values of rows of cases, with their tags."""
    ids = [row.conversation for row in rows]
    tags: dict[str, list[str]] = {}
    wanted = select(TAGS).where(TAGS.c.conversation.in_(ids)).order_by(TAGS.c.tag)
    for one in connection.execute(wanted):
        tags.setdefault(one.conversation, []).append(one.tag)
    return tuple(_case(row, tuple(tags.get(row.conversation, ()))) for row in rows)


def _case(row: Row[Any], tags: tuple[str, ...]) -> Case:
    return Case(
        conversation=row.conversation,
        owner=Owner(row.owner),
        started_at=at(row.started_s),
        last_at=at(row.last_s),
        member=row.member,
        assignee=row.assignee,
        waiting_since=moment(row.waiting_s),
        due_at=moment(row.due_s),
        counts_from=moment(row.counts_s),
        reason=row.reason,
        service=row.service,
        domain=row.domain,
        address=row.address,
        problem=row.problem,
        cause=row.cause,
        severity=row.severity,
        language=row.language,
        last_line=row.last_line,
        last_writer=row.last_writer,
        said=row.said,
        tags=tags,
        open_requests=row.open_requests,
        helped=row.helped,
        first_answer_at=moment(row.first_answer_s),
        closed_at=moment(row.closed_s),
        closed_by=row.closed_by,
        closed_cause=row.closed_cause,
        outcome=row.outcome,
        seen_at=moment(row.seen_s),
        mail_to=row.mail_to,
        mail_confirmed=row.mail_confirmed,
        rating=None if row.rating is None else Rating(row.rating),
    )
