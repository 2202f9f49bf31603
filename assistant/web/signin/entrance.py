"""What the sign-in needs within reach, and where a request comes from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import ip_address
from typing import cast

from flask import current_app, request

from assistant.settings import Settings
from assistant.store.staff import Staff
from assistant.store.staff_accounts import Accounts
from assistant.store.staff_attempts import Attempts
from assistant.store.staff_log import StaffLog
from assistant.store.staff_visits import Visits
from assistant.web.words import Words

CONSOLE = "/console"
"""Only under this address is there a session."""

IPV6_NETWORK_BITS = 64  # what one subscriber has
_NAME = "signin"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entrance:
    """The parts behind the sign-in, chosen once at the start."""

    settings: Settings
    staff: Staff
    accounts: Accounts
    visits: Visits
    attempts: Attempts
    log: StaffLog
    words: Mapping[str, Words]


def entrance() -> Entrance:
    """The entrance of the application that serves this request."""
    return cast("Entrance", current_app.extensions[_NAME])


def network() -> str:
    """Where the request comes from: an IPv4 address, or an IPv6 subscriber."""
    told = request.remote_addr or ""
    try:
        address = ip_address(told.partition("%")[0])
    except ValueError:
        return "unknown"
    if address.version == 4:  # noqa: PLR2004 - IPv4
        return str(address)
    whole = int(address) >> (128 - IPV6_NETWORK_BITS) << (128 - IPV6_NETWORK_BITS)
    return f"{ip_address(whole)}/{IPV6_NETWORK_BITS}"
