from __future__ import annotations

from collections.abc import Mapping

import pytest

from assistant.errors import UnusableInputError
from assistant.lookup.answer import Answer, Query, Status
from assistant.lookup.overlay import Overlay
from assistant.lookup.recorded import Recorded

WORLD = Recorded(
    {
        ("bakkerij.example", "TXT"): ("v=spf1 -all",),
        ("k1._domainkey.bakkerij.example", "CNAME"): ("dkim.mail.example",),
        ("dkim.mail.example", "TXT"): ("v=DKIM1; p=abc",),
        ("a.example", "CNAME"): ("b.example",),
        ("b.example", "CNAME"): ("c.example",),
        ("c.example", "TXT"): ("oud",),
    }
)


async def ask(
    proposed: Mapping[tuple[str, str], tuple[str, ...]], name: str, kind: str
) -> Answer:
    return await Overlay(WORLD, proposed).lookup(Query(name=name, type=kind))


async def test_what_is_proposed_is_answered() -> None:
    proposed = {("Bakkerij.example.", "TXT"): ("v=spf1 a -all", "x" * 300)}

    answer = await ask(proposed, "bakkerij.example", "TXT")

    assert answer.text == ("v=spf1 a -all", "x" * 300)
    assert answer.records[1] == (b"x" * 255, b"x" * 45)


async def test_what_is_not_proposed_is_asked_beneath() -> None:
    answer = await ask(
        {("x.example", "TXT"): ("x",)}, "k1._domainkey.bakkerij.example", "TXT"
    )

    assert answer.text == ("v=DKIM1; p=abc",)
    assert answer.chain == ("dkim.mail.example",)


async def test_a_removed_record_leaves_the_name_standing() -> None:
    answer = await ask({("bakkerij.example", "TXT"): ()}, "bakkerij.example", "TXT")

    assert answer.status is Status.EMPTY


async def test_a_proposed_alias_is_followed_beneath() -> None:
    proposed = {("k2._domainkey.bakkerij.example", "CNAME"): ("dkim.mail.example.",)}

    answer = await ask(proposed, "k2._domainkey.bakkerij.example", "TXT")

    assert answer.text == ("v=DKIM1; p=abc",)
    assert answer.chain == ("dkim.mail.example",)
    assert answer.query.name == "k2._domainkey.bakkerij.example"


async def test_a_proposed_alias_may_lead_to_what_is_proposed() -> None:
    proposed = {
        ("k2._domainkey.bakkerij.example", "CNAME"): ("nieuw.example",),
        ("nieuw.example", "TXT"): ("v=DKIM1; p=xyz",),
    }

    answer = await ask(proposed, "k2._domainkey.bakkerij.example", "TXT")

    assert answer.text == ("v=DKIM1; p=xyz",)


async def test_a_proposed_alias_to_nowhere_stays_absent() -> None:
    proposed = {("k2._domainkey.bakkerij.example", "CNAME"): ("nergens.example",)}

    answer = await ask(proposed, "k2._domainkey.bakkerij.example", "TXT")

    assert answer.status is Status.ABSENT
    assert answer.chain == ("nergens.example",)


async def test_a_removed_alias_takes_along_what_it_led_to() -> None:
    proposed: dict[tuple[str, str], tuple[str, ...]] = {
        ("k1._domainkey.bakkerij.example", "CNAME"): ()
    }

    answer = await ask(proposed, "k1._domainkey.bakkerij.example", "TXT")

    assert answer.status is Status.EMPTY


async def test_a_change_halfway_a_chain_turns_the_rest_of_it() -> None:
    proposed = {("b.example", "CNAME"): ("dkim.mail.example",)}

    answer = await ask(proposed, "a.example", "TXT")

    assert answer.text == ("v=DKIM1; p=abc",)
    assert answer.chain == ("b.example", "dkim.mail.example")


async def test_a_change_at_the_end_of_a_chain_counts() -> None:
    answer = await ask({("c.example", "TXT"): ("nieuw",)}, "a.example", "TXT")

    assert answer.text == ("nieuw",)
    assert answer.chain == ("b.example", "c.example")


async def test_proposed_aliases_that_go_round_are_broken() -> None:
    answer = await ask({("c.example", "CNAME"): ("a.example",)}, "a.example", "A")

    assert answer.status is Status.BROKEN


async def test_a_new_name_makes_the_names_above_it_exist() -> None:
    proposed = {("_dmarc.nieuw.bakkerij.example", "TXT"): ("v=DMARC1; p=none",)}

    above = await ask(proposed, "nieuw.bakkerij.example", "A")
    itself = await ask(proposed, "_dmarc.nieuw.bakkerij.example", "A")
    beside = await ask(proposed, "oud.bakkerij.example", "A")

    assert above.status is Status.EMPTY
    assert itself.status is Status.EMPTY
    assert beside.status is Status.ABSENT


def test_a_proposal_that_is_no_record_is_refused() -> None:
    with pytest.raises(UnusableInputError, match="IPv4"):
        Overlay(WORLD, {("bakkerij.example", "A"): ("geen adres",)})
