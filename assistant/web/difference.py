"""What changed between two records, word by word."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

MOST_WORDS = 2000  # above it nothing is marked: comparing grows with the square

_WORD = re.compile(r"\S+|\s+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A stretch of text, and whether only this side has it."""

    text: str
    changed: bool


def difference(before: str, after: str) -> tuple[tuple[Run, ...], tuple[Run, ...]]:
    """Mark what left in *before* and what came in *after*."""
    old, new = _WORD.findall(before), _WORD.findall(after)
    if max(len(old), len(new)) > MOST_WORDS:
        return (Run(text=before, changed=False),), (Run(text=after, changed=False),)
    left: list[Run] = []
    right: list[Run] = []
    matcher = SequenceMatcher(a=old, b=new, autojunk=False)
    for tag, old_at, old_to, new_at, new_to in matcher.get_opcodes():
        left += _run(old[old_at:old_to], changed=tag != "equal")
        right += _run(new[new_at:new_to], changed=tag != "equal")
    return tuple(left), tuple(right)


def _run(words: list[str], *, changed: bool) -> list[Run]:
    return [Run(text="".join(words), changed=changed)] if words else []
