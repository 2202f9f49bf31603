"""The labelled set: messages as people write them, with what they mean.

Only failures of the seen files were looked at while building: `seen` was written
before the matcher, `later` when it stood. Of `unseen` only the sums were read, but
all of it is by the hand that wrote the rules, so a stranger's messages will do worse:
the first 49 and 65 that were written afresh came out 84% and 78% right in problem
(services 100% and 95%) at first sight. Half of the 65 (ids in f) are in `unseen`;
two messages of it that were seen by accident have gone to `later`. The 179 with ids
in s speak of the 156 services that came later and were written before those were on
the shelf, by the hand that then shelved them; shuffled, half each. At first sight:
services 95.6% and 95.5%, problem 87.8% and 87.6% (seen, unseen); two labels changed
when a site builder became a service (q169, s024).
`fresh` holds 120 messages that were written without a look at the rules and measured
before anything was mended for them: 64 of the first 80 and 32 of the next 40 came
out right in problem (80%), all but one in domain. What failed there was mended by
concepts, so its figures now are those of a seen set.
`rounds` and `rounds_unseen` came after; tests/questions/README.md tells how, and what
came out at first sight.
The thresholds below are what is reached, rounded down; they only go up.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from assistant.dialogue.conversation import Conversation
from assistant.dialogue.decide import decide
from assistant.dialogue.moves import Examine, Explain
from assistant.knowledge.match import Matcher
from assistant.knowledge.shelf import Shelf
from assistant.understanding.question import Known, Question
from assistant.understanding.understand import understand

QUESTIONS = Path(__file__).parents[1] / "questions"
OFF_TOPIC = ("out_of_scope", "abuse", "thanks")


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Shares of the set that came out right, and who was answered wrongly."""

    services: float
    problem: float
    domain: float
    wrong: tuple[str, ...]  # of services or problem
    answered_off_topic: tuple[str, ...]


def measure(name: str, shelf: Shelf, matcher: Matcher) -> Figures:
    lines = (QUESTIONS / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    right = {"services": 0, "problem": 0, "domain": 0}
    wrong, off_topic, asked = [], [], 0
    for row in rows:
        if row.get("context"):
            continue  # what comes before is heard by the desk
        question = Question(
            text=row["text"], asked_at=datetime(2026, 11, 25, tzinfo=UTC)
        )
        understood = understand(question, Known(), shelf, matcher)
        move = decide(understood, Conversation(id="set"))
        asked += 1
        got = {
            "services": list(understood.known.services),
            "problem": understood.problem.value,
            "domain": understood.known.domain,
        }
        for key in right:
            right[key] += is_right(got[key], row[key])
        if not all(is_right(got[key], row[key]) for key in ("services", "problem")):
            wrong.append(row["id"])
        if row["problem"] in OFF_TOPIC and isinstance(move, Examine | Explain):
            off_topic.append(row["id"])
    return Figures(
        services=right["services"] / asked,
        problem=right["problem"] / asked,
        domain=right["domain"] / asked,
        wrong=tuple(wrong),
        answered_off_topic=tuple(off_topic),
    )


def is_right(got: object, expected: object) -> bool:
    """Whether it is what was expected; some labels leave a choice: "a|b"."""
    if isinstance(expected, str) and "|" in expected:
        return got in expected.split("|")
    return got == expected


def shown(name: str, figures: Figures) -> str:
    kept: Sequence[str] = figures.wrong if "unseen" not in name else ("not shown",)
    return (
        f"{name}: services {figures.services:.1%}, problem {figures.problem:.1%}, "
        f"domain {figures.domain:.1%}; wrong: {', '.join(kept) or 'none'}"
    )


@pytest.mark.parametrize("name", ["seen", "later", "fresh", "rounds"])
def test_what_was_seen_while_building_is_understood(
    name: str, shelf: Shelf, matcher: Matcher
) -> None:
    figures = measure(name, shelf, matcher)

    assert figures.services >= 0.97, shown(name, figures)
    assert figures.problem >= 0.97, shown(name, figures)
    assert figures.domain >= 0.97, shown(name, figures)
    assert figures.answered_off_topic == ()


def test_what_was_never_looked_at_is_understood_nearly_as_well(
    shelf: Shelf, matcher: Matcher
) -> None:
    figures = measure("unseen", shelf, matcher)

    print(shown("unseen", figures))  # noqa: T201 - the honest figures, with -s
    assert figures.services >= 0.97, shown("unseen", figures)
    assert figures.problem >= 0.93, shown("unseen", figures)
    assert figures.domain >= 0.97, shown("unseen", figures)
    assert figures.answered_off_topic == ()


def test_the_unseen_half_of_the_hard_rounds_is_understood(
    shelf: Shelf, matcher: Matcher
) -> None:
    figures = measure("rounds_unseen", shelf, matcher)

    print(shown("rounds_unseen", figures))  # noqa: T201 - the honest figures, with -s
    assert figures.services >= 0.93, shown("rounds_unseen", figures)
    assert figures.problem >= 0.85, shown("rounds_unseen", figures)
    assert figures.domain >= 0.97, shown("rounds_unseen", figures)
    assert figures.answered_off_topic == ()
