"""What a receiver's refusal says. One function a code; the words decide.

Kept apart is what a look at the DNS can cure (proof of the sender) from what it
never will: a full mailbox, a wrong password, a message that is too large.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from assistant.diagnosis.codes import Code
from assistant.diagnosis.finding import Details, Finding
from assistant.diagnosis.told import Told, is_helpdesks, service_name
from assistant.knowledge.shelf import Shelf
from assistant.mail.headers.refusal import Refusal

KINDS: Mapping[str, Code] = {
    "dmarc": Code.REFUSED_UNPROVEN,
    "spf": Code.REFUSED_UNPROVEN,
    "dkim": Code.REFUSED_UNPROVEN,
    "authentication": Code.REFUSED_UNPROVEN,
    "sender_domain": Code.REFUSED_SENDER_DOMAIN,
    "blocklist": Code.REFUSED_LISTED,
    "listed": Code.REFUSED_LISTED,  # as older conversations name it
    "reputation": Code.REFUSED_REPUTATION,
    "content": Code.REFUSED_CONTENT,
    "reverse": Code.REFUSED_NAMELESS_SERVER,
    "mailbox": Code.REFUSED_UNKNOWN_MAILBOX,
    "unknown": Code.REFUSED_UNKNOWN_MAILBOX,  # as older conversations name it
    "full": Code.REFUSED_FULL_MAILBOX,
    "recipient": Code.REFUSED_BY_RECIPIENT,
    "login": Code.REFUSED_LOGIN,
    "not_owner": Code.REFUSED_OTHER_ADDRESS,
    "relay": Code.REFUSED_RELAY,
    "account": Code.REFUSED_OWN_LIMIT,
    "size": Code.REFUSED_SIZE,
    "rate": Code.REFUSED_RATE,
    "greylisting": Code.REFUSED_GREYLISTING,
    "format": Code.REFUSED_FORMAT,
    "encryption": Code.REFUSED_ENCRYPTION,
    "loop": Code.REFUSED_LOOP,
    "unreachable": Code.REFUSED_UNREACHABLE,
}
BULK = "5.7.515"  # Microsoft's, for who sends much: all three must hold
# What no record of the customer's own domain can cure.
BESIDE_DNS = frozenset(KINDS.values()) - {
    Code.REFUSED_UNPROVEN,
    Code.REFUSED_SENDER_DOMAIN,
    Code.REFUSED_REPUTATION,
    Code.REFUSED_CONTENT,
}
# Houses by their names. Postfix, Exim and Exchange are programs that anybody
# runs, so "the receiver" says more than their names do.
HOUSES = {
    "gmail": "Gmail", "microsoft": "Microsoft", "yahoo": "Yahoo", "apple": "Apple",
    "kpn": "KPN", "ziggo": "Ziggo", "spamexperts": "SpamExperts",
    "proofpoint": "Proofpoint", "mimecast": "Mimecast", "barracuda": "Barracuda",
    "ironport": "Cisco",
}  # fmt: skip
LISTS = {
    "spamhaus": "Spamhaus", "spamcop": "SpamCop", "barracuda": "Barracuda",
    "sorbs": "SORBS", "uceprotect": "UCEPROTECT", "abusix": "Abusix",
    "invaluement": "Invaluement", "0spam": "0spam", "spfbl": "SPFBL", "s5h": "s5h.net",
    "kpn": "KPN", "microsoft": "Microsoft", "proofpoint": "Proofpoint",
    "talos": "Talos (Cisco)",
}  # fmt: skip


def code_of(refusal: Refusal) -> Code:
    """The code of what a refusal means."""
    return KINDS.get(refusal.kind, Code.REFUSED_OTHERWISE)


def told_of(
    refusal: Refusal, *, shown: str = "", service: str = "", ours: bool = False
) -> Details:
    """Everything that a text about a refusal may say."""
    return {
        "about": refusal.about or "",
        "mechanism": "bulk" if refusal.enhanced == BULK else refusal.kind,
        "permanent": refusal.permanent,
        "maker": HOUSES.get(refusal.maker or "", ""),
        "listed_by": LISTS.get(refusal.listed_by or "", ""),
        "ip": refusal.ip or "",
        "ours": ours,
        "service": service,
        "shown": shown or refusal.about or "",
    }


def refused_unproven(evidence: Told, shelf: Shelf) -> Iterator[Finding]:
    """The receiver saw no proof that the mail is the sender's."""
    yield from _found(Code.REFUSED_UNPROVEN, evidence, shelf)


def refused_sender_domain(evidence: Told, shelf: Shelf) -> Iterator[Finding]:
    """The receiver cannot find the sender's domain in the DNS."""
    yield from _found(Code.REFUSED_SENDER_DOMAIN, evidence, shelf)


def refused_listed(evidence: Told, shelf: Shelf) -> Iterator[Finding]:
    """The sending server stands on a block list."""
    yield from _found(Code.REFUSED_LISTED, evidence, shelf)


def refused_reputation(evidence: Told, shelf: Shelf) -> Iterator[Finding]:
    """The sending server or domain has a bad name."""
    yield from _found(Code.REFUSED_REPUTATION, evidence, shelf)


def refused_content(evidence: Told, shelf: Shelf) -> Iterator[Finding]:
    """The receiver takes the text for spam."""
    yield from _found(Code.REFUSED_CONTENT, evidence, shelf)


def refused_nameless_server(evidence: Told, shelf: Shelf) -> Iterator[Finding]:
    """The sending server has no name that leads back to it."""
    yield from _found(Code.REFUSED_NAMELESS_SERVER, evidence, shelf)


def refused_unknown_mailbox(evidence: Told, shelf: Shelf) -> Iterator[Finding]:
    """The recipient's address does not exist."""
    yield from _found(Code.REFUSED_UNKNOWN_MAILBOX, evidence, shelf)


def refused_full_mailbox(evidence: Told, shelf: Shelf) -> Iterator[Finding]:
    """The recipient's mailbox is full."""
    yield from _found(Code.REFUSED_FULL_MAILBOX, evidence, shelf)


def refused_by_recipient(evidence: Told, shelf: Shelf) -> Iterator[Finding]:
    """A rule of the recipient's own stops this sender."""
    yield from _found(Code.REFUSED_BY_RECIPIENT, evidence, shelf)


def refused_login(evidence: Told, shelf: Shelf) -> Iterator[Finding]:
    """The program could not log in to its mail server."""
    yield from _found(Code.REFUSED_LOGIN, evidence, shelf)


def refused_other_address(evidence: Told, shelf: Shelf) -> Iterator[Finding]:
    """The account may not send under this address."""
    yield from _found(Code.REFUSED_OTHER_ADDRESS, evidence, shelf)


def refused_relay(evidence: Told, shelf: Shelf) -> Iterator[Finding]:
    """The server does not pass on mail of whoever did not log in."""
    yield from _found(Code.REFUSED_RELAY, evidence, shelf)


def refused_own_limit(evidence: Told, shelf: Shelf) -> Iterator[Finding]:
    """The customer's own account may not send for now."""
    yield from _found(Code.REFUSED_OWN_LIMIT, evidence, shelf)


def refused_size(evidence: Told, shelf: Shelf) -> Iterator[Finding]:
    """The message is larger than the receiver takes."""
    yield from _found(Code.REFUSED_SIZE, evidence, shelf)


def refused_rate(evidence: Told, shelf: Shelf) -> Iterator[Finding]:
    """The receiver takes no more for the moment."""
    yield from _found(Code.REFUSED_RATE, evidence, shelf)


def refused_greylisting(evidence: Told, shelf: Shelf) -> Iterator[Finding]:
    """The receiver lets an unknown sender wait once."""
    yield from _found(Code.REFUSED_GREYLISTING, evidence, shelf)


def refused_format(evidence: Told, shelf: Shelf) -> Iterator[Finding]:
    """The message breaks the rules of how mail is written."""
    yield from _found(Code.REFUSED_FORMAT, evidence, shelf)


def refused_encryption(evidence: Told, shelf: Shelf) -> Iterator[Finding]:
    """The receiver asks for encryption."""
    yield from _found(Code.REFUSED_ENCRYPTION, evidence, shelf)


def refused_loop(evidence: Told, shelf: Shelf) -> Iterator[Finding]:
    """The message went round in circles."""
    yield from _found(Code.REFUSED_LOOP, evidence, shelf)


def refused_unreachable(evidence: Told, shelf: Shelf) -> Iterator[Finding]:
    """The recipient's server was not reached."""
    yield from _found(Code.REFUSED_UNREACHABLE, evidence, shelf)


def refused_otherwise(evidence: Told, shelf: Shelf) -> Iterator[Finding]:
    """The receiver refused, and does not say why in words that we know."""
    yield from _found(Code.REFUSED_OTHERWISE, evidence, shelf)


def _found(code: Code, evidence: Told, shelf: Shelf) -> Iterator[Finding]:
    facts = evidence.message
    refusal = facts.refusal if facts else None
    if facts is None or refusal is None or code_of(refusal) is not code:
        return
    ip = refusal.ip
    details = told_of(
        refusal,
        shown=facts.shown or "",
        service=service_name(facts, shelf),
        ours=is_helpdesks(evidence, ip, shelf),
    )
    at = facts.shown or evidence.subject.domain
    yield Finding(code=code, at=at, details=details)
