"""The guides' facts, held against recorded answers of the DNS."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.checks.guide_claims import Claim, Role, claims
from assistant.checks.guides import Seen, Standing, hold
from assistant.checks.include_networks import networks_of
from assistant.knowledge.shelf import Shelf
from assistant.lookup.recorded import Recorded
from assistant.mail.spf.audit import audit

TODAY = date(2026, 11, 25)
WORLD = Recorded.from_zone(
    """
records:
  - name: spf.goed.example
    type: TXT
    value: "v=spf1 include:_a.goed.example ip4:192.0.2.0/28 -all"
  - name: _a.goed.example
    type: TXT
    value:
      - "v=spf1 ip6:2001:db8::/48 a:mta.goed.example/31 mx:goed.example "
      - "ip4:203.0.113.9 -ip4:192.0.2.77 ?all"
  - {name: mta.goed.example, type: A, value: 198.51.100.7}
  - {name: goed.example, type: MX, value: "10 in.goed.example"}
  - {name: in.goed.example, type: A, value: 198.51.100.99}
  - {name: spf.dubbel.example, type: TXT, value: "v=spf1 -all"}
  - {name: spf.dubbel.example, type: TXT, value: "v=spf1 mx -all"}
  - {name: spf.kapot.example, type: TXT, value: "v=spf1 ip4:300.1.1.1 -all"}
  - {name: spf.leeg.example, type: TXT, value: "hello"}
  - {name: spf.half.example, type: TXT, value: "v=spf1 include:stuk.example -all"}
  - {name: k1.goed.example, type: TXT, value: "v=DKIM1; k=rsa; p=MIGf"}
  - {name: k2.goed.example, type: TXT, value: "v=DKIM1; p="}
  - {name: k3.goed.example, type: TXT, value: "something else"}
rcodes:
  - {name: stuk.example, rcode: SERVFAIL}
  - {name: laat.example, rcode: TIMEOUT}
"""
)  # fmt: skip


async def seen(role: Role, host: str, lookups: int | None = None) -> Seen:
    claim = Claim(guide="services/x", fact="f", role=role, host=host, lookups=lookups)
    (one,) = await hold([claim], WORLD)
    return one


@pytest.mark.parametrize(
    ("host", "stated", "standing", "told"),
    [
        ("spf.goed.example", None, Standing.STANDS, "costs 4"),
        ("spf.goed.example", 4, Standing.STANDS, "costs 4"),
        (
            "spf.goed.example", 1, Standing.CHANGED,
            "costs 4 lookups, the guide says 1",
        ),
        ("spf.dubbel.example", None, Standing.CHANGED, "more than one SPF record"),
        ("spf.leeg.example", None, Standing.CHANGED, "no SPF record at this name"),
        ("spf.weg.example", None, Standing.GONE, "no such name"),
        ("stuk.example", None, Standing.NOT_ASKED, "broken"),
        ("laat.example", None, Standing.NOT_ASKED, "late"),
        ("spf.half.example", None, Standing.NOT_ASKED, "in part: stuk.example"),
    ],
)  # fmt: skip
async def test_an_include_is_weighed(
    host: str, stated: int | None, standing: Standing, told: str
) -> None:
    found = await seen(Role.INCLUDE, host, stated)

    assert (found.standing, found.told) == (standing, told)


async def test_an_include_that_breaks_its_grammar_has_changed() -> None:
    found = await seen(Role.INCLUDE, "spf.kapot.example")

    assert found.standing is Standing.CHANGED
    assert found.told.startswith("breaks its grammar")


@pytest.mark.parametrize(
    ("role", "host", "standing"),
    [
        (Role.KEY, "k1.goed.example", Standing.STANDS),
        (Role.KEY, "k2.goed.example", Standing.CHANGED),
        (Role.KEY, "k3.goed.example", Standing.CHANGED),
        (Role.KEY, "mta.goed.example", Standing.CHANGED),
        (Role.KEY, "k9.goed.example", Standing.GONE),
        (Role.KEY, "laat.example", Standing.NOT_ASKED),
        (Role.SERVER, "mta.goed.example", Standing.STANDS),
        (Role.SERVER, "goed.example", Standing.CHANGED),
        (Role.SERVER, "smtp.goed.example", Standing.GONE),
        (Role.SERVER, "stuk.example", Standing.NOT_ASKED),
        (Role.NAME, "goed.example", Standing.STANDS),
        (Role.NAME, "weg.example", Standing.GONE),
        (Role.SUFFIX, "mail.goed.example", Standing.STANDS),
        (Role.SUFFIX, "mail.weg.voorgoed", Standing.GONE),
        (Role.SUFFIX, "mail.stuk.example", Standing.NOT_ASKED),
    ],
)
async def test_a_host_is_there_gone_or_could_not_be_asked(
    role: Role, host: str, standing: Standing
) -> None:
    assert (await seen(role, host)).standing is standing


async def test_an_include_gives_every_network_that_can_be_listed() -> None:
    weighed = await audit("spf.goed.example", WORLD)

    found = await networks_of(weighed, WORLD)

    assert {str(one) for one in found} == {
        "192.0.2.0/28",
        "2001:db8::/48",
        "198.51.100.6/31",
        "198.51.100.99/32",
        "203.0.113.9/32",
    }


def test_every_host_of_a_guide_is_a_claim(shelf: Shelf) -> None:
    found = claims(shelf, frozenset({"mailchimp"}))

    told = {(one.fact, one.role, one.host) for one in found}
    assert ("spf", Role.INCLUDE, "servers.mcsv.net") in told
    assert ("dkim", Role.KEY, "dkim2.mcsv.net") in told
    assert ("homepage", Role.SERVER, "mailchimp.com") in told
    assert ("return_paths", Role.SUFFIX, "rsgsv.net") in told


def test_a_shape_with_a_gap_is_no_claim(shelf: Shelf) -> None:
    hosts = [one.host for one in claims(shelf)]

    assert not [host for host in hosts if "<" in host or "*" in host]
