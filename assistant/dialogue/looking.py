"""Whether this turn looks, and at what: for the customer, or for a colleague."""

from __future__ import annotations

from assistant.dialogue.conversation import Conversation
from assistant.dialogue.moves import Examine, HandOver, Move
from assistant.understanding.question import Subject, Understanding


def to_look_at(
    move: Move, understanding: Understanding, conversation: Conversation
) -> Subject | None:
    """What is examined in this turn; None when nothing is.

    Who asks for a person and has told his domain is given to one with the cause
    found. What was examined earlier in the conversation is not measured again.
    """
    if isinstance(move, Examine):
        return move.subject
    if not isinstance(move, HandOver):
        return None
    known = understanding.known
    if known.domain is None or conversation.look_at(known.domain) is not None:
        return None
    return understanding.subject or Subject(
        domain=known.domain,
        services=known.services,
        problem=known.problem,
        message=understanding.message,
        smtp_field=known.smtp_field,
    )
