"""Received fields: how a message travelled, hop by hop, RFC 5321 §4.4."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Hop:
    """One server's note that it took the message in.

    `sender` is the name that the server found for the one who connected (by
    reverse DNS, else what it called itself), `helo` what it called itself,
    `ip` its address, `by` the server that wrote this. `position` is the index
    among all fields of the header, 0 on top.
    """

    sender: str | None = None
    helo: str | None = None
    ip: str | None = None
    by: str | None = None
    protocol: str | None = None
    at: datetime | None = None
    tls: bool = False
    position: int = 0
