"""Records that a service shows beside those that cure: asked for, or offered."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.replies.case import Case
from assistant.replies.reply import Fold, Part


def beside(case: Case) -> Iterator[Part]:
    """Each kind folded, with its reason and its records."""
    voice = case.voice
    for extra in case.prescription.extras if case.prescription else ():
        facts = {"about": extra.kind, "service": voice.name_of(extra.service)}
        title = voice.word("folds", extra.kind.replace("_", "-"), **facts)
        why = voice.prose("moves", "beside", known=bool(extra.changes), **facts)
        cards = case.panel.cards(extra.changes, extra.unknowns, voice)
        yield Fold(title=title, parts=(why, cards))
