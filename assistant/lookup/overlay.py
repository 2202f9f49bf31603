"""The world as it would be: a resolver with proposed records laid over it.

A remedy is proven by running the same checks twice, once on the DNS as it is
and once through an overlay. The checks cannot tell the difference.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from assistant.lookup.answer import Answer, Query, Status
from assistant.lookup.name import parents
from assistant.lookup.presentation import plain, strings
from assistant.lookup.resolver import Resolver

OVERLAY_TTL_S = 300  # what most panels offer; nothing downstream depends on it
MAX_ALIASES = 10


@dataclass(frozen=True, slots=True)
class Overlay:
    """Answers from *proposed* where it speaks; asks *beneath* for the rest.

    `proposed` maps (name, type) to the whole new record set in presentation form
    (a TXT unquoted); an empty one means that the set is removed.
    """

    beneath: Resolver
    proposed: Mapping[tuple[str, str], tuple[str, ...]]
    _sets: dict[tuple[str, str], tuple[tuple[bytes, ...], ...]] = field(init=False)
    _standing: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        """Read the records, and see which names will exist."""
        sets = {
            (plain(name), kind): tuple(strings(kind, value) for value in values)
            for (name, kind), values in self.proposed.items()
        }
        names = {name for (name, _), values in sets.items() if values}
        above = {parent for name in names for parent in parents(name)}
        object.__setattr__(self, "_sets", sets)
        object.__setattr__(self, "_standing", frozenset(names | above))

    async def lookup(self, query: Query) -> Answer:
        """Answer as if every proposed record were already published."""
        chain: tuple[str, ...] = ()
        name = first = plain(query.name)
        while True:
            step, target = await self._step(replace(query, name=name))
            chain = (*chain, *step.chain)
            if target is None:
                return replace(step, query=query, chain=chain)
            if len({first, *chain}) <= len(chain) or len(chain) > MAX_ALIASES:
                reason = "the aliases go round in a loop"
                return Answer(
                    query=query, status=Status.BROKEN, chain=chain, reason=reason
                )
            name = target

    async def _step(self, query: Query) -> tuple[Answer, str | None]:
        """Answer at one name; the second value is the alias's target to go on to."""
        values = self._sets.get((query.name, query.type))
        alias = self._sets.get((query.name, "CNAME"))
        if alias is not None and not values:
            if alias:
                target = alias[0][0].decode("utf-8")
                return _answer(query, Status.FOUND, chain=(target,)), target
            values = ()  # the alias goes, and what it led to with it
        if values is not None:
            status = Status.FOUND if values else Status.EMPTY
            return _answer(query, status, records=values), None
        return self._laid_over(await self.beneath.lookup(query))

    def _laid_over(self, answer: Answer) -> tuple[Answer, str | None]:
        kinds = (answer.query.type, "CNAME")
        for walked, target in enumerate(answer.chain, start=1):
            if any((target, kind) in self._sets for kind in kinds):
                return replace(answer, chain=answer.chain[:walked]), target
        last = answer.chain[-1] if answer.chain else answer.query.name
        if answer.status is Status.ABSENT and last in self._standing:
            return replace(answer, status=Status.EMPTY, reason=""), None
        return answer, None


def _answer(
    query: Query,
    status: Status,
    *,
    records: tuple[tuple[bytes, ...], ...] = (),
    chain: tuple[str, ...] = (),
) -> Answer:
    return Answer(
        query=query, status=status, records=records, chain=chain, ttl_s=OVERLAY_TTL_S
    )
