"""The cures of a service's DKIM records. One function a curable code."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.checks.evidence import Evidence, SelectorFact
from assistant.checks.paths import works
from assistant.checks.wanted import (
    dkim_wanted,
    has_gap,
    taken_by,
    term_of,
    with_domain,
)
from assistant.diagnosis.finding import Finding
from assistant.diagnosis.key_shapes import KeyShape, shape_of
from assistant.knowledge.guide import Service, WantedRecord
from assistant.knowledge.shelf import Shelf
from assistant.remedies.change import OpenQuestion, Unknown
from assistant.remedies.draft import Draft


def dkim_not_published(
    finding: Finding, evidence: Evidence, shelf: Shelf, draft: Draft
) -> Draft:
    """With every record that this service gives to all its customers."""
    return publish(_facts(finding, evidence), evidence, shelf, draft)


def dkim_wrong_target(
    finding: Finding, evidence: Evidence, shelf: Shelf, draft: Draft
) -> Draft:
    """With the target that this service prescribes."""
    return publish(_facts(finding, evidence), evidence, shelf, draft)


def dkim_mistyped(
    finding: Finding, evidence: Evidence, shelf: Shelf, draft: Draft
) -> Draft:
    """The same key, as it should have been typed."""
    return _mended(finding, evidence, draft)


def dkim_two_keys(
    finding: Finding, evidence: Evidence, shelf: Shelf, draft: Draft
) -> Draft:
    """The one that counts; where two could, the one that the account shows."""
    for fact in _facts(finding, evidence):
        told = fact.expected if fact.type == "TXT" else None
        if shape_of(fact).shape is KeyShape.TWO and told in fact.keys:
            draft = draft.put(fact.name, "TXT", (told,))
    return _mended(finding, evidence, draft)


def dkim_cut(finding: Finding, evidence: Evidence, shelf: Shelf, draft: Draft) -> Draft:
    """The whole key, where the service or the account told it."""
    return publish(_facts(finding, evidence), evidence, shelf, draft)


def dkim_other_key(
    finding: Finding, evidence: Evidence, shelf: Shelf, draft: Draft
) -> Draft:
    """The key that the account shows."""
    return publish(_facts(finding, evidence), evidence, shelf, draft)


def dkim_broken(
    finding: Finding, evidence: Evidence, shelf: Shelf, draft: Draft
) -> Draft:
    """What the service prescribes, where something else stands in its place."""
    return publish(_facts(finding, evidence), evidence, shelf, draft)


def dkim_wrong_name(
    finding: Finding, evidence: Evidence, shelf: Shelf, draft: Draft
) -> Draft:
    """The same record at the name with the domain typed once."""
    draft = publish(_facts(finding, evidence), evidence, shelf, draft)
    for fact in _facts(finding, evidence):
        if fact.doubled is not None and draft.at(fact.name, fact.type):
            draft = draft.put(fact.doubled, fact.type, ())
    return draft


def names_taken(evidence: Evidence, shelf: Shelf) -> Iterator[OpenQuestion]:
    """Ask whether the service whose key takes a name is still in use."""
    subject = evidence.subject
    others = {
        other.id: other
        for service in subject.services
        for fact in evidence.dkim.of(service)
        if (other := taken_by(fact, subject.unused, shelf)) is not None
    }
    for other in others.values():
        if term_of(other) not in subject.used:
            yield OpenQuestion(
                kind="key", term=term_of(other), name=other.name, service=other.id
            )


def unknown_records(evidence: Evidence, shelf: Shelf) -> Iterator[Unknown]:
    """The DKIM records of which only the customer's account shows the value."""
    for one in evidence.subject.services:
        service = shelf.service(one)
        if service.sends_from_website:
            continue  # optional there: the mail server may sign already
        facts = {fact.name: fact for fact in evidence.dkim.of(service.id)}
        values = evidence.subject.account_values
        for record in dkim_wanted(service, evidence.subject.domain, values):
            name = f"{record.host}.{evidence.subject.domain}"
            fact = facts.get(name)
            if record.per_account and not (fact and works(fact)):
                yield unknown_of(record, service, evidence.subject.domain)


def unknown_of(record: WantedRecord, service: Service, domain: str) -> Unknown:
    """The record as far as it is known, with the domain in it where it belongs."""
    name = domain if record.host == "@" else f"{record.host}.{domain}"
    return Unknown(
        name=name,
        type=record.type,
        shape=with_domain(record.shape, domain),
        where=service.settings_path or "",
        what="both" if has_gap(record.host) else "value",
    )


def publish(
    facts: tuple[SelectorFact, ...], evidence: Evidence, shelf: Shelf, draft: Draft
) -> Draft:
    """The draft with what the service prescribes, wherever that is not there yet.

    A name at which another service's key stands is left alone, until the customer
    said that he no longer uses that one.
    """
    unused = evidence.subject.unused
    for fact in facts:
        if fact.expected is None or works(fact) or taken_by(fact, unused, shelf):
            continue
        if fact.type == "CNAME" and fact.target == fact.expected:
            continue  # what stands behind it is the service's to mend
        if fact.type == "CNAME" and fact.keys and fact.target is None:
            # A CNAME cannot stand beside other records (RFC 1034 §3.6.2).
            draft = draft.put(fact.name, "TXT", ())
        if fact.type != "CNAME" and fact.target is not None:
            draft = draft.put(fact.name, "CNAME", ())
        draft = draft.put(fact.name, fact.type, (fact.expected,))
    return draft


def _mended(finding: Finding, evidence: Evidence, draft: Draft) -> Draft:
    for fact in _facts(finding, evidence):
        shaped = shape_of(fact)
        sound = shaped.shape is KeyShape.SOUND
        if shaped.mended is not None and not sound and fact.name not in _put(draft):
            draft = draft.put(fact.name, "TXT", (shaped.mended,))
    return draft


def _put(draft: Draft) -> frozenset[str]:
    return frozenset(name for name, _ in draft.after)


def _facts(finding: Finding, evidence: Evidence) -> tuple[SelectorFact, ...]:
    owner = next(one for one in evidence.dkim.selectors if one.name == finding.at)
    return evidence.dkim.of(owner.service)
