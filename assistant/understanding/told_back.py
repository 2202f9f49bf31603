"""What a message answers to what was asked below the records.

Two things only the customer can tell: whether he still uses a sender, and the
lines that his account shows. Either is a reason to look once more.
"""

from __future__ import annotations

from dataclasses import replace

from assistant.understanding.account_values import AccountValue
from assistant.understanding.question import Follow, Known, Subject, Understanding
from assistant.understanding.still_used import asked_of_use, with_use


def told_back(
    understood: Understanding, before: Known, values: tuple[AccountValue, ...]
) -> Understanding:
    """The understanding with what the message answers, and what to look at then.

    Args:
        understood: The message by itself.
        before: What was known and asked before it.
        values: The records that were pasted in it.
    """
    known = _same_domain(understood.known, before)
    unsure = understood.follow is Follow.UNSURE
    settles = asked_of_use(before) and (understood.affirmed is not None or unsure)
    if settles:
        known = with_use(known, understood.affirmed, understood.follow)
    if values:
        names = {value.name for value in values}
        kept = (value for value in known.account_values if value.name not in names)
        known = replace(known, account_values=(*kept, *values))
    answers = settles or bool(values and known.domain and known.services)
    subject = understood.subject or (_looked_at(known) if answers else None)
    if subject is not None:
        subject = replace(
            subject,
            used=known.used,
            unused=known.unused,
            account_values=known.account_values,
        )
    if not answers:
        return replace(understood, known=known, subject=subject)
    problem = known.problem or understood.problem
    return replace(
        understood, known=known, subject=subject, problem=problem, follow=None
    )


def _same_domain(known: Known, before: Known) -> Known:
    if before.domain is None or known.domain == before.domain:
        return known
    return replace(known, used=(), unused=(), account_values=())


def _looked_at(known: Known) -> Subject | None:
    if known.domain is None:
        return None
    return Subject(
        domain=known.domain,
        services=known.services,
        problem=known.problem,
        smtp_field=known.smtp_field,
    )
