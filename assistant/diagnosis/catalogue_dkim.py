"""The entries of everything that is found of DKIM."""

from __future__ import annotations

from collections.abc import Mapping

from assistant.diagnosis.codes import Code, Family, Severity, Topic
from assistant.diagnosis.entry import Entry, entry

DKIM: Mapping[Code, Entry] = {
    Code.DKIM_NOT_PUBLISHED: entry(
        Topic.DKIM,
        Severity.ERROR,
        "RFC 6376 §3.6",
        Family.DKIM_MISSING,
        details="domain service selectors",
        curable=True,
    ),
    Code.DKIM_WRONG_NAME: entry(
        Topic.DKIM,
        Severity.ERROR,
        "RFC 6376 §3.6.2.1",
        Family.DKIM_WRONG_NAME,
        details="domain service selectors wrong right",
        curable=True,
    ),
    Code.DKIM_WRONG_TARGET: entry(
        Topic.DKIM,
        Severity.ERROR,
        "RFC 6376 §3.6.2",
        Family.DKIM_BROKEN,
        details="domain service selectors found expected",
        curable=True,
    ),
    Code.DKIM_BROKEN: entry(
        Topic.DKIM,
        Severity.ERROR,
        "RFC 6376 §3.6.1",
        Family.DKIM_BROKEN,
        details="domain service selectors problem",
        curable=True,
    ),
    Code.DKIM_BEHIND_PROXY: entry(
        Topic.DKIM,
        Severity.ERROR,
        "RFC 6376 §3.6.2",
        Family.DKIM_BROKEN,
        details="domain service selectors host",
    ),
    Code.DKIM_WILDCARD: entry(
        Topic.DKIM,
        Severity.WARNING,
        "RFC 4592 §4.1",
        Family.ZONE_SHAPE,
        details="domain texts",
    ),
    Code.DKIM_UNKNOWN: entry(
        Topic.DKIM, Severity.NOTICE, "RFC 6376 §3.1", details="domain service where"
    ),
    Code.DKIM_OLD_SELECTOR: entry(
        Topic.DKIM,
        Severity.NOTICE,
        "RFC 6376 §3.1",
        details="domain service selectors",
    ),
    Code.DKIM_OK: entry(
        Topic.DKIM, Severity.OK, "RFC 6376 §3.6", details="domain service selectors"
    ),
    Code.DKIM_MISTYPED: entry(
        Topic.DKIM,
        Severity.ERROR,
        "RFC 6376 §3.6.2.2",
        Family.DKIM_BROKEN,
        details="domain service selectors problem",
        curable=True,
    ),
    Code.DKIM_CUT: entry(
        Topic.DKIM,
        Severity.ERROR,
        "RFC 1035 §3.3.14",
        Family.DKIM_BROKEN,
        details="domain service selectors where",
        curable=True,
    ),
    Code.DKIM_TWO_KEYS: entry(
        Topic.DKIM,
        Severity.WARNING,
        "RFC 6376 §3.6.2.2",
        Family.DKIM_BROKEN,
        details="domain service selectors count",
        curable=True,
    ),
    Code.DKIM_OTHER_KEY: entry(
        Topic.DKIM,
        Severity.ERROR,
        "RFC 6376 §6.1.2",
        Family.DKIM_BROKEN,
        details="domain service selectors position",
        curable=True,
    ),
    Code.DKIM_SELECTOR_CLASH: entry(
        Topic.DKIM,
        Severity.ERROR,
        "RFC 6376 §3.1",
        Family.DKIM_BROKEN,
        details="domain service selectors other found",
    ),
}
