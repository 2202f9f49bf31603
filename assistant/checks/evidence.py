"""What was measured of one subject; no judgement in it.

Every fact keeps apart what is so, what is not so, and what could not be asked.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from assistant.checks.message import MessageFacts
from assistant.checks.sender_facts import SenderFacts
from assistant.lookup.answer import Answer, Status
from assistant.mail.dkim.key import Key
from assistant.mail.dmarc.discover import Discovery
from assistant.mail.spf.audit import Audit
from assistant.mail.spf.evaluate import Outcome
from assistant.mail.transport.record import REPORT_LABEL, STS_LABEL
from assistant.mail.verdict import Verdict
from assistant.understanding.question import Subject

UNJUDGED = (f"{STS_LABEL}.", f"{REPORT_LABEL}.")
"""At these names nothing stands on which a verdict rests."""

HELPDESK = "helpdesk"
"""Stands where a service's id would: the helpdesk's own mail servers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SpfFacts:
    """The record weighed as a whole, and decided for one sender where given.

    `texts` are all TXT records at the domain; a change of the SPF record must
    leave the others alone. `misplaced` is where a record stands instead, where
    the domain was typed twice.
    """

    audit: Audit
    texts: tuple[str, ...] = ()
    misplaced: str | None = None
    sender: Outcome | None = None


class SelectorStatus(StrEnum):
    """What is known of a selector; an absent one was looked for where it belongs."""

    FOUND = "found"
    ABSENT = "absent"
    UNKNOWN = "unknown"
    UNREACHABLE = "unreachable"


@dataclass(frozen=True, slots=True, kw_only=True)
class SelectorFact:
    """One DKIM name of one service.

    `expected` is the CNAME target that the service gives to every customer, or
    None. `target` is the CNAME that stands there. `certain` tells that the
    service puts its key exactly here, so that absence means something.
    `doubled` is the name with the domain typed twice, where a record was found.
    `proxied` tells that only addresses stand there: a CNAME that the DNS host
    leads through its own web servers (Cloudflare's orange cloud).
    """

    service: str
    selector: str
    name: str
    type: str
    status: SelectorStatus
    certain: bool
    per_account: bool = False
    expected: str | None = None
    target: str | None = None
    key: Key | None = None
    keys: tuple[str, ...] = ()
    doubled: str | None = None
    proxied: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DkimFacts:
    """The selectors of every service that may send for the domain.

    `signed` are those that the signatures in the customer's message name, each
    under the service that sent it, or ""; `old` are keys under names that a service
    used before. `wildcard` holds the texts that answer
    at any DKIM name, made or not.
    """

    selectors: tuple[SelectorFact, ...] = ()
    signed: tuple[SelectorFact, ...] = ()
    old: tuple[SelectorFact, ...] = ()
    seen: tuple[SelectorFact, ...] = ()
    wildcard: tuple[str, ...] = ()

    def of(self, service: str) -> tuple[SelectorFact, ...]:
        """The selectors of one service."""
        return tuple(one for one in self.selectors if one.service == service)


@dataclass(frozen=True, slots=True, kw_only=True)
class DmarcFacts:
    """The policy in force, and whether the helpdesk may receive its reports.

    `unheard` are addresses that the record names and whose domain does not agree
    to receive reports: they get none (RFC 9990 §4). `misplaced` is where a record
    stands instead, where the domain was typed twice.
    """

    discovery: Discovery
    texts: tuple[str, ...] = ()
    report_allowed: bool | None = None
    unheard: tuple[str, ...] = ()
    misplaced: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MxFacts:
    """Where mail for the domain goes; `mailbox` is HELPDESK, a service or None."""

    status: Status
    hosts: tuple[str, ...] = ()
    null: bool = False
    mailbox: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ZoneFacts:
    """Whether the domain exists, and in whose panel it is edited.

    `serial` counts the zone's changes, `negative_ttl_s` is for how long "not
    there" is remembered (both from its SOA, RFC 1035 §3.3.13, RFC 2308 §4).
    `registered` tells whether the registry knows the name under which the domain
    stands; None where that was not examined. `apex_alias` is where a CNAME at
    the domain itself leads, beside which no MX or TXT may stand (RFC 1034
    §3.6.2). `dnssec_broken` tells that validating resolvers refuse answers which
    are there when nobody validates: often a DS left behind by a move.
    """

    status: Status
    nameservers: tuple[str, ...] = ()
    host_id: str | None = None
    with_helpdesk: bool = False
    negative_ttl_s: int = 0
    serial: int | None = None
    registered: bool | None = None
    apex_alias: str | None = None
    dnssec_broken: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyFacts:
    """One authoritative server that answers otherwise than the resolvers do.

    Looked for only where the customer says that he changed something. `texts`
    is what this server has, `others` what was found in the ordinary way.
    """

    server: str
    name: str
    texts: tuple[str, ...]
    others: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SilentFacts:
    """A name server in charge that told nothing, though another one did."""

    server: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ServerFacts:
    """A mail server that the customer could send through himself.

    `spf` is the worst result over all of its addresses, `signed` whether its
    DKIM key stands at the domain (None: unknown or could not be asked).
    """

    host: str
    whose: str
    status: Status
    addresses: tuple[str, ...] = ()
    spf: Verdict | None = None
    signed: bool | None = None
    starttls_port: int | None = 587
    tls_port: int | None = 465


@dataclass(frozen=True, slots=True, kw_only=True)
class ReverseFacts:
    """The names of a sending address, and those of them that lead back to it."""

    ip: str
    status: Status
    names: tuple[str, ...] = ()
    confirmed: tuple[str, ...] = ()
    unasked: bool = False  # one of the names could not be asked


@dataclass(frozen=True, slots=True, kw_only=True)
class TransportFacts:
    """What is asked of who delivers TO the domain; read, never judged.

    `sts_id` names the policy that is announced (RFC 8461), `reports_to` where
    reports about TLS go (RFC 8460). `known` is False where one was not answered.
    """

    known: bool = True
    sts_id: str | None = None
    reports_to: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MakerFacts:
    """What a service's own domain shows: helps to recognise, is never advised."""

    service: str
    domain: str
    spf: str | None = None
    mx: tuple[str, ...] = ()
    known: bool = True


class PathOutcome(StrEnum):
    """What a receiver makes of mail that takes a path."""

    ALIGNED = "aligned"
    ACCEPTED_NOT_ALIGNED = "accepted_not_aligned"
    REFUSED = "refused"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Path:
    """One way in which mail leaves in the domain's name.

    `spf` and `dkim` tell whether that mechanism passes with the domain shown;
    None where only the customer's account can tell. `asked` marks the paths
    that the question is about.
    """

    service: str
    shown: str
    asked: bool
    envelope: str | None = None
    selectors: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    spf: bool | None = None
    dkim: bool | None = None
    outcome: PathOutcome = PathOutcome.UNKNOWN


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Everything measured in one examination, with the answers it rests on."""

    subject: Subject
    spf: SpfFacts
    dkim: DkimFacts
    dmarc: DmarcFacts
    mx: MxFacts
    zone: ZoneFacts
    servers: tuple[ServerFacts, ...] = ()
    website: ServerFacts | None = None  # where a service sends from the own site
    makers: tuple[MakerFacts, ...] = ()
    reverse: ReverseFacts | None = None
    sender: SenderFacts | None = None  # of an address that SPF does not let pass
    transport: TransportFacts = TransportFacts()
    copies: tuple[CopyFacts, ...] = ()  # name servers that differ from the others
    silent: tuple[SilentFacts, ...] = ()  # name servers that tell nothing
    paths: tuple[Path, ...] = ()
    message: MessageFacts | None = None
    transcript: tuple[Answer, ...] = ()

    @property
    def could_not_ask(self) -> tuple[str, ...]:
        """The questions on which a verdict rests and that got no answer.

        As "name TYPE", each once; what one server in charge kept to itself is
        told apart.
        """
        asked = (
            f"{answer.query.name} {answer.query.type}"
            for answer in self.transcript
            if not answer.known
            and answer.query.at is None
            and not answer.query.name.startswith(UNJUDGED)
        )
        return tuple(dict.fromkeys(asked))

    def path(self, service: str) -> Path | None:
        """The path of one service."""
        return next((one for one in self.paths if one.service == service), None)
