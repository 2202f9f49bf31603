"""Which names a walk asks, and whose domain it then is (RFC 9989 §4.10)."""

from __future__ import annotations

from assistant.mail.dmarc.discover import (
    organizational_domain,
    walk_names,
)
from tests.published import found, world


async def test_the_record_with_the_fewest_labels_is_the_organizations() -> None:
    discovery = await found(
        "a.nieuws.bakkerij.example",
        {
            "nieuws.bakkerij.example": ("v=DMARC1; p=none",),
            "bakkerij.example": ("v=DMARC1; p=reject",),
        },
    )

    assert discovery.walk.organizational_domain == "bakkerij.example"
    assert discovery.walk.policy == "reject"


async def test_psd_n_makes_a_domain_its_own_organization() -> None:
    records = {
        "nieuws.bakkerij.example": ("v=DMARC1; p=none; psd=n",),
        "bakkerij.example": ("v=DMARC1; p=reject",),
    }

    discovery = await found("a.nieuws.bakkerij.example", records)

    assert discovery.walk.organizational_domain == "nieuws.bakkerij.example"
    assert discovery.walk.policy == "none"
    assert discovery.psl.policy == "reject"


async def test_psd_y_makes_the_name_below_it_the_organization() -> None:
    discovery = await found(
        "nieuws.bakkerij.example", {"example": ("v=DMARC1; p=reject; psd=y",)}
    )

    assert discovery.walk.organizational_domain == "bakkerij.example"
    assert discovery.walk.found_at == "example"
    assert discovery.walk.policy == "reject"
    assert discovery.psl.record is None


async def test_the_suffix_does_not_speak_for_an_organization_that_publishes() -> None:
    records = {
        "bakkerij.example": ("v=DMARC1; p=none",),
        "example": ("v=DMARC1; p=reject; psd=y",),
    }

    discovery = await found("nieuws.bakkerij.example", records)

    assert discovery.walk.found_at == "bakkerij.example"
    assert discovery.walk.policy == "none"


async def test_the_suffix_does_not_replace_several_records_of_the_organization() -> (
    None
):
    records = {
        "bakkerij.example": ("v=DMARC1; p=none", "v=DMARC1; p=none"),
        "example": ("v=DMARC1; p=reject; psd=y",),
    }

    discovery = await found("nieuws.bakkerij.example", records)

    assert discovery.walk.problem == "several"
    assert discovery.walk.policy is None


async def test_psd_y_at_the_start_is_the_domains_own_affair() -> None:
    discovery = await found(
        "bakkerij.example", {"bakkerij.example": ("v=DMARC1; p=none; psd=y",)}
    )

    assert discovery.walk.organizational_domain == "bakkerij.example"


def test_a_walk_drops_one_label_at_a_time() -> None:
    assert walk_names("a.mail.bakkerij.example") == (
        "a.mail.bakkerij.example",
        "mail.bakkerij.example",
        "bakkerij.example",
        "example",
    )


def test_a_long_name_is_cut_to_seven_labels_and_asks_eight_names() -> None:
    names = walk_names("a.b.c.d.e.f.g.h.i.j.mail.bakkerij.example")

    assert len(names) == 8
    assert names[1] == "g.h.i.j.mail.bakkerij.example"
    assert names[-1] == "example"


def test_a_name_of_eight_labels_goes_on_at_seven() -> None:
    names = walk_names("a.b.c.d.e.f.bakkerij.example")

    assert len(names) == 8
    assert names[1] == "b.c.d.e.f.bakkerij.example"


async def test_a_record_between_the_jump_is_not_seen() -> None:
    domain = "a.b.c.d.e.f.g.h.bakkerij.example"
    records = {"b.c.d.e.f.g.h.bakkerij.example": ("v=DMARC1; p=reject",)}

    discovery = await found(domain, records)

    assert discovery.walk.record is None
    assert len(discovery.asked) == 8


async def test_the_name_below_a_suffix_is_taken_from_the_start_of_the_walk() -> None:
    domain = "a.b.c.d.e.f.g.h.bakkerij.example"

    organization = await organizational_domain(
        domain, world({"example": ("v=DMARC1; p=none; psd=y",)})
    )

    assert organization == "bakkerij.example"


async def test_a_name_too_long_for_a_record_before_it_has_none() -> None:
    domain = ".".join(["x" * 60] * 4) + ".example"

    discovery = await found(domain, {})

    assert discovery.walk.problem is None
    assert discovery.walk.record is None
