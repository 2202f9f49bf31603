"""From the text of a service's or host's sheet to its value.

The form of each kind of guide is the function that reads it: a key that stands
here may be written, any other is refused. Text is handed in; files.py reads it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from ipaddress import ip_network

from assistant.knowledge.guide import (
    Confidence,
    Fingerprints,
    Host,
    OwnSmtp,
    Service,
    SmtpLogin,
    Source,
)
from assistant.knowledge.records import read_dkim, read_records, read_spf
from assistant.knowledge.seen_here import read_seen_here, with_seen
from assistant.knowledge.sheet import UNKNOWN, Ledger, Sheet, open_sheet

LANGUAGES = ("nl", "en")
"""The languages in which every guide must exist."""

KINDS = (
    "newsletter",
    "invoicing",
    "crm",
    "transactional",
    "webshop",
    "helpdesk",
    "mailbox",
    "website",
    "forms",
    "hr",
    "other",
)
_SOURCE_KINDS = ("page", "helpdesk", "archive", "observed")
_ADDRESS = re.compile(r"https?://\S+")
HIGHEST_PORT = 65_535


def read_service(
    text: str, file: str, guides: Mapping[str, str], ledger: Ledger
) -> Service:
    """Read knowledge/services/ID.yaml; *guides* are its pages by language."""
    sheet = open_sheet(text, file, ledger)
    names, seen = sheet.part("names"), read_seen_here(sheet)
    service = Service(
        id=_id(sheet),
        name=sheet.text("name", required=True),
        kind=sheet.choice("kind", KINDS, "other"),
        sends_from_website=sheet.flag("sends_from_website") or False,
        homepage=sheet.text("homepage"),
        country=sheet.text("country"),
        sends_from_eu=sheet.flag("sends_from_eu"),
        aliases=names.texts("aliases"),
        misspellings=names.texts("misspellings"),
        ambiguous_aliases=names.texts("ambiguous"),
        ambiguous_with=names.texts("confused_with"),
        sends_through=sheet.maybe("sends_through"),
        from_rewritten=sheet.flag("from_rewritten"),
        mailbox_domains=sheet.names("mailbox_domains"),
        spf=read_spf(sheet.part("spf")),
        dkim=read_dkim(sheet.part("dkim")),
        return_path=read_records(sheet, "return_path"),
        verification=read_records(sheet, "verification"),
        tracking=read_records(sheet, "tracking"),
        delegation=read_records(sheet, "delegation"),
        dmarc_required=sheet.part("dmarc").flag("required"),
        own_smtp=_own_smtp(sheet.part("own_smtp")),
        smtp_login=_login(sheet),
        settings_path=sheet.maybe("settings_path"),
        validates_in_product=sheet.flag("validates_in_product"),
        fingerprints=with_seen(_fingerprints(sheet.part("recognise")), seen),
        seen_here=seen,
        sources=_sources(sheet),
        confidence=_confidence(sheet),
        guides=dict(guides),
    )
    _cross_check(service, sheet, names)
    return service


def read_host(text: str, file: str, guides: Mapping[str, str], ledger: Ledger) -> Host:
    """Read knowledge/hosts/ID.yaml; *guides* are its pages by language."""
    sheet = open_sheet(text, file, ledger)
    host = Host(
        id=_id(sheet),
        name=sheet.text("name", required=True),
        nameservers=sheet.names("nameservers"),
        misspellings=sheet.texts("misspellings"),
        panel=sheet.text("panel"),
        edit_path=sheet.text("edit_path"),
        host_field=sheet.choice(
            "host_field", ("relative", "fqdn", "either", UNKNOWN), UNKNOWN
        ),
        apex_name=_apex(sheet),
        quotes_txt=sheet.flag("quotes_txt"),
        trailing_dot=sheet.choice(
            "trailing_dot", ("never", "needed", "optional", UNKNOWN), UNKNOWN
        ),
        default_ttl_s=sheet.number("default_ttl_s", 1, 604_800),
        quirks=sheet.texts("quirks"),
        tips=_tips(sheet),
        sources=_sources(sheet),
        confidence=_confidence(sheet),
        guides=dict(guides),
    )
    sheet.close()
    return host


def _tips(sheet: Sheet) -> dict[str, tuple[str, ...]]:
    """What a customer should know; as many things in every language."""
    part = sheet.part("tips")
    tips = {language: part.texts(language) for language in LANGUAGES}
    if len({len(told) for told in tips.values()}) > 1:
        expected = "as many in every language"
        sheet.ledger.complain(sheet.at("tips"), "tips that some cannot read", expected)
    return tips


def _own_smtp(sheet: Sheet) -> OwnSmtp:
    return OwnSmtp(
        supported=sheet.flag("supported"),
        where=sheet.text("where"),
        note=sheet.text("note"),
    )


def _login(sheet: Sheet) -> SmtpLogin | None:
    part = sheet.part("smtp_login")
    host = part.name("host")
    starttls = part.number("starttls_port", 1, HIGHEST_PORT)
    tls = part.number("tls_port", 1, HIGHEST_PORT)
    if host is None:
        return None
    return SmtpLogin(host=host, starttls_port=starttls, tls_port=tls)


def _fingerprints(sheet: Sheet) -> Fingerprints:
    return Fingerprints(
        headers=sheet.texts("headers"),
        received_hosts=sheet.names("received_hosts"),
        return_paths=sheet.names("return_paths"),
        dkim_domains=sheet.names("dkim_domains"),
        from_domains=sheet.names("from_domains"),
        message_id_domains=sheet.names("message_id_domains"),
        ip_ranges=_ranges(sheet),
        mx_suffixes=sheet.names("mx_suffixes"),
    )


def _ranges(sheet: Sheet) -> tuple[str, ...]:
    good = []
    for text, place in sheet.placed_texts("ip_ranges"):
        try:
            good.append(str(ip_network(text)))
        except ValueError:
            expected = "a network such as 192.0.2.0/24"
            sheet.ledger.complain(place, repr(text), expected)
    return tuple(good)


def _sources(sheet: Sheet) -> tuple[Source, ...]:
    sources = []
    for part in sheet.parts("sources"):
        source = Source(
            url=part.text("url", required=True),
            what=part.text("what"),
            official=part.flag("official") or False,
            seen=part.plain("seen") or UNKNOWN,
            kind=part.choice("kind", _SOURCE_KINDS, "page"),
        )
        if source.kind == "page" and not _ADDRESS.fullmatch(source.url):
            expected = "an address, or another kind of source"
            part.ledger.complain(part.at("url"), repr(source.url), expected)
        sources.append(source)
    return tuple(sources)


def _confidence(sheet: Sheet) -> Confidence:
    return Confidence(sheet.choice("confidence", tuple(Confidence), Confidence.THIN))


def _id(sheet: Sheet) -> str:
    written, expected = sheet.text("id"), stem(sheet.file)
    if written != expected:
        sheet.ledger.complain(
            sheet.at("id"), f"id {written!r}", f"the file's name, {expected!r}"
        )
    return expected


def stem(file: str) -> str:
    """The id that a file's name gives: "services/wefact.yaml" → "wefact"."""
    return file.rpartition("/")[2].partition(".")[0]


def _apex(sheet: Sheet) -> str:
    # "" is an answer here (leave the field empty) and differs from not knowing.
    if "apex_name" not in sheet.entries:
        sheet.asked.add("apex_name")
        return UNKNOWN
    if sheet.plain("apex_name") == UNKNOWN:
        return UNKNOWN
    return sheet.text("apex_name")


def _cross_check(service: Service, sheet: Sheet, names: Sheet) -> None:
    """Tell what shows when all is read: stray keys, shared names, no sources."""
    sheet.close()
    ledger = sheet.ledger
    ledger.claim(sheet.at("name"), service.name, service.id)
    for key in ("aliases", "misspellings"):
        for word, place in names.placed_texts(key):
            ledger.claim(place, word, service.id)
    for other, place in names.placed_texts("confused_with"):
        ledger.refer(place, "service", other)
    if service.sends_through:
        ledger.refer(sheet.at("sends_through"), "service", service.sends_through)
    if not service.sources and service.confidence is not Confidence.THIN:
        expected = "sources, or confidence: thin"
        ledger.complain(sheet.at("confidence"), "facts without a source", expected)
