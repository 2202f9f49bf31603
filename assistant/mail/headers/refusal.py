"""A refusal: the line with which a receiver sent a message back."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """A reply of a mail server; `code` is 550, `enhanced` is 5.7.26.

    `kind` is what it means: dmarc, spf, dkim, authentication, blocklist,
    content, reputation, mailbox, full, login, relay, size, rate, reverse, other.
    """

    code: str | None = None
    enhanced: str | None = None
    text: str = ""
    kind: str = "other"
    permanent: bool = True
