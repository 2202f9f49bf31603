"""Where ten lookups are not enough: what is asked, and what is left to do.

Nothing that may be in use goes unasked. When no answer can make enough room, the
service gets a name of its own below the domain, where the ten start anew; a
person does what no answer covers.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from assistant.checks.evidence import Evidence
from assistant.checks.paths import MOST_LOOKUPS, is_unusable
from assistant.knowledge.guide import Aligns
from assistant.knowledge.shelf import Shelf
from assistant.mail.spf.record import is_spf
from assistant.remedies import budget
from assistant.remedies.budget import Leaner
from assistant.remedies.change import Alternative, Budget, OpenQuestion
from assistant.remedies.draft import Draft
from assistant.remedies.merge import bare
from assistant.remedies.prove import Simulation

NEAR = 8  # of ten: from here on it is worth telling what is left


@dataclass(frozen=True, slots=True)
class Room:
    """What would make room in the SPF record."""

    questions: tuple[OpenQuestion, ...] = ()
    ways: tuple[Alternative, ...] = ()
    wanted: int = 0

    def told(self, before: Evidence, after: Evidence) -> Budget | None:
        """The price before and after, where the limit is in sight."""
        costs = (before.spf.audit.lookups, after.spf.audit.lookups, self.wanted)
        if max(costs) < NEAR:
            return None
        return Budget(before=costs[0], after=costs[1], wanted=max(costs[1:]))


def short_of_room(simulation: Simulation | None) -> Evidence | None:
    """What was seen with every cure in it, where that is too much for ten."""
    after = simulation.evidence if simulation else None
    too_much = after is not None and after.spf.audit.lookups > MOST_LOOKUPS
    return after if too_much else None


def find_room(evidence: Evidence, draft: Draft, shelf: Shelf) -> Room:
    """What is still to be asked, or else what is left to do.

    Args:
        evidence: What was seen with everything in the record that is needed.
        draft: What will be said; its covered terms are known.
        shelf: The guides.
    """
    records = [text for text in evidence.spf.texts if is_spf(text)]
    if len(records) != 1:
        return Room()
    broken = tuple(_broken_deeper(evidence, draft, shelf))
    leaner = budget.lean(records[0], evidence, shelf, draft.covered)
    if leaner is None or leaner.cost <= MOST_LOOKUPS:
        return Room(questions=broken)
    asked = budget.questions(leaner, evidence, shelf)
    ways = () if asked else (_own_name(evidence, shelf),)
    return Room(
        questions=(*broken, *asked), ways=ways, wanted=_wanted(leaner, evidence)
    )


def _wanted(leaner: Leaner, evidence: Evidence) -> int:
    return max(leaner.cost, evidence.spf.audit.lookups)


def _own_name(evidence: Evidence, shelf: Shelf) -> Alternative:
    """A name below the domain for the service, with a budget of its own."""
    services = (shelf.service(one) for one in evidence.subject.services)
    returns = any(one.spf.aligns is Aligns.WITH_RETURN_PATH for one in services)
    why = "return-path" if returns else "subdomain"
    return Alternative(kind="own_subdomain", why=why)


def _broken_deeper(
    evidence: Evidence, draft: Draft, shelf: Shelf
) -> Iterator[OpenQuestion]:
    """Includes that break on somebody else's mistake, deeper than their record."""
    root = evidence.spf.audit.root
    spare = budget.why_spare(evidence, shelf, draft.covered)
    gone = {bare(one.term) for one in draft.dropped}
    for branch in root.children if root else ():
        term = bare(branch.term)
        deeper = any(is_unusable(one) for one in branch.walk())
        settled = term in spare or term in gone or term in evidence.subject.used
        if deeper and not settled and term.startswith("include:"):
            yield OpenQuestion(
                kind="still_used",
                term=term,
                name=budget.name_of(term, shelf),
                saves=branch.lookups,
            )
