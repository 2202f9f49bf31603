"""Whose server an address belongs to, as far as an include confirms it today."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.mail.verdict import Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class SenderFacts:
    """One sending address that the record of its domain does not let pass.

    `service` is the one of which an include holds the address, asked just now, or
    "" where none does; `include` is that host, or "" where its maker does not own
    up to it, so that it is never advised. `told_by` is what led there: networks,
    ranges, name, message, mailbox or record.
    """

    ip: str
    address: str
    verdict: Verdict
    service: str = ""
    include: str = ""
    told_by: str = ""
