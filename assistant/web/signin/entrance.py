"""What the sign-in needs within reach, and where a request comes from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Protocol, cast

from flask import current_app, request

from assistant.errors import AssistantError
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
class Asked:
    """What was asked of a provider, kept in the session till the answer comes."""

    state: str
    nonce: str
    verifier: str
    back: str  # the address that the provider sends the browser back to


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """Who somebody is, as a provider tells it."""

    subject: str  # the provider's own name for him, which never changes
    address: str
    verified: bool  # whether the provider knows that the address is his
    twofold: bool  # whether the provider asked for a second proof


class ProviderError(AssistantError):
    """A provider could not be asked, or what it told does not hold."""


class Provider(Protocol):
    """A place that knows who somebody is."""

    @property
    def name(self) -> str:
        """What colleagues know it by."""

    def way_out(self, asked: Asked) -> str:
        """The address at the provider to send a browser to."""

    def identity(self, asked: Asked, code: str) -> Identity:
        """Who came back with this code."""


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
    provider: Provider | None = None


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


def plain_id(text: str) -> str:
    """What may be an id; nothing of what only a stranger would send."""
    return text if text.isascii() and text.isalnum() else ""
