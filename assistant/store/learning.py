"""What customers say of answers, and the lists to learn from."""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, func, insert, select, update

from assistant.store import encoding
from assistant.store.case import Feedback, Happening, Rating
from assistant.store.case_tables import CASES, RATINGS
from assistant.store.database import Database, storable
from assistant.store.desk_tables import LESSONS, SIGHTINGS
from assistant.store.events import tell
from assistant.store.lesson import (
    MOST_TEXT,
    Lesson,
    LessonKind,
    LessonState,
    Sighting,
    keep_lesson,
)
from assistant.store.place import locked
from assistant.store.tables import TURNS
from assistant.store.times import at

_RATED = (
    select(RATINGS)
    .where(RATINGS.c.conversation == bindparam("conversation"))
    .order_by(RATINGS.c.at_s)
)


class Learning:
    """Feedback, lessons and sightings."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def rate(self, turn: str, rating: Rating, line: str, now: datetime) -> bool:
        """Keep what a customer says of an answer; the last word counts.

        Returns:
            False when there is no such answered turn.
        """
        said = storable(line.strip())[:MOST_TEXT]
        with self._database.writing() as connection:
            wanted = select(TURNS.c.conversation, TURNS.c.question).where(
                TURNS.c.id == turn, TURNS.c.state == "answered"
            )
            row = connection.execute(wanted).first()
            case = None if row is None else locked(connection, row.conversation)
            if row is None or case is None:
                return False
            place = row.conversation
            values = {"rating": rating.value, "line": said, "at_s": now.timestamp()}
            known = connection.execute(
                update(RATINGS).where(RATINGS.c.turn == turn).values(**values)
            )
            if not known.rowcount:
                connection.execute(
                    insert(RATINGS).values(turn=turn, conversation=place, **values)
                )
            connection.execute(
                update(CASES)
                .where(CASES.c.conversation == place)
                .values(rating=rating.value)
            )
            if rating is not Rating.SOLVED:
                lesson = _lesson_of(row.question, turn, case, rating, said, now)
                keep_lesson(connection, lesson)
            tell(connection, Happening.RATED, place, now)
        return True

    def feedback(self, conversation: str) -> tuple[Feedback, ...]:
        """What a customer said of the answers, oldest first."""
        with self._database.reading() as connection:
            rows = connection.execute(_RATED, {"conversation": conversation}).all()
        return tuple(
            Feedback(
                turn=row.turn,
                conversation=row.conversation,
                rating=Rating(row.rating),
                line=row.line,
                at=at(row.at_s),
            )
            for row in rows
        )

    def lessons(
        self, state: LessonState = LessonState.OPEN, limit: int = 500
    ) -> tuple[Lesson, ...]:
        """What there is to learn, the latest first."""
        wanted = select(LESSONS).where(LESSONS.c.state == state.value)
        with self._database.reading() as connection:
            wanted = wanted.order_by(LESSONS.c.at_s.desc()).limit(limit)
            return tuple(map(_lesson, connection.execute(wanted)))

    def lesson(self, lesson: str) -> Lesson | None:
        """One thing to learn; None where there is none of this id."""
        wanted = select(LESSONS).where(LESSONS.c.id == lesson)
        with self._database.reading() as connection:
            row = connection.execute(wanted).first()
        return None if row is None else _lesson(row)

    def decide(
        self, lessons: tuple[str, ...], state: LessonState, member: str, now: datetime
    ) -> int:
        """Note what was done about lessons; those decided already stay so.

        Returns:
            How many were open.
        """
        still = LESSONS.c.state == LessonState.OPEN.value
        wanted = update(LESSONS).where(LESSONS.c.id.in_(lessons), still)
        with self._database.writing() as connection:
            done = connection.execute(
                wanted.values(
                    state=state.value, decided_by=member, decided_s=now.timestamp()
                )
            )
        return done.rowcount

    def sightings(
        self, service: str | None = None, least: int = 1
    ) -> tuple[Sighting, ...]:
        """What headers showed, by service, the most customers first."""
        one = SIGHTINGS.c
        fact = (one.service, one.kind, one.value)
        # A customer counts with the conversation that he came with last, and a
        # conversation once: who pastes headers of three domains is one customer.
        last = (
            select(
                func.max(one.id).label("id"),
                func.min(one.first_s).label("first_s"),
                func.max(one.last_s).label("last_s"),
            )
            .group_by(*fact, one.domain)
            .subquery()
        )
        customers = func.count(one.conversation.distinct())
        wanted = (
            select(
                *fact,
                customers.label("customers"),
                func.min(last.c.first_s).label("first_s"),
                func.max(last.c.last_s).label("last_s"),
            )
            .join(last, one.id == last.c.id)
            .group_by(*fact)
            .having(customers >= least)
            .order_by(one.service, one.kind, customers.desc(), one.value)
        )
        if service is not None:
            wanted = wanted.where(one.service == service)
        with self._database.reading() as connection:
            return tuple(map(_sighting, connection.execute(wanted)))

    def seen_in(self, seen: Sighting, limit: int = 10) -> tuple[str, ...]:
        """The conversations in which a fact was seen, the latest first."""
        one = SIGHTINGS.c
        last = func.max(one.last_s)
        wanted = (
            select(one.conversation)
            .where(
                one.service == seen.service,
                one.kind == seen.kind,
                one.value == seen.value,
            )
            .group_by(one.conversation)
            .order_by(last.desc(), one.conversation)
            .limit(limit)
        )
        with self._database.reading() as connection:
            return tuple(connection.execute(wanted).scalars())


def _lesson_of(
    asked: str, turn: str, case: Row[Any], rating: Rating, line: str, now: datetime
) -> Lesson:
    return Lesson(
        id=secrets.token_urlsafe(12),
        conversation=case.conversation,
        turn=turn,
        kind=LessonKind(rating.value),
        text=encoding.load_question(asked).text,
        line=line,
        language=case.language,
        at=now,
        service=case.service,
    )


def _sighting(row: Row[Any]) -> Sighting:
    return Sighting(
        service=row.service,
        kind=row.kind,
        value=row.value,
        customers=row.customers,
        first_at=at(row.first_s),
        last_at=at(row.last_s),
    )


def _lesson(row: Row[Any]) -> Lesson:
    return Lesson(
        id=row.id,
        conversation=row.conversation,
        turn=row.turn,
        kind=LessonKind(row.kind),
        text=row.text,
        line=row.line,
        language=row.language,
        at=at(row.at_s),
        service=row.service,
        state=LessonState(row.state),
        decided_by=row.decided_by,
    )
