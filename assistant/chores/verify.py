"""Hold the guides against the DNS, and keep what was seen.

The knowledge base keeps itself true: from the terminal, or once a week without
anyone. Nothing that could not be asked takes away what was known before.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from assistant import wiring
from assistant.checks.guide_claims import Claim, Role, claims
from assistant.checks.guides import Seen, Standing, hold, unheard
from assistant.checks.include_networks import networks_of
from assistant.knowledge import files
from assistant.knowledge.networks import (
    NETWORKS_FILE,
    SHORTEST_PREFIX,
    Candidate,
    Entry,
    Networks,
)
from assistant.knowledge.verified import VERIFIED_FILE, Verified
from assistant.lookup.answer import Query, Status
from assistant.lookup.paced import Paced
from assistant.lookup.recorder import Recorder
from assistant.lookup.resolver import Resolver
from assistant.settings import Settings

PER_SECOND = 20.0
AT_ONCE = 8
LONGEST_S = 3600.0
MOST_QUESTIONS = 50_000
WEEK_S = 604_800
CERTAIN_NAME = "iana.org"
"""Whoever denies it denies everything, as a resolver without a way out does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What was seen, and what may be kept of it; `questions` were asked in all."""

    seen: tuple[Seen, ...]
    networks: Networks
    verified: Verified
    questions: int


def verify(
    settings: Settings,
    *,
    today: date,
    only: Iterable[str] = (),
    nameserver: str | None = None,
    per_second: float = PER_SECOND,
    tell: Callable[[Seen], None] = unheard,
) -> Report:
    """Ask the DNS about every host that the guides name; writes nothing.

    Args:
        settings: Whose layer is read, and whose servers are asked.
        today: The date that what is seen gets.
        only: The ids of the guides to look at; all when empty.
        nameserver: "address:port", asked instead of the settings' own.
        per_second: How many questions may begin in a second.
        tell: Hears of every claim as it is settled.
    """
    shelf = wiring.open_shelf(settings)
    patient = replace(settings, max_queries=MOST_QUESTIONS, demo=False)
    choose = wiring.resolvers(patient, nameserver=nameserver, deadline_s=LONGEST_S)
    dns = Recorder(Paced(choose(""), per_second=per_second, at_once=AT_ONCE))
    asked = claims(shelf, frozenset(only))
    # A server that was chosen for this one look may know what it likes.
    control = "" if nameserver else CERTAIN_NAME
    seen, found = asyncio.run(_look(asked, dns, today, tell, control))
    before = files.networks(settings.data)
    return Report(
        seen=seen,
        networks=_merged(before, found, seen),
        verified=files.verified(settings.data).after(_outcomes(seen), today),
        questions=len(dns.transcript),
    )


def weekly(settings: Settings, now: datetime, only: Iterable[str] = ()) -> int:
    """Verify the guides and keep what was seen, if that is a week ago.

    Only where real customers are served: a machine to try things on should not
    ask the world two thousand questions when it starts.

    Returns:
        How many claims were looked at.
    """
    kept = settings.data / NETWORKS_FILE
    fresh = kept.is_file() and now.timestamp() - kept.stat().st_mtime < WEEK_S
    if fresh or not settings.production:
        return 0
    report = verify(settings, today=now.astimezone(UTC).date(), only=only)
    keep(report, settings)
    return len(report.seen)


def keep(report: Report, settings: Settings) -> None:
    """Write the index of networks and the dates of the last check."""
    files.keep(settings.data, NETWORKS_FILE, report.networks.written())
    files.keep(settings.data, VERIFIED_FILE, report.verified.written())


async def _look(
    asked: tuple[Claim, ...],
    dns: Resolver,
    today: date,
    tell: Callable[[Seen], None],
    control: str,
) -> tuple[tuple[Seen, ...], tuple[Entry, ...]]:
    if control:
        answer = await dns.lookup(Query(name=control, type="NS"))
        if answer.status is not Status.FOUND:
            told = f"{control}: {answer.reason or answer.status.value}"
            return tuple(_unasked(one, told) for one in asked), ()
    seen = await hold(asked, dns, tell)
    found = []
    for one in seen:
        if one.audit is None or one.standing is Standing.NOT_ASKED:
            continue
        if not one.claim.guide.startswith("services/"):
            continue
        service = one.claim.guide.removeprefix("services/")
        candidate = Candidate(service=service, include=one.claim.host, seen_on=today)
        found += [
            Entry(network=network, candidate=candidate)
            for network in await networks_of(one.audit, dns)
            if network.prefixlen >= SHORTEST_PREFIX[network.version]
        ]
    return seen, tuple(found)


def _unasked(claim: Claim, told: str) -> Seen:
    return Seen(claim=claim, standing=Standing.NOT_ASKED, told=told)


def _merged(
    before: Networks, found: tuple[Entry, ...], seen: tuple[Seen, ...]
) -> Networks:
    """Put what was found in the place of what was known of the same includes."""
    answered = {
        (one.claim.guide, one.claim.host)
        for one in seen
        if one.claim.role is Role.INCLUDE and one.standing is not Standing.NOT_ASKED
    }
    kept = (
        one
        for one in before.entries
        if (f"services/{one.candidate.service}", one.candidate.include) not in answered
    )
    return Networks((*kept, *found))


def _outcomes(seen: tuple[Seen, ...]) -> dict[str, bool | None]:
    """Guide → whether all of it stands; None when a part could not be asked."""
    outcomes: dict[str, bool | None] = {}
    for one in seen:
        guide, before = one.claim.guide, outcomes.get(one.claim.guide, True)
        if one.standing in {Standing.CHANGED, Standing.GONE} or before is False:
            outcomes[guide] = False
        elif one.standing is Standing.NOT_ASKED or before is None:
            outcomes[guide] = None
        else:
            outcomes[guide] = True
    return outcomes
