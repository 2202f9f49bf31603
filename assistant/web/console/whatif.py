"""What would it do? Records typed by staff, laid over the DNS as it is.

An SPF or a DMARC record takes the place of the one that is there, since there may
be one; any other text comes beside the others. What the DNS did not answer is not
known to be empty, so nothing is laid over it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from assistant.checks.evidence import Evidence, Path, PathOutcome
from assistant.checks.examine import examine
from assistant.checks.senders import weighed_again
from assistant.diagnosis.codes import Code, Severity, Topic
from assistant.diagnosis.diagnose import diagnose
from assistant.diagnosis.finding import Diagnosis, Finding
from assistant.knowledge.shelf import Shelf
from assistant.lookup.answer import Query, Status
from assistant.lookup.overlay import Overlay
from assistant.lookup.resolver import Resolver
from assistant.web.console.wishing import TYPES, Wish, organisation

ONE_OF_A_KIND = ("v=spf1", "v=DMARC1")  # of which a name may have one
TROUBLE = frozenset({Severity.ERROR, Severity.WARNING})
WORTH = {
    PathOutcome.ALIGNED: 3,
    PathOutcome.ACCEPTED_NOT_ALIGNED: 2,
    PathOutcome.REFUSED: 1,
}

Sets = dict[tuple[str, str], tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Laid:
    """The record sets as they would be, and which wishes did not come out.

    `nothing` would take out what is not there, `overruled` gave way to a later
    line, `unanswered` are about sets that the DNS did not tell. At each of the
    names of `clashes` a CNAME stands beside something else (RFC 1034 §3.6.2).
    """

    sets: Mapping[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)
    nothing: tuple[Wish, ...] = ()
    overruled: tuple[Wish, ...] = ()
    unanswered: tuple[Wish, ...] = ()
    clashes: tuple[str, ...] = ()


class Turn(StrEnum):
    """What becomes of mail that takes a path."""

    SAME = "same"
    PROVEN = "proven"  # better: the domain's own proof is there now
    ACCEPTED = "accepted"  # better: it is no longer stopped
    UNPROVEN = "unproven"  # worse: the domain's own proof is lost
    REFUSED = "refused"  # worse: it is stopped
    UNSURE = "unsure"  # it passed, and nobody can tell whether it still does
    OTHER = "other"

    @property
    def worse(self) -> bool:
        """Whether mail is surely lost by it."""
        return self in {Turn.UNPROVEN, Turn.REFUSED}

    @property
    def better(self) -> bool:
        """Whether mail is surely won by it."""
        return self in {Turn.PROVEN, Turn.ACCEPTED}


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """One sending path before and after; None where nothing names it."""

    before: Path | None
    after: Path | None

    @property
    def service(self) -> str:
        """Whose servers it is about."""
        known = self.before or self.after
        return known.service if known else ""

    @property
    def turn(self) -> Turn:
        """What the change does to it."""
        aligned = PathOutcome.ALIGNED
        if self.before is None:
            proven = self.after and self.after.outcome is aligned
            return Turn.PROVEN if proven else Turn.OTHER
        was = self.before.outcome
        if self.after is None:
            return Turn.UNPROVEN if was is aligned else Turn.OTHER
        will = self.after.outcome
        if was is will:
            return Turn.SAME
        if was not in WORTH or will not in WORTH:
            return Turn.UNSURE if was is aligned else Turn.OTHER
        if WORTH[will] > WORTH[was]:
            return Turn.PROVEN if will is aligned else Turn.ACCEPTED
        return Turn.REFUSED if will is PathOutcome.REFUSED else Turn.UNPROVEN


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatIf:
    """The world as it would be, beside the world as it is."""

    evidence: Evidence
    diagnosis: Diagnosis
    cured: tuple[Finding, ...]
    caused: tuple[Finding, ...]
    laid: Laid
    lookups: tuple[int, int]
    ways: tuple[Way, ...]


async def lay_over(wishes: Iterable[Wish], dns: Resolver) -> Laid:
    """The record sets as they would be, from those that are there."""
    there: Sets = {}
    sets: Sets = {}
    nothing: list[Wish] = []
    unanswered: list[Wish] = []
    standing: list[Wish] = []
    overruled: list[Wish] = []
    for wish in wishes:
        key = (wish.name, wish.type)
        if key not in sets:
            published = await _published(*key, dns)
            if published is None:
                unanswered.append(wish)
                continue
            there[key] = sets[key] = published
        before, sets[key] = sets[key], _changed(sets[key], wish)
        if wish.out and sets[key] == before:
            nothing.append(wish)
        if not wish.out:
            overruled += [one for one in standing if _is_gone(one, sets)]
            standing = [*(one for one in standing if not _is_gone(one, sets)), wish]
    # An empty set over nothing would make a name of what is none.
    changed = {key: values for key, values in sets.items() if values or there[key]}
    return Laid(
        sets=changed,
        nothing=tuple(nothing),
        overruled=tuple(overruled),
        unanswered=tuple(unanswered),
        clashes=await _clashes(changed, dns),
    )


async def _published(name: str, kind: str, dns: Resolver) -> tuple[str, ...] | None:
    """What stands at the name itself; None where the DNS did not tell."""
    answer = await dns.lookup(Query(name=name, type=kind))
    if not answer.known:
        return None
    return () if answer.chain and kind != "CNAME" else answer.text


def _is_gone(wish: Wish, sets: Sets) -> bool:
    return wish.value not in sets[wish.name, wish.type]


def _changed(before: tuple[str, ...], wish: Wish) -> tuple[str, ...]:
    if wish.out:
        return tuple(one for one in before if wish.value and not _is_it(one, wish))
    kept = tuple(one for one in before if one != wish.value)
    if wish.beside:
        return (*kept, wish.value)
    if wish.type == "CNAME":
        return (wish.value,)
    kind = next((one for one in ONE_OF_A_KIND if _is(one, wish.value)), None)
    return (*(one for one in kept if not (kind and _is(kind, one))), wish.value)


def _is_it(record: str, wish: Wish) -> bool:
    """Whether it is the record meant; a mail host may be told without its number."""
    if wish.type == "MX" and " " not in wish.value:
        return record.split()[-1:] == [wish.value]
    return record == wish.value


def _is(kind: str, text: str) -> bool:
    return text.lower().startswith(kind.lower())


async def _clashes(sets: Sets, dns: Resolver) -> tuple[str, ...]:
    """The names at which a CNAME would not stand alone (RFC 1034 §3.6.2)."""
    names = dict.fromkeys(name for (name, _), values in sets.items() if values)
    return tuple([name for name in names if await _clash(name, sets, dns)])


async def _clash(name: str, sets: Sets, dns: Resolver) -> bool:
    standing = {}
    for kind in ("CNAME", *(one for one in TYPES if one != "CNAME")):
        known = sets.get((name, kind))
        standing[kind] = (
            known if known is not None else await _published(name, kind, dns)
        )
        if not standing["CNAME"]:
            return False
    several = len(standing["CNAME"] or ()) > 1
    # At the name that was registered stand the SOA and NS of its zone.
    return (
        several or name == organisation(name) or sum(map(bool, standing.values())) > 1
    )


async def what_if(laid: Laid, before: Evidence, shelf: Shelf, dns: Resolver) -> WhatIf:
    """Examine and judge the world with these sets and without, and compare.

    A message that was pasted tells of the past, so it plays no part in either.
    """
    was, judged = await _world({}, before, shelf, dns)
    will, judged_later = await _world(laid.sets, before, shelf, dns)
    cured, caused = _apart(judged, judged_later), _apart(judged_later, judged)
    if was.zone.status is Status.ABSENT:
        hidden = {Code.SPF_MISSING, Code.DMARC_MISSING}  # untold while it is no name
        caused = tuple(one for one in caused if one.code not in hidden)
    if laid.clashes or Code.DOMAIN_ABSENT in {one.code for one in caused}:
        cured = ()  # what can't be asked any more is not mended
    services = dict.fromkeys(one.service for one in (*was.paths, *will.paths))
    return WhatIf(
        evidence=will,
        diagnosis=judged_later,
        cured=cured,
        caused=caused,
        laid=laid,
        lookups=(was.spf.audit.lookups, will.spf.audit.lookups),
        ways=tuple(Way(before=was.path(one), after=will.path(one)) for one in services),
    )


async def _world(
    sets: Mapping[tuple[str, str], tuple[str, ...]],
    before: Evidence,
    shelf: Shelf,
    dns: Resolver,
) -> tuple[Evidence, Diagnosis]:
    """What is measured and judged where these sets are published."""
    subject = replace(before.subject, message=None, fresh=False)
    overlay = Overlay(beneath=dns, proposed=sets)
    seen = await examine(subject, overlay, shelf)
    sender = await weighed_again(before.sender, subject.domain, overlay)
    seen = replace(seen, sender=sender)
    return seen, diagnose(seen, shelf)


def _apart(these: Diagnosis, those: Diagnosis) -> tuple[Finding, ...]:
    """The troubles of one judgement that the other does not have."""
    others = {one.code for one in _troubles(those)}
    found: dict[Code, Finding] = {}
    for one in _troubles(these):
        if one.code not in others:
            found.setdefault(one.code, one)
    return tuple(found.values())


def _troubles(diagnosis: Diagnosis) -> Iterator[Finding]:
    for one in diagnosis.findings:
        if one.severity in TROUBLE and one.topic is not Topic.MESSAGE:
            yield one
