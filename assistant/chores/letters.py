"""The mails that chores promise, from the texts of templates/replies/mails.

An address that nobody confirmed gets one mail and no more; coming back by the
link in it confirms it.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from itsdangerous import URLSafeTimedSerializer

from assistant.chores.equipment import Equipment
from assistant.remedies.change import Action, RecordChange
from assistant.store.mails import Mail
from assistant.store.turns import Store

KIND = "mails"
BACK = "back"  # the purpose that a link back is signed for


def subject_and_body(text: str) -> tuple[str, str]:
    """Part a text: its first line is a heading, which is the subject."""
    first, _, rest = text.partition("\n")
    return first.removeprefix("# ").strip(), rest.strip()


def mail(
    equipment: Equipment,
    name: str,
    language: str,
    *,
    key: str,
    to: str,
    conversation: str,
    now: datetime,
    **facts: object,
) -> Mail:
    """Write one mail."""
    text = equipment.desk.texts.plain(KIND, name, language, **facts)
    subject, body = subject_and_body(text)
    return Mail(
        key=key,
        to=to,
        subject=subject,
        body=body,
        due_at=now,
        conversation=conversation,
    )


def may_mail(store: Store, conversation: str, to: str) -> bool:
    """Whether one more mail may go to an address."""
    case = store.cases.case(conversation)
    if case is not None and case.mail_confirmed and case.mail_to == to:
        return True
    return all(one.to != to for one in store.mails.of(conversation))


def way_back(equipment: Equipment, conversation: str) -> str:
    """The link into a conversation; empty where our address is not set."""
    settings = equipment.settings
    if settings.address is None:
        return ""
    sealer = URLSafeTimedSerializer(settings.secrets, salt=BACK)
    return f"{settings.address}/back/{sealer.dumps(conversation)}"


def lines(records: Iterable[RecordChange]) -> tuple[str, ...]:
    """The records of a change, one a line, as they are when it is done."""
    return tuple(
        f"{one.type} {one.name}: {one.after or one.before}"
        if one.action is not Action.REMOVE
        else f"{one.type} {one.name}: -"
        for one in records
    )
