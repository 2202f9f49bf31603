"""Whatever the zone, a prescription keeps its promises.

Zones and services are generated; the promises are those of the room: one SPF
record, the owner's `all`, nobody who passed is lost, and nothing more to change
once it was done.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

import dns.name
import dns.zone
import pytest
from dns.rdtypes.ANY.TXT import TXT
from hypothesis import HealthCheck, given, settings

from assistant.checks.examine import examine
from assistant.diagnosis.codes import Code, Severity
from assistant.diagnosis.diagnose import diagnose
from assistant.diagnosis.finding import Diagnosis
from assistant.knowledge.guide import Aligns
from assistant.knowledge.shelf import Shelf
from assistant.lookup.recorded import Recorded
from assistant.mail.dkim.key import parse_key
from assistant.mail.dmarc.record import parse as parse_dmarc
from assistant.mail.spf.audit import audit
from assistant.mail.spf.evaluate import check_host
from assistant.mail.spf.record import is_spf, parse
from assistant.mail.verdict import Verdict
from assistant.remedies.change import Action, Outcome, Prescription, RecordChange
from assistant.remedies.forms import zone_lines
from assistant.remedies.prescribe import prescribe
from assistant.understanding.question import Subject
from tests.generated import (
    ADDRESSES,
    DOMAIN,
    LONGEST_LABEL,
    LONGEST_NAME,
    PASSED_BY,
    SOUND,
    Zone,
    shipped,
    zones,
)


def applied(
    sets: Mapping[tuple[str, str], tuple[str, ...]], changes: tuple[RecordChange, ...]
) -> dict[tuple[str, str], tuple[str, ...]]:
    after = dict(sets)
    for change in changes:
        place = (change.name, change.type)
        held = list(after.get(place, ()))
        if change.action is not Action.ADD:
            held.remove(change.before or "")
        if change.after is not None:
            held.append(change.after)
        after[place] = tuple(held)
        if not held:
            del after[place]
    return after


async def look(
    zone: Zone, sets: Mapping[tuple[str, str], tuple[str, ...]], shelf: Shelf
) -> tuple[Diagnosis, Prescription]:
    dns = Recorded(sets)
    services = (zone.service,) if zone.service else ()
    subject = Subject(domain=DOMAIN, services=services, unused=zone.unused)
    evidence = await examine(subject, dns, shelf)
    diagnosis = diagnose(evidence, shelf)
    return diagnosis, await prescribe(diagnosis, evidence, shelf, dns)


async def passing(sets: Mapping[tuple[str, str], tuple[str, ...]]) -> set[str]:
    dns = Recorded(sets)
    outcomes = {
        ip: await check_host(ip=ip, sender=f"i@{DOMAIN}", helo=DOMAIN, dns=dns)
        for ip in ADDRESSES
    }
    return {ip for ip, one in outcomes.items() if one.verdict is Verdict.PASS}


def spf_of(sets: Mapping[tuple[str, str], tuple[str, ...]]) -> list[str]:
    return [text for text in sets.get((DOMAIN, "TXT"), ()) if is_spf(text)]


async def _promises(zone: Zone, shelf: Shelf) -> None:
    before, prescription = await look(zone, zone.sets, shelf)
    sets = applied(zone.sets, prescription.changes)
    after, again = await look(zone, sets, shelf)

    touched = any(change.name == DOMAIN for change in prescription.changes)
    assert len(spf_of(sets)) == (1 if touched else len(spf_of(zone.sets)))
    assert "unrelated=1" in sets[DOMAIN, "TXT"]
    for change in prescription.changes:
        assert len(change.name) <= LONGEST_NAME
        assert all(0 < len(label) <= LONGEST_LABEL for label in labels(change.name))
        if change.type == "TXT" and change.after is not None:
            _parses(change.after)
    _fits_a_zone(prescription.changes)
    if prescription.budget and prescription.changes:
        assert prescription.budget.after == await lookups(sets)
    lost = await passing(zone.sets) - await passing(sets)
    assert lost <= _passed_for_nobody(zone, shelf)
    _keeps_all(zone, sets, before)
    kept = {term for record in spf_of(sets) for term in terms_of(record)}
    told = {one.term.lower().lstrip("+-~?") for one in prescription.dropped}
    assert {
        term for record in spf_of(zone.sets) for term in terms_of(record)
    } <= kept | told
    troubles = {Severity.ERROR, Severity.WARNING}
    new = {one.code for one in after.findings if one.severity in troubles}
    assert new <= {one.code for one in before.findings}
    assert again.changes == ()


def labels(name: str) -> list[str]:
    return name.split(".")


def _fits_a_zone(changes: tuple[RecordChange, ...]) -> None:
    """A name server reads each line, and finds in it what was meant."""
    lines = "\n".join(one for one in zone_lines(changes) if not one.startswith(";"))
    origin = dns.name.from_text(DOMAIN)
    zone = dns.zone.from_text(lines, origin=origin, check_origin=False)
    read = [
        (name.derelativize(origin).to_text(omit_final_dot=True), data)
        for name, _, data in zone.iterate_rdatas()
    ]
    meant = {(one.name, one.type): one.after for one in changes if one.after}
    assert {(name, data.rdtype.name) for name, data in read} == set(meant)
    texts = [b"".join(data.strings) for _, data in read if isinstance(data, TXT)]
    assert set(texts) == {
        after.encode() for (_, kind), after in meant.items() if kind == "TXT"
    }


def _parses(text: str) -> None:
    if "_domainkey" in text or "p=M" in text:
        assert parse_key(text).problem in {"", "short", "too-short", "bad-key"}
        return
    reader = parse if is_spf(text) else parse_dmarc
    reader(text)


async def lookups(sets: Mapping[tuple[str, str], tuple[str, ...]]) -> int:
    return (await audit(DOMAIN, Recorded(sets))).lookups


def _passed_for_nobody(zone: Zone, shelf: Shelf) -> set[str]:
    """Addresses that only an include without any path lets pass, or `+all`.

    And those of senders of which the customer said that he no longer uses them.
    """
    if any("+all" in record for record in zone.spf):
        return set(ADDRESSES)
    never = [one for one in shelf.services.values() if one.spf.aligns is Aligns.NEVER]
    useless = {f"include:{one.spf.include}" for one in never}
    named = any(word in useless for record in zone.spf for word in record.split())
    lost = {"198.51.100.9"} if named else set()
    return lost.union(*(PASSED_BY[one] for one in zone.unused if one in PASSED_BY))


def _keeps_all(
    zone: Zone, sets: Mapping[tuple[str, str], tuple[str, ...]], before: Diagnosis
) -> None:
    codes = {one.code for one in before.findings}
    may_change = {Code.SPF_OPEN_TO_ALL, Code.SPF_TWO_RECORDS, Code.SPF_MISSING}
    if len(spf_of(zone.sets)) == 1 and not codes & may_change:
        held = alls(spf_of(zone.sets)[0])[:1]  # the first one counts
        assert held == ["+all"] or held == alls(spf_of(sets)[0])


def terms_of(record: str) -> set[str]:
    """The terms that let somebody pass, as far as the record can be read."""
    words = record.lower().split()[1:]
    return {one.lstrip("+-~?") for one in words if one.lstrip("+-~?") in SOUND}


def alls(record: str) -> list[str]:
    return [one for one in record.split() if one.lstrip("+-~?") == "all"]


def _play(zone: Zone) -> None:
    asyncio.run(_promises(zone, shipped()))


CALM = (HealthCheck.too_slow,)


@settings(max_examples=300, deadline=None, suppress_health_check=CALM)
@given(zone=zones)
def test_a_prescription_keeps_its_promises(zone: Zone) -> None:
    _play(zone)


@pytest.mark.soak
@settings(max_examples=5000, deadline=None, suppress_health_check=CALM)
@given(zone=zones)
def test_five_thousand_prescriptions_keep_their_promises(zone: Zone) -> None:
    _play(zone)


def test_what_only_the_account_knows_is_never_called_proven(shelf: Shelf) -> None:
    zone = Zone(
        spf=("v=spf1 -all",),
        dmarc=(),
        mx="10 mx.helpdesk.example",
        service="acymailing",
    )

    _, prescription = asyncio.run(look(zone, zone.sets, shelf))

    assert prescription.proof is None or prescription.proof.outcome is not (
        Outcome.PROVEN
    )
