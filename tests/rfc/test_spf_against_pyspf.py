"""The same senders in the same zones, decided by us and by pyspf.

Where the two differ, RFC 7208 must say why; those cases are left out where they
are made, each with its reason (`record` and `zones` below):

* pyspf counts a void lookup for each question, we for each term (§4.6.4: "the
  number of terms"), so a zone has a host for every name that mx can lead to;
* pyspf charges a redirect when it reads it, also when it is never followed
  (§4.6.4 counts at the time of evaluation), so a record has few terms;
* pyspf calls an include of the domain itself a syntax error, also when a term
  before it matches (§5.2 has no such rule), so nothing includes itself.
"""

from __future__ import annotations

import asyncio
import ipaddress
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import pytest
import spf  # type: ignore[import-untyped]  # it ships no types
from hypothesis import given, settings
from hypothesis import strategies as some

from assistant.lookup.answer import Answer, Query, Status
from assistant.mail.spf.evaluate import Outcome, check_host

NAMES = ("a.example", "b.example", "c.example", "d.example")
Found = tuple[tuple[str, str], object]
Zone = Mapping[tuple[str, str], tuple[str, ...]]

CIDR = ("", "/24", "/0", "//64", "/30//120", "/33")
SPECS = (*NAMES, "%{d}", "%{d2}", "b.%{d1}", "%{h}", "%{o}", "%{l}.example", "x.y")
NETWORKS = (
    *("ip4:192.0.2.1", "ip4:192.0.2.0/24", "ip4:198.51.100.0/25", "ip4:0.0.0.0/0"),
    *("ip6:2001:db8::/32", "ip6:2001:db8::1", "ip6:::/0", "ip4:192.0.2.300"),
)


def _written(name: str) -> some.SearchStrategy[str]:
    spec = some.sampled_from(SPECS).map(lambda one: f"{name}:{one}")
    if name in {"a", "mx"}:
        target = spec | some.just(name)
        pairs = some.tuples(target, some.sampled_from(CIDR))
        return pairs.map("".join)
    return spec | some.just("ptr") if name == "ptr" else spec


mechanism = some.sampled_from(NETWORKS) | some.one_of(
    *(_written(name) for name in ("a", "mx", "ptr", "exists"))
)
qualified = some.tuples(some.sampled_from(("", "-", "~", "?")), mechanism)
ending = some.sampled_from(("-all", "~all", "?all", "all", "", "x=y", "exp=%{d}"))


def record(position: int) -> some.SearchStrategy[str]:
    """Draw the record of a name; it only leads to names further on."""
    further = NAMES[position + 1 :]
    deeper = some.just("")
    if further:
        there = some.sampled_from(further)
        deeper = there.map("include:{}".format) | there.map("redirect={}".format)
    terms = some.lists(qualified.map("".join), max_size=2)
    parts = some.tuples(terms, deeper, ending)
    return parts.map(lambda drawn: " ".join(["v=spf1", *drawn[0], *drawn[1:]]))


zones = some.fixed_dictionaries(
    {
        **{
            (name, "TXT"): record(at).map(lambda one: (one,))
            for at, name in enumerate(NAMES)
        },
        **{
            (name, "A"): some.sampled_from(
                (("192.0.2.1",), ("192.0.2.9", "198.51.100.7"))
            )
            for name in NAMES
        },
        **{
            (name, "AAAA"): some.sampled_from((("2001:db8::1",), ("2001:db8::77",)))
            for name in NAMES
        },
        **{
            (name, "MX"): some.sampled_from(
                (("10 a.example",), ("10 b.example", "20 c.example"))
            )
            for name in NAMES
        },
    },
    optional={
        ("1.2.0.192.in-addr.arpa", "PTR"): some.sampled_from(
            (("a.example",), ("c.example", "b.example"))
        ),
    },
)


@dataclass(frozen=True, slots=True)
class Ours:
    """The zone as our resolver."""

    zone: Zone

    async def lookup(self, query: Query) -> Answer:
        """Answer one question."""
        found = self.zone.get((query.name, query.type), ())
        records = tuple((text.encode(),) for text in found)
        status = Status.FOUND if found else Status.ABSENT
        return Answer(query=query, status=status, records=records)


def theirs(zone: Zone) -> Callable[..., Iterator[Found]]:
    """Make the zone into what pyspf asks."""

    def lookup(name: str, kind: str, *_: object) -> Iterator[Found]:
        for text in zone.get((name.lower(), kind), ()):
            value: object = text
            if kind == "TXT":
                value = (text.encode(),)
            elif kind == "AAAA":
                value = ipaddress.ip_address(text).packed
            elif kind == "MX":
                preference, host = text.split(" ")
                value = (int(preference), host)
            yield (name, kind), value

    return lookup


def decided_by_us(zone: Zone, ip: str, sender: str) -> Outcome:
    """Ask ourselves."""
    work = check_host(ip=ip, sender=sender, helo="b.example", dns=Ours(zone))
    return asyncio.run(work)


def decided_by_them(zone: Zone, ip: str, sender: str) -> str:
    """Ask pyspf, whose one door to the DNS is spf.DNSLookup."""
    before, spf.DNSLookup = spf.DNSLookup, theirs(zone)
    try:
        result: str = spf.query(i=ip, s=sender, h="b.example", strict=True).check()[0]
    finally:
        spf.DNSLookup = before
    return result


CASES = {
    "zone": zones,
    "ip": some.sampled_from(
        ("192.0.2.1", "198.51.100.7", "203.0.113.5", "2001:db8::1")
    ),
    "sender": some.sampled_from(("jan@a.example", "b@b.example", "c@c.example")),
}


@settings(max_examples=200, deadline=None)
@given(**CASES)
def test_two_evaluators_agree(zone: Zone, ip: str, sender: str) -> None:
    ours = decided_by_us(zone, ip, sender)

    assert ours.verdict == decided_by_them(zone, ip, sender), ours.reason


@pytest.mark.soak
@settings(max_examples=2000, deadline=None)
@given(**CASES)
def test_two_evaluators_agree_two_thousand_times(
    zone: Zone, ip: str, sender: str
) -> None:
    ours = decided_by_us(zone, ip, sender)

    assert ours.verdict == decided_by_them(zone, ip, sender), ours.reason
