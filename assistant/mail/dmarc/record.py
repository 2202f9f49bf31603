"""The DMARC record and how much of it counts, RFC 9989 §4.7 and §4.8."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from assistant.errors import RecordSyntaxError
from assistant.mail.tags import SPACE, Tag, pieces, read_tag

# The name of the tag may be in any case, its value may not (RFC 9989 §4.8).
VERSION = re.compile(r"[vV][ \t]*=[ \t]*DMARC1[ \t]*(?:;|\Z)")
MEANT = re.compile(
    r"\W*v\W*dmarc|.{0,200}\bp\s*=\s*(?:none|quar|reject)", re.IGNORECASE
)
URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s,!]+")
SIZE = re.compile(r"![0-9]+[kmgt]?\Z", re.IGNORECASE)
POLICIES = ("none", "quarantine", "reject")
LETTERS = {"adkim": "rs", "aspf": "rs", "t": "yn", "psd": "ynu"}
KNOWN = frozenset({"v", "p", "sp", "np", "rua", "ruf", "fo", *LETTERS})
REMOVED = frozenset({"pct", "rf", "ri"})  # known to RFC 7489, gone in RFC 9989
MAX_URIS = 20  # a record of a stranger; nobody sends more reports than this


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A DMARC record as it counts.

    `policy` is never empty: where no valid one stands beside a valid address
    for reports it is "none". `notes` holds what was left out of account, as
    "kind:tag", kind being removed, unknown, invalid, missing, twice or size.
    """

    text: str
    policy: str
    subdomain_policy: str | None = None
    absent_policy: str | None = None
    adkim: str = "r"
    aspf: str = "r"
    rua: tuple[str, ...] = ()
    ruf: tuple[str, ...] = ()
    testing: bool = False
    psd: str = "u"
    notes: tuple[str, ...] = ()


def is_dmarc(text: str) -> bool:
    """Whether the text starts as a DMARC record must: v=DMARC1, exactly.

    RFC 9989 §4.7: the version stands first, and anything but its exact value
    makes the whole record count for nothing.
    """
    return VERSION.match(text) is not None


def is_meant(text: str) -> bool:
    """Whether the text was meant as a DMARC record, though it may be none."""
    return MEANT.match(text) is not None


def parse(text: str) -> Record:
    """Read a record; what cannot be read in it falls back to its default.

    Raises:
        RecordSyntaxError: It does not start as a DMARC record, or it holds no
            valid policy and no valid address for reports, so that no DMARC
            applies.

    RFC 9989 §4.7: syntax errors after the version are ignored; §4.10.1: what an
    invalid or missing p, sp or np means.
    """
    if not is_dmarc(text):
        raise RecordSyntaxError(text, 0, "v=DMARC1")
    tags, notes = _tags(text)
    record = replace(_frame(text, tags, notes), notes=tuple(dict.fromkeys(notes)))
    bad = next((name for name in ("p", "sp", "np") if not _sound(tags, name)), None)
    if bad is None:
        return replace(
            record,
            policy=_word(tags["p"]),
            subdomain_policy=_word(tags["sp"]) if "sp" in tags else None,
            absent_policy=_word(tags["np"]) if "np" in tags else None,
        )
    if record.rua:
        kind = "invalid" if bad in tags else "missing"
        return replace(record, notes=(*record.notes, f"{kind}:{bad}"))
    where = tags[bad].offset if bad in tags else len(text)
    raise RecordSyntaxError(text, where, f"{bad}=none, quarantine or reject")


def psd_of(text: str) -> str:
    """Read the psd tag: y, n or u, also of a record with no valid policy.

    RFC 9989 §4.10: a walk stops at it, whatever else the record says.
    """
    tags, _ = _tags(text)
    return _letter(tags, "psd", "u", [])


def _tags(text: str) -> tuple[dict[str, Tag], list[str]]:
    tags: dict[str, Tag] = {}
    notes: list[str] = []
    for offset, piece in pieces(text):
        if not piece.strip(SPACE):
            continue
        try:
            tag = read_tag(text, offset, piece)
        except RecordSyntaxError:
            notes.append("invalid:")
            continue
        name = tag.name.lower()
        if name in tags:
            notes.append(f"twice:{name[:20]}")
            continue
        tags[name] = tag
        if name not in KNOWN:
            kind = "removed" if name in REMOVED else "unknown"
            notes.append(f"{kind}:{name[:20]}")
    return tags, notes


def _frame(text: str, tags: dict[str, Tag], notes: list[str]) -> Record:
    return Record(
        text=text,
        policy="none",
        adkim=_letter(tags, "adkim", "r", notes),
        aspf=_letter(tags, "aspf", "r", notes),
        rua=_uris(tags, "rua", notes),
        ruf=_uris(tags, "ruf", notes),
        testing=_letter(tags, "t", "n", notes) == "y",
        psd=_letter(tags, "psd", "u", notes),
    )


def _sound(tags: dict[str, Tag], name: str) -> bool:
    if name not in tags:
        return name != "p"
    return _word(tags[name]) in POLICIES


def _word(tag: Tag) -> str:
    return tag.value.lower()


def _letter(tags: dict[str, Tag], name: str, default: str, notes: list[str]) -> str:
    if name not in tags:
        return default
    letter = _word(tags[name])
    if len(letter) == 1 and letter in LETTERS[name]:
        return letter
    notes.append(f"invalid:{name}")
    return default


def _uris(tags: dict[str, Tag], name: str, notes: list[str]) -> tuple[str, ...]:
    if name not in tags:
        return ()
    valid: list[str] = []
    for part in tags[name].value.split(","):
        uri = part.strip(SPACE)
        if SIZE.search(uri):
            notes.append(f"size:{name}")
            uri = SIZE.sub("", uri)
        if URI.fullmatch(uri) and ("@" in uri or not _is_mailto(uri)):
            valid.append(uri)
        else:
            notes.append(f"invalid:{name}")
    return tuple(valid[:MAX_URIS])


def _is_mailto(uri: str) -> bool:
    return uri.lower().startswith("mailto:")
