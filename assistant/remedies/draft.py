"""The zone as it would be: record sets changed one remedy at a time.

Remedies work on the same draft one after another, so that two of them never
write two versions of one record. What changed in the end is the prescription.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from assistant.checks.evidence import Evidence
from assistant.lookup.answer import Answer
from assistant.remedies.change import Action, Dropped, RecordChange

Place = tuple[str, str]
"""A name and a type: one record set."""

TTL_S = 3600  # what most panels offer; short enough to correct a mistake the same day


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """Record sets before and after; a place not in `after` stays as it is.

    `dropped` tells what left the SPF record and why; `covered` holds the terms
    of which is known that another one lets the same senders pass.
    """

    before: Mapping[Place, tuple[str, ...]] = field(default_factory=dict)
    after: Mapping[Place, tuple[str, ...]] = field(default_factory=dict)
    dropped: tuple[Dropped, ...] = ()
    covered: frozenset[str] = frozenset()

    def without(self, dropped: Iterable[Dropped]) -> Draft:
        """Remember what was taken out of the SPF record."""
        new = (one for one in dropped if one not in self.dropped)
        return replace(self, dropped=(*self.dropped, *new))

    def at(self, name: str, kind: str) -> tuple[str, ...]:
        """The records at a place, as drafted so far."""
        place = (name, kind)
        return self.after.get(place, self.before.get(place, ()))

    def put(self, name: str, kind: str, records: tuple[str, ...]) -> Draft:
        """Draft the whole record set at a place."""
        return replace(self, after={**self.after, (name, kind): records})

    def swap(self, name: str, kind: str, old: str, new: str | None) -> Draft:
        """Draft one record in the place of another, or its removal."""
        kept = [
            new if record == old else record
            for record in self.at(name, kind)
            if record != old or new is not None
        ]
        return self.put(name, kind, tuple(one for one in kept if one is not None))

    @property
    def changes(self) -> tuple[RecordChange, ...]:
        """What differs, in the order in which it was drafted."""
        return tuple(
            change
            for place, records in self.after.items()
            for change in _difference(place, self.before.get(place, ()), records)
        )


def draft_of(evidence: Evidence) -> Draft:
    """The zone as it was measured: TXT sets, and the CNAMEs met at DKIM names."""
    before: dict[Place, tuple[str, ...]] = {}
    for answer in evidence.transcript:
        if answer.known and answer.query.at is None:
            before.update(_measured(answer))
    return Draft(before=before)


def _measured(answer: Answer) -> dict[Place, tuple[str, ...]]:
    name, kind = answer.query.name, answer.query.type
    if answer.chain:
        return {(name, "CNAME"): answer.chain[:1]}
    return {(name, kind): answer.text}


def _difference(
    place: Place, before: tuple[str, ...], after: tuple[str, ...]
) -> tuple[RecordChange, ...]:
    name, kind = place
    # Counted, not as sets: the same text twice is one record too many.
    gone = list((Counter(before) - Counter(after)).elements())
    new = list((Counter(after) - Counter(before)).elements())
    changes = [
        RecordChange(
            action=Action.REPLACE, name=name, type=kind, before=old, after=text
        )
        for old, text in zip(gone, new, strict=False)
    ]
    changes += [
        RecordChange(action=Action.REMOVE, name=name, type=kind, before=old)
        for old in gone[len(new) :]
    ]
    changes += [
        RecordChange(action=Action.ADD, name=name, type=kind, after=text)
        for text in new[len(gone) :]
    ]
    return tuple(changes)
