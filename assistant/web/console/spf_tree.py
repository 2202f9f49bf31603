"""What each term of an SPF record costs, as rows under a meter of ten."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from assistant.mail.spf.audit import Audit, Branch, BranchState
from assistant.mail.spf.budget import MAX_LOOKUPS
from assistant.replies.quoting import flat
from assistant.replies.voice import Voice

DEEPEST = 6  # levels that are indented; what lies deeper stands below the last
MOST_ROWS = 40
MOST_CELLS = 24
LONGEST_TERM = 90  # characters


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One row: how deep it lies, what it costs with all below it, what is wrong."""

    depth: int
    text: str
    lookups: int
    wrong: str = ""
    costliest: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SpfTree:
    """The record and its terms; `cells` tells of each lookup whether it is allowed.

    `more` terms are counted and not shown; `dead` are never tried.
    """

    record: str
    lookups: int
    most: int
    voids: int
    cells: tuple[bool, ...]
    terms: tuple[Term, ...]
    more: int = 0
    dead: tuple[str, ...] = ()

    @property
    def over(self) -> bool:
        """Whether the record asks more often than is allowed."""
        return self.lookups > self.most


def spf_tree(audit: Audit, voice: Voice) -> SpfTree | None:
    """Lay out an audit, or nothing where there is no record."""
    root = audit.root
    if root is None:
        return None
    terms = tuple(_terms(root, 0, audit.costliest, voice))
    shown = terms[:MOST_ROWS]
    count = min(max(audit.lookups, MAX_LOOKUPS), MOST_CELLS)
    return SpfTree(
        record=flat(root.record or " · ".join(audit.records)),
        lookups=audit.lookups,
        most=MAX_LOOKUPS,
        voids=audit.voids,
        cells=tuple(at < audit.lookups for at in range(count)),
        terms=shown,
        more=len(terms) - len(shown),
        dead=tuple(flat(one)[:LONGEST_TERM] for one in audit.dead),
    )


def _terms(
    branch: Branch, depth: int, costliest: Branch | None, voice: Voice
) -> Iterator[Term]:
    for child in branch.children:
        fine = child.state is BranchState.OK
        yield Term(
            depth=min(depth, DEEPEST),
            text=flat(child.term)[:LONGEST_TERM],
            lookups=child.lookups,
            wrong="" if fine else voice.word("tree", child.state.value),
            costliest=child is costliest and child.lookups > 1,
        )
        yield from _terms(child, depth + 1, costliest, voice)
