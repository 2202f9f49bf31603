"""A message, or whatever part of it was pasted: kind, people, hops, results.

Everything here is hostile text. Time grows with the size and no faster, and
nothing that stands in a message makes this raise, except its size.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from assistant.errors import UnusableInputError
from assistant.mail.dkim.signature import Signature
from assistant.mail.headers.fields import Field, name_of
from assistant.mail.headers.received import Hop
from assistant.mail.headers.refusal import Refusal
from assistant.mail.headers.spam import Spam
from assistant.mail.headers.stamps import Stamp

MOST_BYTES = 2 * 1024 * 1024


class Kind(StrEnum):
    """What was handed in."""

    HEADERS = "headers"
    MESSAGE = "message"
    BOUNCE = "bounce"
    TEXT = "text"


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """What was read; None where it does not stand there.

    Domains are A-labels in lower case. `stated` is what the receiver's own
    border stated, the only stamp that counts; `stamps` are all of them.
    `forged_stamp` tells that a lower one speaks in the border's name. `raw` is
    kept only where the message is `whole`, so that signatures can be checked.
    """

    kind: Kind
    fields: tuple[Field, ...] = ()
    subject: str | None = None
    sent_at: datetime | None = None
    from_address: str | None = None
    from_domain: str | None = None
    from_display: str | None = None
    reply_to: str | None = None
    envelope_address: str | None = None
    envelope_domain: str | None = None
    hops: tuple[Hop, ...] = ()
    border: Hop | None = None  # where the message came in from outside
    receiver: str | None = None  # the host after `by` of the receiver's border
    stamps: tuple[Stamp, ...] = ()
    stated: Stamp | None = None
    stated_by: str | None = None
    forged_stamp: bool = False
    signatures: tuple[Signature, ...] = ()
    forwarded: bool = False
    mailing_list: bool = False
    spam: Spam = Spam()
    refusal: Refusal | None = None
    returned: Message | None = None  # the original inside a bounce
    whole: bool = False
    raw: bytes | None = field(default=None, repr=False)

    @property
    def subject_of_talk(self) -> Message:
        """The message that it is about: in a bounce, the one sent back.

        RFC 3464 §2: a report is about another message.
        """
        return self.returned or self


def read(raw: bytes | str) -> Message:
    """Read whatever was handed in.

    Raises:
        UnusableInputError: It is empty, or larger than 2 MB.

    RFC 5322 §2.
    """
    size = len(raw)
    if size > MOST_BYTES:
        raise UnusableInputError("message: larger than 2 MB; send its header only")
    return Message(kind=Kind.TEXT)


def looks_like_header(text: str) -> bool:
    """Whether a message's header stands somewhere in *text* (RFC 5322 §2.2)."""
    known = {"received", "from", "to", "subject", "return-path", "date"}
    names = {name_of(line.lstrip("> ")) for line in text.split("\n")[:2000]}
    return len(names & known) > 1


def split_story(text: str) -> tuple[str, str]:
    """Part the customer's own words from the header or bounce that he pasted.

    Returns:
        His words, and the pasted part; either may be empty.

    RFC 5322 §2.1.
    """
    return ("", text) if looks_like_header(text) else (text, "")
