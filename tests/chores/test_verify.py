"""Once a week the guides are held against the DNS, and no more often."""

from __future__ import annotations

import asyncio
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from assistant.checks.guides import Standing
from assistant.chores.verify import verify, weekly
from assistant.lookup.recorded import Recorded
from assistant.settings import Settings
from tests.nameserver import name_server

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
DAY_S = 86_400


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Customers are served here, by servers that cannot be reached."""
    return Settings(
        environment="production",
        data=tmp_path,
        nameservers=("127.0.0.1:9",),
        timeout_s=0.1,
    )


def last_time(settings: Settings, days: int) -> Path:
    kept = settings.data / "networks.txt"
    line = "198.51.100.0/24 mailchimp servers.mcsv.net 2026-11-01\n"
    kept.write_text(line, encoding="utf-8")
    when = NOW.timestamp() - days * DAY_S
    os.utime(kept, (when, when))
    return kept


def test_within_a_week_nothing_is_asked(settings: Settings) -> None:
    last_time(settings, days=6)

    assert weekly(settings, NOW, only=["mailchimp"]) == 0


@pytest.mark.enable_socket
def test_after_a_week_they_are_looked_at_again_and_nothing_is_lost(
    settings: Settings,
) -> None:
    kept = last_time(settings, days=8)

    assert weekly(settings, NOW, only=["mailchimp"]) > 5
    assert "servers.mcsv.net 2026-11-01" in kept.read_text(encoding="utf-8")


def test_a_machine_to_try_things_on_asks_nothing(tmp_path: Path) -> None:
    assert weekly(Settings(data=tmp_path), NOW) == 0


@pytest.mark.enable_socket
def test_a_resolver_that_denies_everything_makes_nothing_gone(
    settings: Settings,
) -> None:
    with denying() as server:
        report = verify(
            replace(settings, nameservers=(server,)),
            today=NOW.date(),
            only=["mailchimp"],
        )

    assert {one.standing for one in report.seen} == {Standing.NOT_ASKED}
    assert {one.told for one in report.seen} == {"iana.org: absent"}
    assert report.questions == 1


@contextmanager
def denying() -> Iterator[str]:
    """Serve a world without a name in it; gives its address."""
    told: list[str] = []
    ready, over = threading.Event(), threading.Event()

    async def serve() -> None:
        async with name_server(Recorded.from_zone("records: []")) as server:
            told.append(server.address)
            ready.set()
            await asyncio.to_thread(over.wait)

    thread = threading.Thread(target=asyncio.run, args=(serve(),))
    thread.start()
    ready.wait(10)
    yield told[0]
    over.set()
    thread.join()
