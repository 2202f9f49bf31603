from __future__ import annotations

import struct

import dns.exception
import dns.flags
import dns.message
import dns.name
import dns.rdata
import dns.rdatatype
import dns.rrset
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.lookup.answer import Query, Status
from assistant.lookup.packet import UnreadableError, name_at, unpack
from assistant.lookup.wire import question, read

RECORDS = {
    "A": "192.0.2.1",
    "AAAA": "2001:db8::1",
    "MX": "10 mail.bakkerij.example",
    "NS": "ns1.bakkerij.example",
    "PTR": "mail.bakkerij.example",
    "CNAME": "elders.bakkerij.example",
    "SOA": "ns1.bakkerij.example host.bakkerij.example 1 7200 3600 1209600 300",
    "SRV": "0 1 587 smtp.bakkerij.example",
    "CAA": '0 issue "ca.example"',
    "DS": "1 13 2 " + "ab" * 32,
    "TLSA": "3 1 1 " + "cd" * 32,
}
HEAD = struct.pack("!6H", 7, 0x8180, 0, 1, 0, 0)


def message(kind: str, *records: str) -> bytes:
    query = dns.message.make_query("bakkerij.example", kind)
    response = dns.message.make_response(query)
    rdatas = [
        dns.rdata.from_text("IN", kind, one, origin=dns.name.root, relativize=False)
        for one in records
    ]
    response.answer.append(
        dns.rrset.from_rdata_list(query.question[0].name, 60, rdatas)
    )
    return struct.pack("!H", 7) + response.to_wire()[2:]


@pytest.mark.parametrize(("kind", "text"), RECORDS.items())
def test_a_record_reads_as_it_was_written(kind: str, text: str) -> None:
    answer = read(Query(name="bakkerij.example", type=kind), message(kind, text))

    assert answer is not None
    assert answer.text == (text,)
    assert answer.ttl_s == 60


def test_the_strings_of_a_text_stay_apart() -> None:
    wire = message("TXT", '"v=spf1 " "-all"')

    answer = read(Query(name="bakkerij.example", type="TXT"), wire)

    assert answer is not None
    assert answer.records == ((b"v=spf1 ", b"-all"),)


def test_the_null_mx_keeps_its_dot() -> None:
    answer = read(Query(name="bakkerij.example", type="MX"), message("MX", "0 ."))

    assert answer is not None
    assert answer.text == ("0 .",)


def test_strange_letters_in_a_name_are_escaped() -> None:
    wire = b"\x04A.\x00b\x02nl\x00"

    assert name_at(wire, 0) == (r"a\.\000b.nl", 9)


@pytest.mark.parametrize(
    "wire",
    [
        b"\xc0\x00",
        b"\x01a\xc0\x00",
        b"\x01a\xc0\x04\x00",
        b"\x40" + b"a" * 64 + b"\0",
        (b"\x3f" + b"a" * 63) * 4 + b"\0",
        b"\0" + b"".join(struct.pack("!H", 0xC000 + at) for at in range(0, 140, 2)),
    ],
    ids=["itself", "round", "forward", "long label", "long name", "many jumps"],
)
def test_a_name_that_leads_nowhere_is_no_name(wire: bytes) -> None:
    at = len(wire) - 2 if len(wire) == 141 else 0

    with pytest.raises(UnreadableError):
        name_at(wire, at)


@pytest.mark.parametrize(
    ("kind", "data"),
    [(1, b"\1\2\3"), (28, b"\1" * 15), (16, b"\5abc"), (15, b"\0"), (257, b"\0")],
)
def test_a_record_that_is_not_what_it_says_makes_it_unreadable(
    kind: int, data: bytes
) -> None:
    record = b"\1a\0" + struct.pack("!HHIH", kind, 1, 60, len(data)) + data
    query = Query(
        name="a", type=dns.rdatatype.to_text(dns.rdatatype.RdataType.make(kind))
    )

    assert read(query, HEAD + record) is None


def test_a_lifetime_with_the_highest_bit_set_is_nought() -> None:
    record = b"\1a\0" + struct.pack("!HHIH", 1, 1, 2**31, 4) + b"\1\2\3\4"

    answer = read(Query(name="a", type="A"), HEAD + record)

    assert answer is not None
    assert answer.ttl_s == 0


def test_a_record_of_a_foreign_class_is_left_out() -> None:
    record = b"\1a\0" + struct.pack("!HHIH", 1, 3, 60, 4) + b"\1\2\3\4"

    answer = read(Query(name="a", type="A"), HEAD + record)

    assert answer is not None
    assert answer.status is Status.EMPTY


@given(st.binary(max_size=300))
def test_no_bytes_of_a_stranger_raise_anything_else(wire: bytes) -> None:
    for each in (wire, HEAD + wire, HEAD + b"\1a\0" + wire):
        read(Query(name="a", type="MX"), each)
        read(Query(name="a", type="CAA"), each)


@given(
    st.sampled_from(["A", "TXT", "MX", "SOA", "CNAME", "CAA"]),
    st.lists(st.tuples(st.integers(0, 150), st.integers(0, 255)), max_size=4),
)
def test_what_two_readers_can_read_they_read_alike(
    kind: str, changes: list[tuple[int, int]]
) -> None:
    text = '"v=spf1 -all"' if kind == "TXT" else RECORDS[kind]
    wire = bytearray(message(kind, text))
    for at, byte in changes:
        wire[12 + at % (len(wire) - 12)] = byte
    try:
        theirs = dns.message.from_wire(bytes(wire))
        ours = unpack(bytes(wire))
    except (dns.exception.DNSException, ValueError):
        return

    for each in theirs.answer:
        name = each.name.to_text().lower()
        key = (name if name == "." else name.removesuffix("."), int(each.rdtype))
        if each.rdclass != 1 or int(each.rdtype) == 0:
            continue
        assert ours.sets[key].ttl_s == each.ttl


def test_a_question_is_written_as_the_other_writer_does() -> None:
    query = Query(name="_dmarc.bakkerij.example", type="TXT")

    theirs = dns.message.from_wire(question(query, 7).wire)

    assert theirs.question[0].to_text() == "_dmarc.bakkerij.example. IN TXT"
    assert theirs.id == 7
    assert theirs.flags == dns.flags.RD
    assert theirs.payload == 1232


def test_only_its_own_number_and_question_answer_a_question() -> None:
    query = Query(name="bakkerij.example", type="TXT")
    sent = question(query, 7)
    wire = message("TXT", '"v=spf1 -all"')

    assert sent.is_answered_by(wire)
    assert not sent.is_answered_by(b"\0\x08" + wire[2:])
    assert not sent.is_answered_by(message("MX", "0 ."))
    assert not sent.is_answered_by(sent.wire)
    assert not sent.is_answered_by(wire[:11])
