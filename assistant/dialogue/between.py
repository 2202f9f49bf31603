"""Which of several programs sends the mail: when to ask, and how."""

from __future__ import annotations

from assistant.dialogue.conversation import Conversation
from assistant.dialogue.moves import Ask, Move
from assistant.understanding.question import Problem, Slot, Understanding

MOST_OPTIONS = 5


def names_several(u: Understanding, _: Conversation) -> bool:
    """Whether a look would help, but not for which of the programs he named."""
    told = u.message is not None or u.problem is Problem.RECHECK
    return bool(u.known.between) and u.subject is not None and not told


def ask_which_sends(u: Understanding, _: Conversation) -> Move:
    """Ask which of the programs he named it is about; all of them is an answer."""
    options = u.known.between[: MOST_OPTIONS - 1]  # and one button for all of them
    return Ask(slot=Slot.SERVICE, options=options, because="several")


def ask_which(u: Understanding, _: Conversation) -> Move:
    """Ask which program he means, where a name may be that of more than one."""
    return Ask(slot=Slot.SERVICE, options=u.candidates[:MOST_OPTIONS])
