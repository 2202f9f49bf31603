"""How well messages are understood, beside what others would make of them; how fast.

    make .venv/bench.stamp
    .venv/bin/python tests/bench/bench_matching.py [--unseen]

Prints the accuracy by class on the seen and the unseen half, the same for plain
`WRatio` and for n-grams of characters, what came out wrong one by one (of the unseen
half only with `--unseen`: who builds does not look), and the milliseconds of CPU a
message: as shipped, and with 163 services and 10,000 phrases.
"""

# ruff: noqa: T201 - a bench prints its table

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from assistant import places
from assistant.knowledge import files
from assistant.knowledge.match import Matcher
from assistant.knowledge.shelf import Shelf
from tests.baselines import ByGrams, ByRatio, Guess
from tests.bench.matching_times import print_times
from tests.labelled import (
    FITTED,
    OFF_TOPIC,
    SEEN,
    SPENT,
    UNSEEN,
    Answered,
    Row,
    answer,
    figures_of,
    is_right,
    path_of,
    right_services,
    rows,
)

CLASSES = 12  # characters of a column
SILENT = {"unclear", "handover", *OFF_TOPIC}


def main() -> None:
    """Print the tables."""
    shelf = files.load(places.knowledge())
    matcher = Matcher(shelf)
    halves = {"seen": SEEN, "unseen": UNSEEN}
    answers = {
        name: [answer(row, shelf, matcher) for row in rows(halves[name])]
        for name in halves
    }
    for name, half in halves.items():
        kept = [n for n in half if path_of(n).is_file()]
        print(f"{name}: {', '.join(kept)}")
        print_sums(answers[name])
    for name in SPENT:
        print(f"spent, since its sums were read while mending: {name}")
        print_sums([answer(row, shelf, matcher) for row in rows((name,))])
    print_classes(answers)
    print_others(answers["unseen"], shelf)
    for name in halves:
        if name == "seen" or "--unseen" in sys.argv:
            print_wrong(name, answers[name])
    print_times(shelf, [row["text"] for row in rows(FITTED)])


def print_sums(answers: Sequence[Answered]) -> None:
    """One line: what the half comes to."""
    f = figures_of(answers)
    print(
        f"  {f.count} messages: services {f.services:.1%}, problem {f.problem:.1%}, "
        f"domain {f.domain:.1%}, move {f.move:.1%}; confidently wrong "
        f"{f.confidently_wrong:.2%}, of which on another service or topic "
        f"{f.on_another:.2%}; off-topic answered {f.answered_off_topic}, right "
        f"one offered {f.offered:.1%} of {f.asked_with_options}"
    )


def print_classes(answers: dict[str, list[Answered]]) -> None:
    """The share of each problem that came out right, on both halves."""
    table: dict[str, dict[str, list[bool]]] = defaultdict(lambda: defaultdict(list))
    for half, found in answers.items():
        for one in found:
            label = str(one.row["problem"]).partition("|")[0]
            table[label][half].append(one.right("problem"))
            table[label][half + " services"].append(one.right("services"))
    columns = [h + kind for h in answers for kind in ("", " services")]
    print(f"\n{'problem':20}" + "".join(f"{c:>18}" for c in columns))
    for label in sorted(table):
        cells = (table[label][column] for column in columns)
        print(f"{label:20}" + "".join(f"{_share(cell):>18}" for cell in cells))


def _share(right: Sequence[bool]) -> str:
    return f"{sum(right) / len(right):.0%} of {len(right)}" if right else "-"


def print_others(answers: Sequence[Answered], shelf: Shelf) -> None:
    """The same for the two plain ways, on what stands by itself."""
    known = [row for row in rows(FITTED) if not row.get("context")]
    texts = [row["text"] for row in known]
    problems = [row["problem"].partition("|")[0] for row in known]
    alone = [one for one in answers if not one.row.get("context")]
    asked = [one.row for one in alone]
    print(f"\nunseen, by itself ({len(asked)})  services  problem  off-topic answered")
    ours = [Guess(one.services, one.problem) for one in alone]
    print_other("this program", asked, ours)
    ratio = ByRatio(shelf, texts, problems)
    print_other("WRatio", asked, (ratio.guess(row["text"]) for row in asked))
    try:
        grams = ByGrams(shelf, texts, problems)
    except ImportError:
        print("n-grams: install scikit-learn with `make .venv/bench.stamp`")
        return
    print_other("TF-IDF of n-grams", asked, (grams.guess(r["text"]) for r in asked))


def print_other(name: str, asked: Sequence[Row], guesses: Iterable[Guess]) -> None:
    """One line of the comparison."""
    services = problem = strays = 0
    for row, guess in zip(asked, guesses, strict=True):
        services += set(guess.services) in map(set, right_services(row))
        problem += is_right(guess.problem, row["problem"])
        off = set(row["problem"].split("|")) <= OFF_TOPIC
        strays += off and guess.problem not in SILENT
    count = len(asked)
    print(f"{name:26}{services / count:9.1%}{problem / count:9.1%}{strays:14}")


def print_wrong(half: str, answers: Sequence[Answered]) -> None:
    """What came out wrong, one by one; two marks: confidently so."""
    print(f"\nwrong in the {half} half")
    for one in answers:
        keys = [
            k for k in ("services", "problem", "domain", "move") if not one.right(k)
        ]
        if not keys and one.offered is not False:
            continue
        row = one.row
        before = " / ".join(row.get("context") or ())
        text = f"{before} / {row['text']}" if before else row["text"]
        wanted = {key: row.get(key) for key in keys}
        got = {key: getattr(one, key) for key in keys}
        mark = "!!" if one.confidently_wrong else "  "
        print(f"{mark} {row['id']} {text[:160]!r}\n     {wanted} came out as {got}")


if __name__ == "__main__":
    main()
