"""Who wrote a refusal, and whose block list it names, by their own words.

A reply of a mail server bears no name that can be relied on. Its maker shows in
the pages that it points to and in a few turns of phrase; unknown stays unknown.
"""

from __future__ import annotations

Phrases = tuple[tuple[str, tuple[str, ...]], ...]

# Looked for in this order: a filter in front of a mailbox speaks for itself.
MAKERS: Phrases = (
    ("gmail", ("support.google.com", "gsmtp", "gmail has detected", "gmail requires",
               "gmail users", "postmaster.google", "google.com/mail")),
    ("microsoft", ("protection.outlook.com", "outlook.com", "aka.ms/", "s3140",
                   "s3150", "support.microsoft.com", "sendersupport.olc",
                   "prod.outlook", "go.microsoft.com", "hotmail.com",
                   "required authentication level", "sender.office.com",
                   "banned sending ip")),
    ("yahoo", ("yahoodns", "postmaster.yahooinc", "senders.yahooinc", "[tss0",
               "[ts0", "yahoo.com", "help.yahoo")),
    ("apple", ("icloud.com", "mail.me.com", "apple.com", "[cs01]", "[hm0")),
    ("kpn", ("kpnmail.nl", "kpn.com", "xs4all")),
    ("ziggo", ("ziggo.nl",)),
    ("spamexperts", ("spamexperts", "antispamcloud", "mailassure",
                     "mail assure")),
    ("proofpoint", ("proofpoint", "pphosted", "ppe-hosted", "ipcheck.proofpoint")),
    ("mimecast", ("mimecast",)),
    ("barracuda", ("barracudanetworks", "barracudacentral", "barracuda")),
    ("ironport", ("ironport", "senderbase", "talosintelligence", "iphmx",
                  "the sending mta's poor reputation")),
    ("exchange", ("resolver.", "smtp;550 4.4.7", "queue.expired", "exchange server",
                  "generating server", "storedrv.")),
    ("postfix", ("in reply to end of data command", "in reply to rcpt to command",
                 "in reply to mail from command", "recipient address rejected",
                 "relay access denied", "client host rejected",
                 "sender address rejected", "unknown in local recipient table",
                 "helo command rejected")),
    ("exim", ("smtp error from remote mail server", "unrouteable address",
              "administrative prohibition", "retry timeout exceeded",
              "relay not permitted", "sender verify failed")),
)  # fmt: skip
LISTS: Phrases = (
    ("spamhaus", ("spamhaus",)),
    ("spamcop", ("spamcop", "bl.spamcop")),
    ("barracuda", ("barracudacentral", "barracudanetworks", "b.barracuda")),
    ("sorbs", ("sorbs",)),
    ("uceprotect", ("uceprotect",)),
    ("abusix", ("abusix",)),
    ("invaluement", ("invaluement",)),
    ("0spam", ("0spam",)),
    ("spfbl", ("spfbl",)),
    ("s5h", ("s5h.net",)),
    ("kpn", ("blacklist.kpnmail.nl",)),
    ("microsoft", ("s3140", "s3150", "banned sending ip", "sendersupport.olc",
                   "delist.messaging.microsoft", "sender.office.com")),
    ("proofpoint", ("ipcheck.proofpoint", "proofpoint dynamic", "cloudmark")),
    ("talos", ("senderbase", "talosintelligence")),
)  # fmt: skip


def maker_of(text: str) -> str | None:
    """Name the maker of a refusal; *text* in lower case (RFC 5321 §4.2.1)."""
    return _first(MAKERS, text)


def list_of(text: str) -> str | None:
    """Name the block list that a refusal speaks of; *text* in lower case.

    RFC 5782 §2.1: a list is a zone, whose name most refusals hold.
    """
    return _first(LISTS, text)


def _first(table: Phrases, text: str) -> str | None:
    for name, phrases in table:
        if any(phrase in text for phrase in phrases):
            return name
    return None
