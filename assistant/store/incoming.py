"""What a customer writes to a person, and what he pasted in it.

A header is kept for a shorter time than the talk, to a person as to the assistant:
the case's line and the words that it is found by hold his own words only, and what
he pasted is taken out of the message when its time is over.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, select, update

from assistant.mail.headers.masking import masked_text
from assistant.mail.headers.story import split_story
from assistant.store.case import Happening, Writer
from assistant.store.case_tables import MESSAGES
from assistant.store.database import storable
from assistant.store.events import tell
from assistant.store.messages import put_message
from assistant.store.place import change, line
from assistant.store.words import add_words

AT_ONCE = 200  # messages in one transaction


def keep_customers(
    connection: Connection, case: Row[Any], key: str, text: str, now: datetime
) -> None:
    """Keep what a customer writes to a person, under the id of his form."""
    words, pasted = split_story(text)
    holds = bool(pasted.strip())
    own = storable(masked_text(words if holds else text))
    put_message(
        connection,
        case.conversation,
        Writer.CUSTOMER,
        storable(masked_text(text)),
        now,
        key=key,
        pasted_s=now.timestamp() if holds else None,
    )
    change(
        connection,
        case,
        last_line=line(own) or case.last_line,
        last_writer="customer",
        last_s=now.timestamp(),
        seen_s=now.timestamp(),
    )
    add_words(connection, case.conversation, own)
    tell(connection, Happening.WROTE, case.conversation, now)


def drop_pasted(
    connection: Connection, before: float, now: datetime
) -> tuple[int, int]:
    """Take out of messages what was pasted; gives how many were looked at and had it.

    What a release before 0007 kept may hold a paste or not: it is looked at once.
    """
    wanted = (
        select(MESSAGES.c.id, MESSAGES.c.text)
        .where(MESSAGES.c.pasted_s < before)
        .limit(AT_ONCE)
    )
    rows = connection.execute(wanted).all()
    gone = 0
    for row in rows:
        words, pasted = split_story(row.text)
        left: dict[str, object] = {"pasted_s": None}
        if pasted.strip():
            left |= {"text": words, "raw_gone_s": now.timestamp()}
            gone += 1
        mine = update(MESSAGES).where(MESSAGES.c.id == row.id)
        connection.execute(mine.values(**left))
    return len(rows), gone
