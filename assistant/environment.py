"""What the environment says, read name by name; every mistake is kept.

A value that may hold a password is never part of what is told of a mistake.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

PREFIX = "BEZORGD_"
SECRET_LENGTH = 32  # characters, the least that is taken for a secret
LAST_PORT = 65535
STARTTLS, TLS, IN_THE_CLEAR = "starttls", "tls", "none"
SECURITY = (STARTTLS, TLS, IN_THE_CLEAR)
_HOST_AND_PORT = re.compile(r"(?:\[[0-9A-Fa-f:.]+\]|[^\s@/:\[\]]+):([0-9]{1,5})")
_ISSUER = re.compile(r"(https://|http://(127\.0\.0\.1|localhost)\b)[^\s?#]+")
_YES, _NO = ("1", "yes", "true", "on"), ("0", "no", "false", "off")


class Reader:
    """Reads one name after the other and collects what is wrong."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        self.given = {
            name: value.strip()
            for name, value in environ.items()
            if name.startswith(PREFIX) and value.strip()
        }
        self.asked: set[str] = set()
        self.mistakes: list[str] = []

    def text(self, name: str) -> str | None:
        """What stands under a name; None where nothing does."""
        self.asked.add(PREFIX + name)
        return self.given.get(PREFIX + name)

    def wrong(self, name: str, expected: str) -> None:
        """Note a mistake; what stands there is told unless it may be a login."""
        value = self.given.get(PREFIX + name, "")
        hidden = "SECRET" in name or "PASSWORD" in name or "@" in value
        shown = "" if hidden or not value else f" is {value[:60]!r}:"
        self.mistakes.append(f"{PREFIX}{name}{shown} expected {expected}")

    def number(self, name: str, default: float, low: float, high: float) -> float:
        """A number between two, both taken."""
        text = self.text(name)
        if text is None:
            return default
        try:
            value = float(text)
        except ValueError:
            value = float("nan")
        if low <= value <= high:
            return value
        self.wrong(name, f"a number from {low:g} to {high:g}")
        return default

    def whole(self, name: str, default: int, low: int, high: int) -> int:
        """A whole number between two, both taken."""
        text = self.text(name)
        if text is None:
            return default
        if text.isascii() and text.isdigit() and low <= int(text[:12]) <= high:
            return int(text)
        self.wrong(name, f"a whole number from {low} to {high}")
        return default

    def choice(self, name: str, choices: tuple[str, ...]) -> str:
        """One of some words, the first unless told."""
        text = self.text(name)
        if text is None or text in choices:
            return text or choices[0]
        self.wrong(name, " or ".join(choices))
        return choices[0]

    def switch(self, name: str, *, default: bool) -> bool:
        """Yes or no."""
        text = self.text(name)
        if text is None:
            return default
        if text.lower() not in _YES + _NO:
            self.wrong(name, "yes or no")
        return text.lower() in _YES

    def folder(self, name: str) -> Path | None:
        """A folder that is there."""
        text = self.text(name)
        if text is None:
            return None
        if not Path(text).is_dir():
            self.wrong(name, "a folder that exists; `bezorgd init DIR` makes one")
        return Path(text)

    def secret(self, name: str = "SECRET") -> str | None:
        """A secret, long enough to be one."""
        text = self.text(name)
        if text is not None and len(text) < SECRET_LENGTH:
            self.wrong(name, f"at least {SECRET_LENGTH} characters")
        return text

    def older_secrets(self) -> tuple[str, ...]:
        """Secrets that were used before, the newest first."""
        found = tuple((self.text("OLD_SECRETS") or "").replace(",", " ").split())
        if any(len(one) < SECRET_LENGTH for one in found):
            self.wrong("OLD_SECRETS", f"secrets of {SECRET_LENGTH} characters or more")
        return found

    def shaped(self, name: str, shape: re.Pattern[str], expected: str) -> str | None:
        """A text of a certain shape."""
        text = self.text(name)
        if text is None or shape.fullmatch(text):
            return text
        self.wrong(name, expected)
        return None

    def issuer(self) -> str | None:
        """Who vouches for staff; only with who we are there."""
        text = self.text("OIDC_ISSUER")
        both = [self.text("OIDC_CLIENT_ID"), self.text("OIDC_CLIENT_SECRET")]
        if text is None:
            return None
        if not _ISSUER.fullmatch(text):
            self.wrong("OIDC_ISSUER", "https://HOST/PATH, as the provider writes it")
        if None in both:
            self.wrong("OIDC_ISSUER", "OIDC_CLIENT_ID and OIDC_CLIENT_SECRET too")
        return text

    def mail_server(self) -> str | None:
        """Where our own mail goes out; the login never stands in it."""
        text = self.text("MAIL_SERVER")
        if text is None:
            return None
        found = _HOST_AND_PORT.fullmatch(text)
        if found and 0 < int(found[1]) <= LAST_PORT:
            return text
        login = "; a login goes in MAIL_USER and MAIL_PASSWORD" if "@" in text else ""
        self.wrong("MAIL_SERVER", f"HOST:PORT{login}")
        return None

    def mail_security(self) -> str | None:
        """How the way to that server is secured, held against the rest of it."""
        server, text = self.text("MAIL_SERVER"), self.text("MAIL_SECURITY")
        both = [self.text("MAIL_USER"), self.text("MAIL_PASSWORD")]
        if (both[0] is None) != (both[1] is None):
            given = "USER" if both[1] is None else "PASSWORD"
            missing = "PASSWORD" if both[1] is None else "USER"
            self.wrong(f"MAIL_{given}", f"MAIL_{missing} too")
        elif server is None and (text or both[0]):
            self.wrong("MAIL_SECURITY" if text else "MAIL_USER", "MAIL_SERVER too")
        if text is not None and text not in SECURITY:
            self.wrong("MAIL_SECURITY", " or ".join(SECURITY))
        elif text == IN_THE_CLEAR and server and not on_this_machine(server):
            self.wrong("MAIL_SECURITY", f"{STARTTLS} or {TLS} for a server elsewhere")
        return text

    def servers(self, name: str) -> tuple[str, ...]:
        """Name servers, each with its port."""
        found = tuple((self.text(name) or "").replace(",", " ").split())
        try:
            return tuple(server_address(one) for one in found)
        except ValueError:
            self.wrong(name, "ADDRESS or ADDRESS:PORT, with spaces between")
            return ()

    def refuse_unknown(self) -> None:
        """Note every name that nobody asked for: it was mistyped."""
        known = ", ".join(sorted(one.removeprefix(PREFIX) for one in self.asked))
        self.mistakes.extend(
            f"{name} is no setting: expected {PREFIX} and one of {known}"
            for name in sorted(set(self.given) - self.asked)
        )


def server_address(text: str) -> str:
    """A name server as "address:port", port 53 where none is told.

    Raises:
        ValueError: For what is no IP address with a port.
    """
    host, _, port = text.rpartition(":")
    if not host or (":" in host and not text.startswith("[")):
        host, port = text, "53"
    host = host.removeprefix("[").removesuffix("]")
    if not 0 < int(port) <= LAST_PORT:
        raise ValueError(text)
    address = ip_address(host)
    return f"{address}:{port}" if address.version == 4 else f"[{address}]:{port}"  # noqa: PLR2004 - IPv4


def on_this_machine(server: str) -> bool:
    """Whether HOST:PORT is reached without leaving this machine."""
    host = server.rpartition(":")[0].strip("[]")
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host.lower() == "localhost"


def without_login(url: str) -> str:
    """A URL as it may be shown: where it leads, and nothing that lets anybody in."""
    told = urlsplit(url)
    return f"{told.scheme}://{told.netloc.rpartition('@')[2]}{told.path}"
