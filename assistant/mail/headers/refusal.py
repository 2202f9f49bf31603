"""A refusal: the line with which a receiver sent a message back.

Receivers reuse codes and mistype them, so the words are read too, and the words
win where both speak.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from assistant.mail.headers.makers import list_of, maker_of

MOST_LINES = 2_000
MOST_TEXT = 1_500
# RFC 5321 §4.2 and RFC 3463 §2: 550 5.7.26, 550-5.7.26, 550 #5.7.1, <550 5.1.1.
REPLY = re.compile(
    r"(?<![\d.])([45]\d\d)[ -]{1,2}#?(?:\(#?)?([245]\.\d{1,3}\.\d{1,3})(?![\d.])"
)
BARE = re.compile(
    r"(?:^|said: |[Rr]emote host: |smtp; ?)([45]\d\d)[ -](?=[A-Za-z<(\[])"
)
STATUS = re.compile(r"\b([45]\.[0-7]\.\d{1,3})\b")

# Words first: what they say is what was meant. Each row is looked for in order.
WORDS = (
    ("dmarc", ("dmarc policy", "'s dmarc", "dmarc validation", "dmarc check",
               "dmarc verification", "failed dmarc", "dmarc fail", "fails dmarc",
               "dmarc evaluation", "dmarc unauthenticated", "due to dmarc")),
    ("blocklist", ("spamhaus", "spamcop", "blacklist", "block list", "blocklist",
                   "blocklisted", "rbl", "dnsbl", "sorbs", "barracudacentral",
                   "s3140", "s3150", "banned sending ip", "blocked using",
                   "listed at", "listed by", "is listed", "uceprotect",
                   "ipcheck.proofpoint", "abusix", "bloklijst")),
    ("reverse", ("ptr record", "reverse dns", "reverse lookup", "no ptr", "rdns",
                 "cannot find your hostname", "cannot find your reverse")),
    ("greylisting", ("greylist", "graylist", "grey listed", "greylisted")),
    ("spf", ("hard fail policy", "spf check", "spf fail", "spf validation",
             "failed spf", "not allowed to send", "spf record", "does not designate",
             "sender policy framework", "spf =", "spf: fail")),
    ("dkim", ("dkim check", "failed dkim", "dkim signature", "dkim = did not pass",
              "isn't signed", "not dkim")),
    ("authentication", ("unauthenticated", "authentication checks",
                        "required authentication level", "either spf or dkim",
                        "not authenticated", "authentication results",
                        "sender authentication")),
    ("full", ("mailbox full", "mailbox is full", "over quota", "quota exceeded",
              "out of storage", "insufficient storage", "overquota",
              "not enough storage", "mailbox vol")),
    ("login", ("authentication required", "authentication failed",
               "authentication credentials", "535 ", "bad credentials",
               "not logged in", "authentication unsuccessful",
               "username and password not accepted", "invalid credentials")),
    ("relay", ("relay access denied", "relaying denied", "relay not permitted",
               "unable to relay", "relay denied", "relaying not allowed",
               "not permitted to relay")),
    ("mailbox", ("user unknown", "unknown user", "no such user", "does not exist",
                 "recipient not found", "mailbox unavailable", "no mailbox",
                 "recipient address rejected", "invalid recipient",
                 "resolver.adr.recipientnotfound", "unknown or illegal alias",
                 "no such recipient", "unrouteable address", "mailbox not found",
                 "address unknown", "account that you tried to reach is disabled",
                 "recipient unknown")),
    ("size", ("message too large", "size limit", "exceeds size", "too big",
              "size exceeds", "message size", "maximum message size")),
    ("rate", ("rate limit", "too many", "try again later", "throttl", "rate-limited",
              "temporarily deferred", "unusual rate", "sending limit")),
    ("reputation", ("reputation", "low sender score", "poor sender",
                    "user complaints", "unexpected volume")),
    ("content", ("spam", "content rejected", "content restriction", "suspicious",
                 "unsolicited", "virus", "malware", "phish", "message content",
                 "high probability", "banned content",
                 "junk mail")),
)  # fmt: skip
CODES = {
    "5.7.509": "dmarc",
    "5.7.515": "authentication",
    "5.7.26": "authentication",
    "4.7.26": "authentication",
    "4.7.32": "authentication",
    "5.7.32": "authentication",
    "5.7.23": "spf",
    "5.7.24": "spf",
    "4.7.24": "spf",
    "5.7.27": "spf",
    "4.7.27": "spf",
    "5.7.30": "dkim",
    "4.7.30": "dkim",
    "5.7.20": "dkim",
    "5.7.31": "authentication",
    "4.7.31": "authentication",
    "5.7.40": "authentication",
    "4.7.40": "authentication",
    "5.7.25": "reverse",
    "4.7.23": "reverse",
    "5.7.28": "reputation",
    "4.7.28": "reputation",
    "4.7.650": "reputation",
    "5.7.511": "blocklist",
    "5.7.513": "content",
    "5.2.2": "full",
    "4.2.2": "full",
    "5.1.1": "mailbox",
    "5.1.10": "mailbox",
    "5.1.0": "mailbox",
    "5.3.4": "size",
    "5.7.8": "login",
    "4.7.0": "rate",
}
# Ranges of Microsoft's: banned addresses, and what it puts off.
BANNED, PUT_OFF = range(606, 650), (range(500, 700), range(850, 900))


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """A reply of a mail server; `code` is 550, `enhanced` is 5.7.26.

    `kind` is what it means: dmarc, spf, dkim, authentication, blocklist,
    content, reputation, reverse, mailbox, full, login, relay, size, rate,
    greylisting, other. `maker` is who wrote it (gmail, postfix …), `listed_by`
    whose block list it names; None where the words do not tell.
    """

    code: str | None = None
    enhanced: str | None = None
    text: str = ""
    kind: str = "other"
    permanent: bool = True
    maker: str | None = None
    listed_by: str | None = None


def find_refusal(lines: Iterable[str]) -> Refusal | None:
    """Find the first refusal in some lines, with the lines that go on with it.

    RFC 5321 §4.2.1: a reply of many lines repeats its code.
    """
    said: list[str] = []
    code = enhanced = None
    for _, line in zip(range(MOST_LINES), lines, strict=False):
        text = line.strip()[:MOST_TEXT]
        match = REPLY.search(text)
        bare = None if match else BARE.search(text)
        if said and (not text or len(said) > 8):  # noqa: PLR2004 - a long reply
            break
        if said or match or bare:
            said.append(text)
        if match and not enhanced:
            code, enhanced = match.group(1), match.group(2)
        elif bare and not code:
            code = bare.group(1)
    if not said:
        return None
    whole = " ".join(said)[:MOST_TEXT]
    if not enhanced and (status := STATUS.search(whole)):
        enhanced = status.group(1)
    low = whole.lower()
    kind = _kind(low, enhanced)
    return Refusal(
        code=code,
        enhanced=enhanced,
        text=whole,
        kind=kind,
        permanent=_is_permanent(code, enhanced),
        maker=maker_of(low),
        listed_by=list_of(low) if kind == "blocklist" else None,
    )


def _is_permanent(code: str | None, enhanced: str | None) -> bool:
    # RFC 5321 §4.2.1: the first digit decides what the sender's server does. The
    # enhanced code is mistyped more often ("421 5.7.32" is Google's own).
    return not (code or enhanced or "5").startswith("4")


def _kind(text: str, enhanced: str | None) -> str:
    for kind, phrases in WORDS:
        if any(phrase in text for phrase in phrases):
            return kind
    if enhanced and enhanced[1:].startswith(".7."):
        number = int(enhanced[4:])
        if number in BANNED:
            return "blocklist"
        if enhanced[0] == "4" and any(number in part for part in PUT_OFF):
            return CODES.get(enhanced, "rate")
    return CODES.get(enhanced or "", "other")
