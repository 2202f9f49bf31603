"""The sheet on which an operator describes his own helpdesk.

Its keys are the fields of Helpdesk, so that the commented example that
`bezorgd init` writes and the value that the program works with read the same.
"""

from __future__ import annotations

import re

from assistant.knowledge.guide import DeskServer, Helpdesk
from assistant.knowledge.parse import HIGHEST_PORT, stem
from assistant.knowledge.sheet import Ledger, Sheet, open_sheet

_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_HOURS = re.compile(r"(?:[01]\d|2[0-3]):[0-5]\d-(?:[01]\d|2[0-4]):[0-5]\d")
_MAILBOX = re.compile(r"[^\s@;,!]+@[a-z0-9.-]+")  # it ends up in customers' DNS
_WEBHOOK = re.compile(
    r"(https://[a-z0-9.-]+|http://(?:127\.0\.0\.1|localhost))(:[0-9]{1,5})?(/[!-~]*)?"
)
_HOURS_HINT = "hours such as 09:00-17:00"
_WEBHOOK_HINT = "https:// and where; http:// only for this machine itself"
_COLOUR = re.compile(r"#[0-9a-f]{6}", re.IGNORECASE)


def read_helpdesk(text: str, file: str, ledger: Ledger) -> Helpdesk:
    """Read a helpdesk: helpdesks/ID.yaml, or an operator's helpdesk.yaml."""
    sheet, usual = open_sheet(text, file, ledger), Helpdesk(id="", name="")
    helpdesk = Helpdesk(
        id=sheet.text("id") or stem(file),
        name=sheet.text("name", required=True),
        demo=sheet.flag("demo") or False,
        logo=sheet.maybe("logo"),
        accent=_shaped(sheet, "accent", _COLOUR, "a colour such as #0b6b5d")
        or usual.accent,
        languages=sheet.texts("languages") or usual.languages,
        time_zone=sheet.text("time_zone") or usual.time_zone,
        office_hours=_office_hours(sheet.part("office_hours")),
        contact=sheet.text("contact"),
        controller=sheet.text("controller"),
        privacy=sheet.text("privacy"),
        servers=tuple(_desk_server(part) for part in sheet.parts("servers")),
        smtp_of_domain=sheet.flag("smtp_of_domain") or False,
        spf_include=sheet.name("spf_include"),
        dkim_selector=sheet.name("dkim_selector"),
        dmarc_report=_shaped(sheet, "dmarc_report", _MAILBOX, "an e-mail address"),
        nameservers=sheet.names("nameservers"),
        mx_suffixes=sheet.names("mx_suffixes"),
        embed_sites=sheet.texts("embed_sites"),
        keep_conversations_days=sheet.number("keep_conversations_days", 1, 3650)
        or usual.keep_conversations_days,
        keep_raw_days=sheet.number("keep_raw_days", 1, 3650) or usual.keep_raw_days,
        pictures=sheet.flag("pictures") or False,
        alert_mail=_shaped(sheet, "alert_mail", _MAILBOX, "an e-mail address"),
        alert_webhook=_shaped(sheet, "alert_webhook", _WEBHOOK, _WEBHOOK_HINT),
        alert_before_min=sheet.number("alert_before_min", 1, 10_080)
        or usual.alert_before_min,
        figures_per_colleague=sheet.flag("figures_per_colleague") or False,
    )
    sheet.close()
    return helpdesk


def _office_hours(sheet: Sheet) -> dict[str, str]:
    spans = ((day, _shaped(sheet, day, _HOURS, _HOURS_HINT)) for day in _DAYS)
    return {day: span for day, span in spans if span}


def _desk_server(sheet: Sheet) -> DeskServer:
    host = sheet.name("host")
    if host is None:
        sheet.ledger.complain(sheet.at("host"), "no host", "the server's name")
    usual = DeskServer(host=host or "")
    return DeskServer(
        host=usual.host,
        starttls_port=_port(sheet, "starttls_port", usual.starttls_port),
        tls_port=_port(sheet, "tls_port", usual.tls_port),
    )


def _port(sheet: Sheet, key: str, usual: int | None) -> int | None:
    written = sheet.number(key, 1, HIGHEST_PORT)
    return written if key in sheet.entries else usual


def _shaped(
    sheet: Sheet, key: str, shape: re.Pattern[str], expected: str
) -> str | None:
    value = sheet.maybe(key)
    if value is None or shape.fullmatch(value):
        return value
    sheet.ledger.complain(sheet.at(key), repr(value), expected)
    return None
