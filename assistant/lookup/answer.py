"""A question to the DNS and what came of it.

Four outcomes are kept apart everywhere: there is a record, the name exists
without one, the name does not exist, and *could not ask*. The last one (broken
or late) is never taken for any of the others.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

NOT_RECORDED = "not in this recording"
"""Reason of an answer about a name of which a recording says nothing at all."""


class Status(StrEnum):
    """What became of a question."""

    FOUND = "found"  # at least one record
    EMPTY = "empty"  # the name exists, not with this type (NODATA)
    ABSENT = "absent"  # the name does not exist (NXDOMAIN)
    BROKEN = "broken"  # SERVFAIL, REFUSED, a loop, an answer that makes no sense
    LATE = "late"  # no answer in time, or the limits of this turn were reached

    @property
    def known(self) -> bool:
        """Whether the DNS answered, be it with nothing."""
        return self not in {Status.BROKEN, Status.LATE}


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """One question.

    `name` is an A-label name in lower case without final dot; `type` is the
    mnemonic in capitals. `at` asks one server ("address:port") instead of the
    resolvers, `checking` off asks to skip DNSSEC validation, `fresh` goes past
    the cache.
    """

    name: str
    type: str
    at: str | None = None
    checking: bool = True
    fresh: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the DNS said to one question.

    `records` holds a tuple of byte strings a record: the character strings of a
    TXT record; for every other type one string, the record in presentation form
    with names in lower case and without final dot ("10 mx.example"). `chain`
    holds the targets of the CNAMEs walked, in order.
    """

    query: Query
    status: Status
    records: tuple[tuple[bytes, ...], ...] = ()
    chain: tuple[str, ...] = ()
    ttl_s: int = 0
    negative_ttl_s: int = 0
    age_s: float = 0.0
    server: str | None = None
    reason: str = ""

    @property
    def text(self) -> tuple[str, ...]:
        """One text a record, its strings joined without a space (RFC 7208 §3.3)."""
        return tuple(_decoded(b"".join(strings)) for strings in self.records)

    @property
    def known(self) -> bool:
        """Whether the DNS answered, be it with nothing."""
        return self.status.known

    @property
    def recorded(self) -> bool:
        """False when a recording says nothing of this name: then nobody asked."""
        return self.reason != NOT_RECORDED


def _decoded(raw: bytes) -> str:
    # Records are bytes; panels store what was typed, usually UTF-8. Latin-1
    # takes any byte, so that no answer of a stranger can raise here.
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("latin-1")
