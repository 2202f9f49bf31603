"""What is wrong, or right, with a service's DKIM records. One function a code."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from assistant.checks.evidence import Evidence, SelectorFact, SelectorStatus
from assistant.checks.paths import works
from assistant.checks.wanted import is_other_key, taken_by
from assistant.diagnosis.codes import Code
from assistant.diagnosis.finding import Details, Finding
from assistant.diagnosis.key_shapes import KeyShape, first_difference, shape_of
from assistant.knowledge.guide import Service
from assistant.knowledge.shelf import Shelf

Wanted = Callable[[SelectorFact], bool]


def dkim_not_published(evidence: Evidence, shelf: Shelf) -> Iterator[Finding]:
    """Nothing stands where this service puts its key for every customer."""
    for service, facts in _asked(evidence, shelf, _is_missing):
        yield _finding(Code.DKIM_NOT_PUBLISHED, evidence, service, facts)


def dkim_wrong_name(evidence: Evidence, shelf: Shelf) -> Iterator[Finding]:
    """The key stands at a name with the domain typed twice."""
    for service, facts in _asked(evidence, shelf, lambda one: bool(one.doubled)):
        details: Details = {"wrong": facts[0].doubled or "", "right": facts[0].name}
        yield _finding(Code.DKIM_WRONG_NAME, evidence, service, facts, details)


def dkim_wrong_target(evidence: Evidence, shelf: Shelf) -> Iterator[Finding]:
    """The CNAME points elsewhere than this service prescribes."""
    unused = evidence.subject.unused
    for service, facts in _asked(
        evidence,
        shelf,
        lambda one: _points_elsewhere(one) and not taken_by(one, unused, shelf),
    ):
        details: Details = {
            "found": facts[0].target or "",
            "expected": facts[0].expected or "",
        }
        yield _finding(Code.DKIM_WRONG_TARGET, evidence, service, facts, details)


def dkim_selector_clash(evidence: Evidence, shelf: Shelf) -> Iterator[Finding]:
    """The name is taken: another service's key stands there, which may be in use."""
    unused = evidence.subject.unused
    for service, facts in _asked(
        evidence, shelf, lambda one: bool(taken_by(one, unused, shelf))
    ):
        other = taken_by(facts[0], unused, shelf)
        details: Details = {
            "other": other.name if other else "",
            "found": facts[0].target or "",
        }
        yield _finding(Code.DKIM_SELECTOR_CLASH, evidence, service, facts, details)


def dkim_mistyped(evidence: Evidence, shelf: Shelf) -> Iterator[Finding]:
    """A good key, with quotes typed along or set in several records."""
    for service, facts in _shaped(evidence, shelf, KeyShape.QUOTES, KeyShape.PARTS):
        details: Details = {"problem": shape_of(facts[0]).shape.value}
        yield _finding(Code.DKIM_MISTYPED, evidence, service, facts, details)


def dkim_cut(evidence: Evidence, shelf: Shelf) -> Iterator[Finding]:
    """The end of the key is missing: it says of itself that it is longer."""
    for service, facts in _shaped(evidence, shelf, KeyShape.CUT):
        details: Details = {"where": service.settings_path or ""}
        yield _finding(Code.DKIM_CUT, evidence, service, facts, details)


def dkim_two_keys(evidence: Evidence, shelf: Shelf) -> Iterator[Finding]:
    """Several records at one name: which one counts is the receiver's choice."""
    for service, facts in _shaped(evidence, shelf, KeyShape.TWO):
        details: Details = {"count": len(facts[0].keys)}
        yield _finding(Code.DKIM_TWO_KEYS, evidence, service, facts, details)


def dkim_other_key(evidence: Evidence, shelf: Shelf) -> Iterator[Finding]:
    """A sound key, but not the one that the account shows."""
    for service, facts in _asked(evidence, shelf, _is_another):
        key = facts[0].key.text if facts[0].key else ""
        position = first_difference(key, facts[0].expected or "")
        details: Details = {"position": position}
        yield _finding(Code.DKIM_OTHER_KEY, evidence, service, facts, details)


def dkim_broken(evidence: Evidence, shelf: Shelf) -> Iterator[Finding]:
    """The name is there, but no signature can be verified with it."""
    for service, facts in _asked(evidence, shelf, _is_broken):
        first = facts[0]
        problem = "dangling" if first.key is None else str(first.key.state)
        details: Details = {"problem": problem}
        yield _finding(Code.DKIM_BROKEN, evidence, service, facts, details)


def dkim_behind_proxy(evidence: Evidence, shelf: Shelf) -> Iterator[Finding]:
    """The DNS host answers with its own web servers in the alias's place."""
    host = shelf.hosts.get(evidence.zone.host_id or "")
    for service, facts in _asked(evidence, shelf, lambda one: one.proxied):
        details = {"host": host.name if host else ""}
        yield _finding(Code.DKIM_BEHIND_PROXY, evidence, service, facts, details)


def dkim_wildcard(evidence: Evidence, shelf: Shelf) -> Iterator[Finding]:
    """A wildcard answers at every DKIM name, also where no key stands."""
    texts, domain = evidence.dkim.wildcard, evidence.subject.domain
    if texts:
        details: Details = {"domain": domain, "texts": texts}
        yield Finding(code=Code.DKIM_WILDCARD, at=f"*.{domain}", details=details)


def dkim_old_selector(evidence: Evidence, shelf: Shelf) -> Iterator[Finding]:
    """A key of former days stands there, while the one of today does not."""
    for one in evidence.subject.services:
        path = evidence.path(one)
        facts = tuple(fact for fact in evidence.dkim.old if fact.service == one)
        if facts and path is not None and not path.dkim:
            service, code = shelf.service(one), Code.DKIM_OLD_SELECTOR
            yield _finding(code, evidence, service, facts)


def dkim_unknown(evidence: Evidence, shelf: Shelf) -> Iterator[Finding]:
    """Only the customer's account shows what this service wants published."""
    for one in evidence.subject.services:
        service = shelf.service(one)
        if not service.dkim.records:
            continue
        facts = evidence.dkim.of(service.id)
        open_ones = [fact for fact in facts if works(fact) is None]
        asked_all = len(facts) == len(service.dkim.records)
        reached = all(fact.status is not SelectorStatus.UNREACHABLE for fact in facts)
        if reached and (open_ones or not asked_all):
            details: Details = {
                "domain": evidence.subject.domain,
                "service": service.name,
                "where": service.settings_path or "",
            }
            at = evidence.subject.domain
            yield Finding(code=Code.DKIM_UNKNOWN, at=at, details=details)


def dkim_ok(evidence: Evidence, shelf: Shelf) -> Iterator[Finding]:
    """Every name of this service is there and holds a usable key."""
    for one in evidence.subject.services:
        service = shelf.service(one)
        facts = evidence.dkim.of(service.id)
        complete = len(facts) == len(service.dkim.records)
        if facts and complete and all(works(fact) for fact in facts):
            yield _finding(Code.DKIM_OK, evidence, service, facts)


def _asked(
    evidence: Evidence, shelf: Shelf, wanted: Wanted
) -> Iterator[tuple[Service, tuple[SelectorFact, ...]]]:
    for one in evidence.subject.services:
        facts = tuple(fact for fact in evidence.dkim.of(one) if wanted(fact))
        if facts:
            yield shelf.service(one), facts


def _is_missing(fact: SelectorFact) -> bool:
    absent = fact.status is SelectorStatus.ABSENT
    return absent and fact.certain and fact.doubled is None and not fact.proxied


def _points_elsewhere(fact: SelectorFact) -> bool:
    found = fact.status is SelectorStatus.FOUND
    return bool(found and fact.expected and fact.target) and (
        fact.target != fact.expected
    )


def _is_broken(fact: SelectorFact) -> bool:
    found = fact.status is SelectorStatus.FOUND
    shaped = shape_of(fact).shape not in {KeyShape.OTHER, KeyShape.SOUND}
    told = shaped or _points_elsewhere(fact) or _is_another(fact)
    return found and not told and works(fact) is False


def _is_another(fact: SelectorFact) -> bool:
    sound = shape_of(fact).shape is KeyShape.SOUND
    return sound and fact.type == "TXT" and is_other_key(fact)


def _shaped(
    evidence: Evidence, shelf: Shelf, *shapes: KeyShape
) -> Iterator[tuple[Service, tuple[SelectorFact, ...]]]:
    return _asked(evidence, shelf, lambda one: shape_of(one).shape in shapes)


def _finding(
    code: Code,
    evidence: Evidence,
    service: Service,
    facts: tuple[SelectorFact, ...],
    more: Details | None = None,
) -> Finding:
    details: Details = {
        "domain": evidence.subject.domain,
        "service": service.name,
        "selectors": tuple(fact.selector for fact in facts),
    }
    return Finding(code=code, at=facts[0].name, details={**details, **(more or {})})
