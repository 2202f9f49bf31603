"""Mails a person's reply to a customer who left and can be mailed."""

from __future__ import annotations

from datetime import datetime

from assistant.chores.equipment import Equipment
from assistant.chores.letters import mail, may_mail, way_back
from assistant.replies.quoting import Safe

LEFT_S = 600  # who has not looked for so long is taken to have left


def mail_unread(equipment: Equipment, now: datetime) -> int:
    """Promise a mail for every reply that its customer did not come to read.

    Returns:
        How many mails were promised.
    """
    store, promised = equipment.store, 0
    by_conversation: dict[str, list[tuple[str, str]]] = {}
    for message in store.messages.unread(now, LEFT_S):
        place = by_conversation.setdefault(message.conversation, [])
        place.append((message.id, message.text))
    for conversation, replies in by_conversation.items():
        case = store.cases.case(conversation)
        ids = [one for one, _ in replies]
        if (
            case is not None
            and case.mail_to
            and may_mail(store, conversation, case.mail_to)
        ):
            letter = mail(
                equipment,
                "reply-waits",
                case.language,
                key=f"reply-{ids[0]}",
                to=case.mail_to,
                conversation=conversation,
                now=now,
                helpdesk=equipment.helpdesk.name,
                # A colleague wrote it, records on lines of their own and all.
                reply=Safe("\n\n".join(text for _, text in replies)),
                link=way_back(equipment, conversation),
            )
            promised += store.mails.promise(letter, now)
        store.messages.mailed(ids, now)
    return promised
