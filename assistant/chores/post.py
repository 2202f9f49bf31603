"""Sends the mails that were promised, through the operator's mail server.

A mail is held before it is sent and noted as sent after, so that two senders at
once send it once. A server elsewhere must show a certificate that fits its name;
one on this machine is spoken to as it is.
"""

from __future__ import annotations

import logging
import re
import smtplib
import ssl
from collections.abc import Callable
from datetime import datetime
from email.errors import MessageError
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr
from ipaddress import ip_address

from assistant.chores.equipment import Equipment
from assistant.store.mails import Mail

log = logging.getLogger(__name__)

PATIENCE_S = 30
_MAILBOX = re.compile(r"[^\s@<>,;:\"]{1,64}@[^\s@<>,;:\"]{1,253}")
FINAL = 500  # the first reply code that no second try changes

Send = Callable[[EmailMessage, str], None]


def send_due(equipment: Equipment, now: datetime, send: Send | None = None) -> int:
    """Send what is due; does nothing where no mail server is set.

    Returns:
        How many were sent.
    """
    server = equipment.settings.mail_server
    if server is None:
        return 0
    deliver = send or (lambda message, to: through(server, message, to))
    return sum(
        _one(equipment, mail, now, deliver)
        for mail in equipment.store.mails.due(now)
        if equipment.store.mails.hold(mail.id, now)
    )


def _one(equipment: Equipment, mail: Mail, now: datetime, send: Send) -> bool:
    mails = equipment.store.mails
    try:
        send(written(mail, sender(equipment), now), mail.to)
    except smtplib.SMTPRecipientsRefused as error:
        codes = [code for code, _ in error.recipients.values()]
        final = bool(codes) and min(codes) >= FINAL
        mails.failed(mail, f"recipient refused: {codes}", now, for_good=final)
    except (ValueError, MessageError) as error:
        mails.failed(mail, f"no mail can be made of it: {error}", now, for_good=True)
    except (smtplib.SMTPException, OSError) as error:
        mails.failed(mail, f"{type(error).__name__}: {error}", now)
    else:
        return mails.sent(mail.id, now)
    log.warning("a promised mail did not go", extra={"mail": mail.id})
    return False


def sender(equipment: Equipment) -> str:
    """The address that our mails come from: the helpdesk's contact, if it is one."""
    contact = equipment.helpdesk.contact
    _, address = parseaddr(contact)
    if "@" in address and " " not in address:
        return address
    host = (equipment.settings.mail_server or "").rpartition(":")[0].strip("[]")
    return f"helpdesk@{host or 'localhost'}"


def written(mail: Mail, sender: str, now: datetime) -> EmailMessage:
    """One mail as it is sent.

    Raises:
        ValueError: When an address of it is none.
    """
    if not _MAILBOX.fullmatch(mail.to):
        msg = "expected one address to send to"
        raise ValueError(msg)
    message = EmailMessage(policy=SMTP)
    message["From"] = sender
    message["To"] = mail.to
    message["Subject"] = mail.subject
    message["Date"] = format_datetime(now)
    message["Message-ID"] = f"<{mail.id}@{sender.rpartition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(mail.body)
    return message


def through(server: str, message: EmailMessage, to: str) -> None:
    """Hand a mail to a server.

    Raises:
        smtplib.SMTPException: The server did not take it.
        OSError: The server is away.
    """
    host, _, port = server.rpartition(":")
    host = host.strip("[]")
    with smtplib.SMTP(host, int(port), timeout=PATIENCE_S) as line:
        line.ehlo()
        if line.has_extn("starttls") and not _here(host):
            line.starttls(context=ssl.create_default_context())
            line.ehlo()
        line.send_message(message, to_addrs=[to])


def _here(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
