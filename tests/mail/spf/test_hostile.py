"""Whatever stands in the DNS: a result in bounded work, never an exception."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Mapping
from dataclasses import dataclass

from hypothesis import given, settings
from hypothesis import strategies as some

from assistant.errors import RecordSyntaxError
from assistant.lookup.answer import Answer, Query, Status
from assistant.lookup.recorded import Recorded
from assistant.lookup.recorder import Recorder
from assistant.mail.spf.audit import audit
from assistant.mail.spf.draw import draw
from assistant.mail.spf.evaluate import check_host
from assistant.mail.spf.record import parse

NAMES = ("a.example", "b.example", "c.example")
TERMS = (
    *("include:", "a:", "mx:", "exists:", "ptr:", "redirect=", "exp=", "x="),
    *("a", "mx", "ptr", "-all", "?all", "ip4:192.0.2.0/24", "ip6:2001:db8::/32"),
)
TAILS = ("", *NAMES, "%{i}.a.example", "%{p}", "%{l}.%{d}", "%{h1r-}", "a.example/24")
term = some.tuples(some.sampled_from(TERMS), some.sampled_from(TAILS)).map("".join)
sound = some.lists(term, max_size=6).map(lambda terms: " ".join(["v=spf1", *terms]))
wild = some.text(max_size=80).map(lambda text: f"v=spf1 {text}")
record = sound | wild
raw = record.map(lambda text: text.encode("utf-8", "replace")) | some.binary(max_size=9)
rows = some.lists(some.lists(raw, max_size=2).map(tuple), max_size=3)
mail = some.sampled_from((b"192.0.2.1", b"2001:db8::1", b"10 b.example", b"0 .", b"x"))
question = some.tuples(
    some.sampled_from((*NAMES, "1.2.0.192.in-addr.arpa")),
    some.sampled_from(("A", "MX", "PTR")),
)
words = some.text(some.characters(exclude_categories=()), max_size=30)


@settings(max_examples=300, deadline=None)
@given(record | some.text(max_size=80))
def test_reading_a_record_never_fails_otherwise_than_by_its_grammar(text: str) -> None:
    with contextlib.suppress(RecordSyntaxError):
        parse(text)


@dataclass(frozen=True, slots=True)
class Wild:
    """A DNS in which anything may stand anywhere."""

    texts: Mapping[str, list[tuple[bytes, ...]]]
    others: Mapping[tuple[str, str], list[bytes]]
    failing: frozenset[str]

    async def lookup(self, query: Query) -> Answer:
        """Answer with whatever was drawn."""
        if query.name in self.failing:
            return Answer(query=query, status=Status.LATE)
        if query.type == "TXT":
            found = tuple(self.texts.get(query.name, ()))
        else:
            listed = self.others.get((query.name, query.type), ())
            found = tuple((one,) for one in listed)
        status = Status.FOUND if found else Status.ABSENT
        return Answer(query=query, status=status, records=found)


@settings(max_examples=200, deadline=None)
@given(
    texts=some.dictionaries(some.sampled_from(NAMES), rows),
    others=some.dictionaries(question, some.lists(mail, max_size=3)),
    failing=some.frozensets(some.sampled_from(NAMES), max_size=1),
    local=words,
    helo=words,
)
def test_no_zone_and_no_sender_breaks_an_evaluation(
    texts: dict[str, list[tuple[bytes, ...]]],
    others: dict[tuple[str, str], list[bytes]],
    failing: frozenset[str],
    local: str,
    helo: str,
) -> None:
    dns = Wild(texts, others, failing)

    async def both() -> tuple[int, str]:
        outcome = await check_host(
            ip="192.0.2.1", sender=f"{local}@a.example", helo=helo, dns=dns
        )
        return outcome.lookups, draw(await audit("a.example", dns))

    lookups, drawing = asyncio.run(both())

    assert lookups <= 11
    assert drawing.replace("\n", "").isprintable()


async def test_a_huge_record_is_read_in_bounded_time() -> None:
    huge = "v=spf1 " + "a:x.example " * 5000 + "include:a.example -all"
    dns = Recorder(Recorded({("a.example", "TXT"): (huge,)}))

    found = await audit("a.example", dns)

    assert found.lookups == 5001
    assert len(dns.transcript) <= 61


async def test_macros_that_blow_up_are_cut() -> None:
    huge = "v=spf1 exists:" + "%{s}." * 10_000 + "example -all"
    dns = Recorded({("a.example", "TXT"): (huge,)})

    outcome = await check_host(
        ip="192.0.2.1", sender=f"{'x' * 600}@a.example", helo="h.example", dns=dns
    )

    assert outcome.lookups == 1
