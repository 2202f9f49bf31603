"""A pytest plugin: what each room's tests take, as a table at the end."""

from __future__ import annotations

from collections import Counter, defaultdict
from pathlib import PurePosixPath

import pytest


class RoomTimes:
    """Adds up the time of tests by the room that they stand in."""

    def __init__(self) -> None:
        self.seconds: defaultdict[str, float] = defaultdict(float)
        self.tests: Counter[str] = Counter()

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Count one phase of one test."""
        room = room_of(report.nodeid)
        self.seconds[room] += report.duration
        self.tests[room] += report.when == "call"

    def pytest_terminal_summary(
        self, terminalreporter: pytest.TerminalReporter
    ) -> None:
        """Print the table, the slowest room first."""
        whole = sum(self.seconds.values()) or 1.0
        terminalreporter.section("time by room")
        slowest = sorted(self.seconds.items(), key=lambda item: -item[1])
        for room, seconds in slowest:
            terminalreporter.write_line(
                f"{room:<16}{self.tests[room]:>6} tests"
                f"{seconds:>9.2f} s{seconds / whole:>6.0%}"
            )


def room_of(nodeid: str) -> str:
    """The folder below tests/, or "house" for what stands beside the folders."""
    parts = PurePosixPath(nodeid.partition("::")[0]).parts
    return parts[1] if len(parts) > 2 else "house"


def pytest_configure(config: pytest.Config) -> None:
    """Take part in the run."""
    config.pluginmanager.register(RoomTimes(), "room-times-table")
