"""The ten lookups of an SPF record: what each term costs, and what may go.

RFC 7208 §4.6.4. The ways to make room, in order: what is never tried, what can
pass for nobody, what another term lets through as well, and then only what the
customer says, by name, that he no longer uses. Addresses are never written out
in the place of an include: they change, and nobody would tell the customer.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from assistant.checks.evidence import HELPDESK, Evidence
from assistant.checks.paths import MOST_LOOKUPS
from assistant.knowledge.guide import Aligns
from assistant.knowledge.shelf import Shelf
from assistant.lookup.name import registered_domain
from assistant.mail.spf.audit import Audit, Branch, BranchState
from assistant.remedies import merge
from assistant.remedies.change import Dropped, OpenQuestion
from assistant.remedies.merge import bare

NAMED = ("include:", "a:", "mx:", "exists:")  # a term that names somebody
UNUSABLE = frozenset(
    {BranchState.TWO, BranchState.BROKEN, BranchState.MISSING, BranchState.ABSENT}
)
NOTHING_THERE = frozenset({BranchState.MISSING, BranchState.ABSENT})
STAGES = (
    frozenset({"dead", "void", "broken"}),
    frozenset({"never"}),
    frozenset({"covered"}),
    frozenset({"unused"}),
)
DEAD_NAME = ""


def without(record: str, terms: Collection[str]) -> str:
    """The record without some of its terms, whatever their qualifier."""
    return merge.drop(record, lambda word: bare(word) in terms)


@dataclass(frozen=True, slots=True)
class Leaner:
    """A record with less in it, what went, and what it costs now."""

    record: str
    dropped: tuple[Dropped, ...]
    cost: int


def price(record: str, audit: Audit) -> int | None:
    """What a record costs, all of it; None where that was not weighed whole."""
    costs = _costs(audit)
    if costs is None:
        return None
    return sum(costs.get(bare(word), 0) for word in record.split())


def lean(
    record: str, evidence: Evidence, shelf: Shelf, covered: frozenset[str]
) -> Leaner | None:
    """The record with as little taken out as brings it within the limit.

    Returns:
        What is left when everything that may go is gone, be it still too much;
        None where the record could not be weighed whole.
    """
    audit = evidence.spf.audit
    reasons = why_spare(evidence, shelf, covered)
    text, dropped = record, tuple[Dropped, ...]()
    for stage in STAGES:
        cost = price(text, audit)
        if cost is None or cost <= MOST_LOOKUPS:
            break
        if "dead" in stage:
            text, dropped = _without_dead(text)
        going = {term for term, why in reasons.items() if why in stage}
        gone = [word for word in text.split() if bare(word) in going]
        dropped += tuple(
            Dropped(term=word, why=reasons[bare(word)], name=name_of(word, shelf))
            for word in gone
        )
        text = without(text, going)
    cost = price(text, audit)
    return None if cost is None else Leaner(text, dropped, cost)


def why_spare(
    evidence: Evidence, shelf: Shelf, covered: frozenset[str]
) -> dict[str, str]:
    """The terms that may go, each with the reason's word."""
    root = evidence.spf.audit.root
    if root is None:
        return {}
    reasons: dict[str, str] = {}
    for branch in root.children:
        term = bare(branch.term)
        if branch.void_names and branch.state in NOTHING_THERE:
            reasons[term] = "void"
        elif term.startswith("include:") and branch.state in UNUSABLE:
            reasons[term] = "broken"
        elif passes_for_nobody(branch, shelf):
            reasons[term] = "never"
        elif term in covered:
            reasons[term] = "covered"
        elif term in evidence.subject.unused:
            reasons[term] = "unused"
    return reasons


def passes_for_nobody(branch: Branch, shelf: Shelf) -> bool:
    """Whether an include is of services only whose mail it never helps.

    DMARC counts an aligned MAIL FROM (RFC 9989 §4.4), and theirs is their own.
    """
    services = shelf.by_include(branch.domain)
    never = all(
        one.spf.aligns is Aligns.NEVER and one.spf.advised_by_maker is not True
        for one in services
    )
    return branch.state is BranchState.OK and bool(services) and never


def questions(
    leaner: Leaner, evidence: Evidence, shelf: Shelf
) -> tuple[OpenQuestion, ...]:
    """What to ask by name, the answer that helps most first.

    None where all of them together would not make enough room.
    """
    excess = leaner.cost - MOST_LOOKUPS
    found = tuple(_askable(leaner.record, evidence, shelf))
    if excess <= 0 or sum(one.saves for one in found) < excess:
        return ()
    return tuple(
        sorted(
            found,
            key=lambda one: (one.saves < excess, not one.service, -one.saves),
        )
    )


def _askable(record: str, evidence: Evidence, shelf: Shelf) -> Iterator[OpenQuestion]:
    costs = _costs(evidence.spf.audit) or {}
    kept = frozenset(_needed(evidence, shelf)) | frozenset(evidence.subject.used)
    seen = set()
    for word in record.split():
        term = bare(word)
        passes = word[0] not in "-~?"
        if not (passes and term.startswith(NAMED) and costs.get(term)):
            continue
        if term in kept or term in seen:
            continue
        seen.add(term)
        owners = shelf.by_include(term.partition(":")[2])
        yield OpenQuestion(
            kind="still_used",
            term=term,
            name=name_of(word, shelf),
            service=owners[0].id if len(owners) == 1 else "",
            saves=costs[term],
        )


def _needed(evidence: Evidence, shelf: Shelf) -> Iterator[str]:
    """The terms of the mailbox and of the services asked about: not in question."""
    mailbox = evidence.mx.mailbox
    services = [shelf.service(one) for one in evidence.subject.services]
    if mailbox == HELPDESK:
        yield f"include:{shelf.helpdesk.spf_include}"
    elif mailbox is not None:
        services.append(shelf.service(mailbox))
    for service in services:
        spf = service.spf
        hosts = (spf.include, *spf.candidates, *spf.by_region.values())
        yield from (f"include:{host}" for host in hosts if host)


def name_of(word: str, shelf: Shelf) -> str:
    """Who is meant by a term, as a customer may know them."""
    host = bare(word).partition(":")[2]
    owners = shelf.by_include(host)
    if len(owners) == 1:
        return owners[0].name
    return registered_domain(host) or host


def _costs(audit: Audit) -> dict[str, int] | None:
    root = audit.root
    if root is None or root.lookups != sum(one.lookups for one in root.children):
        return None  # some terms were counted and not followed
    return {bare(one.term): one.lookups for one in root.children}


def _without_dead(record: str) -> tuple[str, tuple[Dropped, ...]]:
    text = merge.without_dead_words(record)
    left = text.split()
    dead = []
    for word in record.split():
        if word in left:
            left.remove(word)
        else:
            dead.append(Dropped(term=word, why="dead", name=DEAD_NAME))
    return text, tuple(dead)
