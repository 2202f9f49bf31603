from __future__ import annotations

import pytest

from assistant.lookup.recorded import Recorded
from assistant.lookup.recorder import Recorder
from assistant.mail.dmarc.discover import (
    discover,
)
from tests.published import found, world


async def test_the_domains_own_record_speaks_for_it() -> None:
    discovery = await found(
        "bakkerij.example", {"bakkerij.example": ("v=DMARC1; p=reject",)}
    )

    assert discovery.walk.policy == "reject"
    assert discovery.walk.found_at == "bakkerij.example"
    assert discovery.walk.organizational_domain == "bakkerij.example"
    assert discovery.walk.text == "v=DMARC1; p=reject"
    assert discovery.psl.policy == "reject"


async def test_without_any_record_there_is_no_policy_and_no_problem() -> None:
    discovery = await found("bakkerij.example", {})

    assert discovery.walk.record is None
    assert discovery.walk.policy is None
    assert discovery.walk.problem is None
    assert discovery.walk.organizational_domain == "bakkerij.example"
    assert discovery.psl.problem is None


async def test_other_texts_at_the_name_do_not_count() -> None:
    discovery = await found(
        "bakkerij.example",
        {"bakkerij.example": ("v=spf1 -all", "v=DMARC1; p=none", "x")},
    )

    assert discovery.walk.policy == "none"


async def test_a_subdomain_follows_the_record_above_it() -> None:
    discovery = await found(
        "nieuws.bakkerij.example", {"bakkerij.example": ("v=DMARC1; p=reject",)}
    )

    assert discovery.walk.policy == "reject"
    assert discovery.walk.found_at == "bakkerij.example"
    assert discovery.psl.found_at == "bakkerij.example"


async def test_sp_counts_for_a_subdomain_that_exists() -> None:
    text = "v=DMARC1; p=none; sp=quarantine; np=reject"

    discovery = await found("nieuws.bakkerij.example", {"bakkerij.example": (text,)})

    assert discovery.walk.policy == "quarantine"
    assert discovery.psl.policy == "quarantine"


async def test_np_counts_for_a_subdomain_that_does_not_exist() -> None:
    text = "v=DMARC1; p=none; sp=quarantine; np=reject"

    discovery = await found("verzonnen.bakkerij.example", {"bakkerij.example": (text,)})

    assert discovery.walk.policy == "reject"
    assert discovery.psl.policy == "quarantine"


async def test_sp_and_np_do_not_count_for_the_domain_itself() -> None:
    text = "v=DMARC1; p=none; sp=quarantine; np=reject"

    discovery = await found("bakkerij.example", {"bakkerij.example": (text,)})

    assert discovery.walk.policy == "none"


async def test_existence_is_asked_only_where_np_could_decide() -> None:
    text = "v=DMARC1; p=none; np=none"
    dns = Recorder(world({"bakkerij.example": (text,)}))

    await discover("verzonnen.bakkerij.example", dns)

    assert all(answer.query.type == "TXT" for answer in dns.transcript)


async def test_a_name_below_which_something_stands_exists() -> None:
    above = {"bakkerij.example": ("v=DMARC1; p=none; np=reject",)}
    dns = Recorder(
        Recorded(
            {
                ("_dmarc.bakkerij.example", "TXT"): above["bakkerij.example"],
                ("x._dmarc.acties.bakkerij.example", "TXT"): ("hello",),
            }
        )
    )

    discovery = await discover("acties.bakkerij.example", dns)

    assert discovery.walk.policy == "none"
    asked = [(one.query.name, one.query.type) for one in dns.transcript]
    assert ("acties.bakkerij.example", "A") not in asked


async def test_when_existence_cannot_be_asked_the_policy_is_unknown() -> None:
    text = "v=DMARC1; p=none; np=reject"
    rcodes = {"verzonnen.bakkerij.example": "SERVFAIL"}

    discovery = await found(
        "verzonnen.bakkerij.example", {"bakkerij.example": (text,)}, rcodes
    )

    assert discovery.walk.policy is None
    assert discovery.walk.problem == "unreachable"


@pytest.mark.parametrize(
    ("asked", "effective"),
    [("reject", "quarantine"), ("quarantine", "none"), ("none", "none")],
)
async def test_the_test_mode_takes_the_policy_one_step_down(
    asked: str, effective: str
) -> None:
    discovery = await found(
        "bakkerij.example", {"bakkerij.example": (f"v=DMARC1; p={asked}; t=y",)}
    )

    assert discovery.walk.policy == asked
    assert discovery.walk.effective == effective
    assert discovery.psl.effective == asked


async def test_several_records_count_for_nothing_and_nothing_replaces_them() -> None:
    two = ("v=DMARC1; p=none", "v=DMARC1; p=reject")

    discovery = await found(
        "nieuws.bakkerij.example",
        {"nieuws.bakkerij.example": two, "bakkerij.example": ("v=DMARC1; p=reject",)},
    )

    assert discovery.walk.problem == "several"
    assert discovery.walk.several == two
    assert discovery.walk.policy is None
    assert discovery.walk.found_at == "nieuws.bakkerij.example"
    assert discovery.walk.organizational_domain == "bakkerij.example"
    assert discovery.psl.problem == "several"


async def test_several_records_above_count_for_nothing_either() -> None:
    two = ("v=DMARC1; p=none", "v=DMARC1; p=reject")

    discovery = await found("nieuws.bakkerij.example", {"bakkerij.example": two})

    assert discovery.walk.problem == "several"
    assert discovery.walk.found_at == "bakkerij.example"


async def test_a_record_without_policy_or_address_means_no_dmarc() -> None:
    discovery = await found(
        "bakkerij.example", {"bakkerij.example": ("v=DMARC1; p=weigeren",)}
    )

    assert discovery.walk.problem == "broken"
    assert discovery.walk.broken == "v=DMARC1; p=weigeren"
    assert discovery.walk.why == "p=none, quarantine or reject"
    assert discovery.walk.policy is None
    assert discovery.psl.problem == "broken"


async def test_a_text_that_was_meant_as_a_record_is_told() -> None:
    discovery = await found(
        "bakkerij.example", {"bakkerij.example": ("v=dmarc1; p=none",)}
    )

    assert discovery.walk.problem == "broken"
    assert discovery.walk.broken == "v=dmarc1; p=none"
    assert discovery.psl.problem == "broken"


async def test_a_text_that_was_meant_leaves_the_record_above_in_force() -> None:
    discovery = await found(
        "nieuws.bakkerij.example",
        {
            "nieuws.bakkerij.example": ("v=dmarc1; p=none",),
            "bakkerij.example": ("v=DMARC1; p=reject",),
        },
    )

    assert discovery.walk.problem is None
    assert discovery.walk.policy == "reject"
    assert discovery.walk.broken == "v=dmarc1; p=none"


@pytest.mark.parametrize("rcode", ["SERVFAIL", "TIMEOUT"])
async def test_silence_at_the_domain_is_never_taken_for_no_record(rcode: str) -> None:
    discovery = await found("bakkerij.example", {}, {"_dmarc.bakkerij.example": rcode})

    assert discovery.walk.problem == "unreachable"
    assert discovery.walk.organizational_domain is None
    assert discovery.psl.problem == "unreachable"


async def test_silence_above_leaves_the_domains_own_record_in_force() -> None:
    discovery = await found(
        "bakkerij.example",
        {"bakkerij.example": ("v=DMARC1; p=reject",)},
        {"_dmarc.example": "SERVFAIL"},
    )

    assert discovery.walk.policy == "reject"
    assert discovery.walk.problem is None
    assert discovery.walk.organizational_domain is None


async def test_silence_above_leaves_a_subdomain_without_a_known_policy() -> None:
    discovery = await found(
        "nieuws.bakkerij.example",
        {"bakkerij.example": ("v=DMARC1; p=reject",)},
        {"_dmarc.example": "TIMEOUT"},
    )

    assert discovery.walk.problem == "unreachable"
    assert discovery.psl.policy == "reject"
