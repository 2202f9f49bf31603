"""The envelope: from whom the servers had it, and whether somebody passed it on."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.mail.headers.border import same_house
from assistant.mail.headers.fields import Field, first
from assistant.mail.headers.people import Mailbox, domain_of, parse_mailbox
from assistant.mail.headers.received import Hop
from assistant.mail.headers.stamps import Stamp


def envelope_of(fields: Sequence[Field], stated: Stamp | None) -> Mailbox:
    """Find the envelope sender: what the receiver noted, in order of trust.

    RFC 5321 §4.4: the last server writes Return-Path.
    """
    spf = stated.result("spf") if stated else None
    told = spf.property("smtp.mailfrom", "smtp.mail", "envelope-from") if spf else None
    for value in (first(fields, "return-path"), told):
        box = parse_mailbox(value)
        if box.domain:
            return box
        if domain := domain_of(value):
            return Mailbox(domain=domain)
    return Mailbox()


def is_forwarded(fields: Sequence[Field], envelope: str | None) -> bool:
    """Whether somebody passed the message on to another address.

    RFC 5322 §3.6.6, and what forwarders make of the envelope.
    """
    # Sender rewriting (SRS), Gmail's +caf_ address and Resent- fields are left
    # by forwarders only (RFC 5322 §3.6.6).
    low = (envelope or "").lower()
    if low.startswith(("srs0", "srs1", "prvs=srs")) or "+caf_=" in low:
        return True
    names = {one.key for one in fields}
    return bool(names & {"x-forwarded-to", "x-forwarded-for", "resent-from"})


def was_passed_on(hops: Sequence[Hop], entry: Hop | None) -> bool:
    """Whether a server on the way had it for a reader of its own house.

    The line in which it came in at the last receiver names another reader, and
    the server before that had taken the message in for somebody there: so that
    one sent it on.

    RFC 5321 §3.9.1, §4.4: `for` names the reader in the envelope of that hop.
    """
    last = next((hop.for_domain for hop in hops if hop.for_domain), None)
    if entry is None or last is None:
        return False
    before = (hop for hop in hops if hop.position > entry.position and hop.for_domain)
    return any(
        hop.for_domain != last
        and bool(hop.by)
        and same_house(hop.by or "", hop.for_domain or "")
        and not same_house(hop.for_domain or "", last)
        for hop in before
    )


def is_mailing_list(fields: Sequence[Field]) -> bool:
    """Whether a list on which readers write sent it out (RFC 2369 §3.4).

    A newsletter has a List-Id too, and nowhere to post to.
    """
    names = {one.key for one in fields}
    lists = {"list-post", "x-beenthere", "x-mailman-version"}
    return "list-id" in names and bool(names & lists)
