"""The names of everything that can be found: the spine of the program.

A code is stored, linked and searched for: it is never renamed, only retired.
Rule, texts, remedy and scene take their name from it; tests/test_in_step.py
checks each pairing. What is fixed about each stands in catalogue.py.
"""

from __future__ import annotations

from enum import StrEnum


class Topic(StrEnum):
    """What a finding is about; also the name of the rule's file."""

    SPF = "spf"
    DKIM = "dkim"
    DMARC = "dmarc"
    MX = "mx"
    ZONE = "zone"
    REVERSE = "reverse"
    MESSAGE = "message"
    REFUSED = "refused"
    MARKS = "marks"
    PATHS = "paths"


class Severity(StrEnum):
    """How much a finding matters, worst first."""

    ERROR = "error"  # mail is refused or lands in spam because of it
    WARNING = "warning"  # it will go wrong, or goes wrong at some receivers
    NOTICE = "notice"  # good to know
    OK = "ok"  # in order, and worth saying


class Family(StrEnum):
    """The kind of cause, for those who count."""

    NONE = "none"
    SPF_MISSING = "spf_missing"
    SPF_MULTIPLE = "spf_multiple"
    SPF_TOO_MANY = "spf_too_many"
    SPF_SENDER_MISSING = "spf_sender_missing"
    SPF_SYNTAX = "spf_syntax"
    SPF_OPEN = "spf_open"
    DKIM_MISSING = "dkim_missing"
    DKIM_BROKEN = "dkim_broken"
    DKIM_WRONG_NAME = "dkim_wrong_name"
    DMARC_POLICY = "dmarc_policy"
    DMARC_BROKEN = "dmarc_broken"
    DNS_UNREACHABLE = "dns_unreachable"
    DNS_ELSEWHERE = "dns_elsewhere"
    DOMAIN_ABSENT = "domain_absent"
    DOMAIN_NEVER_SENDS = "domain_never_sends"
    ZONE_SHAPE = "zone_shape"
    NOT_DNS = "not_dns"


class Code(StrEnum):
    """Everything that can be found."""

    SPF_MISSING = "spf-missing"
    SPF_TWO_RECORDS = "spf-two-records"
    SPF_TOO_MANY_LOOKUPS = "spf-too-many-lookups"
    SPF_TOO_MANY_VOIDS = "spf-too-many-voids"
    SPF_BROKEN = "spf-broken"
    SPF_BROKEN_INCLUDE = "spf-broken-include"
    SPF_OPEN_TO_ALL = "spf-open-to-all"
    SPF_SENDER_MISSING = "spf-sender-missing"
    SPF_INCLUDE_ADVISED = "spf-include-advised"
    SPF_USELESS_INCLUDE = "spf-useless-include"
    SPF_DEAD_TERMS = "spf-dead-terms"
    SPF_USES_PTR = "spf-uses-ptr"
    SPF_OK = "spf-ok"

    DKIM_NOT_PUBLISHED = "dkim-not-published"
    DKIM_WRONG_NAME = "dkim-wrong-name"
    DKIM_WRONG_TARGET = "dkim-wrong-target"
    DKIM_MISTYPED = "dkim-mistyped"
    DKIM_CUT = "dkim-cut"
    DKIM_TWO_KEYS = "dkim-two-keys"
    DKIM_OTHER_KEY = "dkim-other-key"
    DKIM_SELECTOR_CLASH = "dkim-selector-clash"
    DKIM_BROKEN = "dkim-broken"
    DKIM_BEHIND_PROXY = "dkim-behind-proxy"
    DKIM_WILDCARD = "dkim-wildcard"
    DKIM_UNKNOWN = "dkim-unknown"
    DKIM_OLD_SELECTOR = "dkim-old-selector"
    DKIM_OK = "dkim-ok"

    DMARC_MISSING = "dmarc-missing"
    DMARC_TWO_RECORDS = "dmarc-two-records"
    DMARC_BROKEN = "dmarc-broken"
    DMARC_BLOCKS_SERVICE = "dmarc-blocks-service"
    DMARC_REPORTS_LOST = "dmarc-reports-lost"
    DMARC_ANSWERS_DIFFER = "dmarc-answers-differ"
    DMARC_OK = "dmarc-ok"

    DOMAIN_ABSENT = "domain-absent"
    DOMAIN_NEVER_SENDS = "domain-never-sends"
    DOMAIN_TAKES_NO_MAIL = "domain-takes-no-mail"
    DNS_UNREACHABLE = "dns-unreachable"
    DNS_SIGNATURE_BROKEN = "dns-signature-broken"
    DNS_NOT_EVERYWHERE = "dns-not-everywhere"
    DNS_SERVER_SILENT = "dns-server-silent"
    DNS_APEX_ALIAS = "dns-apex-alias"

    REVERSE_MISSING = "reverse-missing"
    REVERSE_UNCONFIRMED = "reverse-unconfirmed"

    SERVICE_UNKNOWN_RECORDS = "service-unknown-records"
    SERVICE_SENDS_AS_ITSELF = "service-sends-as-itself"
    SERVICE_USES_OWN_SERVER = "service-uses-own-server"
    SERVICE_UNSEEN = "service-unseen"
    MESSAGE_NOT_ALIGNED = "message-not-aligned"
    MESSAGE_SPF_FAILED = "message-spf-failed"
    MESSAGE_DKIM_FAILED = "message-dkim-failed"
    MESSAGE_SENDER_OF_SERVICE = "message-sender-of-service"
    MESSAGE_ALIGNED = "message-aligned"
    MESSAGE_INCOMPLETE = "message-incomplete"
    MESSAGE_FORGED = "message-forged"
    MESSAGE_FORWARDED = "message-forwarded"
    MESSAGE_JUDGED_SPAM = "message-judged-spam"
    MESSAGE_SERVER_LISTED = "message-server-listed"

    MESSAGE_BULK_RULES = "message-bulk-rules"
    MESSAGE_DELAYED = "message-delayed"
    MESSAGE_FALSE_VERDICT = "message-false-verdict"
    MESSAGE_OPEN_END = "message-open-end"
    MESSAGE_OTHER_ADDRESS = "message-other-address"
    MESSAGE_POLICY_CHANGED = "message-policy-changed"

    REFUSED_UNPROVEN = "refused-unproven"
    REFUSED_SENDER_DOMAIN = "refused-sender-domain"
    REFUSED_LISTED = "refused-listed"
    REFUSED_REPUTATION = "refused-reputation"
    REFUSED_CONTENT = "refused-content"
    REFUSED_NAMELESS_SERVER = "refused-nameless-server"
    REFUSED_UNKNOWN_MAILBOX = "refused-unknown-mailbox"
    REFUSED_FULL_MAILBOX = "refused-full-mailbox"
    REFUSED_BY_RECIPIENT = "refused-by-recipient"
    REFUSED_LOGIN = "refused-login"
    REFUSED_OTHER_ADDRESS = "refused-other-address"
    REFUSED_RELAY = "refused-relay"
    REFUSED_OWN_LIMIT = "refused-own-limit"
    REFUSED_SIZE = "refused-size"
    REFUSED_RATE = "refused-rate"
    REFUSED_GREYLISTING = "refused-greylisting"
    REFUSED_FORMAT = "refused-format"
    REFUSED_ENCRYPTION = "refused-encryption"
    REFUSED_LOOP = "refused-loop"
    REFUSED_UNREACHABLE = "refused-unreachable"
    REFUSED_OTHERWISE = "refused-otherwise"
    ALL_WELL = "all-well"
