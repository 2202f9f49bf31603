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
from dataclasses import dataclass, field
from pathlib import Path

from assistant import places
from assistant.environment import PREFIX, SECRET_LENGTH, Reader
from assistant.errors import SettingsError

ENVIRONMENTS = ("development", "production")
_ADDRESS = re.compile(r"https?://[A-Za-z0-9.-]+(?::[0-9]{1,5})?/?")
_QUEUE = re.compile(r"(?:rediss?|valkey|unix)://\S+")
_QUEUES = "redis://, rediss://, valkey:// or unix://, and where"
_LOGIN = re.compile(r"[ -~]+")  # what a login of SMTP can carry
_LETTERS = "plain letters, digits and signs (ASCII)"


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
    mail_user: str | None = None  # who signs in there; nobody by default
    mail_password: str | None = field(default=None, repr=False)
    mail_security: str | None = None  # starttls, tls, none; by the server when None
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
        reader = Reader(environ)
        settings = _read(reader)
        reader.refuse_unknown()
        if settings.production:
            _require_for_production(reader, settings)
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


def _read(reader: Reader) -> Settings:
    default = Settings()
    data = Path(reader.text("DATA") or _data_folder())
    database = reader.text("DATABASE") or f"sqlite:///{data / 'bezorgd.sqlite3'}"
    environment = reader.choice("ENVIRONMENT", ENVIRONMENTS)
    example = "an address such as https://chat.yourname.nl"
    address = reader.shaped("ADDRESS", _ADDRESS, example)
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
        mail_server=reader.mail_server(),
        mail_user=reader.shaped("MAIL_USER", _LOGIN, _LETTERS),
        mail_password=reader.shaped("MAIL_PASSWORD", _LOGIN, _LETTERS),
        mail_security=reader.mail_security(),
        queue=reader.shaped("QUEUE", _QUEUE, _QUEUES),
        oidc_issuer=reader.issuer(),
        oidc_client_id=reader.text("OIDC_CLIENT_ID"),
        oidc_client_secret=reader.text("OIDC_CLIENT_SECRET"),
        address=address.rstrip("/") if address else None,
        customer_secret=reader.secret("CUSTOMER_SECRET"),
        webhook_secret=reader.secret("WEBHOOK_SECRET"),
    )


def _require_for_production(reader: Reader, settings: Settings) -> None:
    if settings.given_secret is None:
        reader.mistakes.append(
            f"{PREFIX}SECRET is missing: expected at least {SECRET_LENGTH} "
            "random characters in production"
        )
    if settings.home is None:
        reader.mistakes.append(
            f"{PREFIX}HOME is missing: expected the operator's layer in "
            "production; `bezorgd init DIR` makes one"
        )
    elif not (settings.home / "helpdesk.yaml").is_file():
        reader.wrong("HOME", "a folder with a helpdesk.yaml in production")


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
