"""A second opinion on the problem: what people who wrote like this meant.

The rules are a list of what was thought of, and whoever writes otherwise falls
through them. So the words, their stems and neighbours and the concepts are weighed
as well, with weights fitted to labelled messages. Where both agree the matter is
settled; where they do not, the surer one is followed, and a close race is a
question back.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from itertools import pairwise

from assistant.knowledge.weights import Weights
from assistant.knowledge.words import stem
from assistant.understanding.concepts import Reading
from assistant.understanding.question import Problem

LENGTHS = 12  # words; a longer text counts as one of this length
CALLED = 0.5  # a share: a person is not called on a guess
MOST_WORDS = 60  # of a text that are weighed; the trouble is told by then
_UNANSWERED = frozenset(
    {
        Problem.OUT_OF_SCOPE, Problem.ABUSE, Problem.THANKS, Problem.UNCLEAR,
        Problem.HANDOVER,
    }
)  # fmt: skip
_NAMEABLE = frozenset(
    {
        Problem.SPAM, Problem.REJECTED, Problem.NOT_SENT, Problem.NOT_RECEIVED,
        Problem.SENDER_SHOWN_WRONG, Problem.SETUP_QUESTION, Problem.DNS_HOW,
        Problem.HEADER_HOW, Problem.SMTP_HOW, Problem.EXPLAIN_CONCEPT,
    }
)  # fmt: skip
_EXPLAINED = frozenset(
    {Problem.EXPLAIN_CONCEPT, Problem.DNS_HOW, Problem.HEADER_HOW, Problem.SMTP_HOW}
)


@dataclass(frozen=True, slots=True)
class Likely:
    """The share (0 to 1) of each problem among people who write like this."""

    shares: Mapping[Problem, float]

    @property
    def best(self) -> Problem:
        """The likeliest problem."""
        return max(self.shares, key=self.shares.__getitem__)

    @property
    def nameable(self) -> tuple[Problem, ...]:
        """What a customer can be asked whether he means it, likeliest first."""
        asked = (one for one in self.shares if one in _NAMEABLE)
        return tuple(sorted(asked, key=self.shares.__getitem__, reverse=True))

    def of(self, *problems: Problem) -> float:
        """The share of these problems together."""
        return sum(self.shares.get(one, 0.0) for one in problems)


def likely(reading: Reading, weights: Weights) -> Likely | None:
    """Weigh *reading*; None where there are no weights."""
    if not weights.names:
        return None
    return weighed(features(reading), weights)


def weighed(found: Collection[str], weights: Weights) -> Likely:
    """What the features *found* say of the problem."""
    told = shares(found, weights)
    return Likely({Problem(name): share for name, share in told.items()})


def shares(found: Collection[str], weights: Weights) -> dict[str, float]:
    """What the features *found* say for each of the names, as shares of 1."""
    sums = weights.sums(found)
    most = max(sums, default=0.0)
    raised = [math.exp(one - most) for one in sums]
    total = sum(raised)
    return {n: one / total for n, one in zip(weights.names, raised, strict=True)}


def features(reading: Reading) -> frozenset[str]:
    """What is weighed of a text: words, stems, pairs of stems, concepts."""
    words = reading.words[:MOST_WORDS]
    stems = [stem(word, "nl") for word in words]
    found = {*words}
    found.update("~" + one for one in stems)
    found.update(f"{a} {b}" for a, b in pairwise(["^", *stems, "$"]))
    found.update("@" + one for one in reading.concepts - reading.denied)
    found.update("!" + one for one in reading.denied)
    found.add(f"@{min(len(reading.words) // 2 * 2, LENGTHS)}")
    if reading.refused:
        found.add("@refused")
    found.add("@named" if reading.named else "@unnamed")
    if reading.placed:
        found.add("@placed")
    return frozenset(found)


def settle(
    ruled: Problem, sure: int, opinion: Likely | None, weights: Weights
) -> tuple[Problem, int]:
    """The problem and how sure it is (0 to 100), of the rules and the opinion.

    The weights have the last word: no rule was right often enough to be worth more.
    What may well be none of this desk's business is asked about, never answered.
    """
    limits = weights.limits
    if opinion is None:
        return ruled, sure
    best = opinion.best
    share = opinion.of(best)
    if best is ruled:
        return ruled, max(sure, _percent(share))
    strange = opinion.of(Problem.OUT_OF_SCOPE, Problem.ABUSE)
    doubtful = (
        share < (limits["least"] if best is not Problem.HANDOVER else CALLED)
        or (best not in _UNANSWERED and strange >= limits["strange"])
        or (best in _EXPLAINED and opinion.of(*_EXPLAINED) < limits["explained"])
    )
    return (Problem.UNCLEAR, 0) if doubtful else (best, _percent(share))


def _percent(share: float) -> int:
    return round(100 * share)
