"""A prescription for colleagues, in the form that they asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from assistant.remedies import forms
from assistant.replies.case import Case

ZONE, NSUPDATE, JSON, TICKET = "zone", "nsupdate", "json", "ticket"


def in_form(form: str, case: Case) -> str:
    """The changes that may be said, written as *form*; empty where there are none."""
    return FORMS[form](case)


def _zone(case: Case) -> str:
    return "\n".join(forms.zone_lines(case.changes))


def _nsupdate(case: Case) -> str:
    if not case.changes:
        return ""
    return forms.nsupdate_commands(case.domain, case.changes)


def _json(case: Case) -> str:
    return forms.as_json(case.domain, case.changes)


def _ticket(case: Case) -> str:
    given, verdict = case.prescription, case.verdict
    budget = given.budget if given else None
    proof = given.proof if given else None
    return case.voice.plain(
        "letters",
        "ticket",
        domain=case.domain,
        service=case.voice.service,
        reason=case.told(verdict).headline if verdict else "",
        outcome=proof.outcome.value if proof else "",
        before=budget.before if budget else 0,
        after=budget.after if budget else 0,
        dropped=given.dropped if given else (),
        unknowns=tuple(one.name for one in given.unknowns) if given else (),
        lines=forms.zone_lines(case.changes),
        back=forms.zone_lines(forms.way_back(case.changes)),
    )


FORMS: Mapping[str, Callable[[Case], str]] = {
    ZONE: _zone,
    NSUPDATE: _nsupdate,
    JSON: _json,
    TICKET: _ticket,
}
