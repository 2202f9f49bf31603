"""Copies of mail, put back into the shape they had before they were copied.

People paste a header from a mail program, a web page, a reply or a terminal:
quoted with `>`, with `&lt;` for `<`, double-spaced, as UTF-16, all on one line.
Each repair is made only where its own traces are plain, and is told, since a
repaired text is no longer what was signed.
"""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from itertools import islice, pairwise

from assistant.mail.headers.fields import BLANKS, name_of

LOOKED_AT = 4_096  # bytes that tell an encoding
LOOKED_LINES = 2_000  # that tell how a text was copied
MOST_LINES = 32_000  # of a text; 2 MB of mail in lines of 76 are 27,000
FEW = 3  # fields; fewer prove nothing
QUOTE = re.compile(r"[ \t]{0,3}(?:[>|][ \t]?){1,6}")
ENTITY = re.compile(r"&(?:lt|gt|quot|amp|nbsp|#39|#x27|#34);")
MARKUP = re.compile(
    r"<(?:br|/?pre|/?p|/?div|/?span|/?html|/?body)[^<>]{0,200}>", re.IGNORECASE
)
ENTITY_MARKS = ("&lt;", "&gt;")
INVISIBLE = "\x00\ufeff\u200b\u200e\u200f\u2060"

KNOWN = frozenset((
    "apparently-to", "arc-authentication-results", "arc-message-signature",
    "arc-seal", "authentication-results", "bcc", "cc", "content-transfer-encoding",
    "content-type", "date", "delivered-to", "dkim-signature", "domainkey-signature",
    "envelope-to", "errors-to", "feedback-id", "from", "in-reply-to", "list-id",
    "list-unsubscribe", "list-unsubscribe-post", "message-id", "mime-version",
    "precedence", "received", "received-spf", "references", "reply-to", "return-path",
    "sender", "subject", "thread-index", "thread-topic", "to", "user-agent",
    "auto-submitted", "importance", "delivery-date", "x-mailer", "x-received",
))  # fmt: skip
ADDED = ("x-", "arc-", "list-", "resent-")
TRACE = frozenset((
    "arc-authentication-results", "arc-seal", "authentication-results",
    "dkim-signature", "received", "received-spf", "return-path", "x-received",
))  # fmt: skip
# Fields that start a line of their own in a header whose line breaks were lost.
LOST = re.compile(
    r"(?<=[ \t])(?=(?:Received|Return-Path|Authentication-Results|Received-SPF"
    r"|ARC-Seal|ARC-Message-Signature|ARC-Authentication-Results|DKIM-Signature"
    r"|Delivered-To|From|To|Cc|Subject|Date|Message-ID|MIME-Version|Reply-To"
    r"|Sender|Content-Type|List-Unsubscribe|X-[A-Za-z0-9-]{1,60}):[ \t])"
)


# The same as one expression, for texts of thousands of lines.
KNOWN_START = re.compile(
    rf"(?:(?:{'|'.join(ADDED)})[a-z0-9_.-]{{0,75}}|{'|'.join(sorted(KNOWN))})"
    r"[ \t]{0,3}:",
    re.IGNORECASE,
)


def is_known(name: str | None) -> bool:
    """Whether *name* (lower case) is a field that mail programs write.

    RFC 5322 §3.6, and the prefixes of those that everybody adds.
    """
    return name is not None and (name in KNOWN or name.startswith(ADDED))


def starts_known(line: str) -> bool:
    """Whether *line* starts a field that mail programs write (RFC 5322 §2.2)."""
    return KNOWN_START.match(line) is not None


def decode(raw: bytes) -> str:
    """Turn bytes into text, whatever they were saved as.

    RFC 6532 §3.2 has UTF-8 in headers; latin-1 takes every byte, so nothing
    raises.
    """
    for mark, encoding in (
        (b"\xef\xbb\xbf", "utf-8-sig"),
        (b"\xff\xfe", "utf-16"),
        (b"\xfe\xff", "utf-16"),
    ):
        if raw.startswith(mark):
            return raw.decode(encoding, "replace")
    start = raw[:LOOKED_AT]
    wide = _wide(start)
    if wide:
        return raw.decode(wide, "replace")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("latin-1")


def _wide(start: bytes) -> str | None:
    # Latin text in UTF-16 has a NUL in every other byte.
    half = len(start) // 2
    if half < 2:  # noqa: PLR2004 - one letter tells nothing
        return None
    even, odd = start[0::2].count(0), start[1::2].count(0)
    if odd * 2 > half and even * 4 < half:
        return "utf-16-le"
    return "utf-16-be" if even * 2 > half and odd * 4 < half else None


def lines_of(text: str) -> list[str]:
    """Cut text at CRLF, LF and lone CR, and nowhere else.

    What comes after the most lines that a mail has is left.

    RFC 5322 §2.3 forbids a lone CR, which old editors wrote all the same.
    """
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    for mark in INVISIBLE:
        if mark in text:
            text = text.replace(mark, "")
    return text.replace("\xa0", " ").split("\n", MOST_LINES)[:MOST_LINES]


def repaired(lines: Sequence[str]) -> tuple[list[str], bool]:
    """Undo what copying did.

    Returns:
        The lines, and whether anything was changed.

    RFC 5322 §2.2.3: the shape that a header had.
    """
    now = list(lines)
    changed = False
    for trace, repair in (
        (_is_markup, _without_markup),
        (_is_quoted, _unquoted),
        (_is_indented, _dedented),
        (_is_run_together, _broken_up),
        (_is_double_spaced, _single_spaced),
    ):
        if trace(now[:LOOKED_LINES]):
            now, changed = repair(now), True
    return now, changed


def _is_markup(lines: Sequence[str]) -> bool:
    entities = addresses = 0
    if not any(ENTITY_MARKS[0] in line for line in lines):
        return False
    for line in lines:
        field = is_known(name_of(line.lstrip("> |\t"))) or line[:1] in {" ", "\t"}
        entities += field and any(mark in line for mark in ENTITY_MARKS)
        addresses += field and "<" in line and "@" in line and "<br" not in line
    return entities > addresses


def _without_markup(lines: Sequence[str]) -> list[str]:
    text = MARKUP.sub("\n", "\n".join(lines))
    plain = ENTITY.sub(lambda match: html.unescape(match.group()), text)
    return plain.replace("\xa0", " ").split("\n")


def _is_quoted(lines: Sequence[str]) -> bool:
    names = {name_of(QUOTE.sub("", line, count=1)) for line in lines if _quote(line)}
    return sum(is_known(name) for name in names) > 1 or bool(names & TRACE)


def _quote(line: str) -> bool:
    return line.lstrip()[:1] in {">", "|"}


def _unquoted(lines: Sequence[str]) -> list[str]:
    return [QUOTE.sub("", line, count=1) if _quote(line) else line for line in lines]


def _is_indented(lines: Sequence[str]) -> bool:
    # A header in a code block or a reply: no field starts where a line does.
    if any(":" in line and starts_known(line) for line in lines):
        return False
    starts = (line for line in lines if line[:1] in BLANKS and _starts_inside(line))
    return len(tuple(islice(starts, FEW))) == FEW


def _dedented(lines: Sequence[str]) -> list[str]:
    starts = [line for line in lines[:LOOKED_LINES] if _starts_inside(line)]
    margin = min(len(line) - len(line.lstrip()) for line in starts)
    return [line[min(margin, len(line) - len(line.lstrip())) :] for line in lines]


def _starts_inside(line: str) -> bool:
    return ":" in line and starts_known(line.lstrip(" \t"))


def _is_run_together(lines: Sequence[str]) -> bool:
    starts = (line for line in lines if starts_known(line))
    if len(tuple(islice(starts, FEW))) == FEW:  # then the breaks are there
        return False
    return any(
        line.count(": ") > FEW and len(LOST.split(line[:20_000])) > FEW
        for line in lines
    )


def _broken_up(lines: Sequence[str]) -> list[str]:
    return [part.strip() for line in lines for part in LOST.split(line)]


def _is_double_spaced(lines: Sequence[str]) -> bool:
    single = double = 0
    for line, after in pairwise(lines):
        if not after.strip():
            double += starts_known(line)
    if double < FEW:
        return False
    for line, after in pairwise(lines):
        single += bool(after.strip()) and starts_known(line)
    return double > 4 * single


def _single_spaced(lines: Sequence[str]) -> list[str]:
    kept: list[str] = []
    skipped = True
    for line in lines:
        if line.strip() or skipped:
            kept.append(line)
            skipped = not line.strip()
        else:
            skipped = True
    return kept
