"""Who a message is from, as its reader sees it and as the servers had it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TypedDict

from assistant.mail.headers.envelope import envelope_of, is_forwarded
from assistant.mail.headers.fields import Field, first
from assistant.mail.headers.people import parse_mailbox
from assistant.mail.headers.received import parse_date
from assistant.mail.headers.stamps import Stamp
from assistant.mail.headers.words import decoded, shown


class Who(TypedDict):
    """The people of a message, under the names that Message has for them."""

    subject: str | None
    sent_at: datetime | None
    from_address: str | None
    from_domain: str | None
    from_display: str | None
    reply_to: str | None
    sender_address: str | None
    envelope_address: str | None
    envelope_domain: str | None
    forwarded: bool


def who(
    fields: Sequence[Field], stated: Stamp | None, *, passed_on: bool = False
) -> Who:
    """Read who the reader sees and who the servers had it from (RFC 5322 §3.6.2)."""
    author = parse_mailbox(first(fields, "from"))
    envelope = envelope_of(fields, stated)
    sender = parse_mailbox(first(fields, "sender")).address
    return Who(
        subject=line_of(fields, "subject"),
        sent_at=parse_date(first(fields, "date")),
        from_address=author.address,
        from_domain=author.domain,
        from_display=author.display,
        reply_to=parse_mailbox(first(fields, "reply-to")).address,
        sender_address=None if sender == author.address else sender,
        envelope_address=envelope.address,
        envelope_domain=envelope.domain,
        forwarded=passed_on or is_forwarded(fields, envelope.address),
    )


def line_of(fields: Sequence[Field], name: str) -> str | None:
    """Return a field as one line that is safe to show (RFC 5322 §3.6.5)."""
    value = first(fields, name)
    return None if value is None else shown(decoded(value))
