"""The real DNS, within limits: the only file that opens a socket.

A turn gets one resolver, with one deadline and one number of questions for all
its work together; beyond either every answer is late, so that a check ends with
what it has. Servers are fixed, never a stranger's choice. Every question leaves
from its own random port, since a shared one makes answers easy to forge.
Packets get lost, so a question without an answer is sent again after a while,
to the next server where there is one; whichever answer comes first counts.

Nothing here belongs to an event loop, so a resolver may outlive one.
"""

from __future__ import annotations

import asyncio
import secrets
import socket
import threading
import time
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from functools import cache
from itertools import cycle

import dns.exception
import dns.rdatatype

from assistant.errors import UnusableInputError
from assistant.lookup.answer import Answer, Query, Status
from assistant.lookup.name import is_askable
from assistant.lookup.presentation import plain
from assistant.lookup.server import Server, server_at, system_servers
from assistant.lookup.turnstile import Turnstile
from assistant.lookup.wire import (
    LOOP,
    MAX_ALIASES,
    Sent,
    failed,
    is_truncated,
    question,
    read,
)

MAX_SERVERS = 3
SENDINGS = (0.2, 0.4, 0.4)  # each one's share of the time for a question
IN_FLIGHT = 128  # questions of this process together; a few sockets each at most
LARGEST = 65_535  # bytes of a message
OUT_OF_TIME = "the time for this check is used up"
OUT_OF_QUESTIONS = "the questions for this check are used up"
NO_ANSWER = "no answer in time"

_TURNSTILE = Turnstile(IN_FLIGHT)


class LiveResolver:
    """Asks the DNS, for one turn."""

    def __init__(
        self,
        servers: tuple[str, ...] = (),
        *,
        timeout_s: float = 2.0,
        deadline_s: float = 8.0,
        max_queries: int = 75,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Set the limits; the deadline runs from the first question.

        Args:
            servers: Each "address:port"; none means the system's own.
            timeout_s: For one question, however often it is sent.
            deadline_s: For all questions together.
            max_queries: For all questions together; a second sending is none.
            clock: Seconds that only go forward.

        Raises:
            UnusableInputError: A server is no address and port.
        """
        given = tuple(server_at(text) for text in servers) or system_servers()
        self._servers = tuple(dict.fromkeys(given))[:MAX_SERVERS]
        self._timeout_s, self._deadline_s = timeout_s, deadline_s
        self._max_queries, self._clock = max_queries, clock
        self._lock = threading.Lock()
        self._ends_at: float | None = None
        self._asked = 0

    @property
    def asked(self) -> int:
        """How many questions were asked so far."""
        return self._asked

    def left_s(self) -> float:
        """How much of the time for all questions together is left."""
        with self._lock:
            now = self._clock()
            if self._ends_at is None:
                self._ends_at = now + self._deadline_s
            return self._ends_at - now

    async def lookup(self, query: Query) -> Answer:
        """Answer one question, following aliases."""
        name = plain(query.name)
        step = await self._step(_named(query, name))
        names, ttl_s = [name, *step.chain], step.ttl_s
        while _leads_on(step):
            if len(set(names)) < len(names) or len(names) > MAX_ALIASES + 1:
                step = failed(query, Status.BROKEN, LOOP)
                break
            step = await self._step(_named(query, names[-1]))
            names += step.chain
            ttl_s = min(ttl_s, step.ttl_s)
        ttl_s = ttl_s if step.status is Status.FOUND else 0
        chain = tuple(names[1:])
        if step.query is query and step.chain == chain and step.ttl_s == ttl_s:
            return step
        return replace(step, query=query, chain=chain, ttl_s=ttl_s)

    async def _step(self, query: Query) -> Answer:
        """Ask for one name; FOUND without records: the alias leads on."""
        servers = self._servers_for(query)
        refusal = _refusal(query) or ("" if servers else "no name server to ask")
        if refusal:
            return failed(query, Status.BROKEN, refusal)
        limit = self._charge()
        left_s = 0.0 if limit else self.left_s()
        if left_s <= 0:
            return failed(query, Status.LATE, limit or NO_ANSWER)
        if not _TURNSTILE.enter():
            try:
                async with asyncio.timeout(left_s):
                    await _TURNSTILE.wait()
            except TimeoutError:
                return failed(query, Status.LATE, OUT_OF_TIME)
            left_s = self.left_s()
        try:
            return await _Asking(query, servers).answer(min(left_s, self._timeout_s))
        finally:
            _TURNSTILE.leave()

    def _servers_for(self, query: Query) -> tuple[Server, ...]:
        """Give the servers to ask; none when the query names one it may not."""
        if query.at is None:
            return self._servers
        try:
            server = server_at(query.at)
        except UnusableInputError:
            return ()
        # The address comes from a stranger's zone: never a machine inside.
        return (server,) if server in self._servers or server.is_public else ()

    def _charge(self) -> str:
        """Count one question; a text says which limit stands in its way."""
        if self.left_s() <= 0:
            return OUT_OF_TIME
        with self._lock:
            if self._asked >= self._max_queries:
                return OUT_OF_QUESTIONS
            self._asked += 1
            return ""


class _Asking:
    """One question under way, with a socket for every time it was sent."""

    def __init__(self, query: Query, servers: tuple[Server, ...]) -> None:
        self._query, self._servers = query, servers
        self._loop = asyncio.get_running_loop()
        self._open: list[socket.socket] = []
        self._heard: deque[tuple[Server, bytes | OSError]] = deque()
        self._waiting: asyncio.Future[None] | None = None

    async def answer(self, timeout_s: float) -> Answer:
        """Send until an answer comes, or the time is over."""
        until = self._loop.time()
        ends_at = until + timeout_s
        unable: dict[Server, Answer] = {}
        try:
            for server, share in zip(cycle(self._servers), SENDINGS, strict=False):
                until += share * timeout_s
                if server in unable:
                    continue
                self._send(server)
                while (heard := await self._next(until)) is not None:
                    answer = await self._read(*heard, ends_at)
                    if answer is not None and answer.known:
                        return answer
                    if answer is not None:
                        unable[heard[0]] = answer
                        break  # it cannot tell: on to the next one
                if len(unable) == len(self._servers):
                    break
        finally:
            for one in self._open:
                self._loop.remove_reader(one.fileno())
                one.close()
        late = failed(self._query, Status.LATE, NO_ANSWER)
        return next(iter(unable.values()), late)

    def _send(self, server: Server) -> None:
        sent = question(self._query, secrets.randbits(16))
        family = socket.AF_INET6 if ":" in server.address else socket.AF_INET
        try:
            one = socket.socket(family, socket.SOCK_DGRAM | socket.SOCK_NONBLOCK)
        except OSError as error:
            self._hear(server, error)
            return
        self._open.append(one)
        self._loop.add_reader(one.fileno(), self._receive, one, server, sent)
        try:
            # Connected: then the kernel takes nothing from other addresses.
            one.connect((server.address, server.port))
            one.send(sent.wire)
        except OSError as error:
            self._hear(server, error)

    def _receive(self, one: socket.socket, server: Server, sent: Sent) -> None:
        try:
            wire = one.recv(LARGEST)
        except BlockingIOError:
            return
        except OSError as error:
            self._hear(server, error)
            return
        if sent.is_answered_by(wire):
            self._hear(server, wire)

    def _hear(self, server: Server, what: bytes | OSError) -> None:
        self._heard.append((server, what))
        self._wake()

    def _wake(self) -> None:
        if self._waiting is not None and not self._waiting.done():
            self._waiting.set_result(None)

    async def _next(self, until: float) -> tuple[Server, bytes | OSError] | None:
        if not self._heard:
            self._waiting = self._loop.create_future()
            timer = self._loop.call_at(until, self._wake)
            try:
                await self._waiting
            finally:
                timer.cancel()
        return self._heard.popleft() if self._heard else None

    async def _read(
        self, server: Server, what: bytes | OSError, ends_at: float
    ) -> Answer | None:
        """Read what came; None when it is no message at all."""
        if isinstance(what, bytes) and is_truncated(what):
            sent = question(self._query, secrets.randbits(16))
            try:
                async with asyncio.timeout_at(ends_at):
                    what = await _by_tcp(server, sent)
            except TimeoutError:
                return failed(self._query, Status.LATE, NO_ANSWER)
            except (OSError, EOFError) as error:
                what = OSError(type(error).__name__)
        if isinstance(what, OSError):
            reason = str(what) if type(what) is OSError else type(what).__name__
            return failed(self._query, Status.BROKEN, reason)
        return read(self._query, what, server.text)


async def _by_tcp(server: Server, sent: Sent) -> bytes:
    reader, writer = await asyncio.open_connection(server.address, server.port)
    try:
        writer.write(len(sent.wire).to_bytes(2, "big") + sent.wire)
        await writer.drain()
        length = int.from_bytes(await reader.readexactly(2), "big")
        wire = await reader.readexactly(length)
    finally:
        writer.close()
        with suppress(OSError):
            await writer.wait_closed()
    return wire if sent.is_answered_by(wire) else b""


def _refusal(query: Query) -> str:
    if not is_askable(query.name):
        return "no public name"
    return "" if _is_record_type(query.type) else "no record type"


@cache
def _is_record_type(kind: str) -> bool:
    try:
        return not dns.rdatatype.is_metatype(dns.rdatatype.from_text(kind))
    except (dns.exception.DNSException, ValueError):
        return False


def _named(query: Query, name: str) -> Query:
    return query if query.name == name else replace(query, name=name)


def _leads_on(step: Answer) -> bool:
    # FOUND with an alias and no record: the server left the target to us.
    return step.status is Status.FOUND and not step.records and bool(step.chain)
