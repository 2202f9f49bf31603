"""The domain as its own name servers give it, where resolvers still lag behind.

Who says "I changed it" is judged by what he changed: the servers in charge hold
the truth, and resolvers may remember the old for as long as its time to live.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from assistant.checks.evidence import Evidence
from assistant.checks.examine import examine
from assistant.knowledge.shelf import Shelf
from assistant.lookup.answer import Answer
from assistant.lookup.overlay import Overlay
from assistant.lookup.resolver import Resolver

Sets = Mapping[tuple[str, str], tuple[str, ...]]


async def as_served(
    evidence: Evidence, dns: Resolver, shelf: Shelf
) -> tuple[Evidence, Resolver]:
    """Measure again with the records of the name servers, where they agree.

    Returns:
        The evidence, which still tells that resolvers see something else, and
        the DNS in which it is true.
    """
    sets = _ahead(evidence) if evidence.subject.fresh else {}
    if not sets:
        return evidence, dns
    served = Overlay(beneath=dns, proposed=sets)
    seen = await examine(evidence.subject, served, shelf)
    return replace(seen, copies=evidence.copies, silent=evidence.silent), served


def _ahead(evidence: Evidence) -> Sets:
    """The record sets on which all servers agree, and resolvers do not yet."""
    sets: dict[tuple[str, str], tuple[str, ...]] = {}
    for name in dict.fromkeys(one.name for one in evidence.copies):
        own = [one for one in evidence.transcript if _is_own(one, name)]
        if len({(one.chain[:1], tuple(sorted(one.text))) for one in own}) == 1:
            alias = own[0].chain[:1]
            if alias or _was_alias(evidence, name):
                sets[name, "CNAME"] = alias
            if not alias:
                sets[name, "TXT"] = own[0].text
    return sets


def _was_alias(evidence: Evidence, name: str) -> bool:
    return any(
        answer.chain
        for answer in evidence.transcript
        if (answer.query.name, answer.query.type, answer.query.at)
        == (name, "TXT", None)
    )


def _is_own(answer: Answer, name: str) -> bool:
    asked = answer.query.at is not None and answer.query.name == name
    return asked and answer.known and answer.recorded
