"""What the guides hold: services, DNS hosts, topics and the helpdesk itself.

A fact that nobody could find is None or "unknown" here and stays so all the way
to the customer: nothing in this program turns a gap into a record.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class Aligns(StrEnum):
    """Whether a mechanism can pass with the customer's own domain."""

    ALWAYS = "always"
    WITH_RETURN_PATH = "with_custom_return_path"
    NEVER = "never"
    UNKNOWN = "unknown"


class Confidence(StrEnum):
    """How well the facts are founded."""

    OFFICIAL = "official"
    THIRD_PARTY = "third_party"
    CONFLICTING = "conflicting"
    THIN = "thin"  # no page says what to set


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where a fact was read, and when that page was last seen."""

    url: str
    what: str = ""
    official: bool = False
    seen: str = "unknown"
    kind: str = "page"  # page | helpdesk | archive | observed (in public records)


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedRecord:
    """A record that a service asks its customers to publish.

    `host` is relative to the sending domain ("k2._domainkey", "@"). Where
    `per_account` is true, `value` is None and `shape` shows what it looks like;
    the host may then hold a placeholder too ("<selector>._domainkey"), and the
    type may be "unknown".
    """

    type: str
    host: str
    value: str | None
    per_account: bool
    shape: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceSpf:
    """What a service's mail means for SPF.

    `include` is a host that its maker owns up to, or None; it is worth
    publishing only where `aligns` says that SPF can pass for the customer's
    domain. The next three only help to recognise, and are never advised:
    `candidates` were seen at customers but no maker confirms them; `seen` are
    suffixes of hosts that belong elsewhere (older ones, those of a subdomain or
    of one account); `by_region` holds the include of each data centre, of which
    only the account tells which one counts. `note` is for colleagues.
    """

    include: str | None = None
    advised_by_maker: bool | None = None
    aligns: Aligns = Aligns.UNKNOWN
    candidates: tuple[str, ...] = ()
    seen: tuple[str, ...] = ()
    by_region: Mapping[str, str] = field(default_factory=dict)
    lookups: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceDkim:
    """How a service signs in the customer's name; `note` is for colleagues."""

    records: tuple[WantedRecord, ...] = ()
    selectors: tuple[str, ...] = ()  # newest first; for probing, never for proof
    targets: tuple[str, ...] = ()  # suffixes of CNAME targets that differ a customer
    aligns: bool | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnSmtp:
    """Whether a service can send through the customer's own mail server.

    `where` is the menu path, in the service's own language; `note` is for
    colleagues.
    """

    supported: bool | None = None
    where: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SmtpLogin:
    """The server through which a mailbox of this provider sends."""

    host: str
    starttls_port: int | None = 587
    tls_port: int | None = 465


@dataclass(frozen=True, slots=True, kw_only=True)
class Fingerprints:
    """How to recognise a service in a message or in the DNS.

    Domains and hosts are suffixes, at a dot. A header is written "Name", or
    "Name: text" when the field must hold that text; headers are forgeable and
    weigh little. `from_domains` are those under which the service sends while
    the customer has set nothing up.
    """

    headers: tuple[str, ...] = ()
    received_hosts: tuple[str, ...] = ()
    return_paths: tuple[str, ...] = ()
    dkim_domains: tuple[str, ...] = ()
    from_domains: tuple[str, ...] = ()
    message_id_domains: tuple[str, ...] = ()
    ip_ranges: tuple[str, ...] = ()
    mx_suffixes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenHere:
    """What messages of the helpdesk's own customers showed of a service.

    `kind` is one of knowledge/seen_here.py; `count` is at how many customers. It
    helps to recognise and is told as seen; no maker confirms it, so that it is
    never advised.
    """

    kind: str
    value: str  # a name, or "own": the customer's own domain
    date: date  # of the last time
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """One service that sends mail in its customers' names.

    `sends_through` is the service whose servers carry its mail, and whose traces
    in the DNS and in a header it therefore shares. `from_rewritten` tells that
    readers see an address of the service until the customer's domain is set up.
    `mailbox_domains` are the provider's own, of which no customer has the DNS.
    `delegation` hands a name over to the service (NS); where it has records of
    other kinds too, it is one or the other.
    """

    id: str
    name: str
    kind: str
    homepage: str = ""
    country: str = ""
    sends_from_eu: bool | None = None
    sends_from_website: bool = False  # an extension of the customer's own website
    aliases: tuple[str, ...] = ()
    misspellings: tuple[str, ...] = ()
    ambiguous_aliases: tuple[str, ...] = ()
    ambiguous_with: tuple[str, ...] = ()
    sends_through: str | None = None
    from_rewritten: bool | None = None
    mailbox_domains: tuple[str, ...] = ()
    spf: ServiceSpf = ServiceSpf()
    dkim: ServiceDkim = ServiceDkim()
    return_path: tuple[WantedRecord, ...] = ()
    verification: tuple[WantedRecord, ...] = ()
    tracking: tuple[WantedRecord, ...] = ()
    delegation: tuple[WantedRecord, ...] = ()
    dmarc_required: bool | None = None
    own_smtp: OwnSmtp = OwnSmtp()
    smtp_login: SmtpLogin | None = None
    settings_path: str | None = None
    validates_in_product: bool | None = None
    fingerprints: Fingerprints = Fingerprints()
    seen_here: tuple[SeenHere, ...] = ()
    sources: tuple[Source, ...] = ()
    confidence: Confidence = Confidence.THIN
    guides: Mapping[str, str] = field(default_factory=dict)  # language → Markdown


@dataclass(frozen=True, slots=True, kw_only=True)
class Host:
    """The company in whose panel the customer edits his DNS.

    `tips` are for its customers, by language; `quirks` are for colleagues.
    """

    id: str
    name: str
    nameservers: tuple[str, ...] = ()  # suffixes of its NS names
    misspellings: tuple[str, ...] = ()
    panel: str = ""
    edit_path: str = ""
    host_field: str = "unknown"  # relative | fqdn | either | unknown
    apex_name: str = "unknown"  # "@", "" (leave it empty), "the domain" or "unknown"
    quotes_txt: bool | None = None
    trailing_dot: str = "unknown"  # never | needed | optional | unknown
    default_ttl_s: int | None = None
    quirks: tuple[str, ...] = ()
    tips: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sources: tuple[Source, ...] = ()
    confidence: Confidence = Confidence.THIN
    guides: Mapping[str, str] = field(default_factory=dict)  # language → Markdown


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """One subject that a guide explains, in every language.

    `drawing` names what a page draws beside the text (templates/guides/drawings);
    `reviewed` is the day ("2026-11-25") on which a person last read it through.
    """

    id: str
    titles: Mapping[str, str]
    guides: Mapping[str, str]  # language → Markdown, without the title
    examples: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    related: tuple[str, ...] = ()
    drawing: str | None = None
    reviewed: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskServer:
    """A mail server that the helpdesk runs for its customers."""

    host: str
    starttls_port: int | None = 587
    tls_port: int | None = 465


@dataclass(frozen=True, slots=True, kw_only=True)
class Helpdesk:
    """Whose helpdesk this is: everything that an operator decides."""

    id: str
    name: str
    demo: bool = False
    logo: str | None = None
    accent: str = "#0b6b5d"
    languages: tuple[str, ...] = ("nl", "en")
    time_zone: str = "Europe/Amsterdam"
    office_hours: Mapping[str, str] = field(
        default_factory=dict
    )  # "mon" → "09:00-17:00"
    contact: str = ""
    controller: str = ""
    privacy: str = ""
    servers: tuple[DeskServer, ...] = ()
    smtp_of_domain: bool = False  # customers also have smtp. + their own domain
    spf_include: str | None = None
    dkim_selector: str | None = None
    dmarc_report: str | None = None
    nameservers: tuple[str, ...] = ()  # suffixes: "your DNS is with us"
    mx_suffixes: tuple[str, ...] = ()  # suffixes: "your mailbox is with us"
    embed_sites: tuple[str, ...] = ()
    keep_conversations_days: int = 90
    keep_raw_days: int = 14
    pictures: bool = False  # whether a customer may send one to a person
    alert_mail: str | None = None  # where the desk hears of who waits
    alert_webhook: str | None = None  # its own system, told the same
    alert_before_min: int = 30  # and again so long before the promised time
    figures_per_colleague: bool = False  # whether colleagues see each other's numbers


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoCustomer:
    """An invented customer of the demo world: a story, and a question to ask."""

    domain: str
    stories: Mapping[str, str]  # language → what is the matter
    questions: Mapping[str, str]  # language → what this customer would ask
