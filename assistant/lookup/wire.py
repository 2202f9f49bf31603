"""Questions and answers as they go over the wire; opens no socket itself.

What a server answers is a stranger's text: at most so many records and bytes
of it are kept, and aliases are followed for so long.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass

import dns.exception
import dns.flags
import dns.message
import dns.rcode
import dns.rdata
import dns.rdataclass
import dns.rdatatype
import dns.rrset

from assistant.errors import UnusableInputError
from assistant.lookup.answer import Answer, Query, Status
from assistant.lookup.presentation import plain, strings

PAYLOAD_BYTES = 1232  # what passes without fragments (DNS flag day 2020)
HEAD_BYTES = 12
OPT_BYTES = 11
QR, TC, RD, RCODE = 0x80, 0x02, 0x0100, 0x0F  # RFC 1035 §4.1.1
CD = 0x0010  # RFC 4035 §3.2.2
NOTHING = b"\0\0"
MAX_ALIASES = 10
MAX_RECORDS = 200
MAX_BYTES = 32_768
MAX_TTL_S = 2**31 - 1  # RFC 2181 §8
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
    # Without its additional records, and beside an answer without authority: they
    # hold nothing that is read here. What an OPT record could add to the response
    # code (RFC 6891 §6.1.3) answers things that are never sent.
    kept = 8 if wire[6:8] != NOTHING else 10
    lean = wire[:kept] + bytes(HEAD_BYTES - kept) + wire[HEAD_BYTES:]
    try:
        response = dns.message.from_wire(lean, ignore_trailing=True)
    except (dns.exception.DNSException, ValueError, struct.error):
        return None
    rcode = response.rcode()
    if rcode not in {dns.rcode.NOERROR, dns.rcode.NXDOMAIN}:
        reason = dns.rcode.to_text(rcode)
        return Answer(query=query, status=Status.BROKEN, reason=reason, server=server)
    sets = {(plain(one.name.to_text()), one.rdtype): one for one in response.answer}
    kind = dns.rdatatype.from_text(query.type)
    chain: list[str] = []
    ttls: list[int] = [MAX_TTL_S]
    name = query.name
    while (name, kind) not in sets and (name, dns.rdatatype.CNAME) in sets:
        alias = sets[name, dns.rdatatype.CNAME]
        name = plain(alias[0].target.to_text())
        ttls.append(alias.ttl)
        chain.append(name)
        if name in {query.name, *chain[:-1]} or len(chain) > MAX_ALIASES:
            return Answer(
                query=query,
                status=Status.BROKEN,
                chain=tuple(chain),
                server=server,
                reason=LOOP,
            )
    found = sets.get((name, kind))
    records, reason = _records(query.type, found) if found is not None else ((), "")
    status, kept_s = Status.FOUND, 0
    if found is None:
        status, kept_s, reason = _absence(query, response, led=bool(chain))
    else:
        ttls.append(found.ttl)
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


def _absence(
    query: Query, response: dns.message.Message, *, led: bool
) -> tuple[Status, int, str]:
    """Give the status, for how long it holds, and a reason."""
    soas = [one for one in response.authority if one.rdtype == dns.rdatatype.SOA]
    ttl_s = min([MAX_NEGATIVE_TTL_S, *(min(one.ttl, one[0].minimum) for one in soas)])
    kept_s = ttl_s if soas else 0
    if response.rcode() == dns.rcode.NXDOMAIN:
        return Status.ABSENT, kept_s, ""
    if led and not soas and query.at is None:
        return Status.FOUND, 0, ""  # ask on for the target
    if not soas and query.at is not None and not response.flags & dns.flags.AA:
        return Status.BROKEN, 0, "the server is not in charge of it"
    return Status.EMPTY, kept_s, ""


def _records(
    kind: str, found: dns.rrset.RRset
) -> tuple[tuple[tuple[bytes, ...], ...], str]:
    """Write the records of a set, as many as are kept, and say if some are not."""
    kept: list[tuple[bytes, ...]] = []
    size = 0
    for record in list(found)[:MAX_RECORDS]:
        written = _written(kind, record)
        size += sum(len(string) for string in written)
        if kept and size > MAX_BYTES:
            break
        kept.append(written)
    cut = len(kept) < len(found)
    return tuple(kept), f"{len(kept)} of {len(found)} records" if cut else ""


def _written(kind: str, record: dns.rdata.Rdata) -> tuple[bytes, ...]:
    if kind in {"TXT", "SPF"}:
        texts: tuple[bytes, ...] = record.strings  # type: ignore[attr-defined]
        return tuple(texts)
    text = record.to_text()
    try:
        return strings(kind, text)
    except UnusableInputError:
        return (text.encode("utf-8"),)
