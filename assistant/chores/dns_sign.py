"""Asks the DNS one question now and then, to see whether it answers at all."""

from __future__ import annotations

import asyncio
import time
from datetime import datetime

from assistant.chores.equipment import Equipment
from assistant.chores.plan import DNS
from assistant.desk import Desk
from assistant.lookup.answer import Query
from assistant.store.turns import Store
from assistant.understanding.question import Subject

ASKED = "nl"  # a name that is always there


def ask_dns(equipment: Equipment, now: datetime) -> int:
    """Ask, and keep what was seen.

    Returns:
        1 when an answer came.
    """
    return int(not ask(equipment.desk, equipment.store, now)[1])


def ask(desk: Desk, store: Store, now: datetime) -> tuple[int, str]:
    """Ask, keep what was seen, and give the milliseconds and what went wrong."""
    started = time.perf_counter()
    dns = desk.open_dns(Subject(domain=ASKED))
    answer = asyncio.run(dns.lookup(Query(name=ASKED, type="NS", fresh=True)))
    taken_ms = round((time.perf_counter() - started) * 1000)
    trouble = "" if answer.known else answer.reason or answer.status.value
    store.signs.begun(DNS, now)
    store.signs.ended(DNS, now, taken_ms, trouble)
    return taken_ms, trouble
