from __future__ import annotations

import asyncio
import time

import pytest

from assistant.errors import UnusableInputError
from assistant.lookup.answer import Query, Status
from assistant.lookup.live import LiveResolver
from assistant.lookup.server import server_at

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])

MAIL = Query(name="mail.bakkerij.example", type="A")


async def test_a_record_that_stands_is_found(nsd: str) -> None:
    answer = await LiveResolver((nsd,)).lookup(MAIL)

    assert answer.status is Status.FOUND
    assert answer.text == ("192.0.2.25",)
    assert answer.ttl_s == 3600
    assert answer.server == nsd


async def test_the_strings_of_a_txt_record_stay_apart_until_read(nsd: str) -> None:
    query = Query(name="bakkerij.example", type="TXT")

    answer = await LiveResolver((nsd,)).lookup(query)

    assert answer.records == ((b"v=spf1 ", b"-all"),)
    assert answer.text == ("v=spf1 -all",)


async def test_names_in_records_come_in_lower_case_without_a_final_dot(
    nsd: str,
) -> None:
    query = Query(name="bakkerij.example", type="MX")

    answer = await LiveResolver((nsd,)).lookup(query)

    assert answer.text == ("10 mail.bakkerij.example",)


async def test_a_name_without_this_type_is_empty(nsd: str) -> None:
    query = Query(name="mail.bakkerij.example", type="TXT")

    answer = await LiveResolver((nsd,)).lookup(query)

    assert answer.status is Status.EMPTY
    assert answer.negative_ttl_s == 60


async def test_a_name_that_does_not_exist_is_absent(nsd: str) -> None:
    query = Query(name="niets.bakkerij.example", type="A")

    answer = await LiveResolver((nsd,)).lookup(query)

    assert answer.status is Status.ABSENT
    assert answer.negative_ttl_s == 60


async def test_what_is_too_large_for_udp_comes_by_tcp(nsd: str) -> None:
    query = Query(name="groot.bakkerij.example", type="TXT")

    answer = await LiveResolver((nsd,)).lookup(query)

    assert answer.status is Status.FOUND
    assert len(answer.text[0]) == 2000


async def test_an_alias_is_followed_and_told(nsd: str) -> None:
    query = Query(name="nieuws.bakkerij.example", type="TXT")

    answer = await LiveResolver((nsd,)).lookup(query)

    assert answer.text == ("over hier",)
    assert answer.chain == ("elders.bakkerij.example",)
    assert answer.ttl_s == 60


async def test_an_alias_to_a_name_without_this_type_is_empty(nsd: str) -> None:
    query = Query(name="leeg.bakkerij.example", type="TXT")

    answer = await LiveResolver((nsd,)).lookup(query)

    assert answer.status is Status.EMPTY
    assert answer.chain == ("mail.bakkerij.example",)


async def test_an_alias_to_nowhere_is_absent_with_the_way_there(nsd: str) -> None:
    query = Query(name="weg.bakkerij.example", type="TXT")

    answer = await LiveResolver((nsd,)).lookup(query)

    assert answer.status is Status.ABSENT
    assert answer.chain == ("nergens.bakkerij.example",)


async def test_an_alias_out_of_the_zone_is_asked_on(nsd: str) -> None:
    query = Query(name="buiten.bakkerij.example", type="A")
    resolver = LiveResolver((nsd,))

    answer = await resolver.lookup(query)

    assert answer.status is Status.BROKEN
    assert answer.reason == "REFUSED"
    assert answer.chain == ("mail.slager.example",)
    assert resolver.asked == 2


async def test_aliases_that_go_round_are_broken(nsd: str) -> None:
    query = Query(name="rond.bakkerij.example", type="A")

    answer = await LiveResolver((nsd,)).lookup(query)

    assert answer.status is Status.BROKEN
    assert answer.reason == "the aliases go round in a loop"


async def test_aliases_that_go_round_through_two_zones_are_broken(nsd: str) -> None:
    query = Query(name="heen.bakkerij.example", type="A")

    answer = await LiveResolver((nsd,)).lookup(query)

    assert answer.status is Status.BROKEN
    assert answer.chain == ("terug.molen.example", "heen.bakkerij.example")


async def test_a_server_that_fails_leaves_the_answer_broken(failing: str) -> None:
    answer = await LiveResolver((failing,)).lookup(MAIL)

    assert answer.status is Status.BROKEN
    assert answer.reason == "SERVFAIL"


async def test_the_other_server_is_asked_when_one_fails(failing: str, nsd: str) -> None:
    answer = await LiveResolver((failing, nsd)).lookup(MAIL)

    assert answer.text == ("192.0.2.25",)
    assert answer.server == nsd


async def test_the_other_server_is_asked_when_one_is_silent(
    silent: str, nsd: str
) -> None:
    answer = await LiveResolver((silent, nsd), timeout_s=0.1).lookup(MAIL)

    assert answer.text == ("192.0.2.25",)


async def test_silence_is_late_and_never_absence(silent: str) -> None:
    answer = await LiveResolver((silent,), timeout_s=0.1).lookup(MAIL)

    assert answer.status is Status.LATE
    assert answer.reason == "no answer in time"


async def test_the_deadline_holds_for_all_questions_together(silent: str) -> None:
    resolver = LiveResolver((silent,), timeout_s=5.0, deadline_s=0.2)
    began = time.monotonic()

    first = await resolver.lookup(MAIL)
    second = await resolver.lookup(Query(name="bakkerij.example", type="MX"))

    assert time.monotonic() - began < 1.0
    assert first.status is Status.LATE
    assert second.reason == "the time for this check is used up"


async def test_time_that_passes_between_two_tries_counts(silent: str) -> None:
    clock = iter([0.0, 9.0]).__next__
    resolver = LiveResolver((silent,), deadline_s=8.0, clock=clock)

    answer = await resolver.lookup(MAIL)

    assert answer.status is Status.LATE


async def test_a_server_that_cannot_be_reached_leaves_the_answer_broken(
    truncating: str,
) -> None:
    answer = await LiveResolver((truncating,)).lookup(MAIL)

    assert answer.status is Status.BROKEN
    assert answer.reason == "ConnectionRefusedError"


async def test_one_question_too_many_is_late(nsd: str) -> None:
    resolver = LiveResolver((nsd,), max_queries=1)
    await resolver.lookup(MAIL)

    answer = await resolver.lookup(Query(name="bakkerij.example", type="MX"))

    assert answer.status is Status.LATE
    assert answer.reason == "the questions for this check are used up"


@pytest.mark.parametrize(
    "name",
    ["localhost", "printer.local", "1.0.0.10.in-addr.arpa", "nas", "a..nl", ""],
)
async def test_what_is_no_public_name_is_never_asked(silent: str, name: str) -> None:
    resolver = LiveResolver((silent,))

    answer = await resolver.lookup(Query(name=name, type="A"))

    assert answer.status is Status.BROKEN
    assert answer.reason == "no public name"
    assert resolver.asked == 0


@pytest.mark.parametrize("kind", ["AXFR", "ANY", "NONSENSE", ""])
async def test_what_is_no_record_type_is_never_asked(silent: str, kind: str) -> None:
    answer = await LiveResolver((silent,)).lookup(
        Query(name="bakkerij.example", type=kind)
    )

    assert answer.reason == "no record type"


async def test_one_server_can_be_asked_directly(silent: str, nsd: str) -> None:
    resolver = LiveResolver((silent, nsd))

    answer = await resolver.lookup(
        Query(name="mail.bakkerij.example", type="A", at=nsd)
    )

    assert answer.text == ("192.0.2.25",)


@pytest.mark.parametrize(
    "at",
    ["127.0.0.1:53", "10.0.0.1:53", "[::1]:53", "9.9.9.9:25", "224.0.0.1:53", "x"],
)
async def test_a_server_inside_is_never_asked_for_a_stranger(nsd: str, at: str) -> None:
    resolver = LiveResolver((nsd,))

    answer = await resolver.lookup(Query(name="bakkerij.example", type="A", at=at))

    assert answer.status is Status.BROKEN
    assert answer.reason == "no name server to ask"


async def test_a_server_asked_directly_is_not_followed_elsewhere(nsd: str) -> None:
    query = Query(name="buiten.bakkerij.example", type="A", at=nsd)
    resolver = LiveResolver((nsd,))

    answer = await resolver.lookup(query)

    assert answer.status is Status.EMPTY
    assert answer.chain == ("mail.slager.example",)
    assert resolver.asked == 1


def test_a_resolver_outlives_an_event_loop(nsd: str) -> None:
    resolver = LiveResolver((nsd,))

    first = asyncio.run(resolver.lookup(MAIL))
    second = asyncio.run(resolver.lookup(MAIL))

    assert first.text == second.text == ("192.0.2.25",)


async def test_validation_can_be_switched_off(nsd: str) -> None:
    query = Query(name="mail.bakkerij.example", type="A", checking=False)

    answer = await LiveResolver((nsd,)).lookup(query)

    assert answer.text == ("192.0.2.25",)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("192.0.2.1", "192.0.2.1:53"),
        ("192.0.2.1:5353", "192.0.2.1:5353"),
        ("localhost:5353", "127.0.0.1:5353"),
        ("2001:db8::1", "[2001:db8::1]:53"),
        ("[2001:db8::1]:5353", "[2001:db8::1]:5353"),
    ],
)
def test_a_server_is_written_in_several_ways(text: str, written: str) -> None:
    assert server_at(text).text == written


@pytest.mark.parametrize("text", ["", "ns1.example:53", "192.0.2.1:", "1.2.3.4:99999"])
def test_what_is_no_server_is_refused_with_what_was_expected(text: str) -> None:
    with pytest.raises(UnusableInputError, match="expected address:port"):
        LiveResolver((text,))


async def test_the_systems_own_servers_are_asked_when_none_is_given() -> None:
    answer = await LiveResolver().lookup(Query(name="localhost", type="A"))

    assert answer.reason == "no public name"
