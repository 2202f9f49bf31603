"""The labelled messages of tests/questions; its README tells how they were kept.

The thresholds below are what is reached, rounded down; they only go up.
"""

from __future__ import annotations

import pytest

from assistant.knowledge.match import Matcher
from assistant.knowledge.shelf import Shelf
from tests.labelled import (
    HANDS,
    SEEN,
    SPENT,
    UNSEEN,
    Figures,
    answer,
    figures_of,
    hash_of,
    rows,
)

pytestmark = pytest.mark.no_cover  # by the thousand; each line has a test of its own
FROZEN = {
    "unseen": "5fd341fe7b6ba6317f4c043d1b8c4a05440c20023ebfbb158edcdcac7e9cc07e",
    "rounds_unseen": "5cdd4c0bde052b1aa9bc8119a3aae297f2f37c500dae4a222ceb1678e04eae82",
    "street_unseen": "153dd3cba5b1f24009dd8981ddf31c78d2e2eca0327aa3411836dc0d692b62a1",
    "strangers_unseen": (
        "c4fa10c89c2ae2ef9e85fd6740bdf1c51b3418e715792c46e222af6c8835ff84"
    ),
}


def measured(names: tuple[str, ...], shelf: Shelf, matcher: Matcher) -> Figures:
    return figures_of([answer(row, shelf, matcher) for row in rows(names)])


def test_there_are_enough_messages_and_half_of_them_unseen() -> None:
    assert len(rows(SEEN)) >= 600
    assert len(rows((*SPENT, *UNSEEN))) >= 600
    assert len(rows(UNSEEN)) >= 170


def test_a_third_of_the_messages_asks_for_no_look() -> None:
    asks_nothing = {"out_of_scope", "unclear", "thanks", "abuse", "handover", "recheck"}
    street = rows(("street", "street_unseen"))

    rest = [r for r in street if r["problem"] in asks_nothing or r.get("context")]

    assert len(rest) >= len(street) / 3


@pytest.mark.parametrize("name", [*SPENT, *UNSEEN])
def test_what_nobody_looks_at_stays_as_it_was_written(name: str) -> None:
    assert hash_of([name]) == FROZEN[name]


@pytest.mark.parametrize("name", SEEN)
def test_what_was_seen_while_building_is_understood(
    name: str, shelf: Shelf, matcher: Matcher
) -> None:
    figures = measured((name,), shelf, matcher)

    assert figures.services >= 0.98, figures
    assert figures.problem >= 0.98, figures
    assert figures.domain >= 0.98, figures
    assert figures.answered_off_topic == 0
    assert figures.confidently_wrong <= 0.01, figures


@pytest.mark.parametrize(
    "name",
    [pytest.param(n, marks=[] if n in HANDS[::4] else pytest.mark.soak) for n in HANDS],
)
def test_what_strangers_wrote_and_was_fitted_is_understood(
    name: str, shelf: Shelf, matcher: Matcher
) -> None:
    figures = measured((name,), shelf, matcher)

    assert figures.services >= 0.94, figures
    assert figures.problem >= 0.85, figures
    assert figures.domain >= 0.98, figures
    assert figures.confidently_wrong <= 0.05, figures
    assert figures.answered_off_topic <= 1, figures


def test_what_nobody_read_but_its_sums_is_understood_nearly_as_well(
    shelf: Shelf, matcher: Matcher
) -> None:
    figures = measured(SPENT, shelf, matcher)

    assert figures.services >= 0.97, figures
    assert figures.problem >= 0.93, figures
    assert figures.domain >= 0.99, figures
    assert figures.move >= 0.96, figures
    assert figures.confidently_wrong <= 0.015, figures
    assert figures.answered_off_topic <= 1
