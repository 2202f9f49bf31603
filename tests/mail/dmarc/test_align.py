from __future__ import annotations

import pytest

from assistant.lookup.recorded import Recorded
from assistant.lookup.recorder import Recorder
from assistant.mail.dmarc.align import aligned, relaxed, relaxed_by_suffix

WORLD = Recorded(
    {
        ("_dmarc.bakkerij.example", "TXT"): ("v=DMARC1; p=reject",),
        ("_dmarc.los.bakkerij.example", "TXT"): ("v=DMARC1; p=none; psd=n",),
    },
    {"_dmarc.stuk.bakkerij.example": "SERVFAIL"},
)


def test_strict_wants_the_very_same_name() -> None:
    one = aligned(
        "bakkerij.example",
        "nieuws.bakkerij.example",
        mode="s",
        shown_org="bakkerij.example",
        checked_org="bakkerij.example",
    )

    assert not one


def test_relaxed_wants_the_same_organization() -> None:
    assert aligned(
        "bakkerij.example",
        "nieuws.bakkerij.example",
        mode="r",
        shown_org="bakkerij.example",
        checked_org="bakkerij.example",
    )


@pytest.mark.parametrize(
    ("shown", "checked", "together"),
    [
        ("bakkerij.example", "nieuws.bakkerij.example", True),
        ("a.bakkerij.example", "b.bakkerij.example", True),
        ("bakkerij.example", "slager.example", False),
        ("bakkerij.example", "bakkerij.nl", False),
        ("bakkerij.example", "los.bakkerij.example", False),
        ("a.los.bakkerij.example", "los.bakkerij.example", True),
        ("slager.example", "nieuws.slager.example", False),
        ("stuk.bakkerij.example", "stuk.bakkerij.example", True),
        ("bakkerij.example", "stuk.bakkerij.example", None),
    ],
)
async def test_each_domain_is_walked_by_itself(
    shown: str, checked: str, *, together: bool | None
) -> None:
    assert await relaxed(shown, checked, WORLD) is together


async def test_names_that_share_nothing_are_told_apart_without_asking() -> None:
    dns = Recorder(WORLD)

    await relaxed("bakkerij.example", "bakkerij.nl", dns)

    assert dns.transcript == ()


@pytest.mark.parametrize(
    ("shown", "checked", "together"),
    [
        ("slager.example", "nieuws.slager.example", True),
        ("a.co.uk", "b.co.uk", False),
        ("co.uk", "a.co.uk", False),
        ("co.uk", "co.uk", True),
    ],
)
def test_older_receivers_look_at_what_was_registered(
    shown: str, checked: str, *, together: bool
) -> None:
    assert relaxed_by_suffix(shown, checked) is together
