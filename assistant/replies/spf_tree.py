"""What each term of an SPF record costs, as a tree to be drawn.

The customer sees it in the fold that tells why, staff see it in the case: one
picture of one audit.
"""

from __future__ import annotations

from collections.abc import Iterator

from assistant.mail.spf.audit import Audit, Branch, BranchState
from assistant.mail.spf.budget import MAX_LOOKUPS
from assistant.replies.quoting import flat
from assistant.replies.reply import Tone, Tree, Twig
from assistant.replies.voice import Voice

DEEPEST = 4  # levels that are indented; what lies deeper stands below the last
MOST_TWIGS = 16  # what a customer reads; the evidence below holds all of it
LONGEST_TERM = 90  # characters


def spf_tree(audit: Audit, voice: Voice, most: int = MOST_TWIGS) -> Tree | None:
    """Lay out an audit, or nothing where no record was found.

    Args:
        audit: The record, weighed.
        voice: Whose words are said beside the terms.
        most: How many terms are drawn; of the rest only the number is told.
    """
    root = audit.root
    if root is None:
        return None
    twigs = tuple(_twigs(root, 0, audit.costliest, voice))
    left = len(twigs) - most
    facts = {"lookups": audit.lookups, "most": MAX_LOOKUPS}
    over = audit.lookups > MAX_LOOKUPS
    return Tree(
        title=voice.word("tree", "title"),
        root=flat(audit.domain),
        twigs=twigs[:most],
        counted=voice.word("tree", "over" if over else "within", **facts),
        spent=audit.lookups,
        most=MAX_LOOKUPS,
        more=voice.word("tree", "more", count=left) if left > 0 else "",
    )


def _twigs(
    branch: Branch, depth: int, costliest: Branch | None, voice: Voice
) -> Iterator[Twig]:
    for child in branch.children:
        fine = child.state is BranchState.OK
        dear = child == costliest and child.lookups > 1
        note = voice.word("tree", "costliest") if dear else ""
        yield Twig(
            depth=min(depth, DEEPEST),
            text=flat(child.term)[:LONGEST_TERM],
            note=note if fine else voice.word("tree", child.state.value),
            tone=Tone.BAD if not fine else Tone.CAUTION if dear else Tone.PLAIN,
            costs=child.lookups,
        )
        yield from _twigs(child, depth + 1, costliest, voice)
