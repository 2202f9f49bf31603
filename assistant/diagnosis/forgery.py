"""Whether unproven mail looks like somebody else's, or like the customer's own.

Both fail SPF and bear no signature. A web form or a new program that was never
put in the DNS is the far likelier story; so several signs must come together
before a message is called forged, and traces of software of one's own count
against it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.checks.message import MessageFacts
from assistant.mail.dmarc.align import relaxed_by_suffix
from assistant.mail.headers.border import same_house
from assistant.mail.headers.fields import first
from assistant.mail.headers.people import domain_of
from assistant.mail.headers.received import address
from assistant.mail.verdict import Verdict

ENOUGH = 4
OF_ONES_OWN = -5
STRICT = frozenset({"quarantine", "reject", "oreject"})
# How networks name the lines of households and of rented machines.
LINE_OF_HOUSEHOLD = re.compile(
    r"(?:^|[.-])(?:dsl|adsl|vdsl|cable|dyn|dynamic|dhcp|pool|ppp|broadband|client"
    r"|cust|customer|static|ip)[.-]|\d{1,3}[.-]\d{1,3}[.-]\d{1,3}[.-]\d{1,3}"
)
SUSPECT = ("CAT SPOOF", "CAT PHSH", "CAT HPHSH", "CAT HPHISH", "CAT DIMP", "CAT UIMP",
           "SFTY 9.")  # fmt: skip
OWN_SOFTWARE = frozenset(
    {
        "x-php-originating-script", "x-php-script", "x-source-dir", "x-mailer",
        "user-agent", "x-authenticated-sender", "x-antiabuse", "feedback-id",
        "x-get-message-sender-via", "x-wp-mail",
    }
)  # fmt: skip
LOGGED_IN = frozenset({"esmtpa", "esmtpsa", "utf8smtpa", "utf8smtpsa"})


def looks_forged(facts: MessageFacts) -> bool:
    """Weigh the signs; what speaks for software of one's own weighs heavily."""
    return sum(_signs(facts)) >= ENOUGH


def _signs(facts: MessageFacts) -> Iterator[int]:
    message, entry = facts.message, facts.message.border
    spf, dmarc = facts.best.spf, facts.best.dmarc
    shown = facts.shown or ""
    names = {one.key for one in message.fields}
    own = bool(names & OWN_SOFTWARE) or facts.service is not None
    yield OF_ONES_OWN * own
    yield OF_ONES_OWN * any(
        (hop.protocol or "").lower() in LOGGED_IN for hop in message.hops
    )
    yield OF_ONES_OWN * (facts.sender_case == "own_server")
    yield 1 * (spf is not None and spf.result is Verdict.FAIL)
    asked = ((dmarc.policy or ""), (dmarc.disposition or "")) if dmarc else ()
    yield 1 * bool(STRICT & set(asked))
    yield 2 * ("name-plays-an-address" in facts.notes)
    yield 2 * _differs(shown, domain_of(message.reply_to))
    yield 2 * any(word.startswith(SUSPECT) for word in message.spam.why)
    number = domain_of(first(message.fields, "message-id"))
    host = (entry.sender or "") if entry else ""
    yield 1 * (_differs(shown, number) and not (number and same_house(number, host)))
    if entry is None:
        return
    yield 2 * (entry.named is False or bool(LINE_OF_HOUSEHOLD.search(host)))
    yield 1 * (not entry.tls)
    called = entry.helo or ""
    yield 1 * ("." not in called or address(called) is not None)


def _differs(shown: str, domain: str | None) -> bool:
    return domain is not None and not relaxed_by_suffix(shown, domain)
