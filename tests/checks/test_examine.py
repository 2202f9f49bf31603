"""What is asked when, and the facts round about."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any

from assistant.checks.copies import MOST_NAMES
from assistant.checks.evidence import Evidence, SelectorStatus
from assistant.checks.examine import examine
from assistant.checks.progress import Step
from assistant.diagnosis.diagnose import diagnose
from assistant.knowledge.shelf import Shelf
from assistant.lookup.answer import Answer, Query, Status
from assistant.lookup.recorded import Recorded
from assistant.lookup.recorder import Recorder
from assistant.remedies.prescribe import prescribe
from assistant.understanding.question import Subject
from tests.stage import demo_world

DOMAIN = "molen.example"
SPF = (DOMAIN, "TXT")
K2, K3 = f"k2._domainkey.{DOMAIN}", f"k3._domainkey.{DOMAIN}"
MAILCHIMP = Subject(domain=DOMAIN, services=("mailchimp",))


class Rounds:
    """Answers all that was asked at once, round by round."""

    def __init__(self, world: Recorded) -> None:
        self.world = world
        self.rounds: list[set[str]] = []
        self.waiting: list[tuple[Query, asyncio.Future[None]]] = []

    async def lookup(self, query: Query) -> Answer:
        """Wait for the round to end."""
        future = asyncio.get_running_loop().create_future()
        self.waiting.append((query, future))
        await future
        return await self.world.lookup(query)

    async def play(self, work: Coroutine[Any, Any, Evidence]) -> Evidence:
        """Let *work* go on until it asks nothing more."""
        task = asyncio.create_task(work)
        while True:
            for _ in range(100):
                await asyncio.sleep(0)
            if task.done():
                return task.result()
            asked, self.waiting = self.waiting, []
            self.rounds.append({f"{query.name} {query.type}" for query, _ in asked})
            for _, future in asked:
                future.set_result(None)


def world(*records: tuple[str, str, str], **failing: str) -> Recorded:
    sets: dict[tuple[str, str], list[str]] = {}
    for name, kind, value in records:
        sets.setdefault((name, kind), []).append(value)
    return Recorded(sets, failing)


async def examined(subject: Subject, dns: Recorded, shelf: Shelf) -> Evidence:
    return await examine(subject, dns, shelf)


async def test_the_keys_of_a_service_are_asked_while_its_include_is(
    shelf: Shelf,
) -> None:
    dns = Rounds(
        world((DOMAIN, "TXT", "v=spf1 include:servers.mcsv.net include:a.example ~all"))
    )

    await dns.play(examine(Subject(domain=DOMAIN), dns, shelf))

    assert {"servers.mcsv.net TXT", f"{K2} TXT", f"{K3} TXT"} <= dns.rounds[1]


async def test_addresses_of_mail_hosts_are_asked_as_soon_as_these_are_known(
    shelf: Shelf,
) -> None:
    dns = Rounds(
        world((DOMAIN, "TXT", "v=spf1 mx ~all"), (DOMAIN, "MX", f"10 mail.{DOMAIN}"))
    )

    await dns.play(examine(Subject(domain=DOMAIN), dns, shelf))

    assert f"mail.{DOMAIN} A" in dns.rounds[1]


async def test_the_first_step_is_known_after_one_round(shelf: Shelf) -> None:
    dns, seen = Rounds(world((DOMAIN, "TXT", "v=spf1 include:a.example -all"))), []

    def progress(step: Step) -> None:
        if step.done:
            seen.append((step.name, len(dns.rounds)))

    await dns.play(examine(MAILCHIMP, dns, shelf, progress))

    assert seen[0][1] == 1
    assert {name for name, _ in seen} == {"spf", "dkim", "dmarc", "mx", "zone"}


async def test_the_cure_of_two_records_is_proven_without_another_round(
    shelf: Shelf,
) -> None:
    dns = Rounds(
        world(
            (DOMAIN, "TXT", "v=spf1 include:eerste.example ~all"),
            (DOMAIN, "TXT", "v=spf1 include:tweede.example ~all"),
            ("eerste.example", "TXT", "v=spf1 include:diep.example -all"),
            ("tweede.example", "TXT", "v=spf1 ip4:192.0.2.1 -all"),
            ("diep.example", "TXT", "v=spf1 ip4:192.0.2.2 -all"),
        )
    )
    recorder = Recorder(dns)
    evidence = await dns.play(examine(Subject(domain=DOMAIN), recorder, shelf))
    before = len(dns.rounds)

    async def cure() -> Evidence:
        await prescribe(diagnose(evidence, shelf), evidence, shelf, recorder)
        return evidence

    await dns.play(cure())

    assert before == 3
    assert len(dns.rounds) == before


async def test_nothing_in_the_demo_world_is_asked_twice(shelf: Shelf) -> None:
    dns = Rounds(demo_world())
    recorder = Recorder(dns)
    subject = Subject(domain="bakkerij.example", services=("mailchimp",))

    async def whole() -> Evidence:
        evidence = await examine(subject, recorder, shelf)
        await prescribe(diagnose(evidence, shelf), evidence, shelf, recorder)
        return evidence

    await dns.play(whole())

    asked = [question for each in dns.rounds for question in each]
    assert len(asked) == len(set(asked)) <= 75
    assert len(dns.rounds) <= 4


async def test_a_key_that_answers_at_every_name_is_told(shelf: Shelf) -> None:
    dns = world((f"*._domainkey.{DOMAIN}", "TXT", "v=spf1 -all"))

    evidence = await examined(MAILCHIMP, dns, shelf)

    assert evidence.dkim.wildcard == ("v=spf1 -all",)


async def test_addresses_where_a_cname_belongs_are_told(shelf: Shelf) -> None:
    dns = world((K2, "A", "192.0.2.80"), (K3, "CNAME", "dkim3.mcsv.net"))

    first, second = (await examined(MAILCHIMP, dns, shelf)).dkim.of("mailchimp")

    assert (first.selector, first.status) == ("k2", SelectorStatus.ABSENT)
    assert first.proxied
    assert not second.proxied


async def test_an_alias_at_the_domain_itself_is_told(shelf: Shelf) -> None:
    dns = world((DOMAIN, "CNAME", "winkels.example"))

    zone = (await examined(MAILCHIMP, dns, shelf)).zone

    assert zone.apex_alias == "winkels.example"


async def test_the_serial_of_the_zone_is_read(shelf: Shelf) -> None:
    soa = "ns.dns.example hostmaster.molen.example {} 7200 3600 1209600 300"
    sound = world((DOMAIN, "SOA", soa.format(2026112501)))
    absurd = world((DOMAIN, "SOA", soa.format("99999999999")))

    assert (await examined(MAILCHIMP, sound, shelf)).zone.serial == 2026112501
    assert (await examined(MAILCHIMP, absurd, shelf)).zone.serial is None


async def test_the_registry_and_the_owner_are_two_who_may_not_know_a_name(
    shelf: Shelf,
) -> None:
    below = Subject(domain=f"nieuws.{DOMAIN}")
    gone = await examined(below, world(**{DOMAIN: "NXDOMAIN"}), shelf)
    there = await examined(below, world((DOMAIN, "NS", "ns1.example")), shelf)
    untold = await examined(below, world(), shelf)

    assert gone.zone.registered is False
    assert there.zone.registered is True
    assert there.zone.status is Status.ABSENT
    assert untold.zone.registered is None


async def test_what_only_validation_refuses_is_told(shelf: Shelf) -> None:
    query = Query(name=DOMAIN, type="SOA", checking=False)
    found = Answer(query=query, status=Status.FOUND, records=((b"ns. h. 1 2 3 4 5",),))
    refused = Recorded({}, {DOMAIN: "SERVFAIL"}, answers={query: found})

    lame = await examined(MAILCHIMP, world(**{DOMAIN: "SERVFAIL"}), shelf)
    stale = await examined(MAILCHIMP, refused, shelf)

    assert not lame.zone.dnssec_broken
    assert stale.zone.dnssec_broken


async def test_who_says_that_he_changed_it_hears_which_server_has_the_old_one(
    shelf: Shelf,
) -> None:
    old = Query(name=DOMAIN, type="TXT", at="192.0.2.53:53")
    dns = Recorded(
        {
            SPF: ["v=spf1 ip4:192.0.2.1 ~all"],
            (DOMAIN, "NS"): ["ns1.example", "ns2.example"],
            ("ns1.example", "A"): ["192.0.2.53"],
            ("ns2.example", "A"): ["192.0.2.54"],
        },
        answers={
            old: Answer(query=old, status=Status.FOUND, records=((b"v=spf1 -all",),))
        },
    )
    changed = Subject(domain=DOMAIN, services=("mailchimp",), fresh=True)

    (copy,) = (await examined(changed, dns, shelf)).copies

    assert (copy.server, copy.name) == ("ns1.example", DOMAIN)
    assert copy.texts == ("v=spf1 -all",)
    assert copy.others == ("v=spf1 ip4:192.0.2.1 ~all",)
    assert (await examined(MAILCHIMP, dns, shelf)).copies == ()
    assert MOST_NAMES == 5
