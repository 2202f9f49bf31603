from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.errors import UnusableInputError
from assistant.lookup.answer import Query, Status
from assistant.lookup.recorded import Recorded

ZONE = """\
story: de bakker met de nieuwsbrief
domain: bakkerij.example
records:
  - {name: Bakkerij.example., type: txt, ttl: 60, value: "v=spf1 -all"}
  - {name: bäckerei.example, type: A, value: 192.0.2.1}
  - name: groot.example
    type: TXT
    value: ["v=DKIM1; ", "p="]
rcodes:
  - {name: "*.stuk.example", rcode: servfail}
"""


async def test_a_zone_file_is_a_world() -> None:
    world = Recorded.from_zone(ZONE)

    record = await world.lookup(Query(name="bakkerij.example", type="TXT"))
    strings = await world.lookup(Query(name="groot.example", type="TXT"))
    broken = await world.lookup(Query(name="a.stuk.example", type="TXT"))

    assert (record.text, record.ttl_s) == (("v=spf1 -all",), 60)
    assert strings.records == ((b"v=DKIM1; ", b"p="),)
    assert broken.status is Status.BROKEN


async def test_a_name_with_letters_beyond_ascii_is_spelled_in_the_one_way() -> None:
    query = Query(name="xn--bckerei-5wa.example", type="A")

    answer = await Recorded.from_zone(ZONE).lookup(query)

    assert answer.text == ("192.0.2.1",)


@pytest.mark.parametrize("text", ["", "story: niets", "records:\nrcodes: []\n"])
async def test_a_world_may_be_empty(text: str) -> None:
    world = Recorded.from_zone(text)

    answer = await world.lookup(Query(name="bakkerij.example", type="A"))

    assert answer.status is Status.ABSENT


ENTRY = "records:\n  - {{name: a.example, type: {}, value: {}}}\n"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[", "expected YAML"),
        ("- een", "line 1: expected a mapping"),
        ("records: 3", "line 1: expected a list under records"),
        ("records:\n  - een", "line 2: expected a mapping"),
        ("records:\n  - {type: A, value: x}", "line 2: expected name:"),
        ("records:\n  - {name: a.example, value: x}", "line 2: expected type:"),
        ("records:\n  - {name: a.example, type: A}", "line 2: expected value:"),
        ("records:\n  - {name: a.example, naam: x}", "line 2: expected one of"),
        ("records:\n  - {name: a..example, type: A, value: 1.1.1.1}", "a domain name"),
        ("records:\n  - {name: ü..example, type: A, value: 1.1.1.1}", "line 2"),
        ("records:\n  - {name: [a], type: A, value: x}", "a text after name:"),
        ("records:\n  - {name: null, type: A, value: x}", "a text after name:"),
        ("records: []\nrecords: []", "line 2: expected 'records' once"),
        (ENTRY.format("A", "1.2.3"), "line 2: expected an IPv4 address"),
        (ENTRY.format("AAAA", "1.2.3.4"), "line 2: expected an IPv6 address"),
        (ENTRY.format("MX", "mail.example"), "line 2: expected a number and a host"),
        (ENTRY.format("CNAME", "een twee"), "line 2: expected one name"),
        (ENTRY.format("MX", "[10, a]"), "line 2: expected one text"),
        (ENTRY.format("TXT", "[[a]]"), "line 2: expected a list of texts"),
        (ENTRY.format("TXT", "[" + "x" * 256 + "]"), "at most 255 bytes"),
        (ENTRY.format("'a b'", "x"), "line 2: expected a record type"),
        ("records:\n - {name: a, type: A, ttl: x, value: 1.1.1.1}", "seconds after"),
        ("records:\n - {name: a, type: A, ttl: [1], value: x}", "line 2"),
        ("rcodes:\n  - {name: a.example, rcode: BAD}", "line 2: expected one of SERV"),
        ("a: &x [1]\nb: *x", "no YAML aliases"),
        ("a\x00b", "zone file: expected YAML"),
    ],
)
def test_a_bad_zone_file_is_refused_with_what_was_expected(
    text: str, told: str
) -> None:
    with pytest.raises(UnusableInputError, match="zone file") as refusal:
        Recorded.from_zone(text)

    assert told in str(refusal.value)


def test_depth_without_end_is_refused() -> None:
    with pytest.raises(UnusableInputError, match="zone file"):
        Recorded.from_zone("[" * 100_000)


def test_a_file_without_end_is_refused() -> None:
    with pytest.raises(UnusableInputError, match="at most 2000000 bytes"):
        Recorded.from_zone("a: " + "x" * 2_000_001)


@settings(max_examples=60)
@given(st.text(alphabet="recods: {}[],-\n&*!'\"\tnamtypvlu.1é\x00", max_size=80))
def test_any_text_is_a_zone_file_or_refused(text: str) -> None:
    try:
        world = Recorded.from_zone(text)
    except UnusableInputError:
        return

    assert world.answers == {}
