"""When each guide was last held against the DNS and stood, whole."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Self

VERIFIED_FILE = "verified.txt"
"""Its name in the folder where the program keeps what it found (settings.data)."""

_HEADING = (
    "# The guides of which every host was in the DNS as written, and when; made by\n"
    "# `bezorgd knowledge verify --write`.\n"
)


@dataclass(frozen=True, slots=True)
class Verified:
    """Guide ("services/mailchimp") → the day on which all of it stood."""

    days: Mapping[str, date] = field(default_factory=dict)

    @classmethod
    def read(cls, text: str) -> Self:
        """Read the list from its text; a line that makes no sense is left out."""
        return cls(dict(_pairs(text.splitlines())))

    def after(self, outcomes: Mapping[str, bool | None], today: date) -> Verified:
        """Give the list after a new look.

        Args:
            outcomes: Guide → whether it stands; None where that is not known,
                and the day of the last time stays.
            today: The day of this look.
        """
        days = {one: day for one, day in self.days.items() if outcomes.get(one) is None}
        days.update({one: today for one, stands in outcomes.items() if stands})
        return Verified(days)

    def written(self) -> str:
        """Give the list as its text."""
        lines = (f"{guide} {day}\n" for guide, day in sorted(self.days.items()))
        return _HEADING + "".join(lines)


def _pairs(lines: Iterable[str]) -> Iterable[tuple[str, date]]:
    for line in lines:
        guide, _, day = line.strip().rpartition(" ")
        try:
            yield guide, date.fromisoformat(day)
        except ValueError:
            continue
