"""Looks whether a change has come: after a request was done, and when promised.

The DNS is asked past the cache, for exactly the records of the change. What
could not be asked is looked at later; it is never taken for absent.
"""

from __future__ import annotations

import asyncio
import logging
from datetime import datetime

from assistant.chores.equipment import Equipment
from assistant.chores.letters import KIND, lines, mail, may_mail, subject_and_body
from assistant.lookup.answer import Query
from assistant.lookup.resolver import Resolver
from assistant.remedies.change import Action, RecordChange
from assistant.store.watches import Watch
from assistant.understanding.question import Subject

log = logging.getLogger(__name__)

SEEN, OVER = "seen", "over"
GOOD, NOT_YET = "good", "not_yet"


def follow_changes(equipment: Equipment, now: datetime) -> int:
    """Begin to look at every change that was done and is not looked at yet.

    Returns:
        How many.
    """
    store, begun = equipment.store, 0
    for request in store.requests.to_examine():
        watches = store.watches.of(request.conversation)
        if any(one.request == request.id for one in watches):
            continue
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
        At how many the change was seen.
    """
    seen = 0
    for watch in equipment.store.watches.due(now):
        if not equipment.store.watches.hold(watch, now):
            continue
        dns = equipment.desk.open_dns(Subject(domain=watch.domain, fresh=True))
        missing = asyncio.run(not_there(watch.records, dns))
        if not missing:
            seen += _tell(equipment, watch, now)
        elif now >= watch.until:
            _give_up(equipment, watch, missing, now)
    return seen


async def not_there(
    records: tuple[RecordChange, ...], dns: Resolver
) -> tuple[RecordChange, ...]:
    """The changes that are not in the DNS, or of which it could not be asked."""
    return tuple([one for one in records if not await is_there(one, dns)])


async def is_there(change: RecordChange, dns: Resolver) -> bool:
    """Whether the DNS is as one change wants it."""
    answer = await dns.lookup(Query(name=change.name, type=change.type, fresh=True))
    if not answer.status.known:
        return False
    found = {_plain(one, change.type) for one in answer.text}
    before = _plain(change.before or "", change.type)
    if change.action is Action.REMOVE:
        return before not in found
    return _plain(change.after or "", change.type) in found


def _plain(value: str, kind: str) -> str:
    text = " ".join(value.split())
    return text if kind == "TXT" else text.lower().rstrip(".")


def _tell(equipment: Equipment, watch: Watch, now: datetime) -> bool:
    """Tell the customer, by mail and in the chat, once."""
    store, texts = equipment.store, equipment.desk.texts
    facts = {"domain": watch.domain, "records": lines(watch.records)}
    if watch.address and may_mail(store, watch.conversation, watch.address):
        store.mails.promise(
            mail(
                equipment,
                "records-seen",
                watch.language,
                key=f"watch-{watch.id}",
                to=watch.address,
                conversation=watch.conversation,
                now=now,
                **facts,
            ),
            now,
        )
    if watch.request is not None:
        store.requests.examined(watch.request, GOOD, now)
    text = texts.render(KIND, "records-seen", watch.language, **facts)
    said = text.replace("# ", "### ", 1)
    # In one piece: who dies in between would owe the customer the news for ever.
    if not store.watches.end(watch, SEEN, now, said=said):
        return False
    log.info("a change was seen", extra={"watch": watch.id})
    return True


def _give_up(
    equipment: Equipment, watch: Watch, missing: tuple[RecordChange, ...], now: datetime
) -> None:
    """Tell staff that a change never came, in the helpdesk's first language."""
    store = equipment.store
    if watch.request is not None:
        store.requests.examined(watch.request, NOT_YET, now)
    language = next(iter(equipment.helpdesk.languages), "nl")
    facts = {"domain": watch.domain, "records": lines(missing)}
    text = equipment.desk.texts.plain(KIND, "records-not-seen", language, **facts)
    note = "\n".join(subject_and_body(text))
    store.watches.end(watch, OVER, now, noted=note)
