"""What refusals say, sorted by what they mean: phrases first, codes after them.

Words win over codes, since receivers reuse codes and mistype them. The rows are
looked for in order, the narrow ones first: a reply that says "rate limited due to
IP reputation" is about reputation.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

Rows = tuple[tuple[str, tuple[str, ...]], ...]

_SAID: Rows = (
    ("greylisting", ("greylist", "graylist", "grey listed", "grey-listed")),
    ("authentication", ("aligned with either the authenticated",)),
    ("dmarc", ("dmarc policy", "domain's dmarc", "dmarc validation", "dmarc check",
               "dmarc verification", "failed dmarc", "dmarc fail", "fails dmarc",
               "dmarc evaluation", "dmarc unauthenticated", "due to dmarc",
               "dmarc sender invalid", "pass dmarc", "dmarc reject")),
    ("sender_domain", ("sender address rejected: domain not found",
                       "domain of sender address", "sender domain must",
                       "sender domain does not exist", "unresolvable rfc",
                       "unresolvable from domain", "sender verify failed",
                       "invalid sender domain", "sender domain not found",
                       "sender's domain does not exist", "rejected: domain not found",
                       "cannot resolve your domain")),
    ("account", ("bad outbound sender", "tenant has exceeded", "spam abuse detected",
                 "banned sender", "daily user sending limit", "user sending limit",
                 "outgoing mail from", "sending limit exceeded", "sending quota",
                 "message rate per user", "exceeded the max emails per hour",
                 "exceeded the maximum defers and failures")),
    ("recipient", ("customer block list", "rejected by recipient", "user entry",
                   "user domain entry", "blocked senders", "block policy for",
                   "manual block", "notauthorized", "resolver.rst.sender",
                   "only accepts messages from",
                   "accepts mail from certain people", "restricted to",
                   "not on the list of allowed senders", "envelope blocked",
                   "host network not allowed", "does not want mail from",
                   "blocked by the recipient", "sender denied by recipient",
                   "anti-spoofing policy")),
    ("blocklist", ("spamhaus", "spamcop", "blacklist", "black list", "block list",
                   "blocklist", "blocklisted", "rbl", "dnsbl", "sorbs",
                   "barracudacentral", "barracuda reputation", "s3140", "s3150",
                   "banned sending ip", "blocked using", "listed at", "listed by",
                   "listed in", "is listed", "due to listing", "uceprotect",
                   "ipcheck.proofpoint", "dnsbl-lookup", "abusix", "bloklijst",
                   "zwarte lijst", "ip temporarily blacklisted")),
    ("reverse", ("ptr record", "reverse dns", "reverse lookup", "no ptr", "rdns",
                 "cannot find your hostname", "cannot find your reverse",
                 "reverse hostname", "valid ptr", "fcrdns")),
    ("encryption", ("requires encryption", "must issue a starttls", "tls required",
                    "requires tls", "requires high-strength ciphers",
                    "without a tls", "over a tls", "encryption required")),
    ("spf", ("hard fail policy", "spf check", "spf fail", "spf validation",
             "failed spf", "spf record", "does not designate", "pass with spf",
             "sender policy framework", "spf =", "spf: fail", "spf sender invalid",
             "authenticate with spf", "their email with spf", "openspf",
             "not permitted sender", "not authorized by spf")),
    ("dkim", ("dkim check", "failed dkim", "dkim signature", "dkim = did not pass",
              "dkim does not pass", "isn't signed", "not dkim", "dkim sender invalid",
              "authenticate with dkim", "their email with dkim")),
    ("login", ("client not authenticated", "client was not authenticated",
               "smtpclientauthentication", "basic authentication is disabled")),
    ("authentication", ("unauthenticated", "authentication checks",
                        "required authentication level", "either spf or dkim",
                        "not authenticated", "authentication results",
                        "sender authentication", "both spf and dkim",
                        "message is not signed")),
    ("not_owner", ("permissions to send as", "send as this sender",
                   "not owned by user", "sendasdenied", "not allowed to send as",
                   "not allowed to send from", "sender address is not",
                   "sender mismatch", "from address not allowed",
                   "sender is not allowed", "must match the authenticated",
                   "not permitted to send as")),
    ("full", ("mailbox full", "mailbox is full", "over quota", "quota exceeded",
              "exceeded quota", "out of storage", "insufficient storage",
              "overquota", "not enough storage", "mailbox vol", "postvak is vol",
              "exceeded storage allocation", "storage quota", "inbox is full",
              "mailbox size limit", "quotaexceeded")),
    ("login", ("authentication required", "authentication failed",
               "authentication credentials", "535 ", "bad credentials",
               "not logged in", "authentication unsuccessful", "authentication data",
               "username and password not accepted", "invalid credentials for user",
               "submitter failed", "login failed", "application-specific password",
               "must be authenticated", "sender is not authenticated")),
    ("relay", ("relay access denied", "relaying denied", "relay not permitted",
               "unable to relay", "relay denied", "relaying not allowed",
               "not permitted to relay", "relaying to", "mail relay denied",
               "invalid credentials for relay", "open relay",
               "attempted to send the message to", "we do not relay",
               "authorized to send email directly", "not authorized to relay")),
    ("loop", ("too many hops", "hop count exceeded", "mail loop", "loop detected",
              "exceeded 50 hops", "loops back to myself", "routing loop")),
    ("size", ("message too large", "size limit", "exceeds size", "too big",
              "size exceeds", "message size", "email size", "too large",
              "exceeds google's limit", "larger than the current", "message exceeds",
              "message length exceeds", "recipsizelimit")),
    ("reputation", ("reputation", "low sender score", "poor sender")),
    ("rate", ("rate limit", "too many", "too quickly", "throttl", "rate-limited",
              "temporarily deferred", "unusual rate", "excessive volume",
              "exceeded permitted limits", "max message per connection",
              "too fast", "message rate", "connection limit", "slow down",
              "try reconnecting", "reduce your sending")),
    ("reputation", ("user complaints", "unexpected volume", "permanently deferred",
                    "spam rate")),
    ("format", ("rfc 5322", "rfc 5321 compliant", "rfc5322 compl", "rfc compliant",
                "valid messageid", "valid message-id", "duplicate header",
                "multiple addresses in from", "valid address in the from",
                "bare line feed", "bare lf", "bare <lf>", "invalid characters",
                "line too long", "lines are too long", "malformed", "missing date",
                "missing from", "helo/ehlo argument", "bad helo", "invalid helo",
                "need fully-qualified hostname", "invalid message content",
                "does not comply with required standards")),
    ("unreachable", ("host or domain name not found", "no route to host",
                     "connection timed out", "connection refused", "message expired",
                     "queue.expired", "retry timeout exceeded", "host not found",
                     "name service error", "lost connection", "delivery time expired",
                     "domain does not exist", "domain not found", "dns domain",
                     "network is unreachable", "bad destination host",
                     "unable to resolve", "no mx record", "message delayed",
                     "mail server for the recipient", "does not accept mail",
                     "could not connect", "delivery temporarily suspended")),
    ("mailbox", ("user unknown", "unknown user", "no such user", "does not exist",
                 "recipient not found", "mailbox unavailable", "no mailbox",
                 "invalid recipient", "recipientnotfound", "no such mailbox",
                 "unknown or illegal alias", "inactive email address",
                 "no such recipient", "unrouteable address", "mailbox not found",
                 "address unknown", "tried to reach is disabled", "user not found",
                 "recipient unknown", "unknown recipient", "no longer on server",
                 "no longer valid", "mailbox is disabled", "mailbox disabled",
                 "user doesn't have", "account is disabled", "bestaat niet",
                 "invalid mailbox", "address rejected", "not our customer",
                 "no longer available", "unknown in virtual", "unknown in local",
                 "recipient is not exist", "undeliverable address",
                 "recipient does not", "user is unknown", "unknown address")),
    ("content", ("spam", "content rejected", "content restriction", "suspicious",
                 "unsolicited", "virus", "malware", "phish", "message content",
                 "high probability", "banned content", "junk mail", "bulk mail",
                 "security issue", "content examination", "attachment",
                 "blocked because its content", "ongewenste", "url in this",
                 "links in this")),
    ("rate", ("try again later", "resources temporarily unavailable",
              "temporarily unavailable", "system busy", "server busy",
              "temporary failure", "temporary problem")),
)  # fmt: skip
WORDS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(rf"(?<![a-z0-9])(?:{'|'.join(map(re.escape, phrases))})"))
    for kind, phrases in _SAID
)

CODES: Mapping[str, str] = {
    "5.7.509": "dmarc", "5.7.515": "authentication", "5.7.26": "authentication",
    "4.7.26": "authentication", "4.7.32": "authentication",
    "5.7.32": "authentication", "5.7.31": "authentication",
    "4.7.31": "authentication", "5.7.40": "authentication",
    "4.7.40": "authentication", "5.7.23": "spf", "5.7.24": "spf", "4.7.24": "spf",
    "5.7.27": "spf", "4.7.27": "spf", "5.7.30": "dkim", "4.7.30": "dkim",
    "5.7.20": "dkim", "5.7.29": "encryption", "4.7.29": "encryption",
    "5.7.25": "reverse", "4.7.25": "reverse", "4.7.23": "reverse",
    "5.7.28": "reputation", "4.7.28": "reputation", "4.7.650": "reputation",
    "5.7.511": "blocklist", "5.7.513": "recipient", "5.7.507": "recipient",
    "5.7.133": "recipient", "5.7.124": "recipient", "5.7.129": "recipient",
    "5.7.508": "rate", "5.7.501": "account", "5.7.502": "account",
    "5.7.503": "account", "5.7.705": "account", "5.1.90": "account",
    "5.4.5": "account", "5.7.506": "format", "5.6.11": "format",
    "5.7.60": "not_owner", "5.7.64": "relay", "5.7.57": "login", "5.7.139": "login",
    "5.2.2": "full", "4.2.2": "full", "5.1.1": "mailbox", "5.1.10": "mailbox",
    "5.1.0": "mailbox", "5.1.6": "mailbox", "5.2.1": "mailbox", "5.1.2": "unreachable",
    "5.1.351": "unreachable", "4.4.1": "unreachable", "4.4.7": "unreachable",
    "5.4.1": "mailbox", "5.4.4": "unreachable", "5.4.300": "unreachable",
    "5.4.310": "unreachable", "5.4.312": "unreachable", "5.4.316": "unreachable",
    "5.4.7": "unreachable", "5.4.6": "loop", "5.4.14": "loop", "5.3.4": "size",
    "5.2.3": "size", "5.7.8": "login", "4.7.8": "login", "5.5.1": "other",
    "5.1.8": "sender_domain", "4.1.8": "sender_domain", "5.1.7": "sender_domain",
    "4.7.0": "rate", "4.3.2": "rate",
}  # fmt: skip
# Ranges of Microsoft's: banned addresses, and what it puts off.
_BANNED, _PUT_OFF = range(606, 650), (range(500, 700), range(850, 900))


def kind_of(text: str, enhanced: str | None) -> str:
    """Say what a refusal means; *text* in lower case.

    RFC 3463 §3 gives the codes a meaning that few receivers keep to.
    """
    for kind, said in WORDS:
        if said.search(text):
            return kind
    if enhanced and enhanced[1:].startswith(".7."):
        number = int(enhanced[4:])
        if number in _BANNED:
            return "blocklist"
        if enhanced[0] == "4" and any(number in part for part in _PUT_OFF):
            return CODES.get(enhanced, "rate")
    return CODES.get(enhanced or "", "other")
