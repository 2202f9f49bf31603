"""What the desk can learn from: questions it did not grasp, and what headers show.

A lesson is kept with the customer's own words, never with what he pasted, and
goes with its conversation. So does a sighting: a fact of a service (which envelope
domain, which signing domain, selector or server it was seen to use) and the
customer's registered domain that it was seen at. Three customers make it worth
believing; those are counted whose conversations are still kept.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Connection, insert, select, update

from assistant.checks.message import MessageFacts
from assistant.checks.traits import customer_of, traits
from assistant.dialogue.moves import Decline
from assistant.store.database import one_at_a_time, storable
from assistant.store.desk_tables import LESSONS, SIGHTINGS
from assistant.turn import Turn
from assistant.understanding.question import Problem

MOST_TEXT = 1_000  # characters of a lesson


class LessonKind(StrEnum):
    """Why somebody should look at a question."""

    NOT_UNDERSTOOD = "not_understood"
    NOT_SOLVED = "not_solved"
    NOT_MINE = "not_mine"


class LessonState(StrEnum):
    """What was done about a lesson."""

    OPEN = "open"
    PROPOSED = "proposed"  # an alias, an example or a change was written for it
    DISMISSED = "dismissed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """One question that was not understood, or an answer that did not help."""

    id: str
    conversation: str
    turn: str
    kind: LessonKind
    text: str
    line: str  # what the customer added
    language: str
    at: datetime
    service: str | None = None
    state: LessonState = LessonState.OPEN
    decided_by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """A fact of a service as headers showed it, over all customers.

    `kind` and `value` are as in knowledge/seen_here.py. `customers` counts those
    that came with conversations of their own: one who pastes headers of three
    domains is one.
    """

    service: str
    kind: str
    value: str
    customers: int
    first_at: datetime
    last_at: datetime


def learn(
    connection: Connection,
    conversation: str,
    turn: str,
    answered: Turn,
    words: str,
    now: datetime,
) -> None:
    """Keep of a finished turn what can be learned from it."""
    understanding = answered.understanding
    declined = isinstance(answered.move, Decline)
    if understanding.problem is Problem.UNCLEAR and not declined and words.strip():
        keep_lesson(
            connection,
            Lesson(
                id=secrets.token_urlsafe(12),
                conversation=conversation,
                turn=turn,
                kind=LessonKind.NOT_UNDERSTOOD,
                text=words,
                line="",
                language=answered.reply.language,
                at=now,
                service=next(iter(understanding.known.services), None),
            ),
        )
    evidence, named = answered.evidence, understanding.known.services
    if evidence is None or evidence.message is None:
        return
    # Of two that he named, nobody can tell which one sent this message.
    service = evidence.message.service or (named[0] if len(named) == 1 else None)
    if service is not None:
        hosts = tuple(server.host for server in evidence.servers)
        see(connection, conversation, service, evidence.message, now, hosts)


def see(
    connection: Connection,
    conversation: str,
    service: str,
    facts: MessageFacts,
    now: datetime,
    own_servers: tuple[str, ...] = (),
) -> None:
    """Keep what one customer's message shows of a service, once for each domain."""
    customer = customer_of(facts)
    for kind, value in traits(facts, own_servers):
        one_at_a_time(connection, f"{service} {kind} {value}")
        key = {
            "service": service,
            "kind": kind,
            "value": value,
            "domain": customer,
            "conversation": conversation,
        }
        same = (SIGHTINGS.c[name] == told for name, told in key.items())
        again = update(SIGHTINGS).where(*same).values(last_s=now.timestamp())
        if connection.execute(again).rowcount:
            continue
        times = {"first_s": now.timestamp(), "last_s": now.timestamp()}
        connection.execute(insert(SIGHTINGS).values(**key, **times))


def keep_lesson(connection: Connection, lesson: Lesson) -> None:
    """Keep a lesson, once for each turn and kind; the latest line counts."""
    line = storable(lesson.line)[:MOST_TEXT]
    same = (LESSONS.c.turn == lesson.turn) & (LESSONS.c.kind == lesson.kind.value)
    if connection.execute(select(LESSONS.c.id).where(same)).first() is not None:
        connection.execute(update(LESSONS).where(same).values(line=line))
        return
    connection.execute(
        insert(LESSONS).values(
            id=lesson.id,
            conversation=lesson.conversation,
            turn=lesson.turn,
            kind=lesson.kind.value,
            text=storable(lesson.text)[:MOST_TEXT],
            line=line,
            language=lesson.language,
            service=lesson.service,
            at_s=lesson.at.timestamp(),
            state=lesson.state.value,
        )
    )
