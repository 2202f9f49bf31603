"""The tree of includes with its costs, as text that fits a ticket.

Names and records come from strangers: what is not printable ASCII is shown as an
escape, so that no terminal and no page is steered by a record.
"""

from __future__ import annotations

from collections.abc import Iterator

from assistant.mail.spf.audit import Audit, Branch, BranchState
from assistant.mail.spf.budget import MAX_LOOKUPS, MAX_VOIDS

_WIDTH = 72  # characters of a term; longer ones are cut
_SAID = {
    BranchState.OK: "",
    BranchState.MISSING: "nothing there",
    BranchState.TWO: "more than one SPF record",
    BranchState.BROKEN: "broken",
    BranchState.ABSENT: "no such name",
    BranchState.UNREACHABLE: "could not ask",
    BranchState.LOOP: "loop",
    BranchState.UNKNOWN: "not followed",
}


def draw(audit: Audit) -> str:
    """Draw *audit* as a tree, one term a line, the cost of each branch in front.

    RFC 7208 §4.6.4 sets the limits that the first line compares with.
    """
    head = (
        f"{_plain(audit.domain)}: {audit.lookups} of {MAX_LOOKUPS} lookups, "
        f"{audit.voids} of {MAX_VOIDS} void"
    )
    if audit.root is None:
        said = "no SPF record" if audit.status.known else "could not ask"
        return f"{_plain(audit.domain)}: {said} ({audit.status})"
    lines = [head, *_notes(audit.root), *_lines(audit.root, "")]
    lines.extend(f"   - {_plain(term)}  (never tried)" for term in audit.dead)
    return "\n".join(lines)


def _lines(branch: Branch, indent: str) -> Iterator[str]:
    last = len(branch.children) - 1
    for position, child in enumerate(branch.children):
        corner, below = ("└─ ", "   ") if position == last else ("├─ ", "│  ")
        note = "".join(f"  ({one})" for one in _notes(child))
        yield f"{child.lookups:>4} {indent}{corner}{_plain(child.term)}{note}"
        yield from _lines(child, indent + below)


def _notes(branch: Branch) -> tuple[str, ...]:
    said = ": ".join(one for one in (_SAID[branch.state], branch.problem) if one)
    return (_plain(said),) if said else ()


def _plain(text: str) -> str:
    safe = text.encode("ascii", "backslashreplace").decode("ascii")
    shown = "".join(one if one.isprintable() else f"\\x{ord(one):02x}" for one in safe)
    return shown if len(shown) <= _WIDTH else shown[: _WIDTH - 1] + "…"
