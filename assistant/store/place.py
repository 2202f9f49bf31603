"""Where a case stands in the queue: worked out when written, not when read.

Those who wait for a person come first, then those whose person has not answered
yet, then the rest, the latest first. Among those who wait, the time of waiting
counts, net of office hours: who asks while the desk is closed waits from the next
opening on. What is worse has a head start: an error is served like somebody who
waits two hours longer, and refused mail is worse than mail in the spam folder. As
a head start does not change while time goes on, nobody is overtaken for ever.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import Any

from sqlalchemy import Connection, Row, select, update

from assistant.errors import UnusableInputError
from assistant.store.case_tables import CASES
from assistant.store.database import storable

WAITS, OWES, HELD, WITH_BOT, CLOSED = range(5)
OWNERS = ("nobody", "staff", "staff", "bot", "closed")  # by rank

HEAD_START_S: Mapping[str | None, float] = {"error": 7200, "warning": 1800}
REFUSED = "rejected"
REFUSED_S = 3600
LONGEST = 100_000  # characters of a message
MOST_CHARACTERS = 300  # of a line in the queue


def placed(case: Mapping[str, Any]) -> dict[str, float]:
    """Work out `rank` and `order_s` of a case's row."""
    owner = case["owner"]
    if owner == "nobody":
        since = case["counts_s"] or case["waiting_s"] or case["last_s"]
        head_start = HEAD_START_S.get(case["severity"], 0)
        head_start += REFUSED_S if case["problem"] == REFUSED else 0
        return {"rank": WAITS, "order_s": since - head_start}
    if owner == "staff" and case["last_writer"] == "customer":
        return {"rank": OWES, "order_s": case["last_s"]}
    rank = {"staff": HELD, "bot": WITH_BOT}.get(owner, CLOSED)
    return {"rank": rank, "order_s": -case["last_s"]}


def locked(connection: Connection, conversation: str) -> Row[Any] | None:
    """A case's row, kept from other writers until this transaction ends.

    Whoever writes several rows of one conversation takes this one first, so that
    two writers wait for each other and never block each other.
    """
    wanted = select(CASES).where(CASES.c.conversation == conversation)
    return connection.execute(wanted.with_for_update()).first()


def change(connection: Connection, case: Row[Any], **values: object) -> None:
    """Write what changed of a locked case, and its new place in the queue."""
    plain = {
        name: one.value if isinstance(one, Enum) else one
        for name, one in values.items()
    }
    after = {**case._mapping, **plain}  # noqa: SLF001 - SQLAlchemy's public name
    connection.execute(
        update(CASES)
        .where(CASES.c.conversation == case.conversation)
        .values(**plain, **placed(after))
    )


def line(text: str) -> str:
    """The first characters of a text, on one line, as any database takes them."""
    plain = storable(text[: MOST_CHARACTERS * 4])
    return " ".join(plain.split())[:MOST_CHARACTERS]


def usable(text: str) -> str:
    """A text that somebody wrote, as it is stored.

    Raises:
        UnusableInputError: It is empty or too long.
    """
    body = storable(text.strip())
    if not 0 < len(body) <= LONGEST:
        msg = f"text: expected 1 to {LONGEST:,} characters"
        raise UnusableInputError(msg)
    return body
