from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from assistant.chores.there import Standing, standing
from assistant.lookup.recorded import Recorded
from assistant.remedies.change import Action, RecordChange
from tests.chores.watched import BEFORE, BESIDE, CHANGED, OLD, SILENT, SPF

ANOTHERS = """records:
  - {name: bakkerij.example, type: TXT, value: "v=spf1 mx -all"}
  - {name: bakkerij.example, type: TXT, value: "v=spf1 include:other.example ~all"}
"""
VERIFICATION = """records:
  - {name: bakkerij.example, type: TXT, value: "v=spf1 mx -all"}
  - {name: bakkerij.example, type: TXT, value: "google-site-verification=x"}
"""
ADDED = replace(SPF, action=Action.ADD, before=None)


@pytest.mark.parametrize(
    ("change", "zone", "wanted"),
    [
        (SPF, CHANGED, Standing.THERE),
        (SPF, BEFORE, Standing.ABSENT),
        (SPF, BESIDE, Standing.BESIDE),
        (SPF, SILENT, Standing.UNKNOWN),
        (ADDED, CHANGED, Standing.THERE),
        (ADDED, ANOTHERS, Standing.BESIDE),  # of SPF two count as none
        (SPF, ANOTHERS, Standing.BESIDE),
        (SPF, VERIFICATION, Standing.THERE),
        (OLD, CHANGED, Standing.THERE),
    ],
)
def test_how_a_change_stands(change: RecordChange, zone: str, wanted: Standing) -> None:
    assert asyncio.run(standing(change, Recorded.from_zone(zone))) is wanted
