"""What is worth a word about a message, beside its cause.

The rules of Gmail, Yahoo and Outlook.com for bulk mail are theirs, of 2024 to
2026, and hold above some thousands of messages a day: so these are notes, told
only at those receivers and only of mail that is bulk by its own fields.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Protocol

from assistant.checks.stated import Results
from assistant.mail.dkim.chain import Chain
from assistant.mail.dkim.verify import Verified
from assistant.mail.dmarc.align import relaxed_by_suffix
from assistant.mail.dmarc.discover import Discovery
from assistant.mail.headers.border import is_microsoft
from assistant.mail.headers.fields import first
from assistant.mail.headers.message import Message
from assistant.mail.headers.people import domain_of
from assistant.mail.verdict import Verdict

GMAIL, YAHOO, OUTLOOK = "gmail", "yahoo", "outlook"
ENDS = ((GMAIL, "google.com"), (YAHOO, "yahoo.com"), (YAHOO, "yahoodns.net"))
HTTPS = re.compile(r"<\s{0,5}https://[^<>\s]{1,2000}>", re.IGNORECASE)
ONE_CLICK = "list-unsubscribe=one-click"
UNSUBSCRIBE = frozenset({"list-unsubscribe", "list-unsubscribe-post"})
ADDRESS = re.compile(r"[^\s@<>\"'(),;]{1,64}@([A-Za-z0-9.-]{3,253})")
ARC_OVERRIDE = "130"  # Microsoft's compauth reason
HUNDREDS = {
    "2": "barely",
    "3": "unchecked",
    "4": "let-by",
    "6": "posing",
    "9": "let-by",
}
BULK_NOTE = "bulk-"  # how every note about the rules for bulk mail begins


class Measured(Protocol):
    """The part of MessageFacts that the notes look at."""

    @property
    def message(self) -> Message: ...  # noqa: D102 - as in MessageFacts
    @property
    def best(self) -> Results: ...  # noqa: D102 - as in MessageFacts
    @property
    def stated(self) -> Results: ...  # noqa: D102 - as in MessageFacts
    @property
    def shown(self) -> str | None: ...  # noqa: D102 - as in MessageFacts
    @property
    def aligned(self) -> bool | None: ...  # noqa: D102 - as in MessageFacts
    @property
    def discovery(self) -> Discovery | None: ...  # noqa: D102 - as in MessageFacts
    @property
    def chain(self) -> Chain | None: ...  # noqa: D102 - as in MessageFacts
    @property
    def verified_dkim(self) -> tuple[Verified, ...]: ...  # noqa: D102 - as there


def notes_of(facts: Measured) -> tuple[str, ...]:
    """Name everything that is worth a word; each is a code of its own."""
    return (*_bulk(facts), *_policy(facts), *_people(facts), *_marks(facts))


def receiver_of_bulk(message: Message) -> str | None:
    """Name the receiver if it is one that has rules for bulk mail."""
    host = message.stated_by or message.receiver or ""
    for name, end in ENDS:
        if host == end or host.endswith(f".{end}"):
            return name
    return OUTLOOK if is_microsoft(host) else None


def played_address(display: str | None) -> str | None:
    """The address that a display name plays, if it holds one."""
    found = ADDRESS.search(display or "")
    return found.group() if found else None


def is_bulk(message: Message) -> bool:
    """Whether it is bulk mail by its own fields: many readers, no conversation."""
    if message.mailing_list:
        return False
    fields = message.fields
    sort = (first(fields, "precedence") or "").strip().lower()
    names = {one.key for one in fields}
    return sort == "bulk" or bool(names & {"list-unsubscribe", "list-id"})


def _bulk(facts: Measured) -> Iterator[str]:
    message = facts.message
    receiver = receiver_of_bulk(message)
    if receiver is None or not is_bulk(message):
        return
    spf, dkim, dmarc = facts.best.spf, facts.best.dkim, facts.best.dmarc
    if spf and spf.result is not Verdict.PASS:
        yield "bulk-spf-missing"
    if dkim and all(one.result is not Verdict.PASS for one in dkim):
        yield "bulk-dkim-missing"
    if dmarc and dmarc.result is Verdict.NONE:
        yield "bulk-dmarc-missing"
    elif dmarc and dmarc.result is Verdict.FAIL and facts.aligned is False:
        yield "bulk-not-aligned"
    entry = message.border
    if receiver == GMAIL and entry is not None:
        if entry.named is False:
            yield "bulk-reverse-missing"
        if not entry.tls:
            yield "bulk-tls-missing"
    if receiver != OUTLOOK:
        yield from _one_click(message)


def _one_click(message: Message) -> Iterator[str]:
    # RFC 8058 §3.1, §4: one https address, the Post field, both signed.
    link = first(message.fields, "list-unsubscribe") or ""
    post = first(message.fields, "list-unsubscribe-post") or ""
    if not HTTPS.search(link[:8_000]) or "".join(post.lower().split()) != ONE_CLICK:
        yield "bulk-one-click-missing"
    elif message.signatures and not any(
        set(one.signed_headers) >= UNSUBSCRIBE for one in message.signatures
    ):
        yield "bulk-one-click-not-signed"


def _policy(facts: Measured) -> Iterator[str]:
    found, stated = facts.discovery, facts.stated.dmarc
    if found is None:
        return
    now = found.walk.policy
    if stated and stated.policy and now and stated.policy != now:
        yield "policy-changed"
    if (found.walk.policy, found.walk.found_at) != (
        found.psl.policy,
        found.psl.found_at,
    ):
        yield "dmarc-answers-differ"


def _people(facts: Measured) -> Iterator[str]:
    message, shown = facts.message, facts.shown
    domain = domain_of(played_address(message.from_display))
    if shown and domain and not relaxed_by_suffix(shown, domain):
        yield "name-plays-an-address"
    answers = domain_of(message.reply_to)
    if shown and answers and not relaxed_by_suffix(shown, answers):
        yield "replies-go-elsewhere"


def _marks(facts: Measured) -> Iterator[str]:
    message = facts.message
    whole = message.stated.result("compauth") if message.stated else None
    reason = whole.property("reason") if whole else None
    marks: Sequence[tuple[str, bool]] = (
        ("forged-stamp", message.forged_stamp),
        ("arc", bool(message.arc)),
        ("arc-let-it-pass", reason == ARC_OVERRIDE),
        (f"compauth-{_weighed_as(reason)}", _weighed_as(reason) != ""),
        ("arc-broken", facts.chain is not None and facts.chain.reason == "broken"),
        ("dkim2", message.dkim2),
        ("unsigned-tail", any(one.unsigned_tail for one in facts.verified_dkim)),
    )
    yield from (name for name, so in marks if so)


def _weighed_as(reason: str | None) -> str:
    """Put Microsoft's reason for its verdict on the whole in one word.

    Its own list: 000 and 001 failed, 002 a rule, 010 the receiver's own domain,
    1xx and 7xx passed, 2xx passed just so, 3xx not checked, 4xx and 9xx let by,
    6xx the receiver's own domain.
    """
    if reason is None or len(reason) != len(ARC_OVERRIDE) or not reason.isdecimal():
        return ""
    named = {"000": "failed", "001": "failed", "002": "rule", "010": "posing"}
    return named.get(reason) or HUNDREDS.get(reason[0], "")
