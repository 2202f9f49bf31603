"""Which include covers this address? Guessed from many sides, named when confirmed.

Mail came from an address that the domain's own record does not let pass, and
nobody said which program sent it. Candidates come from the index of networks,
from the guides, from the address's name, from the message, from the mailbox and
from the record itself; each is asked the one question that counts: does this
include let the address pass, today?
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from ipaddress import ip_address, ip_network

from assistant.checks.evidence import HELPDESK, Evidence, ReverseFacts
from assistant.checks.paths import include_hosts, recognised
from assistant.checks.reverse import examine_reverse
from assistant.checks.sender_facts import SenderFacts
from assistant.knowledge.guide import Service
from assistant.knowledge.networks import Networks
from assistant.knowledge.shelf import Shelf
from assistant.lookup.resolver import Resolver
from assistant.lookup.together import together
from assistant.mail.headers.received import is_outside
from assistant.mail.headers.sender import below
from assistant.mail.spf.audit import BranchState
from assistant.mail.spf.evaluate import check_host
from assistant.mail.verdict import Verdict

NOT_ALLOWED = frozenset({Verdict.FAIL, Verdict.SOFTFAIL, Verdict.NEUTRAL})
MOST_HOPS = 3  # below the receiver's border; a forwarded message has one or two
MOST_INCLUDES = 3  # asked live; each may cost ten questions of its own


@dataclass(frozen=True, slots=True)
class Guess:
    """An include that may hold the address, and why it was thought of."""

    service: str
    include: str
    told_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Owner:
    """A service whose address it may be, and by what: networks, ranges or name.

    `include` is what lets the address pass today, asked just now; "" where
    nothing of the service does.
    """

    service: str
    told_by: str
    include: str = ""


async def owners_of(
    there: ReverseFacts, dns: Resolver, shelf: Shelf, networks: Networks
) -> tuple[Owner, ...]:
    """Whose an address may be that came without a domain, those confirmed first."""
    led: dict[str, Guess] = {}
    for one in networks.find(there.ip):
        if one.service in shelf.services:
            led.setdefault(one.service, Guess(one.service, one.include, "networks"))
    for service, told_by in _traced(there.ip, there.confirmed, shelf):
        host = next(iter((*include_hosts(service), *service.spf.candidates)), "")
        led.setdefault(service.id, Guess(service.id, host, told_by))
    guesses = tuple(led.values())[:MOST_INCLUDES]
    asked = [one for one in guesses if one.include]
    held = await together(_holds(one.include, there.ip, dns) for one in asked)
    confirmed = {one for one, yes in zip(asked, held, strict=True) if yes}
    found = [
        Owner(
            service=one.service,
            told_by=one.told_by,
            include=one.include if one in confirmed else "",
        )
        for one in guesses
    ]
    return tuple(sorted(found, key=lambda one: not one.include))


async def with_sender(
    evidence: Evidence, dns: Resolver, shelf: Shelf, networks: Networks
) -> Evidence:
    """The evidence, with whose address it is that the record does not let pass.

    Where every sending address passes, or none is known, nothing is asked.
    """
    refused = _refused(evidence)
    if refused is None or await _passed_on(refused, evidence, dns):
        return evidence
    guesses = await _guesses(refused.ip, evidence, dns, shelf, networks)
    tried = guesses[:MOST_INCLUDES]
    held = await together(_holds(one.include, refused.ip, dns) for one in tried)
    found = next((one for one, yes in zip(tried, held, strict=True) if yes), None)
    if found is not None:
        owned = found.include in _owned(found.service, shelf)
        refused = replace(
            refused,
            service=found.service,
            include=found.include if owned else "",
            told_by=found.told_by,
        )
    return replace(evidence, sender=refused)


async def weighed_again(
    sender: SenderFacts | None, domain: str, dns: Resolver
) -> SenderFacts | None:
    """The same address, decided anew in another world; its owner stays known."""
    if sender is None:
        return None
    outcome = await check_host(
        ip=sender.ip, sender=sender.address, helo=domain, dns=dns
    )
    return replace(sender, verdict=outcome.verdict)


def _refused(evidence: Evidence) -> SenderFacts | None:
    """The address that was asked about, or the one that a message came from.

    A message that was passed on came from whoever passed it on (RFC 7208 §D.1).
    """
    subject, told = evidence.subject, evidence.spf.sender
    if told is not None and subject.ip is not None:
        if told.verdict not in NOT_ALLOWED:
            return None
        address = subject.sender or f"postmaster@{subject.domain}"
        return SenderFacts(ip=subject.ip, address=address, verdict=told.verdict)
    facts = evidence.message
    spf = facts.verified.spf if facts else None
    if facts is None or spf is None or spf.ip is None:
        return None
    message = facts.message
    astray = message.forwarded or message.mailing_list or message.forged_stamp
    if astray or spf.domain != subject.domain or spf.result not in NOT_ALLOWED:
        return None
    address = message.envelope_address or f"postmaster@{subject.domain}"
    return SenderFacts(ip=spf.ip, address=address, verdict=spf.result)


async def _passed_on(refused: SenderFacts, evidence: Evidence, dns: Resolver) -> bool:
    """Whether the message came from an allowed server first, and then from another.

    Who passes mail on as it is has no place in the record of whoever wrote it.
    """
    facts = evidence.message
    if facts is None or evidence.subject.ip is not None:
        return False
    border = facts.message.border
    below_it = border.position if border else 0
    hops = [one for one in facts.message.hops if one.position > below_it and one.ip]
    outcomes = await together(
        check_host(ip=str(one.ip), sender=refused.address, helo="", dns=dns)
        for one in hops[:MOST_HOPS]
        if is_outside(one.ip)
    )
    return any(one.verdict is Verdict.PASS for one in outcomes)


async def _guesses(
    ip: str, evidence: Evidence, dns: Resolver, shelf: Shelf, networks: Networks
) -> tuple[Guess, ...]:
    """The includes to ask, the likeliest first, each once."""
    there = await examine_reverse(ip, dns)
    names = there.confirmed if there else ()
    root = evidence.spf.audit.root
    branches = root.walk() if root else ()
    asked = {one.domain for one in branches if one.state is BranchState.OK}
    by_include: dict[str, Guess] = {}
    for guess in _all(ip, names, evidence, shelf, networks):
        if guess.include not in asked:
            by_include.setdefault(guess.include, guess)
    return tuple(by_include.values())


def _all(
    ip: str,
    names: Iterable[str],
    evidence: Evidence,
    shelf: Shelf,
    networks: Networks,
) -> Iterator[Guess]:
    for one in networks.find(ip):
        if one.service in shelf.services:
            yield Guess(one.service, one.include, "networks")
    yield from _by_trace(ip, names, shelf)
    told = evidence.message.service if evidence.message else None
    if told is not None:
        yield from _of(shelf.service(told), "message")
    mailbox = evidence.mx.mailbox
    if mailbox == HELPDESK and shelf.helpdesk.spf_include:
        yield Guess(HELPDESK, shelf.helpdesk.spf_include, "mailbox")
    elif mailbox not in {None, HELPDESK}:
        yield from _of(shelf.service(str(mailbox)), "mailbox")
    for id_ in recognised(evidence.spf.audit, None, shelf):
        yield from _of(shelf.service(id_), "record")


def _by_trace(ip: str, names: Iterable[str], shelf: Shelf) -> Iterator[Guess]:
    for service, told_by in _traced(ip, names, shelf):
        yield from _of(service, told_by)


def _traced(
    ip: str, names: Iterable[str], shelf: Shelf
) -> Iterator[tuple[Service, str]]:
    """The services whose guide lists the address, then those that its name is of."""
    known = tuple(names)
    every = shelf.services.values()
    yield from ((one, "ranges") for one in every if _in_ranges(ip, one))
    for service in every:
        hosts = service.fingerprints.received_hosts
        if any(below(name, hosts) for name in known):
            yield service, "name"


def _of(service: Service, told_by: str) -> Iterator[Guess]:
    for host in (*include_hosts(service), *service.spf.candidates):
        yield Guess(service.id, host, told_by)


def _in_ranges(ip: str, service: Service) -> bool:
    address = ip_address(ip)
    ranges = map(ip_network, service.fingerprints.ip_ranges)
    return any(address in one for one in ranges)


def _owned(service: str, shelf: Shelf) -> tuple[str, ...]:
    """The includes of which the maker says himself that they are his."""
    if service == HELPDESK:
        return (shelf.helpdesk.spf_include or "",)
    return include_hosts(shelf.service(service))


async def _holds(include: str, ip: str, dns: Resolver) -> bool:
    """Whether an include lets the address pass (RFC 7208 §5.2)."""
    outcome = await check_host(
        ip=ip, sender=f"postmaster@{include}", helo=include, dns=dns
    )
    return outcome.verdict is Verdict.PASS
