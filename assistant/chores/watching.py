"""Looks whether a change has come: after a request was done, and when promised.

The DNS is asked past the cache, for exactly the records of the change. What
could not be asked is looked at later; it is never taken for absent. Once the
records of a request are there, the whole domain is examined again, and the
customer hears what came of it. What went wrong goes back to a person, and is
looked at on until it is mended or nobody waits any more.
"""

from __future__ import annotations

import asyncio
import logging
from datetime import datetime, timedelta

from assistant.chores import hearing
from assistant.chores.afterwards import Judged, examine_afterwards
from assistant.chores.equipment import Equipment
from assistant.chores.there import Seen, Standing, look_for
from assistant.store.request import GOOD, NOT_YET
from assistant.store.watch import OVER, SEEN, WAITING, WRONG, Watch
from assistant.understanding.question import Subject

log = logging.getLogger(__name__)

# A colleague may still be at it, and not every server has heard: so long what
# looks wrong is not told.
SETTLING = timedelta(minutes=10)


def follow_changes(equipment: Equipment, now: datetime) -> int:
    """Begin to look at every change that was done and is not looked at yet.

    Returns:
        How many.
    """
    store, begun = equipment.store, 0
    for request in store.requests.to_follow():
        made = store.watches.watch(
            request.conversation,
            request.domain,
            request.records,
            language=request.language,
            now=now,
            address=request.address or None,
            request=request.id,
        )
        begun += made is not None
    return begun


def look_at_watches(equipment: Equipment, now: datetime) -> int:
    """Look at every domain that it is time for.

    Returns:
        At how many the change was seen, and was right.
    """
    seen = 0
    for watch in equipment.store.watches.due(now):
        if not equipment.store.watches.hold(watch, now):
            continue
        found = _look(equipment, watch)
        judged = _judged(equipment, watch, found)
        if found.standing is Standing.THERE and (_is_good(judged) or not watch.request):
            seen += _well(equipment, watch, judged, now)
        elif now >= watch.until:
            _give_up(equipment, watch, found, now)
        elif judged is not None and not judged.good:
            _wrong(equipment, watch, found, judged, now)
        elif watch.request and found.standing is Standing.ABSENT:
            _waiting(equipment, watch, now)
    return seen


def _look(equipment: Equipment, watch: Watch) -> Seen:
    dns = equipment.desk.open_dns(Subject(domain=watch.domain, fresh=True))
    return asyncio.run(look_for(watch.records, dns))


def _judged(equipment: Equipment, watch: Watch, found: Seen) -> Judged | None:
    """What the whole examination shows, where there is something to examine."""
    if not watch.request or found.standing not in {Standing.THERE, Standing.BESIDE}:
        return None
    beside = found.standing is Standing.BESIDE
    return examine_afterwards(equipment, watch, beside=beside)


def _is_good(judged: Judged | None) -> bool:
    return judged is not None and judged.good


def _well(
    equipment: Equipment, watch: Watch, judged: Judged | None, now: datetime
) -> bool:
    """Tell the customer that it is there and right, by mail and in the chat, once."""
    store = equipment.store
    news = hearing.well(equipment, watch, judged, now)
    if watch.request is not None:
        store.requests.examined(watch.request, GOOD, now)
    # In one piece: who dies in between would owe the customer the news for ever.
    if not store.watches.end(watch, SEEN, now, news):
        return False
    log.info("a change was seen", extra={"watch": watch.id})
    return True


def _wrong(
    equipment: Equipment, watch: Watch, found: Seen, judged: Judged, now: datetime
) -> None:
    """Tell that something is wrong, and let a person mend it; once."""
    if now - watch.begun_at < SETTLING or watch.outcome == WRONG:
        return
    store = equipment.store
    news = hearing.wrong(equipment, watch, found, judged, now)
    if watch.request is not None:
        store.requests.examined(watch.request, judged.outcome, now)
    if store.watches.tell(watch, WRONG, now, news):
        log.warning("a change went wrong", extra={"watch": watch.id})


def _waiting(equipment: Equipment, watch: Watch, now: datetime) -> None:
    """Tell once that it was put in, and is not to be seen everywhere yet."""
    if watch.outcome is None:
        news = hearing.waiting(equipment, watch)
        equipment.store.watches.tell(watch, WAITING, now, news)


def _give_up(equipment: Equipment, watch: Watch, found: Seen, now: datetime) -> None:
    """Tell customer and colleagues that it never came, and let a person take it."""
    store = equipment.store
    news = hearing.never(equipment, watch, found, now)
    if watch.request is not None and watch.outcome != WRONG:
        store.requests.examined(watch.request, NOT_YET, now)
    store.watches.end(watch, OVER, now, news)
