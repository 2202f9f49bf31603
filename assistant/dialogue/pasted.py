"""What was pasted before we asked something back is still what it is about."""

from __future__ import annotations

from dataclasses import replace

from assistant.dialogue.conversation import Conversation
from assistant.dialogue.moves import Ask
from assistant.understanding.question import Slot, Subject


def with_pasted(subject: Subject, conversation: Conversation) -> Subject:
    """The subject, with the message for which we asked the domain one turn ago."""
    last = conversation.last
    if subject.message is not None or last is None:
        return subject
    asked = isinstance(last.move, Ask) and last.move.slot is Slot.DOMAIN
    pasted = last.understanding.message if asked else None
    return replace(subject, message=pasted) if pasted else subject
