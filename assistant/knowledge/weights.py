"""How much each word speaks for each problem, or guide, as fitted to messages.

The rules of the understanding know what was thought of; these weights know what
people wrote. They are fitted by `tests/questions/fit.py`, are stored with the hash
of the messages that they were fitted to, and are read once, at start.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from assistant.errors import GuideError

WEIGHTS_FILE = "weights.tsv"  # what the problem is
GUIDE_WEIGHTS_FILE = "guide-weights.tsv"  # which guide answers a question
HUNDREDTHS = 100  # weights and limits are written in hundredths
HEAD_LINES = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """What there is to choose between, and what each feature of a text adds to each.

    `of` holds pairs of the place in `names` and the weight; `limits` the shares (0
    to 1) from which the understanding trusts one or the other.
    """

    fitted_to: str = ""
    limits: Mapping[str, float] = field(default_factory=dict)
    names: tuple[str, ...] = ()
    start: tuple[float, ...] = ()
    of: Mapping[str, tuple[tuple[int, float], ...]] = field(default_factory=dict)

    def sums(self, features: Collection[str]) -> list[float]:
        """Add up what *features* say for each of the names.

        A long text has more of them, and is no surer for it: they count together
        as a vector of length 1.
        """
        added = [0.0] * len(self.start)
        of = self.of
        for one in features:
            for place, weight in of.get(one, ()):
                added[place] += weight
        length = math.sqrt(len(features)) or 1.0
        return [a + b / length for a, b in zip(self.start, added, strict=True)]


def read_weights(text: str, label: str) -> Weights:
    """Parse what `written` wrote; a text without lines gives no weights.

    Raises:
        GuideError: A line is not as `written` writes them.
    """
    lines = text.splitlines()
    if not lines:
        return Weights()
    try:
        head = [line.split("\t")[1] for line in lines[:HEAD_LINES]]
        fitted_to, limits, names, start = head
        return Weights(
            fitted_to=fitted_to,
            limits=_read_shares(limits),
            names=tuple(names.split()),
            start=tuple(int(one) / HUNDREDTHS for one in start.split()),
            of=dict(_read_line(line) for line in lines[HEAD_LINES:]),
        )
    except (ValueError, IndexError) as wrong:
        raise GuideError(
            (f"{label}: {wrong}; expected what tests/questions/fit.py writes",)
        ) from wrong


def _read_shares(text: str) -> dict[str, float]:
    parted = (one.partition(":") for one in text.split())
    return {name: int(share) / HUNDREDTHS for name, _, share in parted}


def _read_line(line: str) -> tuple[str, tuple[tuple[int, float], ...]]:
    feature, pairs = line.split("\t")
    found = []
    for pair in pairs.split():
        place, weight = pair.split(":")
        found.append((int(place), int(weight) / HUNDREDTHS))
    return feature, tuple(found)


def written(weights: Weights) -> str:
    """The text of the file: four lines that tell what it is, then the features."""
    lines = [
        f"fitted to\t{weights.fitted_to}",
        f"limits\t{_shares(weights.limits)}",
        "names\t" + " ".join(weights.names),
        "start\t" + " ".join(str(_hundredths(one)) for one in weights.start),
    ]
    for feature in sorted(weights.of):
        pairs = (f"{p}:{_hundredths(w)}" for p, w in weights.of[feature])
        lines.append(f"{feature}\t{' '.join(pairs)}")
    return "\n".join(lines) + "\n"


def _shares(named: Mapping[str, float]) -> str:
    return " ".join(f"{name}:{_hundredths(x)}" for name, x in sorted(named.items()))


def _hundredths(weight: float) -> int:
    return round(weight * HUNDREDTHS)
