"""Records that a customer copied from his account and pasted into the chat.

Services show them as a table, as labelled lines, or as zone lines. A line that
reads as a sentence is none of them: who asks about a record pastes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

MOST_LINES = 60  # a service shows two to six records, in a few lines each
MOST_CHARACTERS = 20_000  # a key has 400; what is longer is no table of records
MOST_RECORDS = 12
APEX = "@"  # the domain itself, where services write no name
MOST_PLAIN = 4  # words beside names, types and labels; more is a sentence

_MARK = re.compile(r"_domainkey\b|v\s*=\s*DKIM1|\bp=MI[A-Z]", re.IGNORECASE)
_KEY = re.compile(
    r"[\"'\u201c\u201d]?\s*(?:v\s*=\s*DKIM1\b|k=(?:rsa|ed25519)\b|p=MI)[^|\t]*",
    re.IGNORECASE,
)
_PROOF = re.compile(  # that a domain is one's own; services call it verification
    r"(?<![\w-])(?:(?:[a-z0-9]+-)+verification=|brevo-code:|MS=ms|apple-domain=)"
    r"[\w.=+/-]{4,}",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"\S@|@\S")
_NAME = re.compile(
    r"(?<![\w@/.-])[a-z0-9_](?:[a-z0-9_-]*[a-z0-9])?"
    r"(?:\.[a-z0-9_](?:[a-z0-9_-]*[a-z0-9])?)+\.?(?![\w@/-])",
    re.IGNORECASE,
)
_TYPE = re.compile(r"(?<![\w.-])(?:CNAME|TXT)(?![\w.-])", re.IGNORECASE)
_LABEL = re.compile(
    r"\b(?:host|hostname|hostnaam|naam|name|type|value|waarde|target|doel|points? to"
    r"|verwijst naar|record|records|regel|in|ttl|data|content|inhoud|selector|dkim"
    r"|\d+|->|=>)\b|[@:|>\"'\u201c\u201d\u2192-]",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountValue:
    """One record as it was pasted; `name` may lack the domain.

    Names are in lower case and without final dot; a key is left as it came, but
    for quotes around it.
    """

    name: str
    type: str  # CNAME | TXT
    value: str


def find_account_values(
    text: str, *, asked: bool
) -> tuple[tuple[AccountValue, ...], str]:
    """The records pasted in *text*, and the text without their lines.

    Args:
        text: What the customer wrote.
        asked: Whether the last answer asked for them: then a pair of names is
            enough, also where nothing in it speaks of DKIM.
    """
    if len(text) > MOST_CHARACTERS or text.count("\n") > MOST_LINES:
        return (), text
    lines = text.splitlines()
    told = asked or _MARK.search(text) or _PROOF.search(text)
    if len(lines) > MOST_LINES or not told:
        return (), text
    kept = [line for line in lines if not _is_record_line(line)]
    tokens = [
        token for line in lines if _is_record_line(line) for token in _tokens(line)
    ]
    values = tuple(dict.fromkeys(_paired(tokens)))[:MOST_RECORDS]
    if not values:
        return (), text
    return values, "\n".join(kept)


def _is_record_line(line: str) -> bool:
    line = _PROOF.sub(" ", line) if (proof := _PROOF.search(line)) else line
    if not (proof or _NAME.search(line) or _KEY.search(line)):
        return _LABEL.sub("", _TYPE.sub("", line)).strip() == "" and bool(line.strip())
    rest = _NAME.sub(" ", _KEY.sub(" ", line))
    plain = _LABEL.sub(" ", _TYPE.sub(" ", rest)).split()
    asks = "?" in rest or _ADDRESS.search(line)
    return len(plain) <= MOST_PLAIN and not asks


def _tokens(line: str) -> Iterator[tuple[str, str]]:
    """What stands on a line, in order: names and at most one key or proof."""
    proof = _PROOF.search(line)
    key = None if proof else _KEY.search(line)
    end = proof or key
    head = line[: end.start()] if end else line
    for match in _NAME.finditer(head):
        yield "name", match.group().lower().rstrip(".")
    if proof:
        yield "proof", proof.group().strip()
    if key:
        yield "key", key.group().strip()


def _paired(tokens: list[tuple[str, str]]) -> Iterator[AccountValue]:
    """A name and what follows it: a key, or the name that it points to."""
    name = None
    for kind, text in tokens:
        if kind == "proof":
            yield AccountValue(name=name or APEX, type="TXT", value=text)
            name = None
        elif name is None:
            name = text if kind == "name" else None
        elif kind == "key":
            yield AccountValue(name=name, type="TXT", value=_unquoted(text))
            name = None
        else:
            yield AccountValue(name=name, type="CNAME", value=text)
            name = None


def _unquoted(key: str) -> str:
    text = re.sub(r"[\"\u201c\u201d]\s*[\"\u201c\u201d]", "", key.strip())
    return text.strip("\"'\u201c\u201d ").strip()
