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
from assistant.mail.headers.filters import (
    Said,
    barracuda,
    ironport,
    kpn,
    mimecast,
    number,
    proofpoint,
    ziggo,
)

MOST_REASONS = 12
MOST_CHARACTERS = 8_000  # of one field
SPAM_LEVEL = 5  # SCL 5 and above goes to the junk folder
BULK_LEVEL = 7  # BCL at which Microsoft's default policy calls it bulk
PAIR = re.compile(r"([A-Za-z]{1,12}):([^;]{0,200})")
RULE = re.compile(r"\b([A-Z][A-Z0-9_]{2,60})(?:=(-?[0-9.]{1,8}))?")
SYMBOL = re.compile(r"\b([A-Z][A-Z0-9_]{2,60})\s?\((-?[0-9.]{1,10})\)")
POINTS = re.compile(r"(?<![\w.])(-?[0-9]{1,3}\.[0-9]) ([A-Z][A-Z0-9_]{2,60})\b")
SCORE = re.compile(r"(?:score|hits)=(-?[0-9.]{1,8})")

# A resolver that a list refuses to serve says nothing about the sender.
NOT_LISTED = ("BLOCKED", "RESOLVER", "_OPENDNS", "DNSWL", "_W", "IADB", "RP_")
LISTS = ("RCVD_IN_", "RBL_", "_RBL", "SPAMHAUS")
OF_LINKS = ("URIBL", "DBL", "SURBL")  # lists of links, and not of servers

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
    block list. `silent` are the filters that do not disclose why.
    """

    verdict: str = "unknown"
    by: tuple[str, ...] = ()
    why: tuple[str, ...] = ()
    listed: bool = False
    silent: tuple[str, ...] = ()


def spam_verdict(
    fields: Iterable[Field], *, microsoft: bool = True, google: bool = False
) -> Spam:
    """Weigh what every known filter wrote; one that says spam is enough.

    Args:
        fields: All fields of the header.
        microsoft: Whether Microsoft is the receiver. Mail that left through it
            bears its fields too, and those are not about receiving.
        google: Whether Google is the receiver, which writes no score at all.

    RFC 5322 §3.6.8: such fields are everyone's own, so unknown ones are left.
    """
    values: dict[str, str] = {}
    for field in fields:
        if field.key.startswith("x-"):
            values.setdefault(field.key, field.value[:MOST_CHARACTERS])
    filters = FILTERS if microsoft else FILTERS[1:]
    said = tuple(one for filter_ in filters for one in filter_(values))
    if google and not said:
        return Spam(silent=("google",))
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
        silent=tuple(dict.fromkeys(one.by for one in said if one.silent)),
    )


def _is_list(reason: str) -> bool:
    return any(mark in reason for mark in LISTS) and not any(
        mark in reason for mark in (*NOT_LISTED, *OF_LINKS)
    )


def _microsoft(values: Mapping[str, str]) -> Iterator[Said]:
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
    points = number(level)
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
    bulk_points = number(bulk)
    if bulk_points is not None and bulk_points > 0:
        bad = bad or bulk_points >= BULK_LEVEL
        why.append(f"BCL {bulk}")
    if box.get("dest", "").strip() == "J":
        bad = True
        why.append("dest J")
        # Undocumented, and telling: a rule or switch of the reader's own.
        why += [f"OFR {text}" for text in (box.get("OFR", "").strip()[:40],) if text]
    if safety := tags.get("SFTY"):
        why.append(f"SFTY {safety}")
    verdict = "spam" if bad else "ham" if good else "unknown"
    yield Said(by="microsoft", verdict=verdict, why=tuple(why))


def _spamassassin(values: Mapping[str, str]) -> Iterator[Said]:
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
        for name, points in RULE.findall(tests) or _reported(values)
        if not points or (number(points) or 0) > 0
    ]
    rules.sort(key=lambda rule: -(number(rule[1]) or 0))
    why = [f"{name} {points}".strip() for name, points in rules]
    score = SCORE.search(status)
    total = [f"score {score.group(1)}"] if score else []
    yield Said(by="spamassassin", verdict=verdict, why=(*total, *why))


def _reported(values: Mapping[str, str]) -> list[tuple[str, str]]:
    # cPanel puts the rules in a report, below a quotation of the text itself.
    report = values.get("x-spam-report") or values.get("x-ham-report") or ""
    table = report.partition("pts rule name")[2]
    return [(name, points) for points, name in POINTS.findall(table)]


def _rspamd(values: Mapping[str, str]) -> Iterator[Said]:
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
        if (number(points) or 0) > 0
    ]
    symbols.sort(key=lambda symbol: -(number(symbol[1]) or 0))
    total = result.partition("[")[2].partition("]")[0].strip()
    why = [f"score {total}"] if total else []
    why += [f"action {action}"] if action else []
    why += [f"{name} {points}" for name, points in symbols]
    yield Said(by="rspamd", verdict="spam" if bad else "ham", why=tuple(why))


def _spamexperts(values: Mapping[str, str]) -> Iterator[Said]:
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
        verdict = "spam" if bad else "ham" if good else "unknown"
        yield Said(by="spamexperts", verdict=verdict, why=why)


FILTERS: tuple[Callable[[Mapping[str, str]], Iterator[Said]], ...] = (
    _microsoft,
    _spamassassin,
    _rspamd,
    _spamexperts,
    barracuda,
    ziggo,
    kpn,
    proofpoint,
    mimecast,
    ironport,
)
