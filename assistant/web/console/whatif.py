"""What would it do? Records typed by staff, laid over the DNS as it is.

A line is what a panel asks: a name, a type and a value. An SPF or a DMARC record
takes the place of the one that is there, since there may be one; any other text
comes beside the others. A minus in front takes a record out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from assistant.checks.evidence import Evidence, Path
from assistant.checks.examine import examine
from assistant.diagnosis.codes import Code, Severity, Topic
from assistant.diagnosis.diagnose import diagnose
from assistant.diagnosis.finding import Diagnosis
from assistant.errors import BadNameError
from assistant.knowledge.shelf import Shelf
from assistant.lookup.answer import Query
from assistant.lookup.name import normalise
from assistant.lookup.overlay import Overlay
from assistant.lookup.resolver import Resolver

MOST_LINES = 20
LONGEST_VALUE = 4_000  # characters
TYPES = ("TXT", "CNAME", "MX", "NS", "A", "AAAA")
ONE_OF_A_KIND = ("v=spf1", "v=DMARC1")  # of which a name may have one
SINGLE = frozenset({"CNAME"})
_LINE = re.compile(
    rf"(?P<minus>-\s*)?(?P<name>\S+)\s+(?:\d+\s+)?(?:IN\s+)?"
    rf"(?P<type>{'|'.join(TYPES)})(?:\s+(?P<value>.*))?",
    re.IGNORECASE,
)
_STRINGS = re.compile(r'"((?:[^"\\]|\\.)*)"')
TROUBLE = frozenset({Severity.ERROR, Severity.WARNING})

Sets = dict[tuple[str, str], tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """One record to set or to take out; without a value the whole set goes."""

    name: str
    type: str
    value: str
    out: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """What was read of the lines; `unread` are those that are no record."""

    wishes: tuple[Wish, ...] = ()
    unread: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatIf:
    """The world as it would be, beside the world as it is."""

    evidence: Evidence
    diagnosis: Diagnosis
    cured: tuple[Code, ...]
    caused: tuple[Code, ...]
    sets: Mapping[tuple[str, str], tuple[str, ...]]
    ways: tuple[tuple[Path | None, Path | None], ...]


def read_wishes(text: str, domain: str) -> Wishes:
    """Read what was typed, a record a line; names may be relative to *domain*."""
    wishes, unread = [], []
    for line in text.splitlines()[:MOST_LINES]:
        if not line.strip():
            continue
        wish = _wish(line.strip(), domain)
        if wish is None:
            unread.append(line.strip()[:200])
        else:
            wishes.append(wish)
    return Wishes(wishes=tuple(wishes), unread=tuple(unread))


def _wish(line: str, domain: str) -> Wish | None:
    if bare := _bare(line, domain):
        return bare
    found = _LINE.fullmatch(line)
    if found is None:
        return None
    name = _whole(found["name"], domain)
    value = _value(found["value"] or "", found["type"].upper())
    out = found["minus"] is not None
    if name is None or not (value or out):
        return None
    return Wish(name=name, type=found["type"].upper(), value=value, out=out)


def _bare(line: str, domain: str) -> Wish | None:
    """A record without its name: what it says tells where it belongs."""
    value = _value(line, "TXT")
    if value.lower().startswith("v=spf1"):
        return Wish(name=domain, type="TXT", value=value, out=False)
    if value.lower().startswith("v=dmarc1"):
        return Wish(name=f"_dmarc.{domain}", type="TXT", value=value, out=False)
    return None


def _whole(name: str, domain: str) -> str | None:
    given = name.rstrip(".").lower()
    if given in {"@", domain}:
        return domain
    whole = given if given.endswith(f".{domain}") else f"{given}.{domain}"
    try:
        return normalise(whole)
    except BadNameError:
        return None


def _value(text: str, kind: str) -> str:
    told = text.strip()[:LONGEST_VALUE]
    if kind == "TXT":
        parts = _STRINGS.findall(told)
        return re.sub(r"\\(.)", r"\1", "".join(parts)) if parts else told
    return told.rstrip(".").lower()


async def lay_over(wishes: Iterable[Wish], dns: Resolver) -> Sets:
    """The record sets as they would be, from those that are there."""
    sets: Sets = {}
    for wish in wishes:
        key = (wish.name, wish.type)
        if key not in sets:
            answer = await dns.lookup(Query(name=wish.name, type=wish.type))
            own = () if answer.chain and wish.type != "CNAME" else answer.text
            sets[key] = own
        sets[key] = _changed(sets[key], wish)
    return sets


def _changed(before: tuple[str, ...], wish: Wish) -> tuple[str, ...]:
    if wish.out:
        return tuple(one for one in before if wish.value and one != wish.value)
    if wish.type in SINGLE:
        return (wish.value,)
    kind = next((one for one in ONE_OF_A_KIND if _is(one, wish.value)), None)
    kept = tuple(one for one in before if not (kind and _is(kind, one)))
    return (*(one for one in kept if one != wish.value), wish.value)


def _is(kind: str, text: str) -> bool:
    return text.lower().startswith(kind.lower())


async def what_if(
    sets: Sets, before: Evidence, diagnosis: Diagnosis, shelf: Shelf, dns: Resolver
) -> WhatIf:
    """Examine and judge the world with these sets, and compare.

    A message that was pasted tells of the past, so it plays no part.
    """
    subject = replace(before.subject, message=None)
    later = await examine(subject, Overlay(beneath=dns, proposed=sets), shelf)
    after = diagnose(later, shelf)
    was, will = _troubles(diagnosis), _troubles(after)
    services = dict.fromkeys(one.service for one in (*before.paths, *later.paths))
    return WhatIf(
        evidence=later,
        diagnosis=after,
        cured=tuple(code for code in was if code not in will),
        caused=tuple(code for code in will if code not in was),
        sets=sets,
        ways=tuple((before.path(one), later.path(one)) for one in services),
    )


def _troubles(diagnosis: Diagnosis) -> tuple[Code, ...]:
    hurts = (
        one.code
        for one in diagnosis.findings
        if one.severity in TROUBLE and one.topic is not Topic.MESSAGE
    )
    return tuple(dict.fromkeys(hurts))
