"""The operator's mail server: the way to it, secured and signed in.

A server elsewhere is spoken to encrypted or not at all, and must show a
certificate that fits its name; one on this machine is spoken to as it is. What is
said at the end of a talk (QUIT) decides nothing: a mail that was taken is sent.
"""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

from assistant.environment import IN_THE_CLEAR, STARTTLS, TLS, on_this_machine
from assistant.settings import Settings

GOODBYE_S = 3  # how long a server may take to say goodbye
TLS_PORT = 465  # RFC 8314 §3.3: submission that is encrypted from the first byte


@dataclass(frozen=True, slots=True, kw_only=True)
class MailServer:
    """Where our own mail goes out, and how."""

    server: str
    security: str
    user: str | None = None
    password: str | None = field(default=None, repr=False)

    @classmethod
    def of(cls, settings: Settings) -> MailServer | None:
        """The server that the settings name; None where they name none."""
        if settings.mail_server is None:
            return None
        return cls(
            server=settings.mail_server,
            security=settings.mail_security or usual_security(settings.mail_server),
            user=settings.mail_user,
            password=settings.mail_password,
        )

    @property
    def host(self) -> str:
        """The name or the address alone."""
        return self.server.rpartition(":")[0].strip("[]")

    @property
    def port(self) -> int:
        """Its port."""
        return int(self.server.rpartition(":")[2])

    @contextmanager
    def line(self, patience_s: float) -> Iterator[smtplib.SMTP]:
        """Open a line over which mail may go.

        Raises:
            smtplib.SMTPException: The server does not want what was asked.
            OSError: The server is away, or its certificate does not fit.
        """
        line = self._connected(patience_s)
        try:
            line.ehlo()
            if self.security == STARTTLS:
                line.starttls(context=self._context())
                line.ehlo()
            if self.user is not None and self.password is not None:
                line.login(self.user, self.password)
            yield line
            _say_goodbye(line)
        finally:
            line.close()

    def _connected(self, patience_s: float) -> smtplib.SMTP:
        if self.security == TLS:
            context = self._context()
            return smtplib.SMTP_SSL(
                self.host, self.port, timeout=patience_s, context=context
            )
        return smtplib.SMTP(self.host, self.port, timeout=patience_s)

    def _context(self) -> ssl.SSLContext:
        context = ssl.create_default_context()
        if on_this_machine(self.server):
            # Nobody stands between, and such a server mostly signed its own.
            context.check_hostname = False
            context.verify_mode = ssl.CERT_NONE
        return context


def usual_security(server: str) -> str:
    """How HOST:PORT is spoken to where nothing else is set."""
    if server.rpartition(":")[2] == str(TLS_PORT):
        return TLS
    return IN_THE_CLEAR if on_this_machine(server) else STARTTLS


def what_failed(error: Exception) -> str:
    """Why a mail did not go, without what a server says to a login."""
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return (
            f"the login was refused ({error.smtp_code}): expected BEZORGD_MAIL_USER "
            "and BEZORGD_MAIL_PASSWORD as the server knows them"
        )
    if isinstance(error, smtplib.SMTPNotSupportedError):
        return f"{error} Expected what BEZORGD_MAIL_SECURITY and BEZORGD_MAIL_USER want"
    return f"{type(error).__name__}: {error}"


def _say_goodbye(line: smtplib.SMTP) -> None:
    with suppress(smtplib.SMTPException, OSError):
        if line.sock is not None:
            line.sock.settimeout(GOODBYE_S)
        line.quit()
