"""A second opinion on the guide: which one answered people who asked like this.

The phrases of the guides know what was thought of; the weights know what people
wrote and which guide an expert would give them. What the phrases find is weighed
with the words. Where both agree on a guide, or the weights are nearly sure, it is
given; else he is asked which he means.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assistant.knowledge.match import Hit
from assistant.knowledge.weights import Weights
from assistant.understanding.concepts import Reading
from assistant.understanding.likely import Likely, features, shares

RANKED = 3  # of the guides by their phrases; those behind say nothing
STEPS = (50, 70)  # scores (0 to 100) from which a phrase says more
OFFERED = 4  # guides to choose from
WORTH_OFFERING = 0.03  # a share

Shares = Mapping[str, float]


def guide_features(
    reading: Reading, ranked: Sequence[Hit], opinion: Likely | None
) -> frozenset[str]:
    """What is weighed: the words, the nearest guides, and what the problem may be."""
    found = set(features(reading))
    for place, hit in enumerate(ranked[:RANKED]):
        found.add(f"#{place} {hit.id}")
        found.update(f"#{place} {hit.id} {s}" for s in STEPS if hit.score >= s)
    if opinion is not None:
        found.add(f"%{opinion.best}")
    return frozenset(found)


def guide_shares(
    reading: Reading, ranked: Sequence[Hit], opinion: Likely | None, weights: Weights
) -> Shares:
    """The share of each guide; nothing where there are no weights."""
    if not weights.names:
        return {}
    return shares(guide_features(reading, ranked, opinion), weights)


def settle_guide(ruled: str | None, told: Shares, weights: Weights) -> str | None:
    """The guide by the phrases and the weights; None where they leave it open.

    Of a guide that an operator added the weights know nothing, so the phrases decide.
    """
    if not told or (ruled is not None and ruled not in told):
        return ruled
    best = max(told, key=told.__getitem__)
    least = weights.limits["agreed" if best == ruled else "alone"]
    return best if told[best] >= least else None


def nearest_guides(
    ruled: str | None, ranked: Sequence[str], told: Shares
) -> tuple[str, ...]:
    """The guides to choose from, likeliest first."""
    by_share = sorted(told, key=told.__getitem__, reverse=True)
    likely = [one for one in by_share if told[one] >= WORTH_OFFERING]
    first = [*likely[:2], *([ruled] if ruled else []), *likely[2:], *ranked]
    return tuple(dict.fromkeys(first))[:OFFERED]
