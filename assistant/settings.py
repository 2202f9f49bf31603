"""What an operator decides for one installation, read from the environment.

Every name starts with `BEZORGD_`. All mistakes are reported together, so that a
new operator mends them in one go. Nothing is written here, but for the secret
of a development installation, which is made and kept when first needed.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path

from assistant import places
from assistant.errors import SettingsError

PREFIX = "BEZORGD_"
SECRET_LENGTH = 32  # characters, the least that is taken for a secret
ENVIRONMENTS = ("development", "production")
_HOST_AND_PORT = re.compile(r"\S+:[0-9]{1,5}")
_ADDRESS = re.compile(r"https?://[A-Za-z0-9.-]+(?::[0-9]{1,5})?/?")
_QUEUE = re.compile(r"(?:rediss?|valkey|unix)://\S+")
_ISSUER = re.compile(r"(https://|http://(127\.0\.0\.1|localhost)\b)[^\s?#]+")
_YES, _NO = ("1", "yes", "true", "on"), ("0", "no", "false", "off")


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """One installation.

    `home` is the operator's layer, which is laid over what ships. `data` holds
    what the program keeps: the database, the queue, a development secret.
    `max_queries`, `timeout_s` and `deadline_s` bound one turn's DNS work;
    `proxy_hops` is how many trusted proxies stand before the server.
    """

    environment: str = "development"
    home: Path | None = None
    data: Path = Path("var")
    database: str = "sqlite:///var/bezorgd.sqlite3"
    given_secret: str | None = None
    old_secrets: tuple[str, ...] = ()  # what they signed still counts, newest first
    nameservers: tuple[str, ...] = ()
    timeout_s: float = 2.0
    deadline_s: float = 8.0
    max_queries: int = 75
    max_characters: int = 100_000
    proxy_hops: int = 0
    host: str = "127.0.0.1"
    port: int = 8000
    workers: int = 2
    threads: int = 32
    demo: bool = True
    mail_server: str | None = None  # HOST:PORT, where our own mail goes out
    queue: str | None = None  # where chores wait; a file in `data` by default
    oidc_issuer: str | None = None  # who may vouch for staff; nobody by default
    oidc_client_id: str | None = None
    oidc_client_secret: str | None = None
    address: str | None = None  # where customers find us, for links in mails
    customer_secret: str | None = None  # signs the tokens of a customer area
    webhook_secret: str | None = None  # signs what the desk's own system is told

    @classmethod
    def from_environment(cls, environ: Mapping[str, str]) -> Settings:
        """Read every setting.

        Raises:
            SettingsError: With one line a mistake: name, what stands there and
                what was expected.
        """
        reader = _Reader(environ)
        settings = _read(reader)
        reader.refuse_unknown()
        if settings.production:
            reader.require_for_production(settings)
        if reader.mistakes:
            raise SettingsError(reader.mistakes)
        return settings

    @property
    def production(self) -> bool:
        """Whether real customers are served."""
        return self.environment == "production"

    @property
    def secret(self) -> str:
        """The secret that signs cookies; made and kept when none is given."""
        return self.given_secret or _kept_secret(self.data)

    @property
    def secrets(self) -> tuple[str, ...]:
        """The older secrets and then today's, which signs: as signers want them."""
        return (*reversed(self.old_secrets), self.secret)


class _Reader:
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
        self.asked.add(PREFIX + name)
        return self.given.get(PREFIX + name)

    def wrong(self, name: str, expected: str) -> None:
        shown = "" if "SECRET" in name else f" is {self.given[PREFIX + name][:60]!r}:"
        self.mistakes.append(f"{PREFIX}{name}{shown} expected {expected}")

    def number(self, name: str, default: float, low: float, high: float) -> float:
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
        text = self.text(name)
        if text is None:
            return default
        if text.isascii() and text.isdigit() and low <= int(text[:12]) <= high:
            return int(text)
        self.wrong(name, f"a whole number from {low} to {high}")
        return default

    def choice(self, name: str, choices: tuple[str, ...]) -> str:
        text = self.text(name)
        if text is None or text in choices:
            return text or choices[0]
        self.wrong(name, " or ".join(choices))
        return choices[0]

    def switch(self, name: str, *, default: bool) -> bool:
        text = self.text(name)
        if text is None:
            return default
        if text.lower() not in _YES + _NO:
            self.wrong(name, "yes or no")
        return text.lower() in _YES

    def folder(self, name: str) -> Path | None:
        text = self.text(name)
        if text is None:
            return None
        if not Path(text).is_dir():
            self.wrong(name, "a folder that exists; `bezorgd init DIR` makes one")
        return Path(text)

    def secret(self, name: str = "SECRET") -> str | None:
        text = self.text(name)
        if text is not None and len(text) < SECRET_LENGTH:
            self.wrong(name, f"at least {SECRET_LENGTH} characters")
        return text

    def older_secrets(self) -> tuple[str, ...]:
        found = tuple((self.text("OLD_SECRETS") or "").replace(",", " ").split())
        if any(len(one) < SECRET_LENGTH for one in found):
            self.wrong("OLD_SECRETS", f"secrets of {SECRET_LENGTH} characters or more")
        return found

    def shaped(self, name: str, shape: re.Pattern[str], expected: str) -> str | None:
        text = self.text(name)
        if text is None or shape.fullmatch(text):
            return text
        self.wrong(name, expected)
        return None

    def issuer(self) -> str | None:
        text = self.text("OIDC_ISSUER")
        both = [self.text("OIDC_CLIENT_ID"), self.text("OIDC_CLIENT_SECRET")]
        if text is None:
            return None
        if not _ISSUER.fullmatch(text):
            self.wrong("OIDC_ISSUER", "https://HOST/PATH, as the provider writes it")
        if None in both:
            self.wrong("OIDC_ISSUER", "OIDC_CLIENT_ID and OIDC_CLIENT_SECRET too")
        return text

    def servers(self, name: str) -> tuple[str, ...]:
        found = tuple((self.text(name) or "").replace(",", " ").split())
        try:
            return tuple(server_address(one) for one in found)
        except ValueError:
            self.wrong(name, "ADDRESS or ADDRESS:PORT, with spaces between")
            return ()

    def refuse_unknown(self) -> None:
        known = ", ".join(sorted(one.removeprefix(PREFIX) for one in self.asked))
        self.mistakes.extend(
            f"{name} is no setting: expected {PREFIX} and one of {known}"
            for name in sorted(set(self.given) - self.asked)
        )

    def require_for_production(self, settings: Settings) -> None:
        if settings.given_secret is None:
            self.mistakes.append(
                f"{PREFIX}SECRET is missing: expected at least {SECRET_LENGTH} "
                "random characters in production"
            )
        if settings.home is None:
            self.mistakes.append(
                f"{PREFIX}HOME is missing: expected the operator's layer in "
                "production; `bezorgd init DIR` makes one"
            )
        elif not (settings.home / "helpdesk.yaml").is_file():
            self.wrong("HOME", "a folder with a helpdesk.yaml in production")


def _read(reader: _Reader) -> Settings:
    default = Settings()
    data = Path(reader.text("DATA") or _data_folder())
    database = reader.text("DATABASE") or f"sqlite:///{data / 'bezorgd.sqlite3'}"
    environment = reader.choice("ENVIRONMENT", ENVIRONMENTS)
    expected = "an address such as https://chat.yourname.nl"
    address = reader.shaped("ADDRESS", _ADDRESS, expected)
    return Settings(
        environment=environment,
        home=reader.folder("HOME"),
        data=data,
        database=database,
        given_secret=reader.secret(),
        old_secrets=reader.older_secrets(),
        nameservers=reader.servers("NAMESERVERS"),
        timeout_s=reader.number("TIMEOUT_S", default.timeout_s, 0.05, 30),
        deadline_s=reader.number("DEADLINE_S", default.deadline_s, 0.1, 60),
        max_queries=reader.whole("MAX_QUERIES", default.max_queries, 1, 1000),
        max_characters=reader.whole(
            "MAX_CHARACTERS", default.max_characters, 200, 10_000_000
        ),
        proxy_hops=reader.whole("PROXY_HOPS", default.proxy_hops, 0, 10),
        host=reader.text("HOST") or default.host,
        port=reader.whole("PORT", default.port, 1, 65535),
        workers=reader.whole("WORKERS", default.workers, 1, 64),
        threads=reader.whole("THREADS", default.threads, 2, 1000),
        demo=reader.switch("DEMO", default=True),
        mail_server=reader.shaped("MAIL_SERVER", _HOST_AND_PORT, "HOST:PORT"),
        queue=reader.shaped(
            "QUEUE", _QUEUE, "redis://, rediss://, valkey:// or unix://, and where"
        ),
        oidc_issuer=reader.issuer(),
        oidc_client_id=reader.text("OIDC_CLIENT_ID"),
        oidc_client_secret=reader.text("OIDC_CLIENT_SECRET"),
        address=address.rstrip("/") if address else None,
        customer_secret=reader.secret("CUSTOMER_SECRET"),
        webhook_secret=reader.secret("WEBHOOK_SECRET"),
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
    if not 0 < int(port) <= 65535:  # noqa: PLR2004 - the last port there is
        raise ValueError(text)
    address = ip_address(host)
    return f"{address}:{port}" if address.version == 4 else f"[{address}]:{port}"  # noqa: PLR2004 - IPv4


def _data_folder() -> Path:
    return places.root() / "var" if places.in_checkout() else Path.cwd() / "var"


def _kept_secret(data: Path) -> str:
    kept = data / "secret"
    if not kept.exists():
        data.mkdir(parents=True, exist_ok=True)
        draft = data / f".secret-{secrets.token_hex(8)}"
        draft.touch(mode=0o600, exist_ok=False)
        draft.write_text(secrets.token_urlsafe(48), encoding="ascii")
        # A link is made whole or not at all, so two first starts at the same
        # moment end up with one secret.
        with suppress(FileExistsError):
            kept.hardlink_to(draft)
        draft.unlink()
    return kept.read_text(encoding="ascii")
