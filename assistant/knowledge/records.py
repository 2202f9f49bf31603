"""The part of a service's sheet that says what stands, or should stand, in the DNS.

What is the same for every customer is a value that can be published and checked.
What differs per account has a shape at most: nobody can guess the rest.
"""

from __future__ import annotations

from assistant.knowledge.guide import Aligns, ServiceDkim, ServiceSpf, WantedRecord
from assistant.knowledge.sheet import NAME_HINT, UNKNOWN, Sheet, is_name

REGIONS = ("EU", "US")
_RECORD_TYPES = ("CNAME", "TXT", "MX", "NS", "A", "AAAA", UNKNOWN)


def read_spf(sheet: Sheet) -> ServiceSpf:
    """Read what a service's mail means for SPF."""
    regions = sheet.part("include_by_region")
    return ServiceSpf(
        include=sheet.name("include"),
        advised_by_maker=sheet.flag("advised_by_maker"),
        aligns=Aligns(sheet.choice("aligns", tuple(Aligns), Aligns.UNKNOWN)),
        candidates=sheet.names("candidates"),
        seen=sheet.names("seen"),
        by_region={
            region: host for region in REGIONS if (host := regions.name(region))
        },
        lookups=sheet.number("lookups", 1, 20),
        note=sheet.text("note"),
    )


def read_dkim(sheet: Sheet) -> ServiceDkim:
    """Read how a service signs in the customer's name."""
    return ServiceDkim(
        records=read_records(sheet, "records"),
        selectors=sheet.names("selectors"),
        targets=sheet.names("targets"),
        aligns=sheet.flag("aligns"),
        note=sheet.text("note"),
    )


def read_records(sheet: Sheet, key: str) -> tuple[WantedRecord, ...]:
    """Read the records of a list: what a service asks its customers to publish."""
    records = []
    for part in sheet.parts(key):
        record = WantedRecord(
            type=part.choice("type", _RECORD_TYPES, ""),
            host=part.text("host", required=True),
            value=part.maybe("value"),
            per_account=part.flag("per_account") or False,
            shape=part.text("shape"),
        )
        _check_record(record, part)
        records.append(record)
    return tuple(records)


def _check_record(record: WantedRecord, sheet: Sheet) -> None:
    complain = sheet.ledger.complain
    if record.per_account:
        if record.value is not None:
            expected = "a shape: only the account shows the value"
            complain(sheet.at("value"), repr(record.value), expected)
        return
    if record.type == UNKNOWN:
        complain(sheet.at("type"), "an unknown type", "a type, or per_account: true")
    if record.shape:
        complain(sheet.at("shape"), "a shape", "a value, or per_account: true")
    elif record.value is None:
        expected = "a value, or per_account: true"
        complain(sheet.at(), "a record without value", expected)
    elif record.type in {"CNAME", "NS"} and not is_name(record.value):
        complain(sheet.at("value"), repr(record.value), NAME_HINT)
    if record.host != "@" and not is_name(f"{record.host}.example"):
        complain(sheet.at("host"), repr(record.host), "@, or a name without the domain")
