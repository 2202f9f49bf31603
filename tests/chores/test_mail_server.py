"""The way to a mail server: how it is secured, and who signs in."""

from __future__ import annotations

import smtplib
import ssl
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from assistant.chores import mail_server
from assistant.chores.mail_server import MailServer, usual_security, what_failed
from assistant.chores.post import through
from assistant.settings import Settings
from tests.letterbox import Letterbox, letterbox

PASSWORD = "hunter2"  # noqa: S105 - a test's own


@pytest.fixture(scope="module")
def context(tmp_path_factory: pytest.TempPathFactory) -> ssl.SSLContext:
    """A server's own certificate, which nobody vouches for."""
    file = tmp_path_factory.mktemp("certificate") / "own.pem"
    _write_certificate(file)
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    made.load_cert_chain(file)
    return made


def _write_certificate(file: Path) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "letterbox")])
    now = datetime.now(UTC)
    signed = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    plain = serialization.NoEncryption()
    own = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, plain)
    file.write_bytes(own + signed.public_bytes(pem))


def letter() -> EmailMessage:
    made = EmailMessage()
    made["From"], made["To"] = "desk@helpdesk.example", "piet@bakkerij.example"
    made.set_content("Hallo")
    return made


def sent(box: Letterbox, security: str, password: str | None = None) -> None:
    """Hand in one letter over the way that is set."""
    server = MailServer(
        server=box.address,
        security=security,
        user="desk" if password else None,
        password=password,
    )
    through(server, letter(), "piet@bakkerij.example")


@pytest.mark.parametrize(
    ("server", "security"),
    [
        ("127.0.0.1:25", "none"),
        ("localhost:587", "none"),
        ("[::1]:25", "none"),
        ("mail.example:587", "starttls"),
        ("mail.example:25", "starttls"),
        ("mail.example:465", "tls"),
        ("127.0.0.1:465", "tls"),
    ],
)
def test_the_way_is_secured_unless_it_stays_on_this_machine(
    server: str, security: str
) -> None:
    assert usual_security(server) == security


def test_what_is_set_goes_before_what_is_usual() -> None:
    settings = Settings(mail_server="mail.example:2525", mail_security="tls")

    server = MailServer.of(settings)

    assert server is not None
    assert (server.host, server.port, server.security) == ("mail.example", 2525, "tls")


@pytest.mark.enable_socket
def test_a_server_without_starttls_gets_no_mail_and_no_password() -> None:
    refused = pytest.raises(smtplib.SMTPNotSupportedError)

    with letterbox(Letterbox()) as box, refused:
        sent(box, "starttls", PASSWORD)

    assert (box.letters, box.words) == ([], ["EHLO"])


@pytest.mark.enable_socket
def test_the_login_goes_over_the_encrypted_way(context: ssl.SSLContext) -> None:
    with letterbox(Letterbox(context=context, password=PASSWORD)) as box:
        sent(box, "starttls", PASSWORD)

    assert len(box.letters) == 1
    assert box.words[:4] == ["EHLO", "STARTTLS", "EHLO", "AUTH"]


@pytest.mark.enable_socket
def test_a_server_may_encrypt_from_the_start(context: ssl.SSLContext) -> None:
    with letterbox(Letterbox(context=context, from_the_start=True)) as box:
        sent(box, "tls")

    assert len(box.letters) == 1


@pytest.mark.enable_socket
@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_server_elsewhere_that_nobody_vouches_for_gets_nothing(
    context: ssl.SSLContext, monkeypatch: pytest.MonkeyPatch, security: str
) -> None:
    monkeypatch.setattr(mail_server, "on_this_machine", lambda _server: False)
    given = Letterbox(context=context, from_the_start=security == "tls")

    with letterbox(given) as box, pytest.raises(ssl.SSLCertVerificationError):
        sent(box, security, PASSWORD)

    assert box.letters == []
    assert "AUTH" not in box.words


@pytest.mark.enable_socket
def test_a_refused_login_is_told_without_the_password(context: ssl.SSLContext) -> None:
    given = Letterbox(context=context, password=PASSWORD[::-1])
    refused = pytest.raises(smtplib.SMTPAuthenticationError)

    with letterbox(given) as box, refused as caught:
        sent(box, "starttls", PASSWORD)

    told = what_failed(caught.value)
    assert box.letters == []
    assert told.startswith("the login was refused (535)")
    assert PASSWORD not in told
