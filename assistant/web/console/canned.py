"""Replies that are ready to be used: texts with places for the facts of a case.

They stand in templates/canned, and in replies/canned of the operator's layer, as
NAME.LANG.md with the title on the first line. A place is `{{ domain }}`; one
that the case cannot fill stays in the text, where it keeps the reply from being
sent until somebody fills it in or takes it out. `only: ours` before the title
keeps a text for domains whose DNS is with this helpdesk, `only: elsewhere` for others.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from statistics import fmean

from rapidfuzz import fuzz, process, utils

from assistant import places
from assistant.desk import Look
from assistant.remedies.forms import zone_lines
from assistant.replies.case import Case
from assistant.replies.plain import markdown
from assistant.replies.reply import Reply

FOLDER = "canned"
MOST_FOUND = 6
LEAST_SCORE = 70  # of 100; below it a text only happens to share letters
MOST_WORDS = 8  # of a query that count
PLACE = re.compile(r"\{\{([^{}]{0,200})\}\}")  # whatever stands there: nobody sends it
ONLY = re.compile(r"only: (ours|elsewhere)\n")
FACTS = frozenset(
    {
        "domain",
        "service",
        "host",
        "verdict",
        "records",
        "records.zone",
        "spf.record",
        "spf.lookups",
        "spf.before",
        "spf.after",
        "ip",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Canned:
    """One text, its places still open; `only` is ours, elsewhere or empty."""

    name: str
    language: str
    title: str
    text: str
    only: str = ""


@cache
def shelf(home: Path | None) -> tuple[Canned, ...]:
    """Every text there is; the operator's go before those that ship."""
    folders = [places.templates() / FOLDER]
    if home is not None:
        folders.append(home / "replies" / FOLDER)
    found: dict[tuple[str, str], Canned] = {}
    for folder in folders:
        for file in sorted(folder.glob("*.*.md")):
            one = _read(file)
            found[one.name, one.language] = one
    return tuple(found.values())


def _read(file: Path) -> Canned:
    name, _, language = file.name.removesuffix(".md").rpartition(".")
    written = file.read_text(encoding="utf-8")
    only = ONLY.match(written)
    title, _, text = written[only.end() if only else 0 :].partition("\n")
    return Canned(
        name=name,
        language=language,
        title=title.removeprefix("#").strip(),
        text=text.strip(),
        only=only[1] if only else "",
    )


def mistakes(home: Path | None) -> tuple[str, ...]:
    """The places in an operator's own texts that no case can fill."""
    folder = home / "replies" / FOLDER if home else None
    files = sorted(folder.glob("*.*.md")) if folder else []
    return tuple(
        f"replies/{FOLDER}/{file.name}: no case fills {{{{ {place} }}}}"
        for file in files
        for place in open_places(_read(file).text)
        if place not in FACTS
    )


def find(
    texts: tuple[Canned, ...],
    language: str,
    query: str = "",
    *,
    ours: bool | None = None,
) -> tuple[Canned, ...]:
    """The texts in a language, those that fit the query best first.

    Args:
        texts: All there are.
        language: The customer's.
        query: What is looked for; everything where it is empty.
        ours: Whether the DNS is with this helpdesk; None where nobody knows.
    """
    spoken = [one for one in texts if one.language == language and fits(one, ours=ours)]
    if not query.strip():
        return tuple(sorted(spoken, key=lambda one: one.title.casefold()))
    scored = [(score(query, one), one) for one in spoken]
    hits = [pair for pair in scored if pair[0] >= LEAST_SCORE]
    hits.sort(key=lambda pair: -pair[0])
    return tuple(one for _, one in hits[:MOST_FOUND])


def fits(text: Canned, *, ours: bool | None) -> bool:
    """Whether a text may be said: that it is with us is only said where it is."""
    return {"ours": ours is True, "elsewhere": ours is not True}.get(text.only, True)


def score(query: str, text: Canned) -> float:
    """How well a text fits, 0 to 100: each word of the query at its likest word."""
    asked = utils.default_process(query).split()[:MOST_WORDS]
    titled = utils.default_process(text.title).split()
    written = utils.default_process(text.text).split()
    if not asked:
        return 0.0
    return fmean(max(likest(one, titled), 0.9 * likest(one, written)) for one in asked)


def likest(word: str, words: list[str]) -> float:
    """How like a word is to the likest of others; its beginning counts as itself."""
    if any(one.startswith(word) for one in words):
        return 100.0
    found = process.extractOne(word, words, scorer=fuzz.ratio)
    return found[1] if found else 0.0


def filled(text: str, facts: Mapping[str, str]) -> str:
    """The text with every place filled of which the fact is known."""
    return PLACE.sub(lambda place: facts.get(place[1].strip()) or place[0], text)


def open_places(text: str) -> tuple[str, ...]:
    """The places that are still open, each once."""
    found = (place.strip() or "{{}}" for place in PLACE.findall(text))
    return tuple(dict.fromkeys(found))


def facts_of(case: Case, look: Look) -> dict[str, str]:
    """What a case can fill in; an empty fact leaves its place open."""
    evidence, budget = look.evidence, look.prescription.budget
    audit = evidence.spf.audit
    host = case.panel.host
    headed = case.told(case.verdict) if case.verdict else None
    return {
        "domain": case.domain,
        "service": case.voice.service,
        "host": host.name if host else "",
        "verdict": headed.headline if headed else "",
        "records": _records(case),
        "records.zone": "\n".join(f"    {one}" for one in zone_lines(case.changes)),
        "spf.record": audit.records[0] if audit.records else "",
        "spf.lookups": str(audit.lookups) if audit.records else "",
        "spf.before": str(budget.before) if budget else "",
        "spf.after": str(budget.after) if budget else "",
        "ip": evidence.subject.ip or "",
    }


def with_us(look: Look | None) -> bool | None:
    """Whether the DNS of a case is with this helpdesk; None where nobody knows."""
    if look is None or not look.evidence.zone.nameservers:
        return None
    return look.evidence.zone.with_helpdesk


def _records(case: Case) -> str:
    """The records with name and value, as a customer types them in his panel."""
    cards = case.panel.cards(case.changes, (), case.voice)
    if not cards.cards:
        return ""
    return markdown(Reply(language=case.voice.language, parts=(cards,))).strip()
