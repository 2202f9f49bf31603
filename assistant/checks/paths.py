"""The ways in which mail leaves in the domain's name, and how each one fares.

A path passes DMARC when SPF or DKIM passes with a domain aligned to the one
shown (RFC 9989 §4.4). What only the customer's account shows stays unknown.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from assistant.checks.evidence import (
    HELPDESK,
    DkimFacts,
    DmarcFacts,
    Evidence,
    Path,
    PathOutcome,
    SelectorFact,
    SelectorStatus,
)
from assistant.checks.maker import uses_own_server
from assistant.checks.wanted import is_other_key
from assistant.knowledge.guide import Aligns, Service
from assistant.knowledge.shelf import Shelf
from assistant.mail.dkim.key import KeyState
from assistant.mail.spf.audit import Audit, Branch, BranchState
from assistant.mail.verdict import Verdict

USABLE = frozenset({KeyState.GOOD, KeyState.WEAK})
MOST_LOOKUPS = 10  # RFC 7208 §4.6.4
MOST_VOIDS = 2  # RFC 7208 §4.6.4
LEADS_NOWHERE = frozenset({BranchState.MISSING, BranchState.ABSENT, BranchState.LOOP})
TAKES_AWAY = ("-", "~", "?")  # qualifiers with which a match lets nobody pass
STOPS = frozenset({"quarantine", "reject"})


def list_paths(evidence: Evidence, shelf: Shelf) -> tuple[Path, ...]:
    """All paths of the domain: the services asked about first."""
    asked = evidence.subject.services
    found = recognised(evidence.spf.audit, evidence.mx.mailbox, shelf)
    others = tuple(service for service in found if service not in asked)
    paths = [
        _service_path(shelf.service(one), evidence, shelf, asked=True) for one in asked
    ]
    if evidence.mx.mailbox == HELPDESK:
        paths.append(_helpdesk_path(evidence))
    paths += [
        _service_path(shelf.service(one), evidence, shelf, asked=False)
        for one in others
    ]
    return tuple(_weighed(path, evidence.dmarc) for path in paths)


def recognised(audit: Audit, mailbox: str | None, shelf: Shelf) -> tuple[str, ...]:
    """The services that the SPF record or the MX names, in order of appearance."""
    found = [mailbox] if mailbox not in {None, HELPDESK} else []
    if audit.root is not None:
        for branch in _written(audit.root):
            found += [service.id for service in shelf.by_include(branch.domain)]
    return tuple(dict.fromkeys(one for one in found if one))


def _written(root: Branch) -> Iterator[Branch]:
    """The owner's own terms, also behind a redirect.

    What stands deeper is the choice of whoever keeps that include.
    """
    for branch in root.children:
        yield branch
        if branch.term.lower().startswith("redirect="):
            yield from _written(branch)


def includes(audit: Audit, *hosts: str) -> bool | None:
    """Whether the record lets servers of one of *hosts* pass; None: nobody can tell.

    RFC 7208 §4.6.4: a record that is a permerror lets nobody pass.
    """
    if not audit.status.known:
        return None
    if audit.root is None or len(audit.records) != 1 or has_error(audit):
        return False
    branches = [one for one in _passing(audit.root) if one.domain in hosts]
    if any(one.state is BranchState.OK for one in branches):
        return True
    if any(one.state is BranchState.UNREACHABLE for one in audit.root.walk()):
        return None
    return False


def _passing(root: Branch) -> Iterator[Branch]:
    """The branches of which a match lets pass (RFC 7208 §4.6.2)."""
    for branch in root.children:
        if not branch.term.startswith(TAKES_AWAY):
            yield branch
            yield from _passing(branch)


def include_hosts(service: Service) -> tuple[str, ...]:
    """The hosts by any of which a customer may have this service in his record."""
    own = (service.spf.include,) if service.spf.include else ()
    return (*own, *service.spf.by_region.values())


def has_error(audit: Audit) -> bool:
    """Whether evaluating the record ends in permerror for a sender met last."""
    if audit.root is None:
        return False
    too_many = audit.lookups > MOST_LOOKUPS or audit.voids > MOST_VOIDS
    return too_many or any(is_unusable(one) for one in audit.root.walk())


def is_unusable(branch: Branch) -> bool:
    """Whether this branch alone makes the whole record a permerror.

    RFC 7208 §5.2: an include or redirect needs a usable record; an `a` or `mx`
    that leads nowhere only counts as void (§4.6.4).
    """
    if branch.state in {BranchState.TWO, BranchState.BROKEN}:
        return True
    asks = branch.term.lower().lstrip("+-~?").startswith(("include:", "redirect="))
    return asks and branch.state in LEADS_NOWHERE


def _service_path(
    service: Service, evidence: Evidence, shelf: Shelf, *, asked: bool
) -> Path:
    if asked and uses_own_server(service):
        return _through_own_server(service, evidence, shelf)
    facts = evidence.dkim.of(service.id)
    return Path(
        service=service.id,
        shown=evidence.subject.domain,
        asked=asked,
        selectors=tuple(one.selector for one in facts),
        addresses=_addresses(service, evidence),
        spf=_spf_aligned(service, evidence),
        dkim=_dkim_aligned(service, evidence.dkim),
    )


def _through_own_server(service: Service, evidence: Evidence, shelf: Shelf) -> Path:
    """The way of the mailbox, since its server is the one that sends."""
    own = _helpdesk_path(evidence)
    mailbox = evidence.mx.mailbox
    if mailbox is not None and mailbox != HELPDESK:
        own = _service_path(shelf.service(mailbox), evidence, shelf, asked=False)
    return replace(own, service=service.id, asked=True)


def _addresses(service: Service, evidence: Evidence) -> tuple[str, ...]:
    if not service.sends_from_website or evidence.website is None:
        return ()
    return evidence.website.addresses


def _spf_aligned(service: Service, evidence: Evidence) -> bool | None:
    if service.spf.aligns is Aligns.NEVER:
        return False
    hosts = include_hosts(service)
    if service.spf.aligns is Aligns.ALWAYS and hosts:
        return includes(evidence.spf.audit, *hosts)
    if service.sends_from_website and evidence.website is not None:
        # The site's address must pass; whether the bounce address is the
        # domain's own stands in the extension's settings.
        return None if _passes(evidence.website.spf) is not False else False
    if service.spf.aligns is Aligns.WITH_RETURN_PATH and _is_strict(evidence):
        return False  # a return path of its own is a name below, never this one
    # With a return path of its own, or with nothing known, only the account
    # tells which envelope domain is used.
    return None


def _is_strict(evidence: Evidence) -> bool:
    """Whether SPF counts only with exactly the domain shown (RFC 9989 §4.4.2)."""
    record = evidence.dmarc.discovery.walk.record
    return record is not None and record.aspf == "s"


def _dkim_aligned(service: Service, dkim: DkimFacts) -> bool | None:
    if service.dkim.aligns is False:
        return False
    facts = dkim.of(service.id)
    if not facts or len(facts) != len(service.dkim.records):
        return _signs(service, dkim)
    states = [works(one) for one in facts]
    if all(states):
        return True
    # One missing name is enough to fail: services alternate between them.
    return False if False in states else _signs(service, dkim)


def _signs(service: Service, dkim: DkimFacts) -> bool | None:
    """What the service's own signature in a message shows, where names differ."""
    states = [works(one) for one in dkim.signed if one.service == service.id]
    if None in states or not states:
        return None
    return any(states)  # one that verifies is enough (RFC 9989 §4.4.1)


def works(fact: SelectorFact) -> bool | None:
    """Whether a signature with this selector can be verified."""
    if fact.status is SelectorStatus.UNREACHABLE:
        return None
    if fact.status is SelectorStatus.ABSENT:
        return False if fact.certain else None
    wrong_target = fact.expected and fact.target and fact.target != fact.expected
    if wrong_target or fact.key is None or is_other_key(fact):
        return False
    return fact.key.state in USABLE


def _helpdesk_path(evidence: Evidence) -> Path:
    server = next((one for one in evidence.servers if one.whose == HELPDESK), None)
    return Path(
        service=HELPDESK,
        shown=evidence.subject.domain,
        asked=False,
        envelope=evidence.subject.domain,
        addresses=server.addresses if server else (),
        spf=_passes(server.spf) if server else None,
        dkim=server.signed if server else None,
    )


def _passes(verdict: Verdict | None) -> bool | None:
    if verdict is None or verdict is Verdict.TEMPERROR:
        return None
    return verdict is Verdict.PASS


def _weighed(path: Path, dmarc: DmarcFacts) -> Path:
    return replace(path, outcome=weigh(path, dmarc))


def weigh(path: Path, dmarc: DmarcFacts) -> PathOutcome:
    """What a receiver that follows the tree walk makes of the path."""
    if path.spf or path.dkim:
        return PathOutcome.ALIGNED
    if path.spf is None or path.dkim is None:
        return PathOutcome.UNKNOWN
    found = dmarc.discovery.walk
    if found.problem == "unreachable":
        return PathOutcome.UNKNOWN
    refused = found.effective in STOPS  # t=y asks for one step less
    return PathOutcome.REFUSED if refused else PathOutcome.ACCEPTED_NOT_ALIGNED
