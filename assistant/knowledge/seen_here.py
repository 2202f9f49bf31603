"""What the helpdesk saw of a service in its own customers' messages.

It stands in the operator's sheet under `seen_here`, with the day and the number of
customers, apart from what a maker publishes: it helps to recognise a message and
is told as seen here, and no record is ever made of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from assistant.knowledge.guide import Fingerprints, SeenHere, Service
from assistant.knowledge.sentences import Sentences
from assistant.knowledge.sheet import Sheet, is_name
from assistant.lookup.name import registered_domain

ENVELOPE, SIGNER, SERVER, SELECTOR = "envelope", "signer", "server", "selector"
KINDS = (ENVELOPE, SIGNER, SERVER, SELECTOR)
"""A selector counts only of a key at the customer's own domain."""

OWN = "own"
"""Stands for the customer's own domain, where that is what was seen."""

LEAST = 3  # customers at whom a fact was seen, before it may be believed
_MOST = 1_000_000
_ONCE = "it once"


def read_seen_here(sheet: Sheet) -> tuple[SeenHere, ...]:
    """Read `seen_here`: a list of `{kind, value, date, count}`."""
    found: dict[tuple[str, str], SeenHere] = {}
    for part in sheet.parts("seen_here"):
        one = _read(part)
        if one is None:
            continue
        key = (one.kind, one.value)
        if key in found:
            part.ledger.complain(part.at("value"), f"{one.value!r} twice", _ONCE)
        found[key] = one
    return tuple(found.values())


def with_seen(prints: Fingerprints, seen: tuple[SeenHere, ...]) -> Fingerprints:
    """The fingerprints of a service, with the names that were seen here."""

    def more(known: tuple[str, ...], kind: str) -> tuple[str, ...]:
        names = (one.value for one in seen if one.kind == kind and one.value != OWN)
        return tuple(dict.fromkeys((*known, *names)))

    return replace(
        prints,
        return_paths=more(prints.return_paths, ENVELOPE),
        dkim_domains=more(prints.dkim_domains, SIGNER),
        received_hosts=more(prints.received_hosts, SERVER),
    )


def told_seen(service: Service, sentences: Sentences) -> str:
    """Tell what was seen, as the last part of a page; empty where nothing was."""
    lines = "\n".join(f"- {one}" for one in _lines(service, sentences))
    if not lines:
        return ""
    return f"\n\n{sentences.say('seen-here', name=service.name)}\n\n{lines}"


def selectors_seen(service: Service) -> tuple[str, ...]:
    """The names at which its keys were seen, at customers' own domains."""
    return tuple(one.value for one in service.seen_here if one.kind == SELECTOR)


def _lines(service: Service, sentences: Sentences) -> Iterator[str]:
    for one in service.seen_here:
        kind = f"seen-{one.kind}-own" if one.value == OWN else f"seen-{one.kind}"
        day, count = one.date.isoformat(), str(one.count)
        yield sentences.say(kind, value=one.value, date=day, count=count)


def _read(part: Sheet) -> SeenHere | None:
    before = len(part.ledger.mistakes)
    kind = part.choice("kind", KINDS, "")
    if "kind" not in part.entries:
        part.ledger.complain(part.at(), "no kind", f"one of {', '.join(KINDS)}")
    value = part.text("value", required=True)
    if value and not _may_be(kind, value):
        expected = "the name as a header shows it, in lower case; no public suffix"
        part.ledger.complain(part.at("value"), repr(value), expected)
    count = part.number("count", LEAST, _MOST)
    if "count" not in part.entries:
        expected = f"at how many customers, {LEAST} or more"
        part.ledger.complain(part.at("count"), "no count", expected)
    day = _day(part)
    if day is None or count is None or len(part.ledger.mistakes) > before:
        return None
    return SeenHere(kind=kind, value=value, date=day, count=count)


def _may_be(kind: str, value: str) -> bool:
    if kind == SELECTOR:
        return is_name(value)
    if value == OWN:
        return kind in {ENVELOPE, SIGNER}
    return is_name(value) and registered_domain(value) is not None


def _day(part: Sheet) -> date | None:
    written = part.plain("date")
    try:
        return date.fromisoformat(written)
    except ValueError:
        found = f"{written!r} at date" if written else "no date"
        part.ledger.complain(part.at("date"), found, "a day such as 2026-04-02")
        return None
