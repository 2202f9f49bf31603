"""Deletes what the helpdesk no longer keeps, as helpdesk.yaml says how long."""

from __future__ import annotations

import json
import logging
from datetime import datetime, timedelta
from pathlib import Path

from assistant.chores.equipment import Equipment
from assistant.errors import UnusableInputError

log = logging.getLogger(__name__)


DELETIONS_FILE = "deletions.json"
"""Ids of what was deleted, beside the database: it outlives a lost one."""


def keep_no_longer(equipment: Equipment, now: datetime) -> int:
    """Delete conversations, pasted headers, and all that is over.

    Returns:
        How many conversations were deleted.
    """
    keeping, helpdesk = equipment.store.keeping, equipment.helpdesk
    conversations = keeping.sweep_old(now, helpdesk.keep_conversations_days)
    raws = keeping.drop_raws(now, helpdesk.keep_raw_days)
    rest = keeping.tidy(now, helpdesk.keep_raw_days)
    days = timedelta(days=helpdesk.keep_conversations_days)
    entries = keeping.forget_log(now - days)
    note_deletions(equipment)
    gone = {"conversations": conversations, "raws": raws, "rest": rest + entries}
    if any(gone.values()):
        log.info("deleted what is no longer kept", extra=gone)
    return conversations


def note_deletions(equipment: Equipment) -> None:
    """Write what was deleted to a file, for a restore to another database."""
    data = equipment.settings.data
    data.mkdir(parents=True, exist_ok=True)
    draft = data / f".{DELETIONS_FILE}.{equipment.worker}"
    draft.write_text(json.dumps(equipment.store.backups.deletions()), encoding="ascii")
    draft.replace(data / DELETIONS_FILE)


def noted_deletions(data: Path) -> dict[str, float]:
    """Read what was noted; nothing where there is no such file.

    Raises:
        UnusableInputError: The file is damaged.
    """
    file = data / DELETIONS_FILE
    if not file.is_file():
        return {}
    try:
        noted = json.loads(file.read_text(encoding="ascii"))
        return {str(one): float(at_s) for one, at_s in noted.items()}
    except (ValueError, AttributeError, TypeError) as error:
        msg = f"{file}: expected ids and times as JSON"
        raise UnusableInputError(msg) from error
