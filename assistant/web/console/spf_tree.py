"""An SPF record in a case: the picture that customers see too, with more of it."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.mail.spf.audit import Audit
from assistant.replies import spf_tree as pictured
from assistant.replies.quoting import flat
from assistant.replies.reply import Tree
from assistant.replies.voice import Voice

MOST_ROWS = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class SpfTree:
    """The record, its picture, and what of it is never tried."""

    record: str
    voids: int
    drawn: Tree
    dead: tuple[str, ...] = ()


def spf_tree(audit: Audit, voice: Voice) -> SpfTree | None:
    """Lay out an audit, or nothing where there is no record."""
    drawn = pictured.spf_tree(audit, voice, MOST_ROWS)
    if audit.root is None or drawn is None:
        return None
    return SpfTree(
        record=flat(audit.root.record or " \u00b7 ".join(audit.records)),
        voids=audit.voids,
        drawn=drawn,
        dead=tuple(flat(one)[: pictured.LONGEST_TERM] for one in audit.dead),
    )
