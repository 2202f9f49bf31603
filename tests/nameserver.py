"""A name server on loopback that answers from a recording, well or badly.

It answers as a resolver with everything in its cache would: aliases followed in
one answer, a SOA where there is nothing. Each answer may wait, get lost or fail,
as a *fault* says of the name, the type and how often it was asked.
"""

from __future__ import annotations

import asyncio
import struct
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import partial
from typing import cast

import dns.flags
import dns.message
import dns.name
import dns.rcode
import dns.rdata
import dns.rdataclass
import dns.rdatatype
import dns.rdtypes.ANY.TXT
import dns.rrset
from typing_extensions import override

from assistant.lookup.answer import Answer, Query, Status
from assistant.lookup.presentation import plain
from assistant.lookup.resolver import Resolver

PORTS_TO_TRY = 10
SMALLEST = 512  # what fits without EDNS
SOA = "ns.example. hostmaster.example. 1 7200 3600 1209600 300"
DROP, SERVFAIL = "drop", "servfail"

Fault = Callable[[str, str, int], str | None]


def sound(name: str, kind: str, count: int) -> str | None:
    """Nothing goes wrong."""
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One question that came in."""

    name: str
    type: str
    by_tcp: bool
    at: float


@dataclass(slots=True, kw_only=True)
class NameServer:
    """A server under way; `log` tells what was asked, `delay_s` may change."""

    world: Resolver
    delay_s: float = 0.0
    fault: Fault = sound
    address: str = ""
    log: list[Asked] = field(default_factory=list)
    _counts: Counter[tuple[str, str]] = field(default_factory=Counter)
    _kept: dict[tuple[str, str, int, bool], bytes] = field(default_factory=dict)

    async def answer(self, wire: bytes, *, by_tcp: bool) -> bytes | None:
        """Answer one question; None when the answer gets lost."""
        query = dns.message.from_wire(wire)
        name = plain(query.question[0].name.to_text())
        kind = dns.rdatatype.to_text(query.question[0].rdtype)
        asked = Asked(name=name, type=kind, by_tcp=by_tcp, at=time.monotonic())
        self.log.append(asked)
        self._counts[name, kind] += 1
        failure = self.fault(name, kind, self._counts[name, kind])
        # By TCP there is the handshake as well.
        if self.delay_s:
            await asyncio.sleep(self.delay_s * (2 if by_tcp else 1))
        if failure == DROP:
            return None
        if failure == SERVFAIL:
            response = dns.message.make_response(query)
            response.set_rcode(dns.rcode.SERVFAIL)
            return response.to_wire()
        payload = max(SMALLEST, query.payload) if query.edns >= 0 else SMALLEST
        key = (name, kind, payload, by_tcp)
        if key not in self._kept:
            answer = await self.world.lookup(Query(name=name, type=kind))
            response = _response(query, answer)
            whole = response.to_wire(max_size=65535)
            if len(whole) > payload and not by_tcp:
                response.answer.clear()
                response.flags |= dns.flags.TC
                whole = response.to_wire()
            self._kept[key] = whole
        return struct.pack("!H", query.id) + self._kept[key][2:]


@asynccontextmanager
async def name_server(
    world: Resolver, *, delay_s: float = 0.0, fault: Fault = sound
) -> AsyncIterator[NameServer]:
    """Serve *world* at a free port, by UDP and TCP, in the loop that runs."""
    server = NameServer(world=world, delay_s=delay_s, fault=fault)
    udp, tcp = await _listen(server)
    server.address = f"127.0.0.1:{udp.get_extra_info('sockname')[1]}"
    try:
        yield server
    finally:
        udp.close()
        tcp.close()


async def _listen(
    server: NameServer,
) -> tuple[asyncio.DatagramTransport, asyncio.Server]:
    """Find a port that is free for both; another program may hold it for one."""
    loop = asyncio.get_running_loop()
    for left in reversed(range(PORTS_TO_TRY)):
        udp, _ = await loop.create_datagram_endpoint(
            lambda: _Udp(server), ("127.0.0.1", 0)
        )
        port = udp.get_extra_info("sockname")[1]
        try:
            return udp, await asyncio.start_server(
                partial(_talk, server), "127.0.0.1", port
            )
        except OSError:
            udp.close()
            if not left:
                raise
    raise AssertionError("never reached")


class _Udp(asyncio.DatagramProtocol):
    def __init__(self, server: NameServer) -> None:
        self.server = server
        self.tasks: set[asyncio.Task[None]] = set()
        self.transport: asyncio.DatagramTransport | None = None

    @override
    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast("asyncio.DatagramTransport", transport)

    @override
    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        task = asyncio.get_running_loop().create_task(self.reply(data, addr))
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)

    async def reply(self, data: bytes, addr: tuple[str, int]) -> None:
        wire = await self.server.answer(data, by_tcp=False)
        if wire is not None and self.transport and not self.transport.is_closing():
            self.transport.sendto(wire, addr)


async def _talk(
    server: NameServer, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
) -> None:
    length = struct.unpack("!H", await reader.readexactly(2))[0]
    wire = await server.answer(await reader.readexactly(length), by_tcp=True)
    if wire is not None:
        writer.write(struct.pack("!H", len(wire)) + wire)
        await writer.drain()
    writer.close()


def _response(query: dns.message.Message, answer: Answer) -> dns.message.Message:
    response = dns.message.make_response(query, recursion_available=True)
    name = query.question[0].name
    for target in answer.chain:
        response.answer.append(_set(name, "CNAME", [target]))
        name = dns.name.from_text(target)
    kind = answer.query.type
    if answer.status is Status.FOUND:
        response.answer.append(_records(name, kind, answer))
    elif answer.known:
        response.authority.append(_set(dns.name.from_text("example"), "SOA", [SOA]))
    if answer.status is Status.ABSENT:
        response.set_rcode(dns.rcode.NXDOMAIN)
    if not answer.known:
        response.set_rcode(dns.rcode.SERVFAIL)
    return response


def _records(name: dns.name.Name, kind: str, answer: Answer) -> dns.rrset.RRset:
    if kind != "TXT":
        return _set(name, kind, list(answer.text))
    texts = [
        dns.rdtypes.ANY.TXT.TXT(dns.rdataclass.IN, dns.rdatatype.TXT, strings or (b"",))
        for strings in answer.records
    ]
    return dns.rrset.from_rdata_list(name, 300, texts)


def _set(name: dns.name.Name, kind: str, texts: list[str]) -> dns.rrset.RRset:
    rdatas = [
        dns.rdata.from_text("IN", kind, text, origin=dns.name.root, relativize=False)
        for text in texts
    ]
    return dns.rrset.from_rdata_list(name, 300, rdatas)
