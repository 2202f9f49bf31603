"""Questions and answers as they go over the wire; opens no socket itself.

What a server answers is a stranger's text: at most so many records and bytes
of it are kept, and aliases are followed for so long.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass, replace

import dns.rcode
import dns.rdataclass
import dns.rdatatype

from assistant.lookup.answer import Answer, Query, Status
from assistant.lookup.packet import (
    CNAME,
    HEAD_BYTES,
    MAX_TTL_S,
    Packet,
    RecordSet,
    UnreadableError,
    unpack,
)

PAYLOAD_BYTES = 1232  # what passes without fragments (DNS flag day 2020)
OPT_BYTES = 11
QR, TC, RD, RCODE = 0x80, 0x02, 0x0100, 0x0F  # RFC 1035 §4.1.1
CD = 0x0010  # RFC 4035 §3.2.2
NOTHING = b"\0\0"
NOERROR, NXDOMAIN = 0, 3
MAX_ALIASES = 10
MAX_RECORDS = 200
MAX_BYTES = 32_768
MAX_NEGATIVE_TTL_S = 60  # "it isn't there" is said for a minute at most
LOOP = "the aliases go round in a loop"


@dataclass(frozen=True, slots=True)
class Sent:
    """A question as it went out."""

    wire: bytes

    def is_answered_by(self, wire: bytes) -> bool:
        """Whether *wire* is a response that bears this number and question.

        A server that could make nothing of the question may leave it out.
        """
        if len(wire) < HEAD_BYTES or wire[:2] != self.wire[:2] or not wire[2] & QR:
            return False
        if wire[4:6] == NOTHING:
            return bool(wire[3] & RCODE)
        asked = self.wire[HEAD_BYTES:-OPT_BYTES]
        echoed = wire[HEAD_BYTES : HEAD_BYTES + len(asked)]
        return echoed.lower() == asked.lower()


def question(query: Query, number: int) -> Sent:
    """Write the question (RFC 1035 §4.1, RFC 6891 §6.1.2)."""
    # A server that is asked directly tells what it knows itself.
    flags = (0 if query.at is not None else RD) | (0 if query.checking else CD)
    labels = [label.encode("ascii") for label in query.name.split(".")]
    name = b"".join(bytes([len(label)]) + label for label in labels)
    kind = dns.rdatatype.from_text(query.type)
    asked = name + struct.pack("!xHH", kind, dns.rdataclass.IN)
    head = struct.pack("!6H", number, flags, 1, 0, 0, 1)
    edns = struct.pack("!xHHIH", dns.rdatatype.OPT, PAYLOAD_BYTES, 0, 0)
    return Sent(head + asked + edns)


def is_truncated(wire: bytes) -> bool:
    """Whether the answer was too large, and has to be fetched by TCP."""
    return bool(wire[2] & TC)


def failed(query: Query, status: Status, reason: str) -> Answer:
    """Answer that the question could not be asked, and why."""
    return Answer(query=query, status=status, reason=reason)


def read(query: Query, wire: bytes, server: str | None = None) -> Answer | None:
    """Turn a server's message into an answer; None when it is no message.

    FOUND with an alias and no record means: ask on for the alias's target.
    """
    try:
        return _answer(query, unpack(wire), server)
    except UnreadableError:
        return None


def _answer(query: Query, packet: Packet, server: str | None) -> Answer:
    chain: list[str] = []
    if packet.rcode not in {NOERROR, NXDOMAIN}:
        reason = dns.rcode.to_text(dns.rcode.from_flags(packet.rcode, 0))
        return Answer(query=query, status=Status.BROKEN, reason=reason, server=server)
    kind, name, ttls = dns.rdatatype.from_text(query.type), query.name, [MAX_TTL_S]
    found = packet.sets.get((name, kind))
    while found is None and (alias := packet.sets.get((name, CNAME))):
        name = alias.written(1)[0][0].decode("ascii")
        ttls.append(alias.ttl_s)
        chain.append(name)
        if name in {query.name, *chain[:-1]} or len(chain) > MAX_ALIASES:
            broken = failed(query, Status.BROKEN, LOOP)
            return replace(broken, chain=tuple(chain), server=server)
        found = packet.sets.get((name, kind))
    records, reason = _records(found) if found is not None else ((), "")
    status, kept_s = Status.FOUND, 0
    if found is None:
        status, kept_s, reason = _absence(query, packet, led=bool(chain))
    else:
        ttls.append(found.ttl_s)
    return Answer(
        query=query,
        status=status,
        records=records,
        chain=tuple(chain),
        ttl_s=min(ttls) if chain or found is not None else 0,
        negative_ttl_s=kept_s,
        server=server,
        reason=reason,
    )


def _absence(query: Query, packet: Packet, *, led: bool) -> tuple[Status, int, str]:
    """Give the status, for how long it holds, and a reason."""
    zoned = bool(packet.negative_ttls_s)
    kept_s = min([MAX_NEGATIVE_TTL_S, *packet.negative_ttls_s]) if zoned else 0
    if packet.rcode == NXDOMAIN:
        return Status.ABSENT, kept_s, ""
    if led and not zoned and query.at is None:
        return Status.FOUND, 0, ""  # ask on for the target
    if not zoned and query.at is not None and not packet.authoritative:
        return Status.BROKEN, 0, "the server is not in charge of it"
    return Status.EMPTY, kept_s, ""


def _records(found: RecordSet) -> tuple[tuple[tuple[bytes, ...], ...], str]:
    """Write the records of a set, as many as are kept, and say if some are not."""
    kept: list[tuple[bytes, ...]] = []
    size = 0
    written = found.written(MAX_RECORDS)
    for record in written:
        size += sum(len(string) for string in record)
        if kept and size > MAX_BYTES:
            break
        kept.append(record)
    there = len(written) + max(0, len(found.places) - MAX_RECORDS)
    cut = len(kept) < there
    return tuple(kept), f"{len(kept)} of {there} records" if cut else ""
