"""The tree of includes with its costs, as text that fits a ticket.

Names and records come from strangers: what is not printable ASCII is shown as an
escape, so that no terminal and no page is steered by a record.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from assistant.mail.spf.audit import Audit, Branch, BranchState
from assistant.mail.spf.budget import MAX_LOOKUPS, MAX_VOIDS

_WIDTH = 72  # characters of a term; longer ones are cut
ENGLISH: Mapping[str, str] = {
    "head": "{lookups} of {most} lookups, {voids} of {most_voids} void",
    "none": "no SPF record",
    "dead": "never tried",
    "missing": "nothing there",
    "two": "more than one SPF record",
    "broken": "broken",
    "absent": "no such name",
    "unreachable": "could not ask",
    "loop": "loop",
    "unknown": "not followed",
}


def draw(audit: Audit, words: Mapping[str, str] = ENGLISH) -> str:
    """Draw *audit* as a tree, one term a line, the cost of each branch in front.

    Args:
        audit: The record, weighed.
        words: What is said beside the terms; in another language than English
            without what the grammar says of a broken term.

    RFC 7208 §4.6.4 sets the limits that the first line compares with.
    """
    domain = _plain(audit.domain)
    if audit.root is None:
        said = words["none" if audit.status.known else "unreachable"]
        status = f" ({audit.status})" if words is ENGLISH else ""
        return f"{domain}: {said}{status}"
    counts = words["head"].format(
        lookups=audit.lookups,
        most=MAX_LOOKUPS,
        voids=audit.voids,
        most_voids=MAX_VOIDS,
    )
    notes = _notes(audit.root, words)
    lines = [f"{domain}: {counts}", *notes, *_lines(audit.root, "", words)]
    lines.extend(f"   - {_plain(term)}  ({words['dead']})" for term in audit.dead)
    return "\n".join(lines)


def _lines(branch: Branch, indent: str, words: Mapping[str, str]) -> Iterator[str]:
    last = len(branch.children) - 1
    for position, child in enumerate(branch.children):
        corner, below = ("└─ ", "   ") if position == last else ("├─ ", "│  ")
        note = "".join(f"  ({one})" for one in _notes(child, words))
        yield f"{child.lookups:>4} {indent}{corner}{_plain(child.term)}{note}"
        yield from _lines(child, indent + below, words)


def _notes(branch: Branch, words: Mapping[str, str]) -> tuple[str, ...]:
    state = "" if branch.state is BranchState.OK else words[branch.state.value]
    # The words are ours, in whatever letters; the problem quotes a stranger.
    problem = _plain(branch.problem) if words is ENGLISH else ""
    said = ": ".join(one for one in (state, problem) if one)
    return (said,) if said else ()


def _plain(text: str) -> str:
    safe = text.encode("ascii", "backslashreplace").decode("ascii")
    shown = "".join(one if one.isprintable() else f"\\x{ord(one):02x}" for one in safe)
    return shown if len(shown) <= _WIDTH else shown[: _WIDTH - 1] + "…"
