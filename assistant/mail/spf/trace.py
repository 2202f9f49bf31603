"""What an evaluation did, term by term, in the order in which it did it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from assistant.mail.spf.inquiry import Visit


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One term visited.

    `asked` holds "name TYPE" texts, `lookups` and `voids` the cost so far, with
    this term's own and without what an include asked below. `matched` is None
    when it could not be told. The first step is the record itself.
    """

    depth: int
    domain: str
    term: str
    asked: tuple[str, ...] = ()
    lookups: int
    voids: int
    matched: bool | None = None
    note: str = ""


@dataclass(slots=True)
class Trace:
    """The steps so far; a step is opened before what hangs below it."""

    steps: list[Step] = field(default_factory=list)

    def open(self, visit: Visit, domain: str, term: str, depth: int) -> int:
        """Take the place of a step; give its number to close it with."""
        step = Step(
            depth=depth,
            domain=domain,
            term=term,
            lookups=visit.lookups,
            voids=visit.voids,
        )
        self.steps.append(step)
        return len(self.steps) - 1

    def close(
        self, at: int, visit: Visit, *, matched: bool | None = None, note: str = ""
    ) -> None:
        """Fill in what came of the step at *at*."""
        self.steps[at] = replace(
            self.steps[at],
            asked=tuple(visit.asked),
            voids=visit.voids,
            matched=matched,
            note=note,
        )
