"""Once a week the guides are held against the DNS, and no more often."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from assistant.chores.verify import weekly
from assistant.settings import Settings

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
