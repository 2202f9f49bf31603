"""The cures of a service's DKIM records. One function a curable code."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.checks.evidence import Evidence, SelectorFact
from assistant.checks.paths import works
from assistant.diagnosis.finding import Finding
from assistant.knowledge.guide import Service
from assistant.knowledge.shelf import Shelf
from assistant.remedies.change import Unknown
from assistant.remedies.draft import Draft


def dkim_not_published(
    finding: Finding, evidence: Evidence, shelf: Shelf, draft: Draft
) -> Draft:
    """With every record that this service gives to all its customers."""
    return _published(finding, evidence, draft)


def dkim_wrong_target(
    finding: Finding, evidence: Evidence, shelf: Shelf, draft: Draft
) -> Draft:
    """With the target that this service prescribes."""
    return _published(finding, evidence, draft)


def dkim_wrong_name(
    finding: Finding, evidence: Evidence, shelf: Shelf, draft: Draft
) -> Draft:
    """The same record at the name with the domain typed once."""
    draft = _published(finding, evidence, draft)
    for fact in _facts(finding, evidence):
        if fact.doubled is not None and draft.at(fact.name, fact.type):
            draft = draft.put(fact.doubled, fact.type, ())
    return draft


def unknown_records(evidence: Evidence, shelf: Shelf) -> Iterator[Unknown]:
    """The DKIM records of which only the customer's account shows the value."""
    for one in evidence.subject.services:
        service = shelf.service(one)
        if service.sends_from_website:
            continue  # optional there: the mail server may sign already
        facts = {fact.name: fact for fact in evidence.dkim.of(service.id)}
        for record in service.dkim.records:
            name = f"{record.host}.{evidence.subject.domain}"
            fact = facts.get(name)
            if record.per_account and not (fact and works(fact)):
                yield _unknown(service, name, record.type, record.shape)


def _unknown(service: Service, name: str, kind: str, shape: str) -> Unknown:
    return Unknown(name=name, type=kind, shape=shape, where=service.settings_path or "")


def _published(finding: Finding, evidence: Evidence, draft: Draft) -> Draft:
    for fact in _facts(finding, evidence):
        if fact.expected is None or works(fact):
            continue
        if fact.type == "CNAME" and fact.keys and fact.target is None:
            # A CNAME cannot stand beside other records (RFC 1034 §3.6.2).
            draft = draft.put(fact.name, "TXT", ())
        draft = draft.put(fact.name, fact.type, (fact.expected,))
    return draft


def _facts(finding: Finding, evidence: Evidence) -> tuple[SelectorFact, ...]:
    owner = next(one for one in evidence.dkim.selectors if one.name == finding.at)
    return evidence.dkim.of(owner.service)
