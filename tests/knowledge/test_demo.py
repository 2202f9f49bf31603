"""The demo world: invented customers, one story each, that hold together."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.errors import GuideError
from assistant.knowledge.files import demo_customers, demo_zones
from assistant.lookup.answer import Query, Status
from assistant.lookup.recorded import Recorded
from assistant.mail.dkim.key import KeyState, parse_key
from assistant.mail.spf.audit import audit
from assistant.places import knowledge

ROOT = knowledge()
ZONES = {
    customer.domain: text
    for customer, text in zip(demo_customers(ROOT), demo_zones(ROOT), strict=True)
}


@pytest.fixture(scope="module")
def world() -> Recorded:
    """All of it at once, as the demo serves it."""
    return Recorded.merged(*(Recorded.from_zone(text) for text in ZONES.values()))


def test_there_are_enough_stories() -> None:
    assert len(ZONES) >= 11
    assert "bakkerij.example" in ZONES


@pytest.mark.parametrize("domain", ZONES)
async def test_each_customer_is_a_whole_zone_of_his_own(domain: str) -> None:
    zone = Recorded.from_zone(ZONES[domain])

    for kind in ("SOA", "NS", "A", "MX"):
        answer = await zone.lookup(Query(name=domain, type=kind))
        assert answer.status is Status.FOUND, kind


@pytest.mark.parametrize("domain", ZONES)
async def test_every_include_leads_somewhere(domain: str) -> None:
    zone = Recorded.from_zone(ZONES[domain])

    found = await audit(domain, zone)

    assert found.voids == 0
    assert found.unreachable == ()


@pytest.mark.parametrize("domain", ZONES)
def test_every_question_names_its_domain(domain: str) -> None:
    customer = next(one for one in demo_customers(ROOT) if one.domain == domain)

    assert all(domain in question for question in customer.questions.values())


async def test_files_that_share_a_name_agree_on_it(world: Recorded) -> None:
    for name in (
        "_spf.helpdesk.example",
        "dkim2.mcsv.net",
        "spf.protection.outlook.com",
    ):
        answer = await world.lookup(Query(name=name, type="TXT"))
        assert len(answer.records) == 1, name


@pytest.mark.parametrize(
    "name",
    [
        "hd1._domainkey.loodgieter.example",
        "k2._domainkey.bloemist.example",
        "k3._domainkey.bloemist.example",
        "transip-a._domainkey.bakkerij.example",
        "selector1._domainkey.advies.example",
    ],
)
async def test_published_keys_are_real_keys(world: Recorded, name: str) -> None:
    answer = await world.lookup(Query(name=name, type="TXT"))

    key = parse_key(answer.text[0])

    assert (key.state, key.bits) == (KeyState.GOOD, 2048)


async def test_the_fitter_asks_one_lookup_too_many(world: Recorded) -> None:
    found = await audit("installateur.example", world)

    assert found.lookups == 11
    assert found.costliest is not None
    assert found.costliest.domain == "_spf.webhotel.example"


async def test_the_hairdresser_has_two_records(world: Recorded) -> None:
    found = await audit("kapper.example", world)

    assert len(found.records) == 2


async def test_the_baker_lacks_his_newsletters_keys(world: Recorded) -> None:
    answer = await world.lookup(
        Query(name="k2._domainkey.bakkerij.example", type="TXT")
    )

    assert answer.status is Status.ABSENT


async def test_the_garage_cannot_be_asked(world: Recorded) -> None:
    answer = await world.lookup(Query(name="k2._domainkey.garage.example", type="TXT"))

    assert answer.status is Status.BROKEN


async def test_the_helpdesk_takes_reports_for_every_customer(world: Recorded) -> None:
    name = "kapper.example._report._dmarc.helpdesk.example"

    answer = await world.lookup(Query(name=name, type="TXT"))

    assert answer.text == ("v=DMARC1;",)


def test_a_story_without_a_question_is_refused(tmp_path: Path) -> None:
    (tmp_path / "demo").mkdir()
    (tmp_path / "demo" / "a.yaml").write_text(
        "domain: a.test\nstory: {nl: Zo., en: So.}\nask: {nl: Hoe?}\n", encoding="utf-8"
    )

    with pytest.raises(GuideError) as refused:
        demo_customers(tmp_path)

    assert refused.value.mistakes == (
        "demo/a.yaml:3: found no en, expected en: some text",
        "demo/a.yaml:1: found 'a.test', expected a name under .example",
    )
