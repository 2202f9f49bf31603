"""The end of a turn: answered and shown, answered and withheld, or given up."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from assistant.dialogue.moves import HandOver
from assistant.errors import AssistantError
from assistant.knowledge.hours import Promised
from assistant.replies.plain import markdown
from assistant.store import encoding
from assistant.store.apart import Parting
from assistant.store.case import Happening, Owner
from assistant.store.case_tables import RAWS
from assistant.store.claims import MAX_FAILURES, held
from assistant.store.database import Database
from assistant.store.events import tell
from assistant.store.handing import Change, handed
from assistant.store.lesson import learn
from assistant.store.place import change, line, locked
from assistant.store.tables import TURNS
from assistant.store.words import add_words
from assistant.turn import Turn

_HEADING = re.compile(r"^#+ (.*[^\s.?!:])$", re.MULTILINE)  # it ends no sentence


def finish(
    database: Database,
    turn: str,
    worker: str,
    answered: Turn,
    now: datetime,
    promise: Promised | None = None,
) -> bool:
    """Store an answer, if the claim is still held and the bot owns the case.

    Args:
        database: Where.
        turn: Which.
        worker: Who holds the claim.
        answered: The answer.
        now: When.
        promise: What is promised to who waits from now, should it hand over.
    """
    bare = Parting().part(answered.question)
    with database.writing() as connection:
        place = _place_of(connection, turn)
        case = None if place is None else locked(connection, place)
        if case is None:
            return False
        withheld = case.owner != Owner.BOT
        if not _keep(connection, turn, worker, answered, now, withheld=withheld):
            return False
        handover: Change = {}
        if not withheld and isinstance(answered.move, HandOver):
            handover = handed(answered.move.reason, now, promise)
        told = None if withheld else said(answered)
        _write_case(connection, case, answered, bare.text, told, now, handover)
        learn(connection, case.conversation, turn, answered, bare.text, now)
        tell(connection, Happening.ANSWERED, case.conversation, now)
        if handover:
            tell(connection, Happening.HANDED_OVER, case.conversation, now)
    return True


def _keep(
    connection: Connection,
    turn: str,
    worker: str,
    answered: Turn,
    now: datetime,
    *,
    withheld: bool,
) -> bool:
    """Write the answer and, apart from it, what was pasted; False without claim."""
    text, raw = encoding.dump_turn(answered)
    done = connection.execute(
        update(TURNS)
        .where(held(turn, worker))
        .values(
            state="answered",
            turn=text,
            question=encoding.dump_question(Parting().part(answered.question)),
            answered_s=now.timestamp(),
            worker=None,
            beat_s=None,
            withheld=withheld,
            raw=None if raw is None else "apart",
        )
    )
    if done.rowcount != 1:
        return False
    if raw is not None:
        row = {"turn": turn, "raw": raw, "kept_s": now.timestamp()}
        connection.execute(insert(RAWS).values(**row))
    return True


def release(database: Database, turn: str, worker: str) -> bool:
    """Give a claim back; what fails for good keeps no pasted body."""
    now_s = datetime.now(UTC).timestamp()
    with database.writing() as connection:
        given = connection.execute(
            update(TURNS)
            .where(held(turn, worker))
            .values(state="asked", worker=None, failures=TURNS.c.failures + 1)
        )
        if given.rowcount != 1:
            return False
        wanted = select(TURNS.c.failures, TURNS.c.question).where(TURNS.c.id == turn)
        row = connection.execute(wanted).one()
        if row.failures >= MAX_FAILURES:
            bare = without_paste(row.question)
            lost = {} if bare == row.question else {"raw": "gone", "raw_gone_s": now_s}
            connection.execute(
                update(TURNS).where(TURNS.c.id == turn).values(question=bare, **lost)
            )
    return True


def without_paste(stored: str) -> str:
    """A stored question without what was pasted in it, whatever that does to us."""
    question = encoding.load_question(stored)
    try:
        kept = Parting().part(question)
    except (AssistantError, ValueError, ArithmeticError, LookupError):
        # The very text that answering failed on may break this too.
        kept = replace(question, text="")
    return encoding.dump_question(kept)


def _place_of(connection: Connection, turn: str) -> str | None:
    wanted = select(TURNS.c.conversation).where(TURNS.c.id == turn)
    return connection.execute(wanted).scalar()


def _write_case(
    connection: Connection,
    case: Row[Any],
    turn: Turn,
    words: str,
    told: str | None,
    now: datetime,
    handover: Change,
) -> None:
    """Note on the case what this turn told, so that no queue reads turns."""
    values = {**_facts(case, turn), **handover}
    values["last_line"] = line(words) or case.last_line
    values["last_s"] = max(case.last_s, now.timestamp())
    if told is not None:
        values |= {"said": told, "last_writer": "bot"}
    change(connection, case, **values)
    known = turn.understanding.known
    services = " ".join(known.services)
    texts = (words, known.domain, known.address, services, told)
    add_words(connection, case.conversation, *texts)


def _facts(case: Row[Any], turn: Turn) -> dict[str, Any]:
    known = turn.understanding.known
    problem = turn.understanding.problem
    facts: dict[str, Any] = {
        "language": turn.reply.language,
        "service": known.services[0] if known.services else case.service,
        "domain": known.domain or case.domain,
        "address": known.address or case.address,
        "problem": str(known.problem or problem),
    }
    if turn.diagnosis is not None:
        cause, findings = turn.diagnosis.cause, turn.diagnosis.findings
        facts["cause"] = None if cause is None else str(cause.code)
        facts["severity"] = str(findings[0].severity) if findings else "ok"
    return facts


def said(turn: Turn) -> str:
    """What was answered, on one line."""
    told = _HEADING.sub(r"\1.", markdown(turn.reply))
    return line(told.replace("*", "").replace("#", "").replace("`", ""))
