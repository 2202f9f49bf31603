"""Name servers: how they are written, and which ones this machine uses."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from functools import cached_property

import dns.resolver

from assistant.errors import UnusableInputError

DNS_PORT = 53


@dataclass(frozen=True, kw_only=True)
class Server:
    """One name server."""

    address: str
    port: int

    @cached_property
    def text(self) -> str:
        """Write it as `server_at` reads it."""
        host = f"[{self.address}]" if ":" in self.address else self.address
        return f"{host}:{self.port}"

    @property
    def is_public(self) -> bool:
        """Whether it answers for the whole internet, at the port meant for that."""
        address = ipaddress.ip_address(self.address)
        reachable = address.is_global and not address.is_multicast
        return reachable and self.port == DNS_PORT


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


def system_servers() -> tuple[Server, ...]:
    """The name servers that this machine is set to use."""
    try:
        system = dns.resolver.Resolver()
    except dns.resolver.NoResolverConfiguration:
        return ()
    return tuple(
        Server(address=str(address), port=DNS_PORT) for address in system.nameservers
    )
