"""Deletes what the helpdesk no longer keeps, as helpdesk.yaml says how long."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from assistant.chores.equipment import Equipment

log = logging.getLogger(__name__)


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
    gone = {"conversations": conversations, "raws": raws, "rest": rest + entries}
    if any(gone.values()):
        log.info("deleted what is no longer kept", extra=gone)
    return conversations
