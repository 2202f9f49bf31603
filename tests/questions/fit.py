"""Fits the weights of the understanding to the seen messages, and stores them.

    make .venv/bench.stamp
    .venv/bin/python tests/questions/fit.py

Read are the seen files and `sayings.jsonl`: single sentences sorted by problem. A
second pass, in which every fifth is judged by weights that never saw it, tells what
to expect, and sets the limits: those that understand most, where one wrong answer
outweighs `PRICE` right ones. Then the same for the guide that answers a question,
where the labels name one.
"""

# ruff: noqa: T201 - it prints what came out

from __future__ import annotations

import itertools
import math
import random
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))

from assistant import places
from assistant.knowledge import files
from assistant.knowledge.match import Matcher
from assistant.knowledge.weights import (
    GUIDE_WEIGHTS_FILE,
    WEIGHTS_FILE,
    Weights,
    written,
)
from assistant.understanding.hearing import listen
from assistant.understanding.likely import (
    Likely,
    features,
    likely,
    settle,
    shares,
    weighed,
)
from assistant.understanding.problems import first_told
from assistant.understanding.question import Known, Problem, Question
from assistant.understanding.topics import topic_for
from assistant.understanding.which_guide import guide_features, settle_guide
from tests.labelled import FITTED, MENDED, WHEN, hash_of, is_right, rows

FOLDS = 5
STRENGTH = 20.0  # of LogisticRegression: how far the weights may stray from none
GUIDE_STRENGTH = 60.0
LEAST = 0.3  # a smaller weight changes nothing
PRICE = 8  # one wrong answer outweighs so many right ones
GRID = {
    "strange": (0.1, 0.15, 0.2, 0.3, 0.5),
    "explained": (0.5, 0.6, 0.7, 0.8, 0.9),
    "least": (0.2, 0.3, 0.4),
}
GUIDE_GRID = {"agreed": (0.1, 0.2, 0.3, 0.4), "alone": (0.6, 0.7, 0.8, 0.9, 0.95)}
BEGUN = 0.6  # in a talk that goes on, the weights speak only when they are sure
FILLED = 0.8  # the more so where a name was told, as it was asked for
EXPLAINS = {"explain_concept", "dns_how", "header_how", "smtp_how"}
STRANGE = {"out_of_scope", "abuse", "thanks"}
ASIDES = {*STRANGE, *EXPLAINS, "handover", "recheck", "change_request"}
SILENT = {"unclear", "handover", *STRANGE}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """One message as it is weighed, and what it is."""

    features: frozenset[str]
    label: str
    ruled: Problem
    sure: int
    mended: bool  # the rules were mended for it, so they are no measure here


@dataclass(frozen=True, slots=True, kw_only=True)
class GuideSample:
    """One question as it is weighed, and the guides that answer it."""

    features: frozenset[str]
    label: str
    ruled: str | None


def samples() -> list[Sample]:
    """Every seen message that stands by itself."""
    shelf = files.load(places.knowledge())
    matcher = Matcher(shelf)
    found = []
    mended = [(row, True) for row in rows(MENDED)]
    rest = [(row, False) for row in rows(n for n in FITTED if n not in MENDED)]
    for row, is_mended in (*mended, *rest):
        if row.get("context") and not set(row["problem"].split("|")) <= ASIDES:
            continue  # an answer to what was asked; its words tell no problem
        question = Question(text=row["text"], asked_at=WHEN)
        reading = listen(question, Known(), shelf, matcher).reading
        ruled, sure = first_told(reading)
        found.append(
            Sample(
                features=features(reading),
                label=row["problem"],
                ruled=ruled,
                sure=sure,
                mended=is_mended,
            )
        )
    return found


def fit(
    known: Sequence[Sample | GuideSample],
    limits: Mapping[str, float],
    strength: float = STRENGTH,
) -> Weights:
    """The weights for these samples."""
    names: Any = import_module("sklearn.feature_extraction").DictVectorizer()
    regression = import_module("sklearn.linear_model").LogisticRegression
    told = [one.features for one in known]
    table = names.fit_transform(
        [dict.fromkeys(each, 1 / math.sqrt(len(each))) for each in told]
    )
    labels = [one.label.partition("|")[0] for one in known]
    model: Any = regression(C=strength, max_iter=3000).fit(table, labels)
    return Weights(
        fitted_to=hash_of(FITTED),
        limits=limits,
        names=tuple(model.classes_),
        start=tuple(model.intercept_),
        of={
            name: pairs
            for name, column in zip(
                names.get_feature_names_out(), model.coef_.T, strict=True
            )
            if (pairs := tuple((n, w) for n, w in enumerate(column) if abs(w) >= LEAST))
        },
    )


def judged(found: Sequence[Sample]) -> list[tuple[Sample, Likely]]:
    """Every sample with the opinion of weights that never saw it."""
    order = list(found)
    random.Random(1).shuffle(order)  # noqa: S311 - a measure must repeat itself
    result = []
    for fold in range(FOLDS):
        weights = fit([s for n, s in enumerate(order) if n % FOLDS != fold], {})
        result += [(s, weighed(s.features, weights)) for s in order[fold::FOLDS]]
    return result


def guide_samples(weights: Weights) -> list[GuideSample]:
    """Every seen question whose label names the guide that answers it."""
    shelf = replace(files.load(places.knowledge()), weights=weights)
    matcher = Matcher(shelf)
    found = []
    for row in rows(FITTED):
        if not row.get("topic"):
            continue
        question = Question(text=row["text"], asked_at=WHEN)
        told = listen(question, Known(), shelf, matcher)
        opinion = likely(told.reading, weights)
        problem = Problem(row["problem"].partition("|")[0])
        found.append(
            GuideSample(
                features=guide_features(told.reading, told.topics, opinion),
                label=row["topic"],
                ruled=topic_for(problem, told.topics, told.reading.words, shelf),
            )
        )
    return found


def each_alone(found: Sequence[GuideSample]) -> list[GuideSample]:
    """One sample for each guide that a label allows."""
    return [replace(s, label=one) for s in found for one in s.label.split("|")]


def fit_guides(weights: Weights) -> None:
    """Fit which guide answers, choose the limits, and write the file."""
    order = guide_samples(weights)
    random.Random(1).shuffle(order)  # noqa: S311 - a measure must repeat itself
    trials = []
    for fold in range(FOLDS):
        known = [s for n, s in enumerate(order) if n % FOLDS != fold]
        tried = fit(each_alone(known), {}, GUIDE_STRENGTH)
        trials += [(s, shares(s.features, tried)) for s in order[fold::FOLDS]]
    every = [
        dict(zip(GUIDE_GRID, values, strict=True))
        for values in itertools.product(*GUIDE_GRID.values())
    ]
    limits = max(every, key=lambda one: worth(*measure_guides(trials, one)))
    right, wrong = measure_guides(trials, limits)
    path = places.knowledge() / GUIDE_WEIGHTS_FILE
    fitted = fit(each_alone(order), limits, GUIDE_STRENGTH)
    path.write_text(written(fitted), encoding="utf-8")
    print(f"{len(order)} questions for guides, limits {limits}")
    print(f"never seen: right {right:.1%}, another guide {wrong:.2%}, else asked")


def measure_guides(
    trials: Sequence[tuple[GuideSample, Mapping[str, float]]],
    limits: Mapping[str, float],
) -> tuple[float, float]:
    """Shares that got a guide that answers, and that got another."""
    tried = Weights(limits=limits)
    given = [(s, settle_guide(s.ruled, told, tried)) for s, told in trials]
    right = sum(one in s.label.split("|") for s, one in given)
    asked = sum(one is None for _, one in given)
    return right / len(given), (len(given) - right - asked) / len(given)


def main() -> None:
    """Fit, choose the limits, write the files, and tell what to expect."""
    found = samples()
    trials = [one for one in judged(found) if not one[0].mended]
    every = [
        dict(zip(GRID, values, strict=True))
        for values in itertools.product(*GRID.values())
    ]
    tried = [Weights(limits=limits) for limits in every]
    best = max(tried, key=lambda one: worth(*measure(trials, one)))
    right, wrong = measure(trials, best)
    limits = {**best.limits, "begun": BEGUN, "filled": FILLED}
    weights = fit(found, limits)
    path = places.knowledge() / WEIGHTS_FILE
    path.write_text(written(weights), encoding="utf-8")
    alone = sum(is_right(s.ruled.value, s.label) for s, _ in trials) / len(trials)
    print(f"{len(found)} messages, {len(weights.of)} features, limits {limits}")
    print(f"by the rules alone right {alone:.1%}")
    print(f"never seen: right {right:.1%}, wrongly answered {wrong:.2%}")
    fit_guides(weights)


def worth(right: float, wrong: float) -> float:
    """What limits are worth: a wrong answer costs more than a question back."""
    return right - PRICE * wrong


def measure(
    trials: Sequence[tuple[Sample, Likely]], tried: Weights
) -> tuple[float, float]:
    """Shares that came out right, and that would be answered wrongly."""
    right = wrong = 0
    for sample, opinion in trials:
        problem = settle(sample.ruled, sample.sure, opinion, tried)[0].value
        if is_right(problem, sample.label):
            right += 1
            continue
        labels = set(sample.label.split("|"))
        astray = problem in EXPLAINS and not labels & EXPLAINS
        wrong += astray or (labels <= STRANGE and problem not in SILENT)
    return right / len(trials), wrong / len(trials)


if __name__ == "__main__":
    main()
