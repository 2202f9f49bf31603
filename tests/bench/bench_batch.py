"""How long `bezorgd ask --batch --json` takes over 1,000 varied questions.

The questions are those of tests/questions, half of them with an earlier message
before them and each made different by a domain of its own; every hundredth line is
no question at all, and must not stop the rest. Run it on a quiet machine:

    python tests/bench/bench_batch.py
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path

QUESTIONS = Path(__file__).parents[1] / "questions"
COUNT = 1_000
BAD_EVERY = 100
MOST_S = 5.0
BAD = ("{", "[]", '{"id": "x"}', '{"id": "y", "text": 7}', "\x00")


def lines() -> list[str]:
    """The batch: one JSON object a line, some of them bad."""
    texts = [
        json.loads(line)["text"]
        for path in sorted(QUESTIONS.glob("*.jsonl"))
        for line in path.read_text(encoding="utf-8").splitlines()
    ]
    made = []
    for n in range(COUNT):
        if n % BAD_EVERY == BAD_EVERY - 1:
            made.append(BAD[n // BAD_EVERY % len(BAD)])
            continue
        text = texts[n % len(texts)]
        if n >= len(texts):
            text = f"{text} (domein: klant{n}.nl)"
        context = [texts[(n * 7) % len(texts)]] if n % 2 else []
        made.append(json.dumps({"id": n, "text": text, "context": context}))
    return made


def main() -> int:
    """Print the time in all and per question; 1 where an answer is missing."""
    batch = "\n".join(lines()).encode() + b"\n"
    started = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", "assistant", "ask", "--batch", "--json"],
        input=batch,
        capture_output=True,
        check=True,
    )
    took_s = time.perf_counter() - started
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    errors = sum("error" in answer for answer in answers)
    print(  # noqa: T201 - a bench tells its figures
        f"{len(answers)} answers, {errors} errors, {took_s:.2f} s, "
        f"{took_s * 1000 / COUNT:.2f} ms a question (the bar: {MOST_S:.0f} s)"
    )
    whole = len(answers) == COUNT and errors == COUNT // BAD_EVERY
    return 0 if whole else 1


if __name__ == "__main__":
    sys.exit(main())
