"""The real DNS, within limits: the only file that opens a socket.

A turn gets one resolver, with one deadline and one number of questions for all
its work together; beyond either every answer is late, so that a check ends with
what it has. Servers are fixed, never a stranger's choice. Every question leaves
from its own random port, since a shared one makes answers easy to forge.

Nothing here belongs to an event loop, so a resolver may outlive one.
"""

from __future__ import annotations

import asyncio
import ipaddress
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace

import dns.asyncbackend
import dns.asyncquery
import dns.exception
import dns.rdatatype
import dns.resolver

from assistant.errors import UnusableInputError
from assistant.lookup.answer import Answer, Query, Status
from assistant.lookup.name import is_askable
from assistant.lookup.presentation import plain
from assistant.lookup.wire import LOOP, MAX_ALIASES, failed, message_for, read

DNS_PORT = 53
MAX_SERVERS = 3
OUT_OF_TIME = "the time for this check is used up"
OUT_OF_QUESTIONS = "the questions for this check are used up"
NO_ANSWER = "no answer in time"


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """One name server."""

    address: str
    port: int

    @property
    def text(self) -> str:
        """Write it as `server_at` reads it."""
        host = f"[{self.address}]" if ":" in self.address else self.address
        return f"{host}:{self.port}"


def server_at(text: str) -> Server:
    """Read "address", "address:port" or "[address]:port".

    Raises:
        UnusableInputError: It is none of these.
    """
    host, port = text.strip(), str(DNS_PORT)
    if host.startswith("["):
        host, _, rest = host[1:].partition("]")
        port = rest.removeprefix(":") or port
    elif host.count(":") == 1:
        host, _, port = host.partition(":")
    host = "127.0.0.1" if host == "localhost" else host
    try:
        address = str(ipaddress.ip_address(host))
        number = int(port) if port.isascii() and port.isdecimal() else 0
    except ValueError:
        address, number = "", 0
    if not address or not 0 < number < 2**16:
        raise UnusableInputError(
            f"name server: expected address:port, as in 192.0.2.1:53, not {text[:80]!r}"
        )
    return Server(address=address, port=number)


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
            timeout_s: For one question to one server.
            deadline_s: For all questions together.
            max_queries: For all questions together; a second try is none.
            clock: Seconds that only go forward.

        Raises:
            UnusableInputError: A server is no address and port.
        """
        given = tuple(server_at(text) for text in servers) or _system_servers()
        self._servers = given[:MAX_SERVERS]
        self._timeout_s, self._deadline_s = timeout_s, deadline_s
        self._max_queries, self._clock = max_queries, clock
        self._lock = threading.Lock()
        self._ends_at: float | None = None
        self._asked = 0

    @property
    def asked(self) -> int:
        """How many questions were asked so far."""
        return self._asked

    async def lookup(self, query: Query) -> Answer:
        """Answer one question, following aliases."""
        chain: tuple[str, ...] = ()
        ttls: tuple[int, ...] = ()
        name = first = plain(query.name)
        while True:
            step = await self._step(replace(query, name=name))
            chain = (*chain, *step.chain)
            ttls = (*ttls, step.ttl_s)
            whole = replace(step, query=query, chain=chain)
            if not _leads_on(step):
                found = step.status is Status.FOUND
                return replace(whole, ttl_s=min(ttls) if found else 0)
            if len({first, *chain}) <= len(chain) or len(chain) > MAX_ALIASES:
                return replace(whole, status=Status.BROKEN, ttl_s=0, reason=LOOP)
            name = chain[-1]

    async def _step(self, query: Query) -> Answer:
        """Ask for one name; FOUND without records: the alias leads on."""
        servers = self._servers_for(query)
        refusal = _refusal(query) or ("" if servers else "no name server to ask")
        if refusal:
            return failed(query, Status.BROKEN, refusal)
        limit = self._charge()
        if limit:
            return failed(query, Status.LATE, limit)
        worst = failed(query, Status.LATE, NO_ANSWER)
        # One server is asked twice, since a packet may get lost.
        for server in servers if len(servers) > 1 else servers * 2:
            left_s = self._left_s()
            if left_s <= 0:
                break
            answer = await self._ask(query, server, min(left_s, self._timeout_s))
            if answer.known:
                return answer
            if answer.status is Status.BROKEN:
                worst = answer
                if len(servers) == 1:
                    break
        return worst

    async def _ask(self, query: Query, server: Server, timeout_s: float) -> Answer:
        """Ask one server once; dnspython's exceptions end here."""
        message = message_for(query)
        try:
            async with asyncio.timeout(timeout_s):
                response, _ = await dns.asyncquery.udp_with_fallback(
                    message,
                    server.address,
                    timeout=timeout_s,
                    port=server.port,
                    ignore_unexpected=True,
                    ignore_errors=True,
                    backend=dns.asyncbackend.get_backend("asyncio"),
                )
        except (TimeoutError, dns.exception.Timeout):
            answer = failed(query, Status.LATE, NO_ANSWER)
        except (OSError, EOFError, dns.exception.DNSException) as error:
            answer = failed(query, Status.BROKEN, type(error).__name__)
        else:
            answer = read(query, response)
        return replace(answer, server=server.text)

    def _servers_for(self, query: Query) -> tuple[Server, ...]:
        """Give the servers to ask; none when the query names one it may not."""
        if query.at is None:
            return self._servers
        try:
            server = server_at(query.at)
        except UnusableInputError:
            return ()
        # The address comes from a stranger's zone: never a machine inside.
        address = ipaddress.ip_address(server.address)
        public = address.is_global and not address.is_multicast
        if server in self._servers or (public and server.port == DNS_PORT):
            return (server,)
        return ()

    def _charge(self) -> str:
        """Count one question; a text says which limit stands in its way."""
        with self._lock:
            now = self._clock()
            if self._ends_at is None:
                self._ends_at = now + self._deadline_s
            if now >= self._ends_at:
                return OUT_OF_TIME
            if self._asked >= self._max_queries:
                return OUT_OF_QUESTIONS
            self._asked += 1
            return ""

    def _left_s(self) -> float:
        ends_at = self._clock() if self._ends_at is None else self._ends_at
        return ends_at - self._clock()


def _system_servers() -> tuple[Server, ...]:
    try:
        system = dns.resolver.Resolver()
    except dns.resolver.NoResolverConfiguration:
        return ()
    return tuple(
        Server(address=str(address), port=DNS_PORT) for address in system.nameservers
    )


def _refusal(query: Query) -> str:
    if not is_askable(query.name):
        return "no public name"
    try:
        kind = dns.rdatatype.from_text(query.type)
    except (dns.exception.DNSException, ValueError):
        return "no record type"
    return "no record type" if dns.rdatatype.is_metatype(kind) else ""


def _leads_on(step: Answer) -> bool:
    # FOUND with an alias and no record: the server left the target to us.
    return step.status is Status.FOUND and not step.records and bool(step.chain)
