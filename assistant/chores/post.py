"""Sends the mails that were promised, through the operator's mail server.

A mail is held right before it is sent and noted as sent after, so that two senders
at once send it once. One batch is over long before the first hold in it is.
"""

from __future__ import annotations

import logging
import re
import smtplib
import threading
from collections.abc import Callable
from datetime import datetime
from email.errors import MessageError
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr

from assistant.chores.clock import Clock
from assistant.chores.equipment import Equipment
from assistant.chores.mail_server import MailServer, what_failed
from assistant.store.mails import Mail

log = logging.getLogger(__name__)

PATIENCE_S = 30
BATCH_S = 240  # what has not begun by then is for the next batch
_ONE = threading.Lock()  # a server that hangs holds up one hand and no more
_MAILBOX = re.compile(r"[^\s@<>,;:\"]{1,64}@[^\s@<>,;:\"]{1,253}")
FINAL = 500  # the first reply code that no second try changes

Send = Callable[[EmailMessage, str], None]


def send_due(equipment: Equipment, now: datetime, send: Send | None = None) -> int:
    """Send what is due; does nothing where no mail server is set.

    Returns:
        How many were sent.
    """
    if given_up := equipment.store.mails.give_up_old(now):
        log.warning("mails were too old to send", extra={"count": given_up})
    server = MailServer.of(equipment.settings)
    if server is None or not _ONE.acquire(blocking=False):
        return 0
    deliver = send or (lambda message, to: through(server, message, to))
    try:
        return _batch(equipment, Clock(now), deliver)
    finally:
        _ONE.release()


def _batch(equipment: Equipment, clock: Clock, send: Send) -> int:
    mails, sent = equipment.store.mails, 0
    for mail in mails.due(clock.now):
        if clock.passed_s >= BATCH_S:
            break
        if mails.hold(mail.id, clock.now):
            sent += _one(equipment, mail, clock, send)
    return sent


def _one(equipment: Equipment, mail: Mail, clock: Clock, send: Send) -> bool:
    mails, trouble, final = equipment.store.mails, "", False
    try:
        send(written(mail, sender(equipment), clock.now), mail.to)
    except smtplib.SMTPRecipientsRefused as error:
        codes = [code for code, _ in error.recipients.values()]
        trouble = f"recipient refused: {codes}"
        final = bool(codes) and min(codes) >= FINAL
    except (ValueError, MessageError) as error:
        trouble, final = f"no mail can be made of it: {error}", True
    except (smtplib.SMTPException, OSError) as error:
        trouble = what_failed(error)
    else:
        return mails.sent(mail.id, clock.now)
    mails.failed(mail, trouble, clock.now, for_good=final)
    log.warning("a promised mail did not go", extra={"mail": mail.id})
    return False


def sender(equipment: Equipment) -> str:
    """The address that our mails come from: the helpdesk's contact, if it is one."""
    contact = equipment.helpdesk.contact
    _, address = parseaddr(contact)
    if "@" in address and " " not in address:
        return address
    server = MailServer.of(equipment.settings)
    return f"helpdesk@{server.host if server else 'localhost'}"


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


def through(server: MailServer, message: EmailMessage, to: str) -> None:
    """Hand a mail to a server.

    Raises:
        smtplib.SMTPException: The server did not take it.
        OSError: The server is away.
    """
    with server.line(PATIENCE_S) as line:
        line.send_message(message, to_addrs=[to])
