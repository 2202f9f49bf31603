"""Never the same answer twice in a row, and never a third question.

Who says the same again was not helped by the answer. So the second time it is
said in another way, and then a person takes over.
"""

from __future__ import annotations

from assistant.dialogue.conversation import Conversation, Exchange
from assistant.dialogue.moves import (
    Ask,
    Close,
    Decline,
    Examine,
    Explain,
    HandOver,
    Move,
)
from assistant.understanding.question import Slot, Subject

QUESTIONS_IN_A_ROW = 2
LOOKS_WITHOUT_CHANGE = 2  # a third look that finds the same is a person's to see
EXPLAINED = Ask(slot=Slot.PROBLEM, because="explained")
NOT_UNDERSTOOD = HandOver(reason="not-understood")


def otherwise(move: Move, conversation: Conversation) -> Move:
    """Give *move*, or what to do where it would repeat what was just done."""
    last = conversation.last.move if conversation.last else None
    if last is None:
        return move
    if isinstance(move, Ask):
        return _asked_otherwise(move, conversation)
    if isinstance(move, HandOver):
        return _handed_over(move, last)
    if isinstance(move, Examine):
        stuck = _is_stuck(move.subject, conversation)
        return HandOver(reason="no-progress") if stuck else move
    if isinstance(move, Explain):
        return _explained_otherwise(move, conversation)
    return _said_otherwise(move) if move == last else move


def _explained_otherwise(move: Explain, conversation: Conversation) -> Move:
    done = [exchange.move for exchange in conversation.exchanges]
    if move not in done:
        return move
    if EXPLAINED in done:
        return _handed_over(NOT_UNDERSTOOD, done[-1])
    return _asked_otherwise(EXPLAINED, conversation) if move == done[-1] else move


def _said_otherwise(move: Decline | Close) -> Move:
    if isinstance(move, Decline):
        return Decline(reason=f"{move.reason}-again")
    return Close(reason="" if move.reason == "again" else "again")


def _asked_otherwise(move: Ask, conversation: Conversation) -> Move:
    last = conversation.last.move if conversation.last else None
    if isinstance(last, HandOver):
        return _handed_over(NOT_UNDERSTOOD, last)
    since = _since_the_last_look(conversation)
    same = [x for x in since if isinstance(x.move, Ask) and x.move.slot is move.slot]
    row = _asked_in_a_row(conversation)
    if row >= QUESTIONS_IN_A_ROW or len(same) >= QUESTIONS_IN_A_ROW:
        return NOT_UNDERSTOOD
    if isinstance(last, Ask) and (last.slot, last.because) == (move.slot, move.because):
        return Ask(slot=move.slot, options=move.options, because="again")
    return move


def _handed_over(move: HandOver, last: Move) -> HandOver:
    """While a person has it: say so, in turn in two ways."""
    if not isinstance(last, HandOver):
        return move
    if move.reason not in {last.reason, NOT_UNDERSTOOD.reason}:
        return move
    return HandOver(reason="added" if last.reason == "waiting" else "waiting")


def _is_stuck(subject: Subject, conversation: Conversation) -> bool:
    """Whether the last answer was a look that found what the one before it did."""
    row = conversation.looks[-LOOKS_WITHOUT_CHANGE:]
    if len(row) < LOOKS_WITHOUT_CHANGE or conversation.last is not row[-1]:
        return False
    wanted = ground(subject)
    grounds = [ground(x.move.subject) for x in row if isinstance(x.move, Examine)]
    if grounds != [wanted] * LOOKS_WITHOUT_CHANGE:
        return False
    return len({_found(exchange) for exchange in row}) == 1


def ground(subject: Subject) -> tuple[object, ...]:
    """What a look rests on: the same ground twice is the same look twice."""
    return (
        subject.domain, subject.services, subject.message, subject.ip,
        subject.sender, subject.smtp_field, subject.used, subject.unused,
        subject.account_values,
    )  # fmt: skip


def _found(exchange: Exchange) -> tuple[tuple[str, str], ...]:
    findings = exchange.diagnosis.findings if exchange.diagnosis else ()
    return tuple((str(one.code), repr(dict(one.details))) for one in findings)


def _since_the_last_look(conversation: Conversation) -> tuple[Exchange, ...]:
    exchanges = conversation.exchanges
    for place in range(len(exchanges) - 1, -1, -1):
        if isinstance(exchanges[place].move, Examine):
            return exchanges[place + 1 :]
    return exchanges


def _asked_in_a_row(conversation: Conversation) -> int:
    count = 0
    for exchange in reversed(conversation.exchanges):
        if not isinstance(exchange.move, Ask):
            break
        count += 1
    return count
