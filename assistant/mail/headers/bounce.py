"""Mail that came back: the report around it, and the original inside."""

from __future__ import annotations

import base64
import binascii
import quopri
import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.mail.headers.blocks import blocks
from assistant.mail.headers.fields import Field, first, name_of, parse_fields

MOST_PARTS = 8  # that claim to hold a message; one is enough
MOST_PREAMBLE = 400  # lines of explanation above a returned header
REPORTERS = ("mailer-daemon", "postmaster", "mailerdaemon", "microsoftexchange")
ORIGINALS = (
    "message/rfc822",
    "message/global",
    "text/rfc822-headers",
    "message/global-headers",
    "message/rfc822-headers",
)
BOUNDARY = re.compile(
    r"boundary\s{0,5}=\s{0,5}(?:\"([^\"]{1,200})\"|([^\s;\"]{1,200}))"
)
SIGNS = (
    "undeliverable",
    "undelivered mail returned",
    "delivery status notification",
    "delivery has failed",
    "could not be delivered",
    "couldn't be delivered",
    "wasn't delivered",
    "original message headers",
    "diagnostic information for administrators",
    "this is the mail system at host",
    "mail delivery failed",
    "mail delivery system",
    "mail delivery subsystem",
    "returned to sender",
    "i'm afraid i wasn't able to deliver",
    "reporting-mta:",
    "final-recipient:",
    "diagnostic-code:",
    "remote server returned",
    "remote host said",
    "niet bezorgd",
    "kan niet worden bezorgd",
    "onbestelbaar",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Original:
    """Lines of a message inside another; `whole` when all of it was sent back."""

    lines: tuple[str, ...]
    start: int
    whole: bool


def is_report(fields: Sequence[Field]) -> bool:
    """Whether a message is a report of non-delivery, by its own fields.

    RFC 6522 §3; RFC 3834 §3 for those that are older than the format.
    """
    content = (first(fields, "content-type") or "").lower()
    if content.startswith("multipart/report"):
        return "disposition-notification" not in content
    if first(fields, "x-failed-recipients"):
        return True
    sender = (first(fields, "from") or "").lower()
    silent = (first(fields, "return-path") or "").strip() in {"<>", "< >"}
    answered = (first(fields, "auto-submitted") or "").lower().startswith("auto")
    return any(name in sender for name in REPORTERS) and (silent or answered)


def is_told(lines: Sequence[str]) -> int | None:
    """Return the line where a text begins to say that mail came back.

    RFC 3464 §2: the part for people comes first, in words of the maker's own.
    """
    # One search a sign through all of it: a line at a time costs ten times more.
    text = "\n".join(lines).lower()
    places = [place for sign in SIGNS if (place := text.find(sign)) >= 0]
    return text.count("\n", 0, min(places)) if places else None


def original(fields: Sequence[Field], body: Sequence[str]) -> Original | None:
    """Find the message that was sent back in a report's body.

    RFC 6522 §3: the third part. Older reports paste it below their own text.
    """
    boundary = _boundary(first(fields, "content-type"))
    claims = (index for index, line in enumerate(body) if _holds_message(line))
    for index, _ in zip(claims, range(MOST_PARTS), strict=False):
        found = _part(body, index, boundary)
        if found:
            return found
    for block in blocks(body):
        if block.traced:
            return Original(
                lines=tuple(body[block.start :]), start=block.start, whole=False
            )
    return None


def closes(fields: Sequence[Field], body: Sequence[str]) -> bool:
    """Whether a body is there to its end, as far as its shape tells.

    RFC 2046 §5.1.1: a multipart body ends with its boundary and two dashes.
    """
    if not "".join(body).strip():
        return False
    boundary = _boundary(first(fields, "content-type"))
    if boundary is None:
        return True
    return any(line.rstrip() == f"--{boundary}--" for line in reversed(body))


def _holds_message(line: str) -> bool:
    if name_of(line) != "content-type":
        return False
    return line.partition(":")[2].strip().lower().startswith(ORIGINALS)


def _boundary(content_type: str | None) -> str | None:
    if not content_type or not content_type.lower().startswith("multipart/"):
        return None
    match = BOUNDARY.search(content_type[:2_000])
    return (match.group(1) or match.group(2)) if match else None


def _part(body: Sequence[str], index: int, boundary: str | None) -> Original | None:
    start = index
    while start < len(body) and body[start].strip():
        start += 1
    top = index
    while top > 0 and body[top - 1].strip() and not body[top - 1].startswith("--"):
        top -= 1
    part = parse_fields(body[top:start])
    start += 1
    marks = {f"--{boundary}", f"--{boundary}--"} if boundary else set()
    end = start
    while end < len(body) and body[end].rstrip() not in marks:
        end += 1
    lines = _decoded(body[start:end], first(part, "content-transfer-encoding"))
    if not any(name_of(line) for line in lines[:3]):
        return None
    content = (first(part, "content-type") or "").lower()
    return Original(lines=lines, start=start, whole="headers" not in content)


def _decoded(lines: Sequence[str], encoding: str | None) -> tuple[str, ...]:
    how = (encoding or "").strip().lower()
    if how not in {"base64", "quoted-printable"}:
        return tuple(lines)
    raw = "\n".join(lines).encode("utf-8", "replace")
    try:
        plain = base64.b64decode(raw) if how == "base64" else quopri.decodestring(raw)
    except (binascii.Error, ValueError):
        return tuple(lines)
    return tuple(plain.decode("utf-8", "replace").replace("\r\n", "\n").split("\n"))
