"""What was done from a terminal, written to the same trail as what staff did."""

from __future__ import annotations

from datetime import UTC, datetime

from assistant.settings import Settings
from assistant.store.database import Database
from assistant.store.staff_log import Deed, StaffLog

TERMINAL = "terminal"
"""What stands where the network of a browser would."""


def note(settings: Settings, deed: Deed, about: str) -> None:
    """Write one line; nobody is known by name at a terminal."""
    database = Database(settings.database)
    try:
        StaffLog(database).audit(None, deed, about, datetime.now(UTC), TERMINAL)
    finally:
        database.close()
