from __future__ import annotations

import asyncio
from collections.abc import Iterable

import pytest

from assistant.desk import Desk
from assistant.lookup.recorded import Recorded
from assistant.lookup.recorder import Recorder
from assistant.understanding.question import Subject
from assistant.web.console.whatif import Laid, Turn, WhatIf, lay_over, what_if
from assistant.web.console.wishing import Unread, Why, Wish, read_wishes

ZONE = """
records:
  - {name: bakkerij.example, type: TXT, value: "v=spf1 mx -all"}
  - {name: bakkerij.example, type: TXT, value: "google-site-verification=abc"}
  - {name: bakkerij.example, type: MX, value: "10 mx.bakkerij.example"}
  - {name: mx.bakkerij.example, type: A, value: 203.0.113.5}
  - {name: k2._domainkey.bakkerij.example, type: TXT, value: "v=DKIM1; p=abc"}
  - {name: k3._domainkey.bakkerij.example, type: CNAME, value: dkim3.mcsv.net}
rcodes:
  - {name: stuk.bakkerij.example, rcode: SERVFAIL}
"""
DOMAIN = "bakkerij.example"
BELOW = "nieuws.bakkerij.example"


def laid(*lines: str) -> Laid:
    wishes = read_wishes("\n".join(lines), DOMAIN).wishes
    return asyncio.run(lay_over(wishes, Recorded.from_zone(ZONE)))


def sets_after(*lines: str) -> dict[tuple[str, str], tuple[str, ...]]:
    return dict(laid(*lines).sets)


def lines_of(wishes: Iterable[Wish]) -> list[str]:
    return [one.line for one in wishes]


def seen(demo: Desk, subject: Subject, *lines: str) -> WhatIf:
    async def compared() -> WhatIf:
        dns = Recorder(demo.open_dns(subject))
        look = await demo.look(subject)
        wishes = read_wishes("\n".join(lines), subject.domain).wishes
        over = await lay_over(wishes, dns)
        return await what_if(over, look.evidence, demo.shelf, dns)

    return asyncio.run(compared())


@pytest.mark.parametrize(
    ("line", "wish"),
    [
        (
            "v=spf1 mx a include:x.example -all",
            ("bakkerij.example", "TXT", "v=spf1 mx a include:x.example -all"),
        ),
        (
            "v=DMARC1; p=none",
            ("_dmarc.bakkerij.example", "TXT", "v=DMARC1; p=none"),
        ),
        (
            "k2._domainkey CNAME dkim2.mcsv.net.",
            ("k2._domainkey.bakkerij.example", "CNAME", "dkim2.mcsv.net"),
        ),
        (
            '@ 3600 IN TXT "v=spf1 " "-all"',
            ("bakkerij.example", "TXT", "v=spf1 -all"),
        ),
        (
            "@ MX mail.elders.example",  # no number, as people type it
            ("bakkerij.example", "MX", "10 mail.elders.example"),
        ),
        ("@ MX 20 mail", ("bakkerij.example", "MX", "20 mail.bakkerij.example")),
        ("@ IN 1h TXT zin", ("bakkerij.example", "TXT", "zin")),
        (
            '@ TXT niet "alles" ertussen',
            ("bakkerij.example", "TXT", 'niet "alles" ertussen'),
        ),
        ("_dmarc.bakkerij.example. TXT x", ("_dmarc.bakkerij.example", "TXT", "x")),
    ],
)
def test_a_line_is_read_as_panels_and_zones_write_it(
    line: str, wish: tuple[str, str, str]
) -> None:
    name, kind, value = wish

    read = read_wishes(line, "bakkerij.example")

    assert read.wishes == (Wish(name=name, type=kind, value=value, out=False),)


def test_an_organisations_name_below_a_subdomain_is_whole_already() -> None:
    (wish,) = read_wishes(
        "_dmarc.bakkerij.example TXT v=DMARC1; p=reject", BELOW
    ).wishes

    assert wish.name == "_dmarc.bakkerij.example"


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("zet spf goed", Why.NO_RECORD),
        ("@ SRV 1 2 3 x", Why.NO_RECORD),
        ("@ TXT", Why.VALUE),
        ("mail A niet-een-ip", Why.VALUE),
        ("mail AAAA 1.2.3.4", Why.VALUE),
        ("x CNAME a b c", Why.VALUE),
        ("x CNAME 1.2.3.4", Why.VALUE),
        ("x CNAME", Why.VALUE),
        ("@ MX tien host.nl", Why.VALUE),
        ("@ MX 99999 mail.elders.example", Why.VALUE),
        ("@ NS ..", Why.VALUE),
        ("- mail A onzin", Why.VALUE),
        ("a..b TXT x", Why.NAME),
        ("_dmarc.andere.example. TXT v=DMARC1; p=none", Why.OTHER_DOMAIN),
        ("mail.andere.example A 203.0.113.4", Why.OTHER_DOMAIN),
        ("* TXT v=spf1 -all", Why.WILDCARD),
        ("*.bakkerij.example A 203.0.113.4", Why.WILDCARD),
        (f"@ TXT {'x' * 4_001}", Why.LONG),
    ],
)
def test_what_is_no_such_record_is_told_with_the_reason(line: str, why: Why) -> None:
    read = read_wishes(line, DOMAIN)

    assert read.wishes == ()
    assert read.unread == (Unread(line=line[:200], why=why),)


def test_lines_beyond_the_last_one_read_are_counted() -> None:
    lines = "\n".join(f"a{number} TXT x" for number in range(25))

    assert read_wishes(lines, DOMAIN).cut == 5


def test_a_new_spf_record_replaces_the_old_one_and_leaves_other_texts() -> None:
    sets = sets_after("v=spf1 mx a -all")

    assert sets["bakkerij.example", "TXT"] == (
        "google-site-verification=abc",
        "v=spf1 mx a -all",
    )


def test_another_text_comes_beside_the_others() -> None:
    sets = sets_after("@ TXT hello")

    assert len(sets["bakkerij.example", "TXT"]) == 3


def test_a_minus_takes_a_record_out() -> None:
    sets = sets_after("- @ TXT google-site-verification=abc")

    assert sets["bakkerij.example", "TXT"] == ("v=spf1 mx -all",)


def test_a_minus_needs_no_blank_and_no_name() -> None:
    sets = sets_after("-v=spf1 mx -all")

    assert sets["bakkerij.example", "TXT"] == ("google-site-verification=abc",)


def test_a_mail_host_is_taken_out_by_its_name() -> None:
    assert sets_after("- @ MX mx.bakkerij.example") == {("bakkerij.example", "MX"): ()}


def test_a_plus_puts_a_second_spf_record_beside_the_first() -> None:
    sets = sets_after("+ v=spf1 a -all")

    assert "v=spf1 mx -all" in sets["bakkerij.example", "TXT"]
    assert "v=spf1 a -all" in sets["bakkerij.example", "TXT"]


def test_a_line_that_gives_way_to_a_later_one_is_told() -> None:
    over = laid("@ TXT v=spf1 mx a -all", "@ TXT v=spf1 a -all")

    assert lines_of(over.overruled) == ["bakkerij.example TXT v=spf1 mx a -all"]


def test_taking_out_what_is_not_there_is_told_and_makes_no_name() -> None:
    over = laid("- @ TXT v=spf1 iets anders", "- weg TXT x")

    assert lines_of(over.nothing) == [
        "bakkerij.example TXT v=spf1 iets anders",
        "weg.bakkerij.example TXT x",
    ]
    assert ("weg.bakkerij.example", "TXT") not in over.sets


def test_what_the_dns_did_not_tell_is_not_taken_for_empty() -> None:
    over = laid("stuk TXT v=spf1 -all")

    assert over.sets == {}
    assert lines_of(over.unanswered) == ["stuk.bakkerij.example TXT v=spf1 -all"]


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("@ CNAME elders.example", "bakkerij.example"),
        ("k2._domainkey CNAME dkim2.mcsv.net", "k2._domainkey.bakkerij.example"),
        ("k3._domainkey TXT v=DKIM1; p=abc", "k3._domainkey.bakkerij.example"),
    ],
)
def test_a_cname_beside_something_else_is_told(line: str, name: str) -> None:
    assert laid(line).clashes == (name,)


def test_a_cname_in_the_place_of_what_was_there_stands_alone() -> None:
    over = laid("- k2._domainkey TXT", "k2._domainkey CNAME dkim2.mcsv.net")

    assert over.clashes == ()


def test_a_record_that_breaks_something_is_told_before_it_is_published(
    demo_desk: Desk,
) -> None:
    subject = Subject(domain="bakkerij.example")

    found = seen(demo_desk, subject, "v=spf1 mx include:bakkerij.example -all")

    assert "spf-broken-include" in [one.code for one in found.caused]


def test_mail_that_loses_its_proof_is_told_though_no_rule_is_broken(
    demo_desk: Desk,
) -> None:
    subject = Subject(domain="bakkerij.example", services=("mailchimp",))

    found = seen(demo_desk, subject, "@ TXT v=spf1 include:servers.mcsv.net ~all")

    assert found.caused == ()
    assert {one.service: one.turn for one in found.ways}["transip-mail"] is (
        Turn.UNPROVEN
    )


def test_where_the_domain_itself_would_go_nothing_is_cured(demo_desk: Desk) -> None:
    subject = Subject(domain="bakkerij.example", services=("mailchimp",))

    found = seen(demo_desk, subject, "@ CNAME elders.example")

    assert found.cured == ()


def test_an_address_that_is_not_allowed_stays_so_when_something_else_changes(
    demo_desk: Desk,
) -> None:
    subject = Subject(domain="bakkerij.example", ip="198.51.100.9")

    found = seen(demo_desk, subject, "x TXT y")

    assert found.cured == ()
    assert found.caused == ()
