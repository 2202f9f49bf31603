"""What a cause is called: a few words where a finding's headline is too long."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from assistant.diagnosis.codes import Code
from assistant.replies.texts import Texts
from assistant.web.console import room
from assistant.web.reception import reception

FILE = "causes"  # of templates/replies/words


def called(code: str | None) -> str:
    """A cause in a few words; what a colleague typed himself stays as it is."""
    if not code:
        return ""
    return _named(reception().desk.texts, room.language()).get(code, code)


def code_of(typed: str) -> str:
    """The code of a cause that was chosen by its name; else what was typed."""
    wanted = typed.strip()
    named = {name.casefold(): code for code, name in every()}
    return named.get(wanted.casefold(), wanted)


def every() -> tuple[tuple[str, str], ...]:
    """Every cause there is, by its name."""
    named = _named(reception().desk.texts, room.language())
    return tuple(sorted(named.items(), key=lambda one: one[1].casefold()))


@cache
def _named(texts: Texts, spoken: str) -> Mapping[str, str]:
    """Read once: a page of the queue calls many."""
    return {
        one.value: texts.word(FILE, one.value, spoken)
        for one in Code
        if texts.has_word(FILE, one.value, spoken)
    }
