"""A message, or whatever part of it was pasted: kind, people, hops, results.

Everything here is hostile text. Time grows with the size and no faster, and
nothing that stands in a message makes this raise, except its size.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from assistant.errors import UnusableInputError
from assistant.mail.dkim.signature import Signature, parse_signature
from assistant.mail.headers import bounce
from assistant.mail.headers.arc import ArcSet, parse_arc
from assistant.mail.headers.blocks import Block, best
from assistant.mail.headers.border import is_microsoft
from assistant.mail.headers.clean import MOST_LINES, decode, lines_of, repaired
from assistant.mail.headers.envelope import is_mailing_list, was_passed_on
from assistant.mail.headers.fields import Field, first, parse_fields
from assistant.mail.headers.received import Hop, parse_date, parse_hops
from assistant.mail.headers.refusal import Refusal, find_refusal
from assistant.mail.headers.spam import Spam, spam_verdict
from assistant.mail.headers.stamps import Stamp, parse_stamps
from assistant.mail.headers.summary import GMAIL, parse_summary
from assistant.mail.headers.trust import filled, weigh
from assistant.mail.headers.who import line_of, who

MOST_BYTES = 2 * 1024 * 1024
MOST_SIGNATURES = 20
DEEPEST = 3  # a bounce of a bounce of a bounce
OLE = b"\xd0\xcf\x11\xe0"  # how Outlook's .msg begins


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
    kept only where the message is `whole`, so that signatures can be checked;
    `pasted` tells that it came as text, which a copy may have changed.
    """

    kind: Kind
    fields: tuple[Field, ...] = ()
    subject: str | None = None
    sent_at: datetime | None = None
    from_address: str | None = None
    from_domain: str | None = None
    from_display: str | None = None
    reply_to: str | None = None
    sender_address: str | None = None  # Sender, where it is another than From
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
    arc: tuple[ArcSet, ...] = ()
    dkim2: bool = False  # bears a DKIM2-Signature, which no verdict rests on yet
    forwarded: bool = False
    mailing_list: bool = False
    spam: Spam = field(default_factory=Spam)
    refusal: Refusal | None = None
    returned: Message | None = None  # the original inside a bounce
    whole: bool = False
    pasted: bool = False
    raw: bytes | None = field(default=None, repr=False)

    @property
    def analysed(self) -> Message:
        """The message that it is about: in a bounce, the one sent back.

        RFC 3464 §2: a report is about another message.
        """
        return self.returned or self

    @property
    def sender_domain(self) -> str | None:
        """The sender's domain: as the reader sees it, else as a refusal names it.

        RFC 5321 §4.2: the text of a reply is for people, and is all there is.
        """
        refusal = self.refusal or self.analysed.refusal
        return self.analysed.from_domain or (refusal.about if refusal else None)


def read(raw: bytes | str) -> Message:
    """Read whatever was handed in.

    Raises:
        UnusableInputError: It is empty, larger than 2 MB, or Outlook's .msg.

    RFC 5322 §2.
    """
    if len(raw) > MOST_BYTES:
        raise UnusableInputError(_TOO_LARGE)
    content = raw.encode("utf-8", "replace") if isinstance(raw, str) else raw
    if len(content) > MOST_BYTES:
        raise UnusableInputError(_TOO_LARGE)
    if content.startswith(OLE):
        raise UnusableInputError(_OUTLOOK)
    lines = lines_of(raw if isinstance(raw, str) else decode(content))
    if not "".join(lines).strip():
        raise UnusableInputError("message: empty; expected a header or a message")
    message = _read(lines, content, 0)
    return as_pasted(message) if isinstance(raw, str) else message


def as_pasted(message: Message) -> Message:
    """Mark it as pasted: what a copy lacks proves nothing."""
    returned = message.returned and replace(message.returned, pasted=True)
    return replace(message, pasted=True, returned=returned)


def _read(lines: Sequence[str], raw: bytes | None, depth: int) -> Message:
    lines, changed = repaired(lines)
    block = best(lines)
    if block is None:
        return _without_header(lines)
    return read_block(lines, block, None if changed else raw, depth)


def read_block(
    lines: Sequence[str], block: Block, raw: bytes | None, depth: int
) -> Message:
    """Read a message whose header is known to stand at *block* (RFC 5322 §2.1)."""
    before, body = lines[: block.start], lines[block.end :]
    fields = parse_fields(lines[block.start : block.end])
    if bounce.is_report(fields) and depth < DEEPEST:
        return _report(fields, body, depth)
    kind, whole = _shape(fields, before, body)
    kept = raw if whole and len(lines) < MOST_LINES else None
    message = _assembled(kind, fields, [*before, *lines[block.start : block.end]], kept)
    told = bounce.is_told(before[-bounce.MOST_PREAMBLE :])
    if told is not None and depth < DEEPEST:
        refusal = find_refusal(before)
        return Message(kind=Kind.BOUNCE, refusal=refusal, returned=message)
    return message


def _without_header(lines: Sequence[str]) -> Message:
    refusal = find_refusal(lines)
    answered = refusal is not None and refusal.sure
    told = bounce.is_told(lines[: bounce.MOST_PREAMBLE]) is not None
    summary = parse_summary(lines[: bounce.MOST_PREAMBLE])
    if summary:
        by, results = summary.by, (summary,)
        return Message(kind=Kind.HEADERS, stamps=results, stated=summary, stated_by=by)
    kind = Kind.BOUNCE if answered or (told and refusal) else Kind.TEXT
    return Message(kind=kind, refusal=refusal if kind is Kind.BOUNCE else None)


def _report(fields: tuple[Field, ...], body: Sequence[str], depth: int) -> Message:
    found = bounce.original(fields, body)
    said = body[: found.start] if found else body
    returned = None
    if found:
        raw = "\r\n".join(found.lines).encode("utf-8", "replace")
        returned = _read(found.lines, raw if found.whole else None, depth + 1)
    return Message(
        kind=Kind.BOUNCE,
        fields=fields,
        subject=line_of(fields, "subject"),
        sent_at=parse_date(first(fields, "date")),
        hops=parse_hops(fields),
        refusal=find_refusal(said),
        returned=returned if returned and returned.fields else None,
    )


def _shape(
    fields: Sequence[Field], before: Sequence[str], body: Sequence[str]
) -> tuple[Kind, bool]:
    """Tell a whole message from a header that was copied out of one.

    RFC 5322 §2.1: the body follows an empty line, and is optional.
    """
    led = any(line.strip() and not line.startswith("From ") for line in before)
    closed = bounce.closes(fields, body)
    if led:
        whole = closed and (is_multipart(fields) or parse_summary(before) is not None)
        return (Kind.MESSAGE if whole else Kind.HEADERS), False
    filled = bool("".join(body).strip())
    return (Kind.MESSAGE if filled else Kind.HEADERS), closed


def _assembled(
    kind: Kind, fields: tuple[Field, ...], seen: Sequence[str], raw: bytes | None
) -> Message:
    hops = parse_hops(fields)
    # A loop writes thousands of hops; nobody else need walk past them.
    told = tuple(one for one in fields if one.key != "received")
    stamps = parse_stamps(fields)
    trust = weigh(stamps, hops)
    stated = trust.stated
    if stated is None and not hops:
        stated = parse_summary(seen)
    stated = filled(stated, trust.spf)
    return Message(
        kind=kind,
        fields=fields,
        hops=hops,
        border=trust.entry,
        receiver=trust.receiver,
        stamps=stamps,
        stated=stated,
        stated_by=(stated.by or trust.receiver) if stated else None,
        forged_stamp=trust.forged,
        signatures=_signatures(told),
        arc=parse_arc(told),
        dkim2=first(told, "dkim2-signature") is not None,
        mailing_list=is_mailing_list(told),
        spam=spam_verdict(
            told,
            microsoft=trust.receiver is None or is_microsoft(trust.receiver),
            google=stated is not None and stated.by == GMAIL,
        ),
        whole=raw is not None,
        raw=raw,
        **who(told, stated, passed_on=was_passed_on(hops, trust.entry)),
    )


def _signatures(fields: Sequence[Field]) -> tuple[Signature, ...]:
    found = [one.value for one in fields if one.key == "dkim-signature"]
    return tuple(parse_signature(value) for value in found[:MOST_SIGNATURES])


def is_multipart(fields: Sequence[Field]) -> bool:
    """Whether a body of parts follows (RFC 2046 §5.1)."""
    return (first(fields, "content-type") or "").lower().startswith("multipart/")


_TOO_LARGE = "message: larger than 2 MB; expected the header only, or a smaller file"
_OUTLOOK = (
    "message: Outlook's own format (.msg); expected text. Open it, choose File > "
    "Save as > .eml (or .txt), or copy its internet headers"
)
