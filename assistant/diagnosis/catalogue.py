"""What is fixed about each code: topic, severity, source, family, facts, cure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from assistant.diagnosis.codes import Code, Family, Severity, Topic


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What is fixed about a code; `details` are the facts its text may use."""

    topic: Topic
    severity: Severity
    source: str
    family: Family = Family.NONE
    details: frozenset[str] = frozenset()
    curable: bool = False


def _entry(
    topic: Topic,
    severity: Severity,
    source: str,
    family: Family = Family.NONE,
    *,
    details: str = "",
    curable: bool = False,
) -> Entry:
    return Entry(
        topic=topic,
        severity=severity,
        source=source,
        family=family,
        details=frozenset(details.split()),
        curable=curable,
    )


CATALOGUE: Mapping[Code, Entry] = {
    Code.SPF_MISSING: _entry(
        Topic.SPF,
        Severity.ERROR,
        "RFC 7208 §4.5",
        Family.SPF_MISSING,
        details="domain",
        curable=True,
    ),
    Code.SPF_TWO_RECORDS: _entry(
        Topic.SPF,
        Severity.ERROR,
        "RFC 7208 §4.5",
        Family.SPF_MULTIPLE,
        details="domain count records",
        curable=True,
    ),
    Code.SPF_TOO_MANY_LOOKUPS: _entry(
        Topic.SPF,
        Severity.ERROR,
        "RFC 7208 §4.6.4",
        Family.SPF_TOO_MANY,
        details="domain lookups costliest costliest_lookups",
        curable=True,
    ),
    Code.SPF_TOO_MANY_VOIDS: _entry(
        Topic.SPF,
        Severity.WARNING,
        "RFC 7208 §4.6.4",
        Family.SPF_SYNTAX,
        details="domain voids names",
        curable=True,
    ),
    Code.SPF_BROKEN: _entry(
        Topic.SPF,
        Severity.ERROR,
        "RFC 7208 §4.6",
        Family.SPF_SYNTAX,
        details="domain record part expected",
        curable=True,
    ),
    Code.SPF_BROKEN_INCLUDE: _entry(
        Topic.SPF,
        Severity.ERROR,
        "RFC 7208 §5.2",
        Family.SPF_SYNTAX,
        details="domain include problem",
        curable=True,
    ),
    Code.SPF_OPEN_TO_ALL: _entry(
        Topic.SPF,
        Severity.WARNING,
        "RFC 7208 §5.1",
        Family.SPF_OPEN,
        details="domain record",
        curable=True,
    ),
    Code.SPF_SENDER_MISSING: _entry(
        Topic.SPF,
        Severity.ERROR,
        "RFC 7208 §2.6",
        Family.SPF_SENDER_MISSING,
        details="domain service include sender",
        curable=True,
    ),
    Code.SPF_USELESS_INCLUDE: _entry(
        Topic.SPF, Severity.NOTICE, "RFC 9989 §4.4", details="domain service include"
    ),
    Code.SPF_DEAD_TERMS: _entry(
        Topic.SPF, Severity.WARNING, "RFC 7208 §5.1", details="domain terms"
    ),
    Code.SPF_USES_PTR: _entry(
        Topic.SPF, Severity.NOTICE, "RFC 7208 §5.5", details="domain"
    ),
    Code.SPF_OK: _entry(
        Topic.SPF, Severity.OK, "RFC 7208 §4.6", details="domain lookups"
    ),
    Code.DKIM_NOT_PUBLISHED: _entry(
        Topic.DKIM,
        Severity.ERROR,
        "RFC 6376 §3.6",
        Family.DKIM_MISSING,
        details="domain service selectors",
        curable=True,
    ),
    Code.DKIM_WRONG_NAME: _entry(
        Topic.DKIM,
        Severity.ERROR,
        "RFC 6376 §3.6.2.1",
        Family.DKIM_WRONG_NAME,
        details="domain service selectors wrong right",
        curable=True,
    ),
    Code.DKIM_WRONG_TARGET: _entry(
        Topic.DKIM,
        Severity.ERROR,
        "RFC 6376 §3.6.2",
        Family.DKIM_BROKEN,
        details="domain service selectors found expected",
        curable=True,
    ),
    Code.DKIM_BROKEN: _entry(
        Topic.DKIM,
        Severity.ERROR,
        "RFC 6376 §3.6.1",
        Family.DKIM_BROKEN,
        details="domain service selectors problem",
    ),
    Code.DKIM_BEHIND_PROXY: _entry(
        Topic.DKIM,
        Severity.ERROR,
        "RFC 6376 §3.6.2",
        Family.DKIM_BROKEN,
        details="domain service selectors host",
    ),
    Code.DKIM_WILDCARD: _entry(
        Topic.DKIM,
        Severity.WARNING,
        "RFC 4592 §4.1",
        Family.ZONE_SHAPE,
        details="domain texts",
    ),
    Code.DKIM_UNKNOWN: _entry(
        Topic.DKIM, Severity.NOTICE, "RFC 6376 §3.1", details="domain service where"
    ),
    Code.DKIM_OK: _entry(
        Topic.DKIM, Severity.OK, "RFC 6376 §3.6", details="domain service selectors"
    ),
    Code.DMARC_MISSING: _entry(
        Topic.DMARC,
        Severity.WARNING,
        "RFC 9989 §4.10",
        Family.DMARC_BROKEN,
        details="domain demanded service",
        curable=True,
    ),
    Code.DMARC_TWO_RECORDS: _entry(
        Topic.DMARC,
        Severity.ERROR,
        "RFC 9989 §4.10",
        Family.DMARC_BROKEN,
        details="domain count",
        curable=True,
    ),
    Code.DMARC_BROKEN: _entry(
        Topic.DMARC,
        Severity.ERROR,
        "RFC 9989 §4.7",
        Family.DMARC_BROKEN,
        details="domain record expected",
        curable=True,
    ),
    Code.DMARC_BLOCKS_SERVICE: _entry(
        Topic.PATHS,
        Severity.ERROR,
        "RFC 9989 §5.4",
        Family.DMARC_POLICY,
        details="domain service policy found_at",
        curable=True,
    ),
    Code.DMARC_OK: _entry(
        Topic.DMARC, Severity.OK, "RFC 9989 §4.7", details="domain policy found_at"
    ),
    Code.DOMAIN_ABSENT: _entry(
        Topic.ZONE, Severity.ERROR, "RFC 8020", Family.DOMAIN_ABSENT, details="domain"
    ),
    Code.DOMAIN_NEVER_SENDS: _entry(
        Topic.ZONE,
        Severity.ERROR,
        "RFC 7208 §10.1.2",
        Family.DOMAIN_NEVER_SENDS,
        details="domain record",
    ),
    Code.DNS_UNREACHABLE: _entry(
        Topic.ZONE,
        Severity.WARNING,
        "RFC 7208 §2.6.6",
        Family.DNS_UNREACHABLE,
        details="domain names",
    ),
    Code.DNS_SIGNATURE_BROKEN: _entry(
        Topic.ZONE,
        Severity.ERROR,
        "RFC 4035 §5.5",
        Family.DNS_UNREACHABLE,
        details="domain",
    ),
    Code.DNS_NOT_EVERYWHERE: _entry(
        Topic.ZONE, Severity.NOTICE, "RFC 1034 §4.3.5", details="domain servers names"
    ),
    Code.DNS_APEX_ALIAS: _entry(
        Topic.ZONE,
        Severity.ERROR,
        "RFC 1034 §3.6.2",
        Family.ZONE_SHAPE,
        details="domain target",
    ),
    Code.SERVICE_UNKNOWN_RECORDS: _entry(
        Topic.PATHS,
        Severity.NOTICE,
        "RFC 9989 §4.4",
        details="domain service candidate candidate_published",
    ),
    Code.MESSAGE_NOT_ALIGNED: _entry(
        Topic.MESSAGE,
        Severity.ERROR,
        "RFC 9989 §4.4",
        Family.DKIM_MISSING,
        details="shown checked_spf checked_dkim service",
    ),
    Code.MESSAGE_SPF_FAILED: _entry(
        Topic.MESSAGE,
        Severity.ERROR,
        "RFC 7208 §8.4",
        Family.SPF_SENDER_MISSING,
        details="shown checked_spf ip result",
    ),
    Code.MESSAGE_DKIM_FAILED: _entry(
        Topic.MESSAGE,
        Severity.ERROR,
        "RFC 6376 §6.1",
        Family.DKIM_BROKEN,
        details="shown checked_dkim selector reason",
    ),
    Code.MESSAGE_SENDER_OF_SERVICE: _entry(
        Topic.MESSAGE,
        Severity.NOTICE,
        "RFC 5322 §3.6.2",
        Family.NOT_DNS,
        details="shown service",
    ),
    Code.MESSAGE_ALIGNED: _entry(
        Topic.MESSAGE, Severity.OK, "RFC 9989 §4.4", Family.NOT_DNS, details="shown by"
    ),
    Code.MESSAGE_INCOMPLETE: _entry(
        Topic.MESSAGE, Severity.NOTICE, "RFC 8601 §2.2", details="missing"
    ),
    Code.ALL_WELL: _entry(
        Topic.PATHS,
        Severity.OK,
        "RFC 9989 §4.4",
        Family.NOT_DNS,
        details="domain service",
    ),
}
