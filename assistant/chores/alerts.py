"""Tells the desk who waits, where its ticket system or its mailbox hears it.

Once at the hand-over, and once more when the promised time is near and nobody
has answered. What is promised here is sent by post.py and webhook.py; promised
twice it is sent once.
"""

from __future__ import annotations

import json
from datetime import datetime, timedelta

from assistant.chores.equipment import Equipment
from assistant.chores.fact_card import fact_card
from assistant.store.alerts import Call
from assistant.store.case import Case
from assistant.store.mails import Mail

HANDED_OVER, PROMISE_NEAR = "handed_over", "promise_near"


def tell_desk(equipment: Equipment, now: datetime) -> int:
    """Promise what the desk is to be told; nothing where helpdesk.yaml says nothing.

    Returns:
        Of how many cases.
    """
    helpdesk, alerts = equipment.helpdesk, equipment.store.alerts
    if not (helpdesk.alert_mail or helpdesk.alert_webhook):
        return 0
    before = timedelta(minutes=helpdesk.alert_before_min)
    handed, near = alerts.handed_over(now), alerts.near(now, before)
    for case in handed:
        _tell(equipment, case, HANDED_OVER, case.waiting_since, now)
        alerts.told(case.conversation, handed=case.waiting_since)
    for case in near:
        _tell(equipment, case, PROMISE_NEAR, case.due_at, now)
        alerts.told(case.conversation, near=case.due_at)
    return len(handed) + len(near)


def _tell(
    equipment: Equipment, case: Case, kind: str, since: datetime | None, now: datetime
) -> None:
    store, helpdesk = equipment.store, equipment.helpdesk
    at_ms = round(since.timestamp() * 1000) if since else 0
    key = f"{kind}-{case.conversation}-{at_ms}"
    card = fact_card(equipment, case, near=kind == PROMISE_NEAR)
    if helpdesk.alert_mail:
        letter = Mail(
            key=key,
            to=helpdesk.alert_mail,
            subject=card.subject,
            body=card.body,
            due_at=now,
            conversation=case.conversation,
        )
        store.mails.promise(letter, now)
    if helpdesk.alert_webhook:
        told = {"event": kind, "title": card.subject, "text": card.body, **card.facts}
        body = json.dumps(told, ensure_ascii=False)
        call = Call(key=key, body=body, due_at=now, conversation=case.conversation)
        store.calls.promise(call, now)
