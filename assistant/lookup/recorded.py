"""A DNS that was written down: a zone file, a demo world, an old transcript.

It answers as a resolver in front of real name servers would, since remedies are
proven on it: wildcards, names that stand empty above others, aliases followed,
and names that fail on purpose. What it says nothing of does not exist, with a
reason that tells the difference from a name of which that is known.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Self

from assistant.lookup.answer import NOT_RECORDED, Answer, Query, Status
from assistant.lookup.name import parents
from assistant.lookup.presentation import plain, strings
from assistant.lookup.zone import read_zone

MAX_ALIASES = 10
TTL_S = 3600
NEGATIVE_TTL_S = 60
NO_TTLS: Mapping[tuple[str, str], int] = {}
NO_FAILURES: Mapping[str, str] = {}
NO_ANSWERS: Mapping[Query, Answer] = {}
FAILURES = {
    "SERVFAIL": (Status.BROKEN, "SERVFAIL"),
    "REFUSED": (Status.BROKEN, "REFUSED"),
    "NXDOMAIN": (Status.ABSENT, ""),
    "TIMEOUT": (Status.LATE, "no answer in time"),
}

Key = tuple[str, str]
Value = str | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Recorded:
    """Answers from *records*: (name, type) → values in presentation form.

    A TXT value is the text unquoted, or its strings as they stand on the wire.
    `rcodes` names what fails: name or "*.name" → SERVFAIL, REFUSED, NXDOMAIN or
    TIMEOUT. `answers` are given as they were; they win over records.
    """

    records: Mapping[Key, Sequence[Value]]
    rcodes: Mapping[str, str] = field(default_factory=lambda: NO_FAILURES)
    ttls: Mapping[Key, int] = field(default_factory=lambda: NO_TTLS)
    answers: Mapping[Query, Answer] = field(default_factory=lambda: NO_ANSWERS)
    _sets: dict[str, dict[str, tuple[tuple[bytes, ...], ...]]] = field(init=False)
    _standing: frozenset[str] = field(init=False)
    _failing: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        """Index what stands where."""
        sets: dict[str, dict[str, tuple[tuple[bytes, ...], ...]]] = {}
        for (name, kind), values in self.records.items():
            standing = sets.setdefault(plain(name), {})
            standing[kind.upper()] = tuple(strings(kind.upper(), v) for v in values)
        above = {parent for name in sets for parent in parents(name)}
        failing = {plain(name): rcode for name, rcode in self.rcodes.items()}
        object.__setattr__(self, "_sets", sets)
        object.__setattr__(self, "_standing", frozenset(above | set(sets)))
        object.__setattr__(self, "_failing", failing)

    @classmethod
    def from_zone(cls, text: str) -> Self:
        """Read a zone file, the YAML that contract.md describes.

        Raises:
            UnusableInputError: Says what is wrong, at which line, and what was
                expected there.
        """
        zone = read_zone(text)
        records: dict[Key, list[Value]] = {}
        ttls: dict[Key, int] = {}
        for entry in zone.entries:
            key = (entry.name, entry.type)
            records.setdefault(key, []).append(entry.value)
            ttls[key] = entry.ttl_s
        return cls(records, dict(zone.rcodes), ttls)

    @classmethod
    def from_transcript(cls, answers: Iterable[Answer]) -> Self:
        """Play back what was once answered, question by question."""
        return cls({}, answers={_key(answer.query): answer for answer in answers})

    @classmethod
    def merged(cls, *worlds: Recorded) -> Self:
        """Join worlds; where two speak of one record set, its values add up."""
        records: dict[Key, tuple[Value, ...]] = {}
        rcodes: dict[str, str] = {}
        ttls: dict[Key, int] = {}
        answers: dict[Query, Answer] = {}
        for world in worlds:
            for key, values in world.records.items():
                both = (*records.get(key, ()), *values)
                records[key] = tuple(dict.fromkeys(both))
            rcodes |= world.rcodes
            ttls |= world.ttls
            answers |= world.answers
        return cls(records, rcodes, ttls, answers)

    async def lookup(self, query: Query) -> Answer:
        """Answer as a resolver would whose whole world is this recording."""
        given = self.answers.get(_key(query))
        if given is not None:
            return replace(given, query=query)
        first = plain(query.name)
        chain: list[str] = []
        ttls: list[int] = []
        while True:
            step = self._step(query, chain[-1] if chain else first)
            ttls.append(step.ttl_s)
            if not step.chain:
                found = step.status is Status.FOUND
                ttl_s = min(ttls) if found else 0
                return replace(step, chain=tuple(chain), ttl_s=ttl_s)
            chain += step.chain
            if len({first, *chain}) <= len(chain) or len(chain) > MAX_ALIASES:
                return Answer(
                    query=query,
                    status=Status.BROKEN,
                    chain=tuple(chain),
                    reason="the aliases go round in a loop",
                )

    def _step(self, query: Query, name: str) -> Answer:
        """Answer at *name*; an alias there comes as a chain of one."""
        failure = self._failure(name)
        if failure is not None:
            status, reason = FAILURES[failure]
            return _nothing(query, status, reason)
        owner = self._owner(name)
        if owner is None:
            return _nothing(query, Status.ABSENT, NOT_RECORDED)
        here = self._sets.get(owner, {})
        if here.get(query.type):
            return Answer(
                query=query,
                status=Status.FOUND,
                records=here[query.type],
                ttl_s=self.ttls.get((owner, query.type), TTL_S),
            )
        if here.get("CNAME"):
            target = here["CNAME"][0][0].decode("utf-8")
            ttl_s = self.ttls.get((owner, "CNAME"), TTL_S)
            return Answer(
                query=query, status=Status.FOUND, chain=(target,), ttl_s=ttl_s
            )
        return _nothing(query, Status.EMPTY, "")

    def _failure(self, name: str) -> str | None:
        patterns = (name, *(f"*.{parent}" for parent in parents(name)))
        found = (self._failing[one] for one in patterns if one in self._failing)
        return next(found, None)

    def _owner(self, name: str) -> str | None:
        """Find whose records answer for *name*: its own or a wildcard's.

        RFC 4592 §3.3.1: only the wildcard right below the closest name that
        exists may answer.
        """
        if name in self._standing:
            return name
        for parent in parents(name):
            if parent in self._standing:
                wildcard = f"*.{parent}"
                return wildcard if wildcard in self._sets else None
        return None


def _key(query: Query) -> Query:
    return replace(query, name=plain(query.name), fresh=False)


def _nothing(query: Query, status: Status, reason: str) -> Answer:
    negative_ttl_s = NEGATIVE_TTL_S if status.known else 0
    return Answer(
        query=query, status=status, reason=reason, negative_ttl_s=negative_ttl_s
    )
