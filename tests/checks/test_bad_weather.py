"""Packets get lost and servers fail; what is said then is never wrong.

The same domains are examined in fair weather and in foul. Every verdict must be
the true one or "could not ask", within the deadline and half a second.
"""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Iterator
from itertools import cycle, islice

import pytest

from assistant.checks.evidence import Evidence, PathOutcome, SelectorStatus
from assistant.checks.examine import examine
from assistant.diagnosis.codes import Code
from assistant.diagnosis.diagnose import diagnose
from assistant.knowledge.shelf import Shelf
from assistant.lookup.live import LiveResolver
from assistant.lookup.recorded import Recorded
from assistant.mail.spf.audit import Branch, BranchState
from assistant.understanding.question import Subject
from tests.nameserver import DROP, SERVFAIL, Fault, name_server, sound
from tests.stage import demo_world

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])

SUBJECTS = (
    Subject(domain="bakkerij.example", services=("mailchimp",)),
    Subject(domain="installateur.example", services=("wefact",)),
    Subject(domain="kapper.example", services=("mailchimp",)),
    Subject(domain="webshop.example", services=("acymailing",)),
    Subject(domain="fiets.example", services=("mailchimp",)),
    Subject(domain="stichting.example", services=("boekhouden-nl",)),
)
DEADLINE_S, TIMEOUT_S = 2.0, 0.5
SLACK_S = 2.0  # the machine may be busy with other tests
AT_ONCE = 6
# That this service's mail is well stays true where an error of other mail could
# not be seen; what could not be asked is told beside it.
BESIDE = frozenset({Code.DNS_UNREACHABLE, Code.ALL_WELL})


def foul(seed: int) -> Fault:
    """Of three answers one gets lost; of ten one is a failure."""

    def fault(name: str, kind: str, count: int) -> str | None:
        chance = random.Random(f"{seed} {name} {kind} {count}").random()  # noqa: S311 - a test must repeat itself
        if chance < 0.3:
            return DROP
        return SERVFAIL if chance > 0.9 else None

    return fault


def silent(name: str, kind: str, count: int) -> str | None:
    return DROP


def failing(name: str, kind: str, count: int) -> str | None:
    return SERVFAIL


async def looked_at(
    subject: Subject, fault: Fault, shelf: Shelf, world: Recorded
) -> tuple[Evidence, float]:
    async with name_server(world, fault=fault) as server:
        dns = LiveResolver(
            (server.address,), timeout_s=TIMEOUT_S, deadline_s=DEADLINE_S
        )
        began = time.monotonic()
        evidence = await examine(subject, dns, shelf)
        return evidence, time.monotonic() - began


def differences(true: Evidence, seen: Evidence, shelf: Shelf) -> Iterator[str]:
    """Every verdict that is neither the true one nor "could not ask"."""
    if seen.zone.status.known and seen.zone.status is not true.zone.status:
        yield f"zone {seen.zone.status}"
    if seen.mx.status.known and seen.mx != true.mx:
        yield f"mx {seen.mx}"
    yield from records(true, seen)
    keys = {(one.service, one.name): one.status for one in true.dkim.selectors}
    for key in seen.dkim.selectors:
        status = keys.get((key.service, key.name))
        if key.status not in {status, SelectorStatus.UNREACHABLE}:
            yield f"dkim {key.name} {key.status}"
    for path in seen.paths:
        other = true.path(path.service)
        outcome = other.outcome if other else None
        if path.outcome not in {outcome, PathOutcome.UNKNOWN}:
            yield f"path {path.service} {path.outcome}"
    yield from codes(seen, shelf) - codes(true, shelf) - BESIDE


def records(true: Evidence, seen: Evidence) -> Iterator[str]:
    audit = seen.spf.audit
    if audit.status.known and sorted(audit.records) != sorted(true.spf.audit.records):
        yield f"spf {audit.records}"
    states = {one.domain: one.state for one in branches(true)}
    for one in branches(seen):
        if one.state not in {states.get(one.domain), BranchState.UNREACHABLE}:
            yield f"spf {one.domain} {one.state}"
    found, real = seen.dmarc.discovery, true.dmarc.discovery
    for here, there in ((found.walk, real.walk), (found.psl, real.psl)):
        if here.problem != "unreachable" and here.policy != there.policy:
            yield f"dmarc {here.policy} {here.problem}"


def branches(evidence: Evidence) -> tuple[Branch, ...]:
    root = evidence.spf.audit.root
    return tuple(root.walk()) if root else ()


def codes(evidence: Evidence, shelf: Shelf) -> set[str]:
    return {str(one.code) for one in diagnose(evidence, shelf).findings}


async def weathered(seeds: range, shelf: Shelf) -> list[str]:
    """Examine once a seed; give what was wrong or late."""
    world = demo_world()
    true = {one.domain: await examine(one, world, shelf) for one in SUBJECTS}
    wrong: list[str] = []
    pairs = zip(seeds, islice(cycle(SUBJECTS), len(seeds)), strict=True)

    async def worker() -> None:
        for seed, subject in pairs:
            seen, took_s = await looked_at(subject, foul(seed), shelf, world)
            found = list(differences(true[subject.domain], seen, shelf))
            if took_s > DEADLINE_S + SLACK_S:
                found.append(f"{took_s:.2f} s")
            wrong.extend(f"{seed} {subject.domain}: {one}" for one in found)

    await asyncio.gather(*(worker() for _ in range(AT_ONCE)))
    return wrong


@pytest.mark.no_cover
async def test_lost_and_failed_answers_lead_to_no_false_verdict(shelf: Shelf) -> None:
    assert await weathered(range(36), shelf) == []


@pytest.mark.soak
async def test_lost_and_failed_answers_lead_to_no_false_verdict_a_thousand_times(
    shelf: Shelf,
) -> None:
    assert await weathered(range(1000, 2000), shelf) == []


@pytest.mark.parametrize("fault", [silent, failing])
async def test_a_server_that_tells_nothing_leads_to_no_verdict_in_time(
    fault: Fault, shelf: Shelf
) -> None:
    world = demo_world()
    true = await examine(SUBJECTS[0], world, shelf)

    seen, took_s = await looked_at(SUBJECTS[0], fault, shelf, world)

    assert took_s < DEADLINE_S + SLACK_S
    assert codes(seen, shelf) == {Code.DNS_UNREACHABLE}
    assert list(differences(true, seen, shelf)) == []


async def together_at_once(number: int, shelf: Shelf) -> list[str]:
    """Examine so many domains at once; give what was not told of them."""
    text = "\n".join(
        f"""\
- {{name: winkel{one}.example, type: TXT, value: "v=spf1 include:a.example ~all"}}
- {{name: winkel{one}.example, type: MX, value: "10 mail.winkel{one}.example"}}
- {{name: _dmarc.winkel{one}.example, type: TXT, value: "v=DMARC1; p=none"}}
- {{name: k2._domainkey.winkel{one}.example, type: CNAME, value: dkim2.mcsv.net}}"""
        for one in range(number)
    )
    world = Recorded.from_zone(
        f'records:\n{text}\n- {{name: a.example, type: TXT, value: "v=spf1 ~all"}}\n'
    )
    async with name_server(world, delay_s=0.005, fault=sound) as server:
        looks = [
            examine(
                Subject(domain=f"winkel{one}.example", services=("mailchimp",)),
                LiveResolver((server.address,), timeout_s=8, deadline_s=30),
                shelf,
            )
            for one in range(number)
        ]
        seen = await asyncio.gather(*looks)
    return [name for evidence in seen for name in evidence.could_not_ask]


@pytest.mark.no_cover
async def test_many_examinations_at_once_get_all_their_answers(shelf: Shelf) -> None:
    assert await together_at_once(40, shelf) == []


@pytest.mark.soak
async def test_two_hundred_examinations_at_once_get_all_their_answers(
    shelf: Shelf,
) -> None:
    assert await together_at_once(200, shelf) == []
