"""What a cause is called: a few words where a finding's headline is too long."""

from __future__ import annotations

from assistant.diagnosis.codes import Code
from assistant.web.console import room
from assistant.web.reception import reception

FILE = "causes"  # of templates/replies/words


def called(code: str | None) -> str:
    """A cause in a few words; what a colleague typed himself stays as it is."""
    if not code:
        return ""
    texts, spoken = reception().desk.texts, room.language()
    known = texts.has_word(FILE, code, spoken)
    return texts.word(FILE, code, spoken) if known else code


def code_of(typed: str) -> str:
    """The code of a cause that was chosen by its name; else what was typed."""
    wanted = typed.strip()
    named = {name.casefold(): code for code, name in every()}
    return named.get(wanted.casefold(), wanted)


def every() -> tuple[tuple[str, str], ...]:
    """Every cause there is, by its name."""
    named = [(one.value, called(one.value)) for one in Code]
    return tuple(sorted(named, key=lambda one: one[1].casefold()))
