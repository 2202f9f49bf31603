"""The ten lookups of SPF, told: what it costs, what went, and what we ask."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.remedies.change import OpenQuestion
from assistant.replies.case import Case
from assistant.replies.reply import Choice, Part, Prose

MOST = 10  # RFC 7208 §4.6.4


def price(case: Case) -> Iterator[Part]:
    """What the record costs before and after, and what left it, each with why."""
    given = case.prescription
    if given is None or given.budget is None or not case.changes:
        return
    budget = given.budget
    if budget.before == budget.after and not given.dropped:
        return
    yield case.voice.prose(
        "moves",
        "budget",
        before=budget.before,
        after=budget.after,
        dropped=tuple(
            {"term": one.term, "why": one.why, "name": one.name}
            for one in given.dropped
        ),
    )


def question(case: Case) -> Iterator[Part]:
    """Ask about one sender by name, with what a no would mean."""
    yield from refused_values(case)
    asked = _asked(case)
    if asked is None:
        yield from _own_name(case)
        return
    heading = case.voice.word("labels", "still-used", sender=asked.name)
    yield Prose(markdown=f"### {heading}")
    budget = case.prescription.budget if case.prescription else None
    wanted = budget.wanted if budget else 0
    yield case.voice.prose(
        "moves",
        "still-used",
        about=asked.kind,
        service=case.voice.service,
        sender=asked.name,
        term=asked.term,
        wanted=wanted,
        after=max(wanted - asked.saves, 0),
        most=MOST,
    )


def answers(case: Case) -> tuple[Choice, ...]:
    """The answers to that question."""
    if _asked(case) is None:
        return ()
    keys = ("used-yes", "used-no", "used-unsure")
    return tuple(case.voice.choice(key, primary=key == "used-yes") for key in keys)


def refused_values(case: Case) -> Iterator[Part]:
    """What was pasted and cannot be the service's: never to be published."""
    refused = case.prescription.refused_values if case.prescription else ()
    if refused:
        values = tuple(f"{one.name} \u2192 {one.value[:80]}" for one in refused)
        facts = {"service": case.voice.service, "values": values}
        yield case.voice.prose("moves", "values-refused", **facts)


def _asked(case: Case) -> OpenQuestion | None:
    questions = case.prescription.questions if case.prescription else ()
    return next(iter(questions), None)


def _own_name(case: Case) -> Iterator[Part]:
    ways = case.prescription.alternatives if case.prescription else ()
    way = next((one for one in ways if one.kind == "own_subdomain"), None)
    if way is None:
        return
    yield Prose(markdown=f"### {case.voice.word('labels', 'own-subdomain')}")
    facts = {"service": case.voice.service, "domain": case.domain, "why": way.why}
    yield case.voice.prose("routes", "own-subdomain", **facts)
