"""What happened to one message: what was stated of it, and what we verify.

Two voices are kept apart: the receiver's, as it stands in the header, and our
own, from the DNS of this moment. Alignment takes the receiver's where it spoke,
since that is what decided over the message.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from assistant.checks.message_notes import notes_of
from assistant.checks.message_sender import sent_by_helpdesk, service_of
from assistant.checks.stated import (
    DkimResult,
    DmarcResult,
    Results,
    SpfResult,
    stated_results,
)
from assistant.knowledge.shelf import Shelf
from assistant.lookup.resolver import Resolver
from assistant.mail.dkim.chain import Chain, verify_chain
from assistant.mail.dkim.verify import Verified, verify
from assistant.mail.dmarc.align import relaxed, relaxed_by_suffix
from assistant.mail.dmarc.discover import Discovery, discover
from assistant.mail.dmarc.evaluate import Checked, judge
from assistant.mail.headers.border import same_house
from assistant.mail.headers.message import Kind, Message
from assistant.mail.headers.people import domain_of
from assistant.mail.headers.refusal import Refusal
from assistant.mail.headers.sender import below
from assistant.mail.headers.timeline import Timeline, timeline_of
from assistant.mail.spf.evaluate import Outcome, check_host
from assistant.mail.verdict import Verdict
from assistant.understanding.question import Subject

SERVICE_ADDRESS = "service_address"  # From is the service's own address
SERVICE_ENVELOPE = "service_envelope"  # From is the customer's, the rest is not
COPIED_WRONG = frozenset({"body_changed", "header_changed", "signature_failed"})
OWN_SERVER = "own_server"  # sent through the customer's own mail server
UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageFacts:
    """One message, measured; in a bounce, the one that was sent back.

    `shown` is the domain that the reader sees. `aligned_spf` and `aligned_dkim`
    are true only for a pass with a domain aligned to it, None where nothing is
    known. `sender_case` is one of the four constants above. `handed_in` is what
    the analysed message came in. `notes` are the codes of message_notes.py.
    `helpdesks` tells whether a server that was refused is the helpdesk's own, None
    where that was not asked.
    """

    message: Message
    handed_in: Kind
    refusal: Refusal | None = None
    shown: str | None = None
    service: str | None = None
    recognised_by: tuple[str, ...] = ()
    sender_case: str = UNKNOWN
    stated: Results = Results()  # noqa: RUF009 - frozen, as every value
    verified: Results = Results()  # noqa: RUF009 - frozen, as every value
    verified_spf: Outcome | None = None
    verified_dkim: tuple[Verified, ...] = ()
    discovery: Discovery | None = None
    chain: Chain | None = None
    timeline: Timeline = Timeline()  # noqa: RUF009 - frozen, as every value
    notes: tuple[str, ...] = ()
    aligned_spf: bool | None = None
    aligned_dkim: bool | None = None
    helpdesks: bool | None = None

    @property
    def best(self) -> Results:
        """What counts of each mechanism: the stated, else the verified."""
        return Results(
            spf=self.stated.spf or self.verified.spf,
            dkim=self.stated.dkim or self.verified.dkim,
            dmarc=self.stated.dmarc or self.verified.dmarc,
        )

    @property
    def aligned(self) -> bool | None:
        """Whether one mechanism vouches for the address that is shown."""
        both = (self.aligned_spf, self.aligned_dkim)
        if any(both):
            return True
        return None if None in both else False


async def examine_message(
    message: Message, dns: Resolver | None, shelf: Shelf
) -> MessageFacts:
    """Measure one message; without *dns* only what stands in it."""
    about = message.analysed
    stated = stated_results(about)
    spf = await _verified_spf(about, stated.spf, dns)
    dkim = await _verified_dkim(about, dns)
    chain = await verify_chain(about.raw, dns) if dns and about.raw else None
    found = (
        await discover(about.from_domain, dns) if dns and about.from_domain else None
    )
    service, seen = service_of(about, shelf)
    facts = MessageFacts(
        message=replace(about, raw=None),
        handed_in=message.kind,
        refusal=message.refusal or about.refusal,
        shown=about.from_domain or _judged_from(about),
        service=service,
        recognised_by=seen,
        stated=stated,
        verified_spf=spf,
        verified_dkim=dkim,
        discovery=found,
        chain=chain,
        timeline=timeline_of(about.hops),
    )
    facts = replace(facts, verified=_told(about, spf, dkim, stated.spf))
    facts = await _aligned(facts, dns, shelf)
    ours = await sent_by_helpdesk(facts.message, facts.refusal, dns, shelf)
    facts = replace(facts, helpdesks=ours)
    return replace(facts, notes=notes_of(facts))


async def _verified_spf(
    about: Message, stated: SpfResult | None, dns: Resolver | None
) -> Outcome | None:
    entry = about.border
    ip = (stated.ip if stated else None) or (entry.ip if entry else None)
    if dns is None or ip is None or not about.envelope_domain:
        return None
    sender = about.envelope_address or f"postmaster@{about.envelope_domain}"
    helo = entry.helo if entry else None
    outcome = await check_host(ip=ip, sender=sender, helo=helo or "", dns=dns)
    return None if outcome.verdict is Verdict.TEMPERROR else outcome


async def _verified_dkim(about: Message, dns: Resolver | None) -> tuple[Verified, ...]:
    if dns is None or about.raw is None or not about.signatures:
        return ()
    received = next((hop.at for hop in about.hops if hop.at), about.sent_at)
    found = await verify(about.raw, dns, received)
    if not about.pasted:
        return found
    # A copy loses blanks and line ends on its way through a screen: that it does
    # not verify says nothing of the message.
    return tuple(one for one in found if one.reason not in COPIED_WRONG)


def _judged_from(about: Message) -> str | None:
    """The From domain as the receiver wrote it, where From itself was not copied."""
    dmarc = about.stated.result("dmarc") if about.stated else None
    return domain_of(dmarc.property("header.from")) if dmarc else None


def _told(
    about: Message,
    spf: Outcome | None,
    dkim: tuple[Verified, ...],
    stated: SpfResult | None,
) -> Results:
    ip = (stated.ip if stated else None) or (about.border.ip if about.border else None)
    return Results(
        spf=SpfResult(result=spf.verdict, domain=spf.domain, ip=ip) if spf else None,
        dkim=tuple(
            DkimResult(
                domain=one.domain or None,
                selector=one.selector or None,
                result=one.result,
                reason=one.reason,
            )
            for one in dkim
        ),
    )


async def _aligned(
    facts: MessageFacts, dns: Resolver | None, shelf: Shelf
) -> MessageFacts:
    spf, dkim = facts.best.spf, facts.best.dkim
    by_spf = await _vouches(facts, _passing((spf,) if spf else ()), "spf", dns)
    by_dkim = await _vouches(facts, _passing(dkim), "dkim", dns)
    facts = replace(
        facts,
        aligned_spf=by_spf if spf else None,
        aligned_dkim=by_dkim if dkim or _unsigned(facts.message) else None,
    )
    stated = facts.stated.dmarc
    if stated and stated.result is Verdict.PASS and facts.aligned_dkim is None:
        # A receiver that let DMARC pass without SPF has seen a signature.
        facts = replace(facts, aligned_dkim=None if facts.aligned_spf else True)
    facts = replace(facts, verified=replace(facts.verified, dmarc=_judged(facts)))
    return replace(facts, sender_case=_sender_case(facts, shelf))


def _passing(results: Iterable[SpfResult | DkimResult]) -> tuple[str, ...]:
    return tuple(
        one.domain for one in results if one.result is Verdict.PASS and one.domain
    )


def _unsigned(about: Message) -> bool:
    """Whether the header is there to its top, and bears no signature."""
    return bool(about.hops) and about.from_domain is not None and not about.signatures


async def _vouches(
    facts: MessageFacts, domains: tuple[str, ...], which: str, dns: Resolver | None
) -> bool:
    for domain in domains:
        if facts.shown and await _one_owner(facts, domain, which, dns):
            return True
    return False


async def _one_owner(
    facts: MessageFacts, domain: str, which: str, dns: Resolver | None
) -> bool:
    # RFC 9989 §4.4: strict where the record asks for it. Where no record
    # stands, the walk has no ground, and the suffix list speaks.
    shown = facts.shown or ""
    record = facts.discovery.walk.record if facts.discovery else None
    if record is None or dns is None:
        return relaxed_by_suffix(shown, domain)
    mode = record.aspf if which == "spf" else record.adkim
    if mode == "s":
        return shown == domain
    walked = await relaxed(shown, domain, dns)
    return relaxed_by_suffix(shown, domain) if walked is None else walked


def _judged(facts: MessageFacts) -> DmarcResult | None:
    """Judge by today's record what we could verify; an open end stays open."""
    if facts.discovery is None:
        return None
    found = facts.discovery.walk
    spf, shown = facts.verified.spf, facts.shown or ""
    mechanisms = [
        Checked(
            verdict=one.result,
            domain=one.domain or "",
            aligned=bool(one.domain) and relaxed_by_suffix(shown, one.domain or ""),
        )
        for one in facts.verified.dkim
    ]
    checked = None
    if spf:
        checked = Checked(
            verdict=spf.result,
            domain=spf.domain or "",
            aligned=bool(spf.domain) and relaxed_by_suffix(shown, spf.domain or ""),
        )
    judged = judge(found, checked, tuple(mechanisms))
    complete = spf is not None and (bool(mechanisms) or _unsigned(facts.message))
    if judged.result is Verdict.FAIL and not complete:
        return DmarcResult(result=None, policy=found.policy, disposition=None)
    if judged.result is Verdict.TEMPERROR:
        return None
    return DmarcResult(
        result=judged.result, policy=judged.policy, disposition=judged.disposition
    )


def with_service(subject: Subject, shelf: Shelf) -> Subject:
    """The subject, with the service that its message gives away if none is named."""
    if subject.services or subject.message is None:
        return subject
    service, _ = service_of(subject.message.analysed, shelf)
    return replace(subject, services=(service,)) if service else subject


def _sender_case(facts: MessageFacts, shelf: Shelf) -> str:
    """Tell in whose name it went: this decides whether any DNS change helps."""
    shown, entry = facts.shown, facts.message.border
    service = shelf.services.get(facts.service or "")
    if shown is None:
        return UNKNOWN
    if service and service.kind != "mailbox":
        prints = service.fingerprints
        own = (*prints.from_domains, *prints.return_paths, *prints.dkim_domains)
        if below(shown, own):
            return SERVICE_ADDRESS
    host = entry.sender if entry else None
    ours = tuple(server.host for server in shelf.helpdesk.servers)
    if host and (same_house(host, shown) or below(host, ours)):
        return OWN_SERVER
    envelope = facts.message.envelope_domain
    if envelope is None:
        return UNKNOWN
    if not relaxed_by_suffix(shown, envelope):
        return SERVICE_ENVELOPE
    mailbox = service is not None and service.kind == "mailbox"
    return OWN_SERVER if facts.aligned_spf or mailbox else UNKNOWN
