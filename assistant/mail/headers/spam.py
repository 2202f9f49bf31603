"""What a spam filter wrote into the header, as far as its maker explains it.

Filters give points and codes. Their reasons are passed on as they stand there;
what a maker does not disclose stays out. Only fields that the receiver's filter
can have written are read, and each filter is a function of its own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from assistant.mail.headers.fields import Field

MOST_REASONS = 12
MOST_CHARACTERS = 8_000  # of one field
SPAM_LEVEL = 5  # SCL 5 and above goes to the junk folder
BULK_LEVEL = 7  # BCL at which Microsoft's default policy calls it bulk
PAIR = re.compile(r"([A-Za-z]{1,12}):([^;]{0,200})")
RULE = re.compile(r"\b([A-Z][A-Z0-9_]{2,60})(?:=(-?[0-9.]{1,8}))?")
SYMBOL = re.compile(r"\b([A-Z][A-Z0-9_]{2,60})\s?\((-?[0-9.]{1,10})\)")
SCORE = re.compile(r"(?:score|hits)=(-?[0-9.]{1,8})")

# A resolver that a list refuses to serve says nothing about the sender.
NOT_LISTED = ("BLOCKED", "RESOLVER", "_OPENDNS", "DNSWL", "_W", "IADB", "RP_")
LISTS = ("RCVD_IN_", "RBL_", "URIBL_", "DBL_", "SURBL", "_RBL", "SPAMHAUS", "BL_")

SFV: Mapping[str, str] = {
    "SPM": "spam",
    "SKS": "spam",
    "SKB": "spam",
    "BLK": "spam",
    "NSPM": "ham",
    "SKN": "ham",
    "SKI": "ham",
    "SKA": "ham",
    "SFE": "ham",
    "SKQ": "ham",
}
BAD_CATEGORIES = frozenset((
    "BULK", "SPM", "HSPM", "PHSH", "HPHSH", "HPHISH", "SPOOF", "DIMP", "UIMP",
    "GIMP", "BIMP", "INTOS", "MALW", "AMP", "FTBP", "OSPM",
))  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Spam:
    """A filter's verdict: spam, ham or unknown; bulk counts as spam.

    `by` are the filters that spoke, `why` short reasons as they are written in
    the header (`SCL 5`, `BAYES_99 3.5`). `listed` tells that a reason is a
    block list.
    """

    verdict: str = "unknown"
    by: tuple[str, ...] = ()
    why: tuple[str, ...] = ()
    listed: bool = False


@dataclass(frozen=True, slots=True)
class _Said:
    by: str
    verdict: str
    why: tuple[str, ...] = ()


def spam_verdict(fields: Iterable[Field], *, microsoft: bool = True) -> Spam:
    """Weigh what every known filter wrote; one that says spam is enough.

    Args:
        fields: All fields of the header.
        microsoft: Whether Microsoft is the receiver. Mail that left through it
            bears its fields too, and those are not about receiving.

    RFC 5322 §3.6.8: such fields are everyone's own, so unknown ones are left.
    """
    values: dict[str, str] = {}
    for field in fields:
        if field.key.startswith("x-"):
            values.setdefault(field.key, field.value[:MOST_CHARACTERS])
    filters = FILTERS if microsoft else FILTERS[1:]
    said = tuple(one for filter_ in filters for one in filter_(values))
    verdicts = {one.verdict for one in said}
    verdict = next((v for v in ("spam", "ham") if v in verdicts), "unknown")
    why = tuple(
        dict.fromkeys(
            reason for one in said if one.verdict == verdict for reason in one.why
        )
    )[:MOST_REASONS]
    return Spam(
        verdict=verdict,
        by=tuple(dict.fromkeys(one.by for one in said)),
        why=why,
        listed=verdict == "spam" and any(_is_list(reason) for reason in why),
    )


def _is_list(reason: str) -> bool:
    return any(mark in reason for mark in LISTS) and not any(
        mark in reason for mark in NOT_LISTED
    )


def _microsoft(values: Mapping[str, str]) -> Iterator[_Said]:
    report = values.get("x-forefront-antispam-report", "")
    tags = {name.upper(): text.strip() for name, text in PAIR.findall(report)}
    level = tags.get("SCL") or values.get("x-ms-exchange-organization-scl", "")
    bulk_text = values.get("x-microsoft-antispam", "")
    bulk = dict(PAIR.findall(bulk_text)).get("BCL", "").strip()
    box = dict(PAIR.findall(values.get("x-microsoft-antispam-mailbox-delivery", "")))
    if not (tags or level or bulk or box):
        return
    why: list[str] = []
    bad = good = False
    points = _number(level)
    if points is not None:
        bad, good = points >= SPAM_LEVEL, points < SPAM_LEVEL
        why.append(f"SCL {level.strip()}")
    filtered = tags.get("SFV", "")
    if filtered:
        bad, good = bad or SFV.get(filtered) == "spam", good or filtered in SFV
        why.append(f"SFV {filtered}")
    category = tags.get("CAT", "")
    if category and category != "NONE":
        bad = bad or category in BAD_CATEGORIES
        why.append(f"CAT {category}")
    bulk_points = _number(bulk)
    if bulk_points is not None and bulk_points > 0:
        bad = bad or bulk_points >= BULK_LEVEL
        why.append(f"BCL {bulk}")
    if box.get("dest", "").strip() == "J":
        bad = True
        why.append("dest J")
    if safety := tags.get("SFTY"):
        why.append(f"SFTY {safety}")
    yield _Said(
        "microsoft", "spam" if bad else "ham" if good else "unknown", tuple(why)
    )


def _spamassassin(values: Mapping[str, str]) -> Iterator[_Said]:
    status = values.get("x-spam-status", "")
    flag = values.get("x-spam-flag", "").strip().lower()
    if not (status or flag):
        return
    word = status.split(",")[0].split(" ")[0].strip().lower()
    verdict = {"yes": "spam", "no": "ham", "true": "spam", "false": "ham"}.get(
        word or flag, "unknown"
    )
    tests = status.partition("tests=")[2].strip("[ ")
    tests = tests.split("autolearn=")[0].split("]")[0]
    rules = [
        (name, points)
        for name, points in RULE.findall(tests)
        if not points or (_number(points) or 0) > 0
    ]
    rules.sort(key=lambda rule: -(_number(rule[1]) or 0))
    why = [f"{name} {points}".strip() for name, points in rules]
    score = SCORE.search(status)
    total = [f"score {score.group(1)}"] if score else []
    yield _Said("spamassassin", verdict, (*total, *why))


def _rspamd(values: Mapping[str, str]) -> Iterator[_Said]:
    result = values.get("x-spamd-result", "")
    action = values.get("x-rspamd-action", "").strip().lower()
    marked = values.get("x-spam", "").strip().lower() in {"yes", "true"}
    if not (result or action or (marked and "x-rspamd-score" in values)):
        return
    first = result.partition("[")[0].lower()
    bad = "true" in first or marked or action in {"add header", "reject"}
    bad = bad or action == "rewrite subject"
    symbols = [
        (name, points)
        for name, points in SYMBOL.findall(result)
        if (_number(points) or 0) > 0
    ]
    symbols.sort(key=lambda symbol: -(_number(symbol[1]) or 0))
    total = result.partition("[")[2].partition("]")[0].strip()
    why = [f"score {total}"] if total else []
    why += [f"action {action}"] if action else []
    why += [f"{name} {points}" for name, points in symbols]
    yield _Said("rspamd", "spam" if bad else "ham", tuple(why))


def _spamexperts(values: Mapping[str, str]) -> Iterator[_Said]:
    # The maker's name is replaced by the hoster's, so the pair is recognised.
    for name, value in values.items():
        if not name.endswith("-class"):
            continue
        evidence = values.get(f"{name.removesuffix('-class')}-evidence")
        if evidence is None:
            continue
        word = value.strip().lower()
        bad = word in {"spam", "phish", "virus"}
        good = word in {"ham", "unsure", "whitelisted"}
        why = (f"class {word[:20]}", f"evidence {evidence.strip()[:60]}")
        yield _Said("spamexperts", "spam" if bad else "ham" if good else "unknown", why)


def _flagged(values: Mapping[str, str]) -> Iterator[_Said]:
    """Read the filters that say yes or no in one field of their own."""
    for name, by in (
        ("x-barracuda-spam-status", "barracuda"),
        ("x-ziggo-spam-status", "ziggo"),
        ("x-proofpoint-spam-details", "proofpoint"),
        ("x-mimecast-spam-score", "mimecast"),
    ):
        value = values.get(name, "").strip()
        if not value:
            continue
        low = value.lower()
        bad = low.startswith("yes") or "rule=spam" in low
        good = low.startswith("no,") or low == "no" or "rule=notspam" in low
        why = (f"{name[2:]} {value[:60]}",)
        yield _Said(by, "spam" if bad else "ham" if good else "unknown", why)


def _number(text: str | None) -> float | None:
    try:
        return float((text or "").strip())
    except ValueError:
        return None


FILTERS: tuple[Callable[[Mapping[str, str]], Iterator[_Said]], ...] = (
    _microsoft,
    _spamassassin,
    _rspamd,
    _spamexperts,
    _flagged,
)
