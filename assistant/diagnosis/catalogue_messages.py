"""The entries of everything that is found of a message, and of a refusal of it."""

from __future__ import annotations

from collections.abc import Mapping

from assistant.diagnosis.codes import Code, Family, Severity, Topic
from assistant.diagnosis.entry import Entry, entry

# What every text about a refusal may say.
REFUSAL = "about mechanism permanent maker listed_by ip ours service shown"


def _refused(
    source: str,
    family: Family = Family.NOT_DNS,
    severity: Severity = Severity.ERROR,
) -> Entry:
    return entry(Topic.REFUSED, severity, source, family, details=REFUSAL)


MESSAGES: Mapping[Code, Entry] = {
    Code.MESSAGE_NOT_ALIGNED: entry(
        Topic.MESSAGE,
        Severity.ERROR,
        "RFC 9989 §4.4",
        Family.DKIM_MISSING,
        details="shown checked_spf checked_dkim service",
    ),
    Code.MESSAGE_SPF_FAILED: entry(
        Topic.MESSAGE,
        Severity.ERROR,
        "RFC 7208 §8.4",
        Family.SPF_SENDER_MISSING,
        details="shown checked_spf ip result website",
    ),
    Code.MESSAGE_DKIM_FAILED: entry(
        Topic.MESSAGE,
        Severity.ERROR,
        "RFC 6376 §6.1",
        Family.DKIM_BROKEN,
        details="shown checked_dkim selector reason",
    ),
    Code.MESSAGE_SENDER_OF_SERVICE: entry(
        Topic.MESSAGE,
        Severity.NOTICE,
        "RFC 5322 §3.6.2",
        Family.NOT_DNS,
        details="shown service",
    ),
    Code.MESSAGE_ALIGNED: entry(
        Topic.MESSAGE,
        Severity.OK,
        "RFC 9989 §4.4",
        Family.NOT_DNS,
        details="shown by silent",
    ),
    Code.MESSAGE_INCOMPLETE: entry(
        Topic.MESSAGE, Severity.NOTICE, "RFC 8601 §2.2", details="missing"
    ),
    Code.MESSAGE_FORGED: entry(
        Topic.MESSAGE,
        Severity.ERROR,
        "RFC 9989 §1",
        Family.NOT_DNS,
        details="shown ip host answers_to policy",
    ),
    Code.MESSAGE_FORWARDED: entry(
        Topic.MESSAGE,
        Severity.ERROR,
        "RFC 7960 §3",
        Family.DKIM_MISSING,
        details="shown by list changed signed",
    ),
    Code.MESSAGE_JUDGED_SPAM: entry(
        Topic.MESSAGE,
        Severity.WARNING,
        "RFC 5322 §3.6.8",
        Family.NOT_DNS,
        details="shown filters words meanings silent reader bulk",
    ),
    Code.MESSAGE_SERVER_LISTED: entry(
        Topic.MESSAGE,
        Severity.ERROR,
        "RFC 5782 §2.1",
        Family.NOT_DNS,
        details="shown ip words ours service",
    ),
    Code.MESSAGE_BULK_RULES: entry(
        Topic.MARKS,
        Severity.WARNING,
        "RFC 8058 §3.1",
        details="shown receiver missing service",
    ),
    Code.MESSAGE_DELAYED: entry(
        Topic.MARKS,
        Severity.NOTICE,
        "RFC 5321 §4.5.4",
        Family.NOT_DNS,
        details="minutes sender next",
    ),
    Code.MESSAGE_FALSE_VERDICT: entry(
        Topic.MARKS, Severity.NOTICE, "RFC 8601 §5", details="by"
    ),
    Code.MESSAGE_OPEN_END: entry(
        Topic.MARKS, Severity.NOTICE, "RFC 6376 §8.2", details="signer"
    ),
    Code.MESSAGE_OTHER_ADDRESS: entry(
        Topic.MARKS,
        Severity.NOTICE,
        "RFC 5322 §3.6.2",
        details="shown named answers_to",
    ),
    Code.MESSAGE_POLICY_CHANGED: entry(
        Topic.MARKS, Severity.NOTICE, "RFC 9989 §4.7", details="shown then now"
    ),
    Code.REFUSED_UNPROVEN: _refused("RFC 9989 §5.4", Family.DKIM_MISSING),
    Code.REFUSED_SENDER_DOMAIN: _refused("RFC 5321 §3.6.2", Family.DOMAIN_ABSENT),
    Code.REFUSED_LISTED: _refused("RFC 5782 §2.1"),
    Code.REFUSED_REPUTATION: _refused("RFC 5321 §7.8"),
    Code.REFUSED_CONTENT: _refused("RFC 5321 §7.8"),
    Code.REFUSED_NAMELESS_SERVER: _refused("RFC 1912 §2.1"),
    Code.REFUSED_UNKNOWN_MAILBOX: _refused("RFC 3463 §3.2"),
    Code.REFUSED_FULL_MAILBOX: _refused("RFC 3463 §3.3"),
    Code.REFUSED_BY_RECIPIENT: _refused("RFC 3463 §3.8"),
    Code.REFUSED_LOGIN: _refused("RFC 4954 §6"),
    Code.REFUSED_OTHER_ADDRESS: _refused("RFC 6409 §6.1"),
    Code.REFUSED_RELAY: _refused("RFC 5321 §7.9"),
    Code.REFUSED_OWN_LIMIT: _refused("RFC 6409 §3.4"),
    Code.REFUSED_SIZE: _refused("RFC 1870 §6.1"),
    Code.REFUSED_RATE: _refused("RFC 3463 §3.8", severity=Severity.WARNING),
    Code.REFUSED_GREYLISTING: _refused("RFC 6647 §2", severity=Severity.WARNING),
    Code.REFUSED_FORMAT: _refused("RFC 5322 §3.6"),
    Code.REFUSED_ENCRYPTION: _refused("RFC 3207 §4"),
    Code.REFUSED_LOOP: _refused("RFC 5321 §6.3"),
    Code.REFUSED_UNREACHABLE: _refused("RFC 3463 §3.5"),
    Code.REFUSED_OTHERWISE: _refused("RFC 5321 §4.2", Family.NONE),
}
