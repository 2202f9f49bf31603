"""A "what if" laid out: what it cures, what it breaks, which mail it touches."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from assistant.checks.evidence import Path
from assistant.desk import Look
from assistant.knowledge.shelf import Shelf
from assistant.replies.quoting import flat
from assistant.replies.reply import Tone
from assistant.web.console.casefile import PATH_TONES, CaseFile
from assistant.web.console.whatif import WhatIf


@dataclass(frozen=True, slots=True, kw_only=True)
class Turned:
    """One sending path before and after; `gone` where nothing names it any more."""

    service: str
    before: str
    after: str
    tone_before: Tone
    tone_after: Tone

    @property
    def same(self) -> bool:
        """Whether the change does not touch it."""
        return self.before == self.after


@dataclass(frozen=True, slots=True, kw_only=True)
class Simulated:
    """The world as it would be, beside the world as it is."""

    case: CaseFile
    records: tuple[tuple[str, str, tuple[str, ...]], ...]
    cured: tuple[str, ...]
    caused: tuple[str, ...]
    lookups: tuple[int, int]
    ways: tuple[Turned, ...]

    @property
    def tone(self) -> Tone:
        """Better, worse, or neither."""
        if self.caused:
            return Tone.BAD
        return Tone.GOOD if self.cured else Tone.PLAIN


def simulated_of(wanted: WhatIf, look: Look, case: CaseFile, shelf: Shelf) -> Simulated:
    """Lay out a "what if" beside the look that it starts from."""
    return Simulated(
        case=case,
        records=tuple(
            (name, kind, tuple(flat(value) for value in values))
            for (name, kind), values in wanted.sets.items()
        ),
        cured=tuple(code.value for code in wanted.cured),
        caused=tuple(code.value for code in wanted.caused),
        lookups=(
            look.evidence.spf.audit.lookups,
            wanted.evidence.spf.audit.lookups,
        ),
        ways=tuple(_turned(wanted, shelf)),
    )


def _turned(wanted: WhatIf, shelf: Shelf) -> Iterator[Turned]:
    for before, after in wanted.ways:
        known = before or after
        if known is None:
            continue
        service = shelf.services.get(known.service)
        yield Turned(
            service=service.name if service else known.service,
            before=_outcome(before),
            after=_outcome(after),
            tone_before=_tone(before),
            tone_after=_tone(after),
        )


def _outcome(path: Path | None) -> str:
    return "gone" if path is None else path.outcome.value


def _tone(path: Path | None) -> Tone:
    return Tone.PLAIN if path is None else PATH_TONES[path.outcome]
