from __future__ import annotations

import dns.message
import pytest

from assistant.lookup.answer import Answer, Query, Status
from assistant.lookup.wire import question, read

HEAD = "id 1\nopcode QUERY\nrcode {rcode}\nflags QR {flags}\n;QUESTION\n"
SOA = "bakkerij.example. 3600 IN SOA ns. host. 1 2 3 4 {minimum}\n"


def answered(
    query: Query,
    answer: str = "",
    authority: str = "",
    *,
    rcode: str = "NOERROR",
    flags: str = "RD RA",
) -> Answer:
    head = HEAD.format(rcode=rcode, flags=flags)
    text = f"{head}{query.name}. IN {query.type}\n;ANSWER\n{answer};AUTHORITY\n"
    message = dns.message.from_text(text + authority)
    read_back = read(query, message.to_wire(max_size=65_535))
    assert read_back is not None
    return read_back


def test_a_question_to_one_server_asks_what_it_knows_itself() -> None:
    query = Query(name="bakkerij.example", type="A", at="192.0.2.1:53")

    message = dns.message.from_wire(question(query, 7).wire)

    assert "RD" not in dns.flags.to_text(message.flags).split()
    assert message.payload == 1232


def test_validation_is_switched_off_with_one_bit() -> None:
    query = Query(name="bakkerij.example", type="A", checking=False)

    message = dns.message.from_wire(question(query, 7).wire)

    assert "CD" in dns.flags.to_text(message.flags).split()


@pytest.mark.parametrize(("minimum", "kept_s"), [(300, 60), (30, 30)])
def test_absence_is_kept_for_a_minute_at_most(minimum: int, kept_s: int) -> None:
    query = Query(name="niets.bakkerij.example", type="A")

    answer = answered(query, authority=SOA.format(minimum=minimum), rcode="NXDOMAIN")

    assert answer.status is Status.ABSENT
    assert answer.negative_ttl_s == kept_s


def test_an_alias_chain_in_one_answer_is_walked_to_its_end() -> None:
    query = Query(name="a.bakkerij.example", type="A")
    records = (
        "a.bakkerij.example. 300 IN CNAME B.bakkerij.example.\n"
        "b.bakkerij.example. 60 IN CNAME c.bakkerij.example.\n"
        "c.bakkerij.example. 900 IN A 192.0.2.1\n"
    )

    answer = answered(query, records)

    assert answer.text == ("192.0.2.1",)
    assert answer.chain == ("b.bakkerij.example", "c.bakkerij.example")
    assert answer.ttl_s == 60


def test_records_beyond_the_two_hundredth_are_left_out_and_told() -> None:
    query = Query(name="veel.bakkerij.example", type="A")
    lines = "".join(
        f"veel.bakkerij.example. 60 IN A 192.0.2.{number}\n" for number in range(201)
    )

    answer = answered(query, lines)

    assert len(answer.records) == 200
    assert answer.reason == "200 of 201 records"


def test_bytes_beyond_the_limit_are_left_out_and_told() -> None:
    query = Query(name="veel.bakkerij.example", type="TXT")
    strings = " ".join(['"' + "x" * 250 + '"'] * 50)
    lines = "".join(
        f'veel.bakkerij.example. 60 IN TXT "{letter}" {strings}\n' for letter in "abcd"
    )

    answer = answered(query, lines)

    assert len(answer.records) == 2
    assert answer.reason == "2 of 4 records"


def test_a_server_that_is_not_in_charge_leaves_the_answer_broken() -> None:
    query = Query(name="bakkerij.example", type="A", at="192.0.2.1:53")

    answer = answered(query, authority="bakkerij.example. 60 IN NS ns.example.\n")

    assert answer.status is Status.BROKEN
    assert answer.reason == "the server is not in charge of it"


def test_a_resolver_that_answers_with_nothing_at_all_says_empty() -> None:
    answer = answered(Query(name="bakkerij.example", type="A"))

    assert answer.status is Status.EMPTY
    assert answer.negative_ttl_s == 0


def test_any_other_type_comes_as_it_is_written() -> None:
    query = Query(name="bakkerij.example", type="CAA")

    answer = answered(query, 'bakkerij.example. 60 IN CAA 0 issue "ca.example"\n')

    assert answer.text == ('0 issue "ca.example"',)
