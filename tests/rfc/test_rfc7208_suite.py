"""The published RFC 7208 suite, all of it, through check_host.

tests/rfc/fetch.py brings it; it is read here as its own conventions ask: records
of type SPF stand for TXT unless a name has TXT records of its own, "NONE" means
that it has none, and TIMEOUT makes every type that is not listed late.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from assistant.lookup.answer import Answer, Query, Status
from assistant.mail.spf.evaluate import Outcome, check_host
from tests.stage import LOADER

SUITE = Path(__file__).resolve().parents[2] / "var" / "rfc" / "rfc7208-tests.yml"
CASES = 203
EXPLAINED = 22
MAX_ALIASES = 8

Zone = dict[str, list[Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One case of the suite with the zone of its scenario."""

    name: str
    zone: Zone
    stated: dict[str, Any]

    @property
    def allowed(self) -> list[str]:
        """The results that the suite takes, the preferred one first."""
        results = self.stated["result"]
        return results if isinstance(results, list) else [results]

    async def outcome(self) -> Outcome:
        """Play the case."""
        return await check_host(
            ip=self.stated["host"],
            sender=self.stated["mailfrom"],
            helo=self.stated["helo"],
            dns=SuiteDns(zone=self.zone),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class SuiteDns:
    """Answers from the zone of one scenario, as the suite's conventions say."""

    zone: Zone

    async def lookup(self, query: Query) -> Answer:
        """Answer one question, aliases followed."""
        name = query.name
        for _ in range(MAX_ALIASES):
            entries = self.zone.get(name)
            if entries is None:
                return Answer(query=query, status=Status.ABSENT)
            records = tuple(_records(entries, query.type))
            if records:
                return Answer(query=query, status=Status.FOUND, records=records)
            if "TIMEOUT" in entries:
                return Answer(query=query, status=Status.LATE, reason="timeout")
            alias = next((one["CNAME"] for one in entries if "CNAME" in one), None)
            if alias is None:
                return Answer(query=query, status=Status.EMPTY)
            name = alias.lower().removesuffix(".")
        return Answer(query=query, status=Status.BROKEN, reason="CNAME loop")


def _records(entries: list[Any], kind: str) -> Iterator[tuple[bytes, ...]]:
    listed = [one for one in entries if isinstance(one, dict)]
    own = any("TXT" in one for one in listed)
    wanted = "SPF" if kind == "TXT" and not own else kind
    for value in (one[wanted] for one in listed if wanted in one):
        if kind == "MX":
            yield (f"{value[0]} {value[1].lower() or '.'}".encode(),)
        elif kind != "TXT":
            yield (value.lower().removesuffix(".").encode(),)
        elif value != "NONE":
            strings = [value] if isinstance(value, str) else value
            yield tuple(one.encode() for one in strings)


@cache
def _cases() -> list[Case]:
    if not SUITE.exists():
        return []
    found: list[Case] = []
    text = SUITE.read_text(encoding="utf-8")
    for scenario in yaml.load_all(text, Loader=LOADER):
        zone = {name.lower(): rows for name, rows in scenario["zonedata"].items()}
        tests = scenario["tests"].items()
        found += [Case(name=name, zone=zone, stated=stated) for name, stated in tests]
    return found


def test_the_suite_is_here_and_whole() -> None:
    assert SUITE.exists(), "fetch it with: python tests/rfc/fetch.py"

    assert len(_cases()) == CASES
    assert sum("explanation" in case.stated for case in _cases()) == EXPLAINED


@pytest.mark.parametrize("case", _cases(), ids=lambda case: case.name)
async def test_the_result_is_one_that_the_suite_allows(case: Case) -> None:
    outcome = await case.outcome()

    assert outcome.verdict in case.allowed, outcome.reason


@pytest.mark.parametrize(
    "case",
    [case for case in _cases() if "explanation" in case.stated],
    ids=lambda case: case.name,
)
async def test_the_explanation_is_the_one_of_the_suite(case: Case) -> None:
    outcome = await case.outcome()

    assert (outcome.explanation or "DEFAULT") == case.stated["explanation"]
