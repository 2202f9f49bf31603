"""Spam filters in front of a mailbox, each in the fields that it writes.

What a maker keeps to itself is marked as such: a score without a reason, or no
score at all. Whether Ziggo and KPN mark incoming mail in the same way as what
their own customers send has not been confirmed, so KPN's fields judge nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

NUMBER = re.compile(r"-?[0-9]{1,6}(?:\.[0-9]{1,6})?")
DETAIL = re.compile(r"([a-z]{1,24})=([A-Za-z0-9_.-]{1,40})")
TESTS = re.compile(r"tests=([A-Z0-9_, ]{1,400})")
LEVEL = re.compile(r"([A-Z]{3,10})_LEVEL=([0-9.]{1,8})")
BAD_NOTE = frozenset({"spam", "bulk", "phish", "malware", "suspect", "adult", "virus"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What one filter said; `silent` when it does not tell why."""

    by: str
    verdict: str
    why: tuple[str, ...] = ()
    silent: bool = False


def number(text: str | None) -> float | None:
    """Read a score, if it is one."""
    match = NUMBER.fullmatch((text or "").strip())
    return float(match.group()) if match else None


def barracuda(values: Mapping[str, str]) -> Iterator[Said]:
    """Barracuda: yes or no, a score, the levels it is held to, its tests."""
    status = values.get("x-barracuda-spam-status", "").strip()
    flag = values.get("x-barracuda-spam-flag", "").strip()
    if not (status or flag):
        return
    found = NUMBER.search(status.upper().partition("SCORE=")[2][:20])
    score = found.group() if found else values.get("x-barracuda-spam-score", "").strip()
    why = [f"score {score[:12]}"] if number(score) is not None else []
    why += [f"{name} level {text}" for name, text in LEVEL.findall(status)]
    tests = TESTS.search(status)
    why += tests.group(1).replace(",", " ").split() if tests else []
    yield Said(by="barracuda", verdict=_yes_or_no(status or flag), why=tuple(why))


def ziggo(values: Mapping[str, str]) -> Iterator[Said]:
    """Ziggo: yes or no and a score; Cloudmark, behind it, gives no reasons."""
    status = values.get("x-ziggo-spam-status", "").strip()
    score = values.get("x-ziggo-spamscore", "").strip()
    if status or score or any(name.startswith("x-ziggo-spam") for name in values):
        why = [f"Ziggo-Spam-Status {status[:20]}"] if status else []
        why += [f"score {score[:12]}"] if number(score) is not None else []
        yield Said(by="ziggo", verdict=_yes_or_no(status), why=tuple(why), silent=True)


def kpn(values: Mapping[str, str]) -> Iterator[Said]:
    """KPN and XS4ALL: whether the sender was verified, and no verdict."""
    sender = values.get("x-kpn-verifiedsender", "").strip()
    if sender or "x-kpn-mid" in values or "x-cmassun" in values:
        why = (f"VerifiedSender {sender[:20]}",) if sender else ()
        yield Said(by="kpn", verdict="unknown", why=why, silent=True)


def proofpoint(values: Mapping[str, str]) -> Iterator[Said]:
    """Proofpoint: the rule that held and scores; the reasons are its secret."""
    text = values.get("x-proofpoint-spam-details", "").strip()
    if not text:
        return
    details = dict(DETAIL.findall(text.lower()))
    rule = details.get("rule", "")
    good = rule.startswith("notspam") or rule.endswith("notspam")
    bad = not good and any(word in rule for word in BAD_NOTE)
    names = ("rule", "policy", "score", "bulkscore", "phishscore", "malwarescore")
    why = tuple(
        f"{name} {details[name]}"
        for name in names
        if details.get(name) not in {None, "0", "default"}
    )
    verdict = "spam" if bad else "ham" if good else "unknown"
    yield Said(by="proofpoint", verdict=verdict, why=why, silent=True)


def mimecast(values: Mapping[str, str]) -> Iterator[Said]:
    """Mimecast: a score, and whether it knew the text as bulk or as spam."""
    score = values.get("x-mimecast-spam-score", "").strip()
    marks = {
        mark: values.get(f"x-mimecast-{mark}-signature", "").strip().lower()
        for mark in ("spam", "bulk")
    }
    if not (score or any(marks.values())):
        return
    bad = "yes" in marks.values()
    why = [f"score {score[:12]}"] if number(score) is not None else []
    why += [f"{mark} signature {text[:8]}" for mark, text in marks.items() if text]
    verdict = "spam" if bad else "unknown"
    yield Said(by="mimecast", verdict=verdict, why=tuple(why), silent=True)


def ironport(values: Mapping[str, str]) -> Iterator[Said]:
    """Cisco: the sender's reputation, and a result that only Cisco can read."""
    if not any(name.startswith("x-ironport-") for name in values):
        return
    score = values.get("x-sbrs", values.get("x-ironport-sbrs", "")).strip()
    why = (f"SBRS {score}",) if number(score) is not None else ()
    yield Said(by="ironport", verdict="unknown", why=why, silent=True)


def _yes_or_no(text: str) -> str:
    word = text.lower().partition(",")[0].strip().partition(" ")[0]
    return {"yes": "spam", "no": "ham"}.get(word, "unknown")
