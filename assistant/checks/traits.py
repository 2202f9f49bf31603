"""How a service sends, as far as one customer's message proves it.

A header is typed by whoever pastes it, so that little of it counts: a signature
only where the receiver stated that it passes, or we verified it; and nothing of a
message that left from the customer's own server, was forwarded, or is shown with
an address of a free mailbox or of the service itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from assistant.checks.message import SERVICE_ADDRESS, MessageFacts
from assistant.checks.stated import DkimResult
from assistant.knowledge.seen_here import ENVELOPE, OWN, SELECTOR, SERVER, SIGNER
from assistant.knowledge.sheet import is_name
from assistant.lookup.name import registered_domain
from assistant.mail.dkim.signature import Signature
from assistant.mail.headers.border import same_house
from assistant.mail.verdict import Verdict
from assistant.understanding.free_mail import FREE_MAIL_DOMAINS

Trait = tuple[str, str]
"""What kind of fact (knowledge/seen_here.py), and its value."""

LONGEST = 253  # characters of a name (RFC 1035 §2.3.4)


def customer_of(facts: MessageFacts) -> str | None:
    """Whose message it is: the domain that somebody registered, never a part of it.

    None for an address of a free mailbox, of which thousands are customers.
    """
    top = registered_domain(facts.shown or "")
    return None if {top, facts.shown} & FREE_MAIL_DOMAINS else top


def traits(facts: MessageFacts, own_servers: Iterable[str] = ()) -> tuple[Trait, ...]:
    """Give what *facts* prove of whoever sent the message for the customer.

    Args:
        facts: One message, measured.
        own_servers: Hosts through which the customer sends himself.
    """
    customer, message = customer_of(facts), facts.message
    entry = message.border
    host = entry.sender if entry else None
    if customer is None or host is None or facts.sender_case == SERVICE_ADDRESS:
        return ()
    if message.forged_stamp or message.forwarded or message.mailing_list:
        return ()
    if any(same_house(host, one) for one in (customer, *own_servers)):
        return ()
    found = {*_of_signatures(facts, customer), (SERVER, host)}
    if message.envelope_domain:
        found.add((ENVELOPE, _whose(message.envelope_domain, customer)))
    return tuple(sorted(one for one in found if _may_be_kept(one[1])))


def _of_signatures(facts: MessageFacts, customer: str) -> Iterator[Trait]:
    for one in _passing(facts):
        signer = _whose(one.domain, customer)
        yield SIGNER, signer
        if signer == OWN:  # of another domain it is no name to look at
            yield SELECTOR, one.selector.lower()


def _passing(facts: MessageFacts) -> Iterator[Signature]:
    signatures = facts.message.signatures
    results = (*facts.stated.dkim, *facts.verified.dkim)
    passed = [one for one in results if one.result is Verdict.PASS]
    for one in signatures:
        alone = sum(each.domain == one.domain for each in signatures) == 1
        if one.domain and one.selector and any(_is_of(r, one, alone) for r in passed):
            yield one


def _is_of(result: DkimResult, signature: Signature, alone: bool) -> bool:
    """Whether a result is of this signature; some receivers leave the selector out."""
    if result.domain != signature.domain:
        return False
    told = result.selector
    return alone if told is None else told.lower() == signature.selector.lower()


def _whose(domain: str, customer: str) -> str:
    return OWN if registered_domain(domain) == customer else domain


def _may_be_kept(value: str) -> bool:
    return len(value) <= LONGEST and is_name(value)
