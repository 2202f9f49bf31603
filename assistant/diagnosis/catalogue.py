"""What is fixed about each code: topic, severity, source, family, facts, cure."""

from __future__ import annotations

from collections.abc import Mapping

from assistant.diagnosis.catalogue_dkim import DKIM
from assistant.diagnosis.catalogue_messages import MESSAGES
from assistant.diagnosis.codes import Code, Family, Severity, Topic
from assistant.diagnosis.entry import Entry, entry

CATALOGUE: Mapping[Code, Entry] = {
    Code.SPF_MISSING: entry(
        Topic.SPF,
        Severity.ERROR,
        "RFC 7208 §4.5",
        Family.SPF_MISSING,
        details="domain misplaced",
        curable=True,
    ),
    Code.SPF_TWO_RECORDS: entry(
        Topic.SPF,
        Severity.ERROR,
        "RFC 7208 §4.5",
        Family.SPF_MULTIPLE,
        details="domain count records",
        curable=True,
    ),
    Code.SPF_TOO_MANY_LOOKUPS: entry(
        Topic.SPF,
        Severity.ERROR,
        "RFC 7208 §4.6.4",
        Family.SPF_TOO_MANY,
        details="domain lookups costliest costliest_lookups",
        curable=True,
    ),
    Code.SPF_TOO_MANY_VOIDS: entry(
        Topic.SPF,
        Severity.WARNING,
        "RFC 7208 §4.6.4",
        Family.SPF_SYNTAX,
        details="domain voids names",
        curable=True,
    ),
    Code.SPF_BROKEN: entry(
        Topic.SPF,
        Severity.ERROR,
        "RFC 7208 §4.6",
        Family.SPF_SYNTAX,
        details="domain record part expected",
        curable=True,
    ),
    Code.SPF_BROKEN_INCLUDE: entry(
        Topic.SPF,
        Severity.ERROR,
        "RFC 7208 §5.2",
        Family.SPF_SYNTAX,
        details="domain include problem",
        curable=True,
    ),
    Code.SPF_OPEN_TO_ALL: entry(
        Topic.SPF,
        Severity.WARNING,
        "RFC 7208 §5.1",
        Family.SPF_OPEN,
        details="domain record",
        curable=True,
    ),
    Code.SPF_SENDER_MISSING: entry(
        Topic.SPF,
        Severity.ERROR,
        "RFC 7208 §2.6",
        Family.SPF_SENDER_MISSING,
        details="domain service include sender",
        curable=True,
    ),
    Code.SPF_INCLUDE_ADVISED: entry(
        Topic.SPF,
        Severity.WARNING,
        "RFC 7208 §5.2",
        details="domain service include",
        curable=True,
    ),
    Code.SPF_USELESS_INCLUDE: entry(
        Topic.SPF, Severity.NOTICE, "RFC 9989 §4.4", details="domain service include"
    ),
    Code.SPF_DEAD_TERMS: entry(
        Topic.SPF,
        Severity.WARNING,
        "RFC 7208 §5.1",
        details="domain terms",
        curable=True,
    ),
    Code.SPF_USES_PTR: entry(
        Topic.SPF, Severity.NOTICE, "RFC 7208 §5.5", details="domain"
    ),
    Code.SPF_OK: entry(
        Topic.SPF, Severity.OK, "RFC 7208 §4.6", details="domain lookups"
    ),
    **DKIM,
    Code.DMARC_MISSING: entry(
        Topic.DMARC,
        Severity.WARNING,
        "RFC 9989 §4.10",
        Family.DMARC_BROKEN,
        details="domain demanded service misplaced",
        curable=True,
    ),
    Code.DMARC_TWO_RECORDS: entry(
        Topic.DMARC,
        Severity.ERROR,
        "RFC 9989 §4.10",
        Family.DMARC_BROKEN,
        details="domain count",
        curable=True,
    ),
    Code.DMARC_BROKEN: entry(
        Topic.DMARC,
        Severity.ERROR,
        "RFC 9989 §4.7",
        Family.DMARC_BROKEN,
        details="domain record expected",
        curable=True,
    ),
    Code.DMARC_BLOCKS_SERVICE: entry(
        Topic.PATHS,
        Severity.ERROR,
        "RFC 9989 §5.4",
        Family.DMARC_POLICY,
        details="domain service policy found_at",
        curable=True,
    ),
    Code.DMARC_REPORTS_LOST: entry(
        Topic.DMARC, Severity.NOTICE, "RFC 9990 §4", details="domain addresses"
    ),
    Code.DMARC_ANSWERS_DIFFER: entry(
        Topic.DMARC,
        Severity.NOTICE,
        "RFC 9989 §4.10, RFC 7489 §6.6.3",
        details="domain policy older_policy",
    ),
    Code.DMARC_OK: entry(
        Topic.DMARC,
        Severity.OK,
        "RFC 9989 §4.7",
        details="domain policy found_at addresses",
    ),
    Code.DOMAIN_ABSENT: entry(
        Topic.ZONE, Severity.ERROR, "RFC 8020", Family.DOMAIN_ABSENT, details="domain"
    ),
    Code.DOMAIN_NEVER_SENDS: entry(
        Topic.ZONE,
        Severity.ERROR,
        "RFC 7208 §10.1.2",
        Family.DOMAIN_NEVER_SENDS,
        details="domain record",
    ),
    Code.DOMAIN_TAKES_NO_MAIL: entry(
        Topic.ZONE,
        Severity.WARNING,
        "RFC 7505 §4.2",
        Family.ZONE_SHAPE,
        details="domain",
    ),
    Code.DNS_UNREACHABLE: entry(
        Topic.ZONE,
        Severity.WARNING,
        "RFC 7208 §2.6.6",
        Family.DNS_UNREACHABLE,
        details="domain names",
    ),
    Code.DNS_SIGNATURE_BROKEN: entry(
        Topic.ZONE,
        Severity.ERROR,
        "RFC 4035 §5.5",
        Family.DNS_UNREACHABLE,
        details="domain",
    ),
    Code.DNS_NOT_EVERYWHERE: entry(
        Topic.ZONE,
        Severity.NOTICE,
        "RFC 1034 §4.3.5",
        details="domain servers names ahead",
    ),
    Code.DNS_SERVER_SILENT: entry(
        Topic.ZONE, Severity.WARNING, "RFC 1912 §2.8", details="domain servers"
    ),
    Code.DNS_APEX_ALIAS: entry(
        Topic.ZONE,
        Severity.ERROR,
        "RFC 1034 §3.6.2",
        Family.ZONE_SHAPE,
        details="domain target",
    ),
    Code.REVERSE_MISSING: entry(
        Topic.REVERSE, Severity.WARNING, "RFC 1912 §2.1", details="ip"
    ),
    Code.REVERSE_UNCONFIRMED: entry(
        Topic.REVERSE, Severity.WARNING, "RFC 1912 §2.1", details="ip names"
    ),
    Code.SERVICE_SENDS_AS_ITSELF: entry(
        Topic.PATHS,
        Severity.NOTICE,
        "RFC 5322 §3.6.2",
        Family.NOT_DNS,
        details="domain service own_server",
    ),
    Code.SERVICE_USES_OWN_SERVER: entry(
        Topic.PATHS,
        Severity.NOTICE,
        "RFC 9989 §4.4",
        Family.NOT_DNS,
        details="domain service where",
    ),
    Code.SERVICE_UNSEEN: entry(
        Topic.PATHS,
        Severity.NOTICE,
        "RFC 9989 §4.4",
        Family.NOT_DNS,
        details="domain service sender where",
    ),
    Code.SERVICE_UNKNOWN_RECORDS: entry(
        Topic.PATHS,
        Severity.NOTICE,
        "RFC 9989 §4.4",
        details="domain service candidate candidate_published seen_kinds seen_values"
        " seen_days seen_counts seen_key seen_no_key",
    ),
    **MESSAGES,
    Code.ALL_WELL: entry(
        Topic.PATHS,
        Severity.OK,
        "RFC 9989 §4.4",
        Family.NOT_DNS,
        details="domain service",
    ),
}
