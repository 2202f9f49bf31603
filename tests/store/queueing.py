"""Conversations for the queue: what each is about, and what a list shows."""

from __future__ import annotations

from dataclasses import replace

from assistant.diagnosis.codes import Code
from assistant.diagnosis.finding import Diagnosis, Finding
from assistant.dialogue.moves import HandOver
from assistant.knowledge.hours import Promised
from assistant.store.queue import Wanted
from assistant.store.turns import Store
from assistant.turn import Turn
from assistant.understanding.question import Known, Problem, Subject
from tests.store.asking import QUESTION, after, answered

DOMAIN = "bakkerij.example"


def turn(
    text: str = "mijn nieuwsbrief komt in de spam",
    *,
    service: str = "mailchimp",
    domain: str = DOMAIN,
    problem: Problem = Problem.SPAM,
    cause: Code | None = None,
    person: bool = True,
) -> Turn:
    question = replace(QUESTION, text=text)
    known = Known(services=(service,), domain=domain, problem=problem)
    finding = Finding(code=cause, at=domain) if cause else None
    subject = Subject(domain=domain)
    whole = answered(move=HandOver(reason="asked") if person else None)
    return replace(
        whole,
        question=question,
        understanding=replace(
            whole.understanding, question=question, known=known, problem=problem
        ),
        diagnosis=None
        if finding is None
        else Diagnosis(subject=subject, findings=(finding,), cause=finding),
    )


def tell(
    store: Store,
    name: str,
    seconds: float,
    whole: Turn,
    *,
    counts: float | None = None,
    due: float | None = None,
) -> str:
    """A conversation with one turn, at a moment, and what was promised then."""
    asked = store.ask(
        conversation=None, turn=name, question=whole.question, now=after(seconds)
    )
    promise = Promised(
        counts_from=after(seconds if counts is None else counts),
        due_at=None if due is None else after(due),
    )
    assert store.claim(name, worker="w", now=after(seconds))
    assert store.finish(name, "w", whole, after(seconds), promise)
    return asked.conversation


def shown(store: Store, **wanted: object) -> list[str]:
    page = store.queue.page(Wanted(**wanted))  # type: ignore[arg-type] # its own fields
    return [one.conversation for one in page.cases]
